"""A framework as others read it, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from acquis.skills import exports
from acquis.skills.models import Framework, Relation, Skill


def case_package(framework_id: UUID, language: str) -> Iterator[bytes]:
    """The framework as a package of CASE 1.1, piece by piece (R-076)."""
    one = Framework.objects.get(pk=framework_id)
    return exports.case_package(one, *_whole(framework_id), language)


def ctdl_asn(framework_id: UUID) -> Iterator[bytes]:
    """The framework as a graph of CTDL-ASN, piece by piece (R-076)."""
    one = Framework.objects.get(pk=framework_id)
    return exports.ctdl_asn(one, *_whole(framework_id))


def _whole(framework_id: UUID) -> tuple[Iterator[Skill], Iterator[Relation]]:
    rows = Skill.objects.filter(framework_id=framework_id).order_by("pk")
    said = Relation.objects.filter(framework_id=framework_id).select_related("source", "target").order_by("pk")
    return rows.iterator(chunk_size=500), said.iterator(chunk_size=500)
