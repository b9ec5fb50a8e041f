import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("platform", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner_id", models.UUIDField()),
                ("key_digest", models.BinaryField(max_length=32)),
                ("request_digest", models.BinaryField(max_length=32)),
                ("attempt", models.UUIDField(default=uuid.uuid4)),
                ("begun_at", models.DateTimeField(db_index=True)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("headers", models.JSONField(default=dict)),
                ("body", models.TextField(blank=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("owner_id", "key_digest"), name="one_answer_per_key")],
            },
        ),
    ]
