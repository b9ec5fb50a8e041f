"""Writes on passports and shares: the holder's alone (I-07)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.issuance import actions as issuing
from acquis.issuance import queries as issuance
from acquis.passport import queries, wording
from acquis.passport.models import Item, Passport, Share, ShareItem, ShareOpening
from acquis.passport.queries import SHARE, Selection
from acquis.people import queries as people
from acquis.platform import capabilities, clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Refused
from acquis.platform.writes import action

LONGEST = timedelta(days=366)
MOST_ITEMS = 50


@dataclass(frozen=True, slots=True)
class MadeShare:
    """A new share and the secret of its address, which is shown now and never again."""

    id: UUID
    token: str


def _holder(by: Actor) -> UUID:
    if by.person_id is None:
        raise Refused("sign_in_first", _("Sign in first."))
    return by.person_id


@action
def accept_award(*, token: str, by: Actor, confirmed: bool = False) -> UUID:
    """Put the offered credential into the passport of whoever holds the claim link and is signed in; the item's id.

    The link was sent to the award's address, so holding it shows control of that mailbox. Someone signed in with an
    account that has not verified this address is told which one was expected, and goes on only by confirming.

    Raises:
        Refused: ``sign_in_first``; ``link_ended``; ``wrong_account``, naming the masked address.
    """
    person_id = _holder(by)
    offer = issuance.offer_behind(token)
    if offer is None:
        raise Refused("link_ended", wording.LINK_ENDED)
    if not confirmed and offer.recipient_email not in people.verified_addresses(person_id):
        raise Refused("wrong_account", wording.wrong_account(offer.recipient_email))
    credential_id = issuing.accept(award_id=offer.id, token=token, person_id=person_id, by=by)
    return _put(person_id, credential_id, by)


def _put(person_id: UUID, credential_id: UUID, by: Actor) -> UUID:
    known = issuance.credential(credential_id)
    assert known is not None, "an accepted award has a credential"
    own, _made = Passport.objects.get_or_create(person_id=person_id, defaults={"created_at": clock.now()})
    item, _made = Item.objects.get_or_create(
        passport=own,
        credential_id=credential_id,
        defaults={"document": known.document.decode(), "added_at": clock.now()},
    )
    audit.record(by=by, verb="passport.accept_award", subject_type="item", subject_id=item.pk)
    return item.pk


def _own_item(by: Actor, item_id: UUID) -> Item:
    item = Item.objects.filter(pk=item_id, passport__person_id=_holder(by)).first()
    if item is None:
        raise Refused("item_unknown", _("This credential is not in your passport."))
    return item


@action
def archive(*, item_id: UUID, by: Actor) -> None:
    """Take a credential out of the passport: shares stop showing it; its status is untouched (I-07)."""
    item = _own_item(by, item_id)
    if item.archived_at is None:
        item.archived_at = clock.now()
        item.save(update_fields=["archived_at"])
        audit.record(by=by, verb="passport.archive", subject_type="item", subject_id=item.pk)


@action
def restore(*, item_id: UUID, by: Actor) -> None:
    """Put a credential back that was taken out."""
    item = _own_item(by, item_id)
    if item.archived_at is not None:
        item.archived_at = None
        item.save(update_fields=["archived_at"])
        audit.record(by=by, verb="passport.restore", subject_type="item", subject_id=item.pk)


@action
def annotate(*, item_id: UUID, note: str, by: Actor) -> None:
    """Write the holder's private note beside a credential; it is never signed and never shown to others."""
    item = _own_item(by, item_id)
    item.note = note.strip()[:2000]
    item.save(update_fields=["note"])
    audit.record(by=by, verb="passport.annotate", subject_type="item", subject_id=item.pk)


@action
def create_share(
    *,
    selections: Sequence[tuple[UUID, Selection]],
    by: Actor,
    expires_at: datetime | None = None,
    purpose_note: str = "",
    recipient_name: str = "",
    language: str = "fr",
) -> MadeShare:
    """Make a link that shows exactly these selections until ``expires_at``.

    Args:
        selections: item id and what of it is shown, in the order of the page.
        by: the holder.
        expires_at: aware; `ACQUIS_SHARE_DAYS` from now by default, at most a year away.
        purpose_note: private label.
        recipient_name: whom it is for, shown on the page.
        language: of the page that the link opens.

    Raises:
        Refused: ``nothing_selected``; ``too_many_selected``; ``item_unknown``; ``evidence_unknown``;
            ``expiry_wrong``.
    """
    now = clock.now()
    ends = expires_at or now + timedelta(days=settings.ACQUIS_SHARE_DAYS)
    refuse_odd(selections, ends)
    items = [(_own_item(by, item_id), selection) for item_id, selection in selections]
    made = Share.objects.create(
        passport=items[0][0].passport,
        purpose_note=purpose_note.strip()[:200],
        recipient_name=recipient_name.strip()[:200],
        language=language,
        created_at=now,
        expires_at=ends,
    )
    for position, (item, selection) in enumerate(items):
        if item.archived_at is not None:
            raise Refused("item_unknown", _("This credential is not in your passport."))
        ShareItem.objects.create(share=made, item=item, position=position, selection=_frozen(item, selection))
    token = capabilities.mint(purpose=SHARE, subject_id=made.pk, expires_at=ends)
    audit.record(
        by=by,
        verb="passport.create_share",
        subject_type="share",
        subject_id=made.pk,
        facts={"items": [str(item.pk) for item, _ in items], "expires_at": ends.isoformat()},
    )
    return MadeShare(made.pk, token)


def refuse_odd(selections: Sequence[tuple[UUID, Selection]], ends: datetime) -> None:
    """The refusals of `create_share` that need no look at the passport; for the preview."""
    now = clock.now()
    if not selections:
        raise Refused("nothing_selected", _("Choose at least one credential to show."), "items")
    if len(selections) > MOST_ITEMS or len({item_id for item_id, _selection in selections}) < len(selections):
        raise Refused("too_many_selected", _("Choose at most 50 credentials, each one once."), "items")
    if not now < ends <= now + LONGEST:
        raise Refused("expiry_wrong", _("Choose a last day from tomorrow to one year from now."), "expires_on")


def _frozen(item: Item, selection: Selection) -> Mapping[str, Any]:
    known = {place.id for place in issuance.evidence_of(item.credential_id)}
    if not set(selection.evidence) <= known:
        raise Refused("evidence_unknown", _("This evidence does not belong to this credential."), "evidence")
    frozen = queries.coherent(selection, known)
    return {
        "shows_name": frozen.shows_name,
        "shows_results": frozen.shows_results,
        "evidence": [str(one) for one in frozen.evidence],
        "gives_file": frozen.gives_file,
    }


@action
def withdraw_share(*, share_id: UUID, by: Actor) -> None:
    """End a share at once and for good; a new share gets a new address.

    Raises:
        Refused: ``share_unknown``; ``share_ended`` when it has expired or was withdrawn before.
    """
    found = Share.objects.select_for_update().filter(pk=share_id, passport__person_id=_holder(by)).first()
    if found is None:
        raise Refused("share_unknown", _("You have no such share."))
    if queries.share_state(found) != Share.State.ACTIVE:
        raise Refused("share_ended", _("This share has already ended."))
    found.state, found.withdrawn_at = Share.State.WITHDRAWN, clock.now()
    found.save(update_fields=["state", "withdrawn_at"])
    capabilities.withdraw(purpose=SHARE, subject_id=found.pk)
    audit.record(by=by, verb="passport.withdraw_share", subject_type="share", subject_id=found.pk)


@action
def count_opening(*, share_id: UUID) -> None:
    """Note that a live share was opened, and when; nothing of who opened it (I-09)."""
    live = Share.objects.filter(pk=share_id, state=Share.State.ACTIVE, expires_at__gt=clock.now()).exists()
    if live:
        ShareOpening.objects.create(share_id=share_id, at=clock.now())
