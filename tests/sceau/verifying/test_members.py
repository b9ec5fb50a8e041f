"""Documents inside a credential: the badges of a learner record, and who vouches for a badge."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from sceau.encoding.strict_json import dumps
from sceau.issuing.enveloping import issue_jwt
from sceau.issuing.sd_jwt import issue_sd_jwt_vc
from sceau.openbadges.clr import Learner, clr_credential
from sceau.openbadges.endorsement import endorsement_credential
from sceau.openbadges.profile import Profile
from sceau.proofs.jose import enveloped
from sceau.status import bitstring
from sceau.verifying.report import Report
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, CONTEXTS, INDEX, NOW, SIGNED, STRANGER, World

ACHIEVEMENT = examples.PLACE


def endorsement(endorsed: str = ACHIEVEMENT, *, by: str = STRANGER, **changes: Any) -> dict[str, Any]:
    """What an association says of the college's achievement, signed."""
    arguments: dict[str, Any] = {
        "id": "urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0009",
        "issuer": Profile(id=STRANGER, name="Association des employeurs"),
        "endorsed": endorsed,
        "comment": "Cette compétence est demandée.",
        "name": "Appui",
        "valid_from": SIGNED,
    } | changes
    return worlds.sign(endorsement_credential(**arguments), by=by)


def endorsed(*endorsements: Any, member: str = "endorsement") -> dict[str, Any]:
    unsigned: dict[str, Any] = deepcopy(examples.credential())
    unsigned["credentialSubject"]["achievement"][member] = list(endorsements)
    return worlds.sign(unsigned)


def record(*credentials: Any, **changes: Any) -> dict[str, Any]:
    unsigned = clr_credential(
        id="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0010",
        issuer=Profile(id=COLLEGE, name="Collège"),
        learner=Learner(id="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0011"),
        credentials=list(credentials) or [worlds.genuine()],
        name="Relevé",
        valid_from=SIGNED,
        **changes,
    )
    return worlds.sign(unsigned)


def usual() -> World:
    world = World.usual()
    world.register = None
    return world


def verify(document: dict[str, Any], world: World | None = None) -> Report:
    return (world or usual()).verifier().verify(dumps(document), now=NOW)


def outcome(report: Report, check: str) -> str:
    return str(report.check(check).outcome)


# A learner record


def test_a_record_passes_with_what_it_holds() -> None:
    report = verify(record(worlds.genuine(), worlds.genuine(id="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0012")))
    assert (report.verdict, report.kind, outcome(report, "credentials")) == ("verified", "clr", "passed")
    assert [member.pointer for member in report.members] == [
        "/credentialSubject/verifiableCredential/0",
        "/credentialSubject/verifiableCredential/1",
    ]


def test_a_badge_that_does_not_hold_rejects_the_record() -> None:
    forged: dict[str, Any] = deepcopy(worlds.genuine())
    forged["credentialSubject"]["achievement"]["name"] = "Doctorate"
    report = verify(record(forged))
    assert (outcome(report, "proof"), outcome(report, "credentials"), report.verdict) == (
        "passed",
        "failed",
        "rejected",
    )


def test_a_revoked_badge_rejects_the_record() -> None:
    world = usual()
    world.publish(examples.STATUS_LIST, worlds.status_list(INDEX))
    report = verify(record(), world)
    assert (report.codes(), report.members[0].report.codes()) == ({"member_rejected"}, {"credential_revoked"})


def test_a_record_may_hold_an_envelope() -> None:
    text = issue_jwt(examples.credential(), signer=worlds.signer(COLLEGE, "key-1-jwk"), now=SIGNED, contexts=CONTEXTS)
    report = verify(record(enveloped.wrap(text)))
    assert (report.verdict, report.members[0].report.secured) == ("verified", "jwt")


def test_records_in_records_end_somewhere() -> None:
    document = worlds.genuine()
    for number in range(20, 25):
        unsigned: dict[str, Any] = record(document)
        del unsigned["proof"]
        document = worlds.sign(unsigned | {"id": f"urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f00{number}"})
    assert verify(document).verdict == "check"


# Endorsements


def test_an_endorsement_that_holds_counts() -> None:
    report = verify(endorsed(endorsement()))
    assert (report.verdict, outcome(report, "endorsements")) == ("verified", "passed")
    assert [(member.role, member.counts) for member in report.members] == [("endorsement", True)]


def test_whoever_endorses_need_not_be_a_recognised_issuer() -> None:
    report = World.usual().verifier().verify(dumps(endorsed(endorsement())), now=NOW)
    assert (report.verdict, outcome(report, "endorsements")) == ("verified", "passed")


def test_an_endorsement_in_a_jwt_counts() -> None:
    text = issue_jwt(
        {name: value for name, value in endorsement().items() if name != "proof"},
        signer=worlds.signer(STRANGER, "key-1-jwk"),
        now=SIGNED,
        contexts=CONTEXTS,
        form="vc-jwt",
    )
    report = verify(endorsed(text, member="endorsementJwt"))
    assert (report.verdict, outcome(report, "endorsements")) == ("verified", "passed")


def revoked() -> dict[str, Any]:
    return endorsement(status=[bitstring.entry("https://stranger.example/status", INDEX)])


@pytest.mark.parametrize(
    "given",
    [
        endorsement("https://college.example/id/achievements/101/1"),
        endorsement(by=COLLEGE),
        endorsement(valid_until=SIGNED.replace(day=16)),
        revoked(),
    ],
    ids=["of-another-version", "by-the-issuer-itself", "expired", "revoked"],
)
def test_an_endorsement_that_does_not_hold_takes_nothing_away(given: dict[str, Any]) -> None:
    world = usual()
    world.publish(
        "https://stranger.example/status",
        worlds.status_list(INDEX, by=STRANGER, issuer=STRANGER, url="https://stranger.example/status"),
    )
    report = verify(endorsed(given), world)
    assert (report.verdict, outcome(report, "endorsements")) == ("verified", "not_applicable")
    assert [problem.code for problem in report.check("endorsements").problems] == ["endorsement_unconfirmed"]
    assert not report.members[0].counts


def test_nothing_can_be_moved_into_an_endorsement() -> None:
    """The proof of the badge still holds: the same is said of the same thing, elsewhere. The reader would miss it."""
    document: dict[str, Any] = deepcopy(endorsed(endorsement()))
    achievement = document["credentialSubject"]["achievement"]
    hidden = achievement.pop("alignment")
    achievement["endorsement"][0]["credentialSubject"]["alignment"] = hidden
    report = verify(document)
    assert outcome(report, "proof") == "passed"
    assert (report.verdict, report.check("context").problems[0].code) == ("check", "identifier_repeated")


def test_one_that_holds_among_others_passes_with_a_remark() -> None:
    bad = endorsement("https://college.example/other", id="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0013")
    report = verify(endorsed(endorsement(), bad))
    assert (outcome(report, "endorsements"), [member.counts for member in report.members]) == (
        "passed",
        [True, False],
    )


def test_nobody_can_add_an_endorsement_later() -> None:
    document: dict[str, Any] = deepcopy(worlds.genuine())
    document["credentialSubject"]["achievement"]["endorsement"] = [endorsement()]
    assert verify(document).verdict == "rejected"


def test_an_endorsement_by_itself_is_a_credential() -> None:
    report = verify(endorsement())
    assert (report.verdict, report.kind) == ("verified", "credential")


def test_no_badge_of_a_record_can_be_put_out_of_sight() -> None:
    """To linked data an array in an array is one array, so that the seal holds."""
    world, document = usual(), record(worlds.genuine(id="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0012", status=[]))
    revoked = record(worlds.genuine(id="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0012", status=[]), worlds.genuine())
    world.publish(examples.STATUS_LIST, worlds.status_list(INDEX))
    assert verify(document, world).verdict == "verified"
    first, second = revoked["credentialSubject"]["verifiableCredential"]
    for order in ([first, second], [first, [second]], [[first], [[second]]]):
        revoked["credentialSubject"]["verifiableCredential"] = order
        report = verify(revoked, world)
        assert (report.verdict, outcome(report, "proof")) == ("rejected", "passed")


def test_only_endorsements_endorse() -> None:
    other = issue_sd_jwt_vc(
        {"credentialSubject": {"id": ACHIEVEMENT}},
        vct="https://stranger.example/vct",
        issuer=STRANGER,
        signer=worlds.signer(STRANGER, "key-1-jwk"),
        now=SIGNED,
        random=bytes,
    )
    report = verify(endorsed(other, member="endorsementJwt"))
    (member,) = report.members
    assert (member.report.verdict, member.counts, report.verdict) == ("verified", False, "verified")


def test_an_endorsement_by_itself_is_not_asked_whether_its_author_may_issue() -> None:
    verifier = World.usual().verifier()
    alone = verifier.verify(dumps(endorsement()), now=NOW)
    assert (alone.verdict, outcome(alone, "recognition")) == ("verified", "not_applicable")
    more = endorsement(subject_extra={"name": "An achievement in disguise"})
    disguised = verifier.verify(dumps(more), now=NOW)
    assert (disguised.verdict, outcome(disguised, "recognition")) == ("check", "failed")
