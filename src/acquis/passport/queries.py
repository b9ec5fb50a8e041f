"""Reading passports and shares. Every read is the holder's own, or goes through a live share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from acquis.issuance import queries as issuance
from acquis.passport.models import Item, Share, ShareItem
from acquis.platform import capabilities, clock, files
from acquis.platform.translatable import Text

SHARE = "share"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """A credential in a passport. ``document`` is the holder's own copy; ``credential`` says how it stands now."""

    id: UUID
    credential: issuance.CredentialFacts
    document: bytes
    added_at: datetime
    note: str
    archived_at: datetime | None
    live_shares: int


@dataclass(frozen=True, slots=True)
class Selection:
    """What of one credential is shown; frozen when the share is made (I-08).

    Attributes:
        shows_name: the holder's name, as signed.
        shows_results: what was reached for each outcome.
        evidence: the pieces shown, by id.
        gives_file: the signed file itself may be downloaded. Only possible when everything is shown: the file
            is whole or it does not verify, and it holds the name, the results and the titles of the evidence.
    """

    shows_name: bool = True
    shows_results: bool = True
    evidence: tuple[UUID, ...] = ()
    gives_file: bool = False


@dataclass(frozen=True, slots=True)
class SharedEvidence:
    """A piece of evidence that the holder chose to show.

    Attributes:
        identifier: its ``id`` inside the signed document, a machine address that serves nothing.
        has_file: whether `shared_file` gives a file for it.
    """

    id: UUID
    identifier: str
    title: Text
    description: Text
    text_alternative: Text
    url: str
    has_file: bool


@dataclass(frozen=True, slots=True)
class SharedItem:
    """One credential of a share.

    Attributes:
        document: the signed bytes, to verify and to read; hand them out only when ``selection.gives_file``, show
            the name only when ``selection.shows_name``, the results only when ``selection.shows_results``, and of the
            evidence only ``evidence``.
        recipient_name: the name to show, "" when the holder hides it.
        evidence: what is shown of it, in the order of the document.
        hidden_evidence: how many pieces the document names that are not shown.
        resources: bytes of the shown files, by identifier, for the engine's evidence check.
    """

    id: UUID
    credential_id: UUID
    document: bytes
    selection: Selection
    recipient_name: str
    evidence: tuple[SharedEvidence, ...]
    hidden_evidence: int
    seal: str
    colours: tuple[str, ...]
    kind: str

    def resources(self) -> dict[str, bytes]:
        """Read the shown files."""
        return resources(self.credential_id, self.evidence)


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """What the holder of a share link sees, and what the preview shows before: the same value, built the same way.

    Attributes:
        share_id: None in a preview.
        removed: how many credentials the holder has since taken out of the passport.
        recipient_name: whom the holder made it for, "" when not said.
    """

    share_id: UUID | None
    items: tuple[SharedItem, ...]
    removed: int
    recipient_name: str
    created_at: datetime
    expires_at: datetime
    language: str


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """A share as its holder sees it; state is active | expired | withdrawn."""

    id: UUID
    purpose_note: str
    recipient_name: str
    state: str
    created_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    titles: tuple[Text, ...]
    openings: int
    last_opened_at: datetime | None


def _items(person_id: UUID) -> QuerySet[Item]:
    return Item.objects.filter(passport__person_id=person_id).order_by("-added_at", "pk")


def passport(person_id: UUID, *, archived: bool = False) -> QuerySet[Item]:
    """What a person holds, latest first, to be paged; give each page to `item_facts`."""
    return _items(person_id).filter(archived_at__isnull=not archived)


def item_facts(items: Sequence[Item]) -> list[ItemFacts]:
    """The values of a page of rows, in a fixed number of queries."""
    known = issuance.credentials({item.credential_id for item in items})
    shared = dict(
        ShareItem.objects.filter(item__in=items, share__state=Share.State.ACTIVE, share__expires_at__gt=clock.now())
        .order_by()
        .values_list("item_id")
        .annotate(Count("pk"))
    )
    return [
        ItemFacts(
            item.pk,
            known[item.credential_id],
            item.document.encode(),
            item.added_at,
            item.note,
            item.archived_at,
            shared.get(item.pk, 0),
        )
        for item in items
    ]


def item(person_id: UUID, item_id: UUID) -> ItemFacts | None:
    """One credential of a person's own passport; None for anybody else's."""
    found = _items(person_id).filter(pk=item_id).first()
    return item_facts([found])[0] if found else None


def holders_of(credential_id: UUID) -> list[UUID]:
    """The people whose passport holds this credential; for notices only."""
    return list(Item.objects.filter(credential_id=credential_id).values_list("passport__person_id", flat=True))


def own_evidence(of: ItemFacts) -> tuple[SharedEvidence, ...]:
    """All the evidence of one's own credential."""
    places = issuance.evidence_of(of.credential.id)
    return _pieces(places, {place.id for place in places})


def resources(credential_id: UUID, pieces: Sequence[SharedEvidence]) -> dict[str, bytes]:
    """The bytes of the files among these pieces, by identifier, for the engine's evidence check."""
    places = {place.id: place.file_id for place in issuance.evidence_of(credential_id)}
    found = {}
    for piece in pieces:
        file_id = places.get(piece.id) if piece.has_file else None
        content = files.read(file_id) if file_id else None
        if content is not None:
            found[piece.identifier] = content
    return found


def evidence_file(person_id: UUID, evidence_id: UUID) -> UUID | None:
    """The private file behind a piece of evidence of one's own credentials."""
    named = issuance.credentials_with(evidence_id)
    held = _items(person_id).filter(credential_id__in=named).values_list("credential_id", flat=True).first()
    return issuance.evidence_file(held, evidence_id) if held else None


def shares(person_id: UUID) -> QuerySet[Share]:
    """A person's shares, latest first, to be paged; give each row to `share_facts`."""
    return (
        Share.objects.filter(passport__person_id=person_id)
        .annotate(opened=Count("openings", distinct=True), last_opened=Max("openings__at"))
        .prefetch_related("items__item__credential__award__version")
        .order_by("-created_at", "pk")
    )


def share(person_id: UUID, share_id: UUID) -> ShareFacts | None:
    """One of a person's own shares."""
    found = shares(person_id).filter(pk=share_id).first()
    return share_facts(found) if found else None


def share_state(found: Share) -> str:
    """active | expired | withdrawn."""
    over = found.state == Share.State.ACTIVE and found.expires_at <= clock.now()
    return "expired" if over else found.state


def share_facts(found: Share) -> ShareFacts:
    """The value of a row from `shares`, with *expired* computed."""
    return ShareFacts(
        found.pk,
        found.purpose_note,
        found.recipient_name,
        share_state(found),
        found.created_at,
        found.expires_at,
        found.withdrawn_at,
        tuple(part.item.credential.award.version.title for part in found.items.all()),
        getattr(found, "opened", 0),
        getattr(found, "last_opened", None),
    )


def shared(token: str) -> SharedFacts | None:
    """What a share link shows; None alike for an unknown, expired or withdrawn one (SM-7)."""
    share_id = capabilities.find(purpose=SHARE, token=token)
    if share_id is None:
        return None
    found = Share.objects.filter(pk=share_id, state=Share.State.ACTIVE, expires_at__gt=clock.now()).first()
    if found is None:
        return None
    parts = list(found.items.select_related("item"))
    shown = [part for part in parts if part.item.archived_at is None]
    return SharedFacts(
        found.pk,
        tuple(_shown(part.item, selection_of(part.selection)) for part in shown),
        len(parts) - len(shown),
        found.recipient_name,
        found.created_at,
        found.expires_at,
        found.language,
    )


def shared_file(token: str, evidence_id: UUID) -> UUID | None:
    """The private file of a piece of evidence that a live share shows; None for everything else (I-08)."""
    facts = shared(token)
    for shown in facts.items if facts else ():
        if any(piece.id == evidence_id and piece.has_file for piece in shown.evidence):
            return issuance.evidence_file(shown.credential_id, evidence_id)
    return None


def preview(
    person_id: UUID,
    selections: Sequence[tuple[UUID, Selection]],
    *,
    recipient_name: str,
    expires_at: datetime,
    language: str,
) -> SharedFacts | None:
    """What `shared` would give if the holder made this share now; None when an item is not the person's own.

    Args:
        person_id: the holder.
        selections: item id and what of it is shown, in order.
        recipient_name: whom it is for, or "".
        expires_at: aware.
        language: of the page that the link opens.
    """
    own = {found.pk: found for found in passport(person_id).filter(pk__in=[item_id for item_id, _ in selections])}
    if not selections or any(item_id not in own for item_id, _ in selections):
        return None
    parts = tuple(_shown(own[item_id], selection) for item_id, selection in selections)
    return SharedFacts(None, parts, 0, recipient_name, clock.now(), expires_at, language)


def coherent(selection: Selection, evidence: set[UUID]) -> Selection:
    """The selection with ``gives_file`` only where nothing is hidden: the signed file cannot be cut."""
    whole = selection.shows_name and selection.shows_results and set(selection.evidence) == evidence
    return replace(selection, gives_file=selection.gives_file and whole)


def selection_of(stored: dict[str, object]) -> Selection:
    """The value of a frozen selection."""
    evidence = stored.get("evidence")
    return Selection(
        bool(stored.get("shows_name")),
        bool(stored.get("shows_results")),
        tuple(UUID(str(one)) for one in evidence) if isinstance(evidence, list) else (),
        bool(stored.get("gives_file")),
    )


def _shown(held: Item, selection: Selection) -> SharedItem:
    known = issuance.credential(held.credential_id)
    assert known is not None, "an item protects its credential"
    places = issuance.evidence_of(held.credential_id)
    pieces = _pieces(places, set(selection.evidence))
    return SharedItem(
        held.pk,
        held.credential_id,
        held.document.encode(),
        coherent(selection, {place.id for place in places}),
        known.recipient_name if selection.shows_name else "",
        pieces,
        len(places) - len(pieces),
        known.seal,
        known.colours,
        known.kind,
    )


def _pieces(places: Sequence[issuance.EvidencePlace], wanted: set[UUID]) -> tuple[SharedEvidence, ...]:
    return tuple(
        SharedEvidence(
            place.id,
            place.identifier,
            place.title,
            place.description,
            place.text_alternative,
            place.url,
            place.file_id is not None,
        )
        for place in places
        if place.id in wanted
    )
