import uuid

import django.db.models.deletion
from django.db import migrations, models

import acquis.platform.translatable


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Framework",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.SlugField(max_length=40)),
                ("version", models.CharField(max_length=20)),
                ("publisher", models.CharField(max_length=120)),
                ("name", acquis.platform.translatable.TranslatableField(default=acquis.platform.translatable.Text)),
                ("licence", models.CharField(max_length=200)),
                (
                    "attribution",
                    acquis.platform.translatable.TranslatableField(default=acquis.platform.translatable.Text),
                ),
                ("source_url", models.URLField()),
                ("loaded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("key", "version"), name="one_framework_per_version")],
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("uri", models.URLField(max_length=300)),
                ("code", models.CharField(blank=True, max_length=40)),
                ("labels", acquis.platform.translatable.TranslatableField(default=acquis.platform.translatable.Text)),
                ("alternatives", models.JSONField(default=dict)),
                (
                    "kind",
                    models.CharField(
                        choices=[("knowledge", "Knowledge"), ("skill", "Skill"), ("attitude", "Attitude")],
                        max_length=10,
                    ),
                ),
                (
                    "reuse",
                    models.CharField(
                        choices=[
                            ("transversal", "Transversal"),
                            ("cross-sector", "Several sectors"),
                            ("sector", "One sector"),
                            ("occupation", "One occupation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("folded", models.TextField()),
                (
                    "broader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="narrower",
                        to="skills.skill",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="skills", to="skills.framework"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("framework", "uri"), name="one_skill_per_uri")],
            },
        ),
    ]
