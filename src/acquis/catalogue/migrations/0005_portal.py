import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def already_public(apps: Any, schema_editor: Any) -> None:
    """What is public already changed when it was published."""
    achievements = apps.get_model("catalogue", "Achievement")
    public = ["published", "suspended", "superseded", "retired", "example"]
    achievements.objects.filter(versions__state__in=public).update(changed_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_offers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="achievement",
            name="changed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="achievement",
            index=models.Index(fields=["changed_at"], name="achievement_changed"),
        ),
        migrations.CreateModel(
            name="SavedListing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("saved_at", models.DateTimeField()),
                (
                    "achievement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalogue.achievement"
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.offer",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "offer"), name="one_saved_offer"),
                    models.UniqueConstraint(
                        condition=models.Q(("offer", None)),
                        fields=("person", "achievement"),
                        name="one_saved_achievement",
                    ),
                ],
            },
        ),
        migrations.RunPython(already_public, migrations.RunPython.noop, elidable=True),
    ]
