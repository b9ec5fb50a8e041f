import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Pseudonym",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("person_id", models.UUIDField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("pseudonym_id", models.UUIDField(null=True)),
                ("organization_id", models.UUIDField(null=True)),
                ("channel", models.CharField(max_length=10)),
                ("request_id", models.CharField(max_length=64)),
                ("verb", models.CharField(max_length=80)),
                ("subject_type", models.CharField(max_length=60)),
                ("subject_id", models.UUIDField()),
                ("facts_digest", models.CharField(max_length=64)),
                ("facts", models.JSONField(default=dict)),
                ("salt", models.CharField(max_length=32)),
                ("number", models.PositiveBigIntegerField(null=True, unique=True)),
                ("chain", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject_type", "subject_id"], name="audit_entry_subject_3be540_idx"),
                    models.Index(fields=["organization_id", "at"], name="audit_entry_organiz_223c7f_idx"),
                ],
            },
        ),
    ]
