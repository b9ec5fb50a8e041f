import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organizations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("did", models.CharField(max_length=300, unique=True)),
                ("opaque", models.SlugField(max_length=32, unique=True)),
                ("created_at", models.DateTimeField()),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identity",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatusList",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("revocation", "Revocation"), ("suspension", "Suspension"), ("refresh", "Refresh")],
                        max_length=12,
                    ),
                ),
                ("length", models.PositiveIntegerField()),
                ("encoded", models.TextField()),
                ("taken", models.PositiveIntegerField(default=0)),
                ("is_open", models.BooleanField(default=True)),
                ("signed_document", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organizations.organization"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatusEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[("revocation", "Revocation"), ("suspension", "Suspension"), ("refresh", "Refresh")],
                        max_length=12,
                    ),
                ),
                ("index", models.PositiveIntegerField()),
                ("subject_id", models.UUIDField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organizations.organization"
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="signing.statuslist"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("fragment", models.CharField(max_length=20)),
                ("public_multibase", models.CharField(max_length=100, unique=True)),
                ("wrapped_private", models.BinaryField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("active", "Active"),
                            ("retired", "Retired"),
                            ("compromised", "Compromised"),
                        ],
                        default="pending",
                        max_length=12,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("activated_at", models.DateTimeField(null=True)),
                ("retired_at", models.DateTimeField(null=True)),
                ("compromised_from", models.DateTimeField(null=True)),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="signing.identity"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organizations.organization"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("identity", "fragment"), name="one_key_per_fragment"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "active")),
                        fields=("identity",),
                        name="one_active_key_per_identity",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="statuslist",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_open", True)),
                fields=("organization", "purpose"),
                name="one_open_list_per_purpose",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusentry",
            constraint=models.UniqueConstraint(fields=("list", "index"), name="one_document_per_bit"),
        ),
        migrations.AddConstraint(
            model_name="statusentry",
            constraint=models.UniqueConstraint(fields=("subject_id", "purpose"), name="one_bit_per_purpose"),
        ),
    ]
