"""Issue, derive, verify, present, update a status, resolve a DID: the calls of the Verifiable Credentials API (CCG)."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from acquis.api.vc_api import lists
from acquis.api.vc_api.answers import NOT_FOUND, endpoint, member, options, refused, said, text, texts
from acquis.api.vc_api.contexts import known
from acquis.api.vc_api.issuers import ENVELOPING, Issuer, enveloping, every
from acquis.platform import clock, links
from acquis.platform.doors import open_to_all
from acquis.platform.engine import engine
from sceau.did import resolution
from sceau.did.resolver import Resolver
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.issuing import issue
from sceau.issuing.enveloping import issue_jwt
from sceau.model.presentation import Presentation
from sceau.model.shape import items
from sceau.presenting import base_method, derive
from sceau.problems import Problem
from sceau.proofs import add_proof
from sceau.proofs.jose import enveloped
from sceau.status.bitstring import REVOCATION
from sceau.verifying.policy import CHECKS, PROOF_ONLY, Policy, Verdict
from sceau.verifying.report import Report
from sceau.verifying.verifier import Verifier

CREATED = 201
RESOLUTION = 'application/ld+json;profile="https://w3id.org/did-resolution"'
LIST_TYPES = ["application/vc", "application/ld+json", "application/json"]
PROOF_AND_STATUS = replace(
    PROOF_ONLY,
    name="proof-and-status",
    checks=tuple(name for name in CHECKS if name in {*PROOF_ONLY.checks, "status"}),
)
_PRESENTATIONS = frozenset({"VerifiablePresentation", "EnvelopedVerifiablePresentation"})
_STATUS_CHECKS = frozenset({"status", "credentialStatus"})


@endpoint
def issue_credential(
    request: HttpRequest, body: JsonObject, suite: str, key_type: str, *, revocable: bool = False
) -> HttpResponse:
    """`{credential, options: {mandatoryPointers, statusPurposes}}`: 201 and `{verifiableCredential}`."""
    issuer = _issuer(suite, key_type)
    credential, wanted = member(body, "credential"), options(body)
    if revocable:
        if issuer.is_selective:
            raise Http404
        credential = lists.enlist(credential, issuer, texts(wanted, "statusPurposes") or lists.USUAL)
    signed = issue(
        credential,
        signer=issuer.signer,
        now=clock.now(),
        contexts=known(),
        cryptosuite=issuer.suite,
        mandatory_pointers=texts(wanted, "mandatoryPointers"),
        random=engine().random,
    )
    return said({"verifiableCredential": _single(signed)}, CREATED)


@endpoint
def issue_enveloped(request: HttpRequest, body: JsonObject, key_type: str) -> HttpResponse:
    """The same, as an `EnvelopedVerifiableCredential` (VC-JOSE-COSE)."""
    issuer = enveloping().get(key_type)
    if issuer is None:
        raise Http404
    credential = member(body, "credential")
    signed = issue_jwt(credential, signer=issuer.signer, now=clock.now(), contexts=known())
    return said({"verifiableCredential": enveloped.wrap(signed, "application/vc+jwt")}, CREATED)


@endpoint
def derive_credential(request: HttpRequest, body: JsonObject) -> HttpResponse:
    """`{verifiableCredential, options: {selectivePointers}}`: 201 and the credential that shows only these."""
    credential = member(body, "verifiableCredential")
    derived = derive(
        credential,
        selective_pointers=texts(options(body), "selectivePointers"),
        contexts=known(),
        random=engine().random,
        public_key=_resolver().method(base_method(credential)).public_key,
    )
    return said({"verifiableCredential": derived}, CREATED)


@endpoint
def verify_credential(request: HttpRequest, body: JsonObject) -> HttpResponse:
    """`{verifiableCredential, options: {checks, challenge, domain}}`: 200 when verified, else 400."""
    return _verified(member(body, "verifiableCredential"), options(body))


@endpoint
def verify_presentation(request: HttpRequest, body: JsonObject) -> HttpResponse:
    """`{verifiablePresentation, options}`, signed or not; the credentials inside are verified as well."""
    return _verified(member(body, "verifiablePresentation"), options(body))


@endpoint
def prove_presentation(request: HttpRequest, body: JsonObject, suite: str, key_type: str) -> HttpResponse:
    """`{presentation, options: {challenge, domain}}`: 201 and `{verifiablePresentation}`."""
    holder, wanted = _issuer(suite, key_type), options(body)
    if holder.is_selective:
        raise Http404
    presentation = Presentation.parse(member(body, "presentation"))
    signed = add_proof(
        presentation.raw,
        signer=holder.signer,
        cryptosuite=holder.suite,
        created=clock.now(),
        contexts=known(),
        purpose="authentication",
        challenge=text(wanted, "challenge"),
        domain=text(wanted, "domain"),
    )
    return said({"verifiablePresentation": signed}, CREATED)


@endpoint
def update_status(request: HttpRequest, body: JsonObject) -> HttpResponse:
    """`{credentialId, credentialStatus: {statusPurpose, status}}`, one or several: 200. `status` is 1 by default."""
    identifier = body.get("credentialId")
    if not isinstance(identifier, str):
        raise InputError("member_malformed" if "credentialId" in body else "member_missing", "/credentialId")
    changes: list[tuple[str, int]] = []
    for each in items(body.get("credentialStatus")):
        if not isinstance(each, dict):
            raise InputError("member_malformed", "/credentialStatus")
        changes.append((str(each.get("statusPurpose", REVOCATION)), _value(each.get("status", 1))))
    if not changes:
        raise InputError("member_missing", "/credentialStatus")
    missed = [purpose for purpose, value in changes if not lists.update(identifier, purpose, value)]
    if missed:
        return refused([Problem("usage_wrong", "/credentialId", "not on a list of that purpose")], NOT_FOUND)
    return said({"credentialId": identifier})


@open_to_all
@require_safe
def status_list(request: HttpRequest, suite: str, key_type: str, purpose: str) -> HttpResponse:
    """A status list, as a credential signed just now."""
    found = lists.every_list().get((suite, key_type, purpose))
    if found is None:
        raise Http404
    answer = said(found.signed(clock.now()), media_type=request.get_preferred_type(LIST_TYPES) or LIST_TYPES[0])
    answer["Vary"] = "Accept"
    return answer


@open_to_all
@require_safe
def identifier(request: HttpRequest, did: str) -> HttpResponse:
    """The result of resolving a DID, or of dereferencing a DID URL (DID Resolution, HTTP binding)."""
    status, result = resolution.result(_resolver(), did, request.GET.dict())
    return said(result, status, RESOLUTION)


@open_to_all
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Who issues here, and every address: what a suite's configuration is made of."""
    base = f"{links.base()}/vc-api"
    issuers: list[JsonValue] = []
    for one in every().values():
        here = f"{base}/{one.suite}/{one.key_type}"
        described = _described(one, f"{here}/credentials/issue")
        if not one.is_selective:
            described["issueRevocable"] = f"{here}/revocable/credentials/issue"
            described["prove"] = f"{here}/presentations/prove"
        issuers.append(described)
    issuers += [_described(one, f"{base}/{ENVELOPING}/{kind}/credentials/issue") for kind, one in enveloping().items()]
    return said(
        {
            "base": base,
            "issuers": issuers,
            "verify": f"{base}/credentials/verify",
            "derive": f"{base}/credentials/derive",
            "status": f"{base}/credentials/status",
            "verifyPresentation": f"{base}/presentations/verify",
            "resolve": f"{links.base()}/1.0/identifiers",
        }
    )


def _value(status: JsonValue) -> int:
    """The value that a `status` stands for: a number, a boolean, or a text such as "1" or "0x2"."""
    try:
        return int(status, 0) if isinstance(status, str) else int(cast("int", status))
    except (TypeError, ValueError) as error:
        raise InputError("member_malformed", "/credentialStatus/status") from error


def _described(issuer: Issuer, address: str) -> JsonObject:
    verify = f"{links.base()}/vc-api/credentials/verify"
    return {"id": issuer.did, "suite": issuer.suite, "keyType": issuer.key_type, "issue": address, "verify": verify}


def _issuer(suite: str, key_type: str) -> Issuer:
    found = every().get((suite, key_type))
    if found is None:
        raise Http404
    return found


def _resolver() -> Resolver:
    return Resolver(lists.OwnLists(clock.now()))


def _verifier(policy: Policy) -> Verifier:
    fetch = lists.OwnLists(clock.now())
    return Verifier(resolver=Resolver(fetch), fetch=fetch, contexts=known(), policy=policy)


def _verified(document: JsonObject, wanted: JsonObject) -> HttpResponse:
    policy = PROOF_AND_STATUS if _STATUS_CHECKS & set(texts(wanted, "checks")) else PROOF_ONLY
    # The suites give a challenge with every presentation, and expect the unsigned ones to be accepted.
    unsigned = "VerifiablePresentation" in items(document.get("type")) and "proof" not in document
    challenge, domain = (None if unsigned else text(wanted, name) for name in ("challenge", "domain"))
    report = _verifier(policy).verify_document(document, now=clock.now(), challenge=challenge, domain=domain)
    if report.verdict is Verdict.VERIFIED:
        return said({"verified": True, "report": report.to_json()})
    return refused(_problems(report), verified=False, report=report.to_json())


def _problems(report: Report) -> list[Problem]:
    """Everything wrong in it and in the documents inside."""
    found = [problem for result in report.checks for problem in result.problems]
    for each in report.members:
        found += [
            Problem(one.code, each.pointer + one.pointer, one.detail)
            for one in _problems(each.report)
            if not each.counts
        ]
    return list(dict.fromkeys(found)) or [Problem("proof_missing")]


def _single(document: JsonObject) -> JsonObject:
    """The one proof as an object rather than an array of one: the API's own suite insists."""
    proofs = items(document["proof"])
    return document | {"proof": proofs[0]} if len(proofs) == 1 else document
