"""The JSON-LD contexts that the conformance suites use beside those of the engine.

They come from the npm packages of a checkout, locked by the SHA-256 of their bytes like the engine's own. Without
that folder the API works with the engine's contexts alone.
"""

from __future__ import annotations

import hashlib
from functools import cache

from django.conf import settings

from sceau.encoding import strict_json
from sceau.linked_data.contexts import Contexts

EXAMPLES_V2 = "https://www.w3.org/ns/credentials/examples/v2"
EXAMPLES = strict_json.dumps({"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}})
"""All that the context of the specification's examples says: every word is one of them."""

_PACKAGES: dict[str, tuple[str, str]] = {
    # address: file inside the folder of packages, SHA-256 of its bytes
    "https://w3id.org/security/data-integrity/v1": (
        "@digitalbazaar/data-integrity-context/contexts/data-integrity-v1.jsonld",
        "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554",
    ),
    "https://www.w3.org/ns/credentials/status/v1": (
        "@digitalbazaar/vc-bitstring-status-list-context/contexts/vc-bitstring-status-list-v1.jsonld",
        "fd08cbf28ddd829ab2f1978c48f43ab07a112c1c90245a0cfac7ba721c65170c",
    ),
    "https://w3id.org/vc/status-list/2021/v1": (
        "@digitalbazaar/vc-status-list-context/contexts/vc-status-list-v1.jsonld",
        "634d71c159289f068c96012e4511c657fdf82ac4231900081bda3ba24e2e1160",
    ),
    "https://www.w3.org/ns/credentials/undefined-terms/v2": (
        "@digitalbazaar/credentials-context/contexts/undefined-terms-v2.jsonld",
        "82dab514ba44eb18f5d1b0f638c5e140c6a556fbfb5089601bdc0fa5eb8b2581",
    ),
    "https://w3id.org/vdl/v1": (
        "@digitalbazaar/vdl-context/contexts/vdl-v1.jsonld",
        "5e61aa138bc6a1bf92299edd01408df52f20c24057b9dbea72ccaeef5b792010",
    ),
}


@cache
def known() -> Contexts:
    """The engine's contexts and these; one shared instance."""
    extra = {EXAMPLES_V2: (EXAMPLES, hashlib.sha256(EXAMPLES).hexdigest())}
    folder = settings.ACQUIS_VC_API_CONTEXTS
    for url, (path, sha256) in _PACKAGES.items():
        if folder is not None and (folder / path).is_file():
            extra[url] = ((folder / path).read_bytes(), sha256)
    bundled = Contexts.bundled()
    return bundled.with_extra({url: source for url, source in extra.items() if not bundled.known(url)})
