"""Values that a careless reader takes for others: texts, references, numbers, and what is none of them."""

from __future__ import annotations

from typing import Any

from sceau.linked_data.contexts import CREDENTIALS_V2

TEXTS = (
    *(
        "",
        "A",
        "A+",
        "None",
        "true",
        "null",
        '","',
        "été",
        "e\u0301",
        "« œ »\u202f!",
        "🎓",
        "a\nb",
        "\t",
        '"',
        "\\",
        "\\u0041",
    ),
    *(
        "\x00",
        "\x08\x0c\r",
        "\x1f",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufeff",
        "\ufffd",
        "\ufffe",
        "\uffff",
        "\ud800",
        "\U0010fffe",
    ),
    *(
        "%s",
        "%d%%",
        "{0}",
        "_:b0",
        "_:a",
        "_:c14n0",
        "@id",
        "@type",
        "Profile",
        "2026-02-30T25:61:61Z",
        "urn:sceau:mark:3:",
    ),
    *("7000000003", "<urn:a>", '" .\n<urn:a> <urn:b> "', "fr-CA", "x" * 300),
)

REFERENCES = (
    *(
        "urn:a",
        "urn:b",
        "https://x.example/1",
        "https://x.example/2",
        "did:example:1",
        "did:key:z6Mk",
        "mailto:a@x.example",
    ),
    *(
        "https://x.example/é",
        "https://x.example/a b",
        "https://x.example/<x>",
        "relative/path",
        "",
        "_:b1",
        "_:n0",
        "name:x",
    ),
    *(
        "Profile",
        "HTTPS://X.example/../a/./b",
        "https://x.example/%7E?q=1#f",
        "tag:x,2020:y",
        "https://x.example/\u202e",
        "https:",
    ),
    *(
        "urn:",
        "@context",
        "@id",
        "schema:x",
        "xsd:string",
        "//x.example",
        "http:x",
        "a:",
        ":a",
        "https://x.example/\ud800",
    ),
    *(
        "https://www.w3.org/2018/credentials#x",
        "https://x.example/\ufffe",
        "ex:y",
        "ex://y",
        "t0",
        "t0:y",
        "T0",
        "urn:t0",
        "urn:x y",
    ),
)

NUMBERS = (
    *(0, -0.0, 0.0, 1, 1.0, 2.5, -1.5, 1e21, 10**21, 1e20, 2**53, 2**53 - 1, -(2**53), 123456789012345678, 0.1 + 0.2),
    *(
        5e-324,
        1.7976931348623157e308,
        1e-7,
        100.0,
        1 / 3,
        -7,
        7_000_000_003,
        7_000_000_003.5,
        1e400,
        True,
        False,
        None,
        "1.5",
    ),
)

STRANGE: tuple[Any, ...] = (
    *(
        None,
        5,
        True,
        1.5,
        [],
        {},
        [[]],
        [["x"]],
        [None],
        ["x", "x"],
        {"@value": "x"},
        {"@value": "x", "@language": "fr"},
    ),
    *(
        {"@id": "urn:a"},
        {"id": "urn:a"},
        {"id": "_:b3"},
        {"@list": ["x"]},
        {"@set": ["x"]},
        {"@graph": []},
        {"fr": "x"},
    ),
    *({"@type": "urn:T"}, {"@index": "x"}, {"@value": None}, {"id": 5}, {"type": "Achievement"}, {"name": "x"}),
    *({"@context": None}, {"@context": CREDENTIALS_V2, "id": "urn:q"}, {"@context": {"z": "urn:z"}, "z": 1}),
)

KINDS: tuple[Any, ...] = (
    "Profile",
    "Achievement",
    ["Alignment", "Evidence"],
    ["Unknown"],
    [],
    "urn:T",
    "@json",
    ["Profile", "Profile"],
    5,
    None,
)
