"""Loading frameworks."""

from __future__ import annotations

from importlib import resources
from typing import Any
from uuid import UUID

from acquis.audit import actions as audit
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.translatable import Text
from acquis.platform.writes import action
from acquis.skills.models import Framework, Skill
from acquis.skills.queries import fold
from sceau.encoding import strict_json

SAMPLE = "esco_sample.json"


@action
def load_sample(by: Actor) -> UUID:
    """Load the bundled selection of ESCO, both languages, without a network (R-071); the framework's id.

    Loading it again adds what is new and corrects labels; nothing is removed, because alignments point here.
    """
    document: Any = strict_json.loads(resources.files("acquis.skills").joinpath("data", SAMPLE).read_bytes())
    told = document["framework"]
    framework, _made = Framework.objects.get_or_create(
        key=told["key"],
        version=told["version"],
        defaults={
            "publisher": told["publisher"],
            "name": Text(told["name"]),
            "licence": told["licence"],
            "attribution": Text(told["attribution"]),
            "source_url": told["source_url"],
            "loaded_at": clock.now(),
        },
    )
    Skill.objects.bulk_create(
        [_skill(framework, entry) for entry in document["skills"]],
        update_conflicts=True,
        unique_fields=["framework", "uri"],
        update_fields=["labels", "alternatives", "kind", "reuse", "folded"],
    )
    audit.record(
        by=by,
        verb="skills.load_sample",
        subject_type="framework",
        subject_id=framework.pk,
        facts={"entries": len(document["skills"])},
    )
    return framework.pk


def _skill(framework: Framework, entry: Any) -> Skill:
    labels, alternatives = Text(entry["labels"]), entry.get("alternatives", {})
    names = [*labels.values(), *(name for several in alternatives.values() for name in several)]
    return Skill(
        framework=framework,
        uri=entry["uri"],
        labels=labels,
        alternatives=alternatives,
        kind=entry["kind"],
        reuse=entry["reuse"],
        folded=fold(" · ".join(names)),
    )
