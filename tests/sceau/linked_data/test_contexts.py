from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

from sceau.errors import InputError, UsageError
from sceau.linked_data.contexts import BUNDLED, CREDENTIALS_V2, Contexts, require_known, used


@pytest.mark.parametrize("url", BUNDLED)
def test_every_locked_context_is_installed_unaltered(url: str, contexts: Contexts) -> None:
    assert "@context" in contexts.document(url)
    assert contexts.digest(url) == BUNDLED[url][2]


def test_an_altered_context_is_our_fault() -> None:
    extra = Contexts.bundled().with_extra({"https://a.example/c": (b'{"@context": {}}', "0" * 64)})
    with pytest.raises(UsageError, match="context_altered"):
        extra.document("https://a.example/c")


def test_a_locked_context_cannot_be_replaced(contexts: Contexts) -> None:
    body = b"{}"
    with pytest.raises(UsageError, match="usage_wrong"):
        contexts.with_extra({CREDENTIALS_V2: (body, hashlib.sha256(body).hexdigest())})


def test_an_unknown_context_is_an_error_with_its_place(contexts: Contexts) -> None:
    document = {"@context": [CREDENTIALS_V2], "a": [{"@context": "https://a.example/c"}]}
    with pytest.raises(InputError) as refusal:
        require_known(document, contexts)  # type: ignore[arg-type]
    assert (refusal.value.code, refusal.value.pointer) == ("context_unknown", "/a/0/@context")
    assert not contexts.known("https://a.example/c")


def test_used_lists_addresses_and_inline_contexts() -> None:
    inline = {"x": "urn:x"}
    document = {"@context": [CREDENTIALS_V2, inline], "a": {"@context": None}}
    assert list(used(document)) == [  # type: ignore[arg-type]
        ("/@context/0", CREDENTIALS_V2),
        ("/@context/1", inline),
        ("/a/@context", None),
    ]


def test_reading_contexts_runs_no_code_of_their_packages() -> None:
    program = (
        "import sys; from sceau.linked_data.contexts import BUNDLED, Contexts;"
        "[Contexts.bundled().document(url) for url in BUNDLED];"
        "print(sorted({'openbadgeslib', 'pyld', 'cryptography'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
