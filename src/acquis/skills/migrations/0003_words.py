"""Entries that were here before the index of words."""

from typing import Any

from django.db import migrations

from acquis.platform.translatable import Text
from acquis.skills.folding import fold
from acquis.skills.indexing import ranked


def index(apps: Any, schema_editor: Any) -> None:
    skill, word = apps.get_model("skills", "Skill"), apps.get_model("skills", "SkillWord")
    for one in skill.objects.all().iterator():
        one.sorted_fr, one.sorted_en = (fold(Text(one.labels).shown(spoken).text)[:80] for spoken in ("fr", "en"))
        one.save(update_fields=["sorted_fr", "sorted_en"])
        found = ranked(one.code, one.labels, one.alternatives)
        word.objects.bulk_create([word(word=text, skill=one, kind=one.kind, rank=rank) for text, rank in found])


class Migration(migrations.Migration):
    dependencies = [("skills", "0002_frameworks")]
    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
