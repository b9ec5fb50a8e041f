"""The partner's answer, and its signature with the partner's own key."""

from __future__ import annotations

from hashlib import sha256
from uuid import uuid4

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from acquis.catalogue import endorsing, models, queries, wording
from acquis.catalogue.actions.endorsement_letters import write_receipt
from acquis.catalogue.actions.partnerships import refuse_co_developer
from acquis.catalogue.endorsing import Answer
from acquis.catalogue.queries.endorsement_facts import address_of
from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.organizations.queries import OrganizationFacts
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.engine import engine
from acquis.platform.faults import Refused
from acquis.platform.translatable import LANGUAGES, Text, cleaned
from acquis.signing import actions as signing
from acquis.signing import queries as keys
from sceau.encoding import strict_json
from sceau.issuing import issue
from sceau.openbadges.profile import Profile
from sceau.status import bitstring

ASKABLE = frozenset({wording.State.IN_REVIEW, wording.State.APPROVED, wording.State.PUBLISHED})
"""States in which the words of a version stand and it still has a life before it."""

ABSENT = frozenset({"suspended", "closed"})
"""States of an organization that takes no part."""


def write_answer(found: models.Endorsement, answer: Answer, by: Actor) -> None:
    """Check what the partner says and write it down."""
    version = models.AchievementVersion.objects.get(pk=found.version_id)
    if version.state not in ASKABLE:
        raise Refused("words_not_settled", _("This version is no longer open to endorsement."))
    if answer.read != version.content_digest:
        raise Refused(
            "changed_since_read",
            _("The definition changed after you opened the page. Read it again below, then answer."),
        )
    _check_answer(answer)
    names = {one.key: one.name for one in endorsing.competencies(queries.content_of(version))}
    if not set(answer.about) <= set(names):
        raise Refused("about_unknown", _("Choose competencies of this microcredential."), "about")
    found.about = [{"key": key, "name": dict(names[key])} for key in names if key in answer.about]
    found.in_demand, found.reflects = ("in_demand" in answer.confirmed, "reflects" in answer.confirmed)
    found.in_demand_comment = cleaned(answer.confirmed.get("in_demand", ""))
    found.reflects_comment = cleaned(answer.confirmed.get("reflects", ""))
    found.comment_language = answer.language
    found.signatory_name, found.signatory_role = cleaned(answer.signatory_name), cleaned(answer.signatory_role)
    found.answered_by_id, found.read = by.person_id, answer.read
    found.valid_until = endorsing.end_of(answer.valid_until)


def _check_answer(answer: Answer) -> None:
    if not set(answer.confirmed) & set(endorsing.STATEMENTS) or not set(answer.confirmed) <= set(endorsing.STATEMENTS):
        raise Refused("nothing_confirmed", _("Confirm both statements, or decline the request."), "in_demand")
    for key, comment in answer.confirmed.items():
        if not cleaned(comment):
            raise Refused("comment_missing", _("Say in your own words what you base this on."), f"{key}_comment")
    if not cleaned(answer.signatory_name):
        raise Refused("name_missing", _("Write your name: the issuer keeps it, nobody else sees it."), "signatory_name")
    if not cleaned(answer.signatory_role):
        raise Refused("role_missing", _("Say in which role you sign: it is shown."), "signatory_role")
    last = clock.months_later(clock.today(), 12 * endorsing.MOST_YEARS)
    if not clock.today() < answer.valid_until <= last:
        raise Refused("until_wrong", _("Choose a day to come, at most five years from now."), "valid_until")
    if answer.language not in LANGUAGES:
        raise Refused("language_unknown", _("Choose a language of the list."), "language")


def sign(found: models.Endorsement) -> str:
    """Sign with the partner's own identity, made here when it has none; the secret of the link to withdraw."""
    version = queries.version(found.version_id)
    assert version is not None
    assert found.valid_until is not None
    partner = _enter(found)
    refuse_co_developer(version.achievement_id, partner.id, str(partner.name))
    if partner.id == found.organization_id:
        raise Refused("own_organization", _("Nobody endorses their own microcredential."))
    refuse_absent(partner)
    system, now = Actor.system("catalogue.endorsement").within(partner.id), clock.now()
    found.did, found.signed_at = signing.establish(organization_id=partner.id, by=system), now
    places = signing.allocate(organization_id=partner.id, subject_id=found.pk, by=system)
    told = {"in_demand": found.in_demand_comment, "reflects": found.reflects_comment}
    main = "fr" if "fr" in partner.name else "en"
    unsigned = endorsing.document(
        address=address_of(found.pk),
        issuer=Profile(id=found.did, name=partner.name.shown(main).text, url=partner.website),
        endorsed=version.address,
        title=version.title,
        digest=version.digest,
        comment=endorsing.said(told, [Text(one["name"]) for one in found.about], found.signatory_role),
        now=now,
        valid_until=found.valid_until,
        status=[
            bitstring.entry(place.list_url, place.index, purpose=place.purpose)
            for place in places
            if place.purpose == bitstring.REVOCATION
        ],
    )
    signed = issue(unsigned, signer=keys.signer(partner.id), now=now, contexts=engine().contexts)
    found.document = strict_json.dumps(signed).decode()
    found.digest = sha256(found.document.encode()).hexdigest()
    return write_receipt(found)


def refuse_absent(partner: OrganizationFacts) -> None:
    """Raise ``partner_absent`` for a partner that takes no part in the network: its word vouches for nothing."""
    if partner.state in ABSENT:
        raise Refused("partner_absent", _("This organization takes no part in the network at this moment."), "partner")


def _enter(found: models.Endorsement) -> OrganizationFacts:
    """The partner in the register: a new one is written into it as proposed, under the name that signed."""
    if found.partner_id is None:
        operator = organization_queries.operator()
        known = organization_queries.by_name(found.partner_name)
        if operator is None or known is not None:
            raise Refused(
                "organization_known", _("An organization of this name is in the network now. Ask the issuer to ask it.")
            )
        found.partner_id = organizations.propose(
            key=f"{slugify(found.partner_name)[:50].rstrip('-')}-{uuid4().hex[:8]}".lstrip("-"),
            kind=found.partner_kind,
            name=Text(fr=found.partner_name, en=found.partner_name),
            contact_email=found.email,
            by=Actor.system("catalogue.endorsement").within(operator.id),
        )
    partner = organization_queries.organization(found.partner_id)
    assert partner is not None
    return partner
