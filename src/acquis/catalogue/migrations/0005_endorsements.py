import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import acquis.platform.translatable


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0005_portal"),
        ("organizations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Endorsement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("partner_name", models.CharField(max_length=200)),
                ("partner_kind", models.CharField(max_length=30)),
                ("email", models.EmailField(max_length=254)),
                ("language", models.CharField(max_length=2)),
                ("message", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Requested"),
                            ("under_study", "Being studied"),
                            ("signed", "Signed"),
                            ("partial", "Only one statement confirmed: not shown as an endorsement"),
                            ("declined", "Declined"),
                            ("lapsed", "Without an answer in time"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="requested",
                        max_length=12,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("requested_at", models.DateTimeField()),
                ("answer_by", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("about", models.JSONField(default=list)),
                ("in_demand", models.BooleanField(null=True)),
                ("in_demand_comment", models.CharField(blank=True, max_length=1000)),
                ("reflects", models.BooleanField(null=True)),
                ("reflects_comment", models.CharField(blank=True, max_length=1000)),
                ("comment_language", models.CharField(blank=True, max_length=2)),
                ("signatory_name", models.CharField(blank=True, max_length=120)),
                ("signatory_role", models.CharField(blank=True, max_length=120)),
                ("signed_at", models.DateTimeField(null=True)),
                ("valid_until", models.DateTimeField(null=True)),
                ("read", models.CharField(blank=True, max_length=64)),
                ("did", models.CharField(blank=True, max_length=300)),
                ("document", models.TextField(blank=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("reason", models.CharField(blank=True, max_length=600)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organizations.organization"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endorsements",
                        to="catalogue.achievementversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "-requested_at"], name="catalogue_e_organiz_0afbad_idx"),
                    models.Index(fields=["partner", "-requested_at"], name="catalogue_e_partner_905ea7_idx"),
                    models.Index(fields=["state", "version"], name="catalogue_e_state_770caa_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["requested", "under_study"])),
                        fields=("version", "email"),
                        name="one_open_request_per_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["signed", "withdrawn"]), _negated=True),
                            models.Q(
                                ("in_demand", True),
                                ("partner__isnull", False),
                                ("reflects", True),
                                ("signed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="signed_with_both_statements",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partnership",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("partner_name", models.CharField(max_length=200)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("co_developer", "Co-developer"),
                            ("endorser", "Endorser"),
                            ("advisory", "Adviser"),
                            ("acceptance", "Commits to accept it"),
                            ("assessors", "Provides assessors"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", acquis.platform.translatable.TranslatableField(default=acquis.platform.translatable.Text)),
                ("stated_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "achievement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships",
                        to="catalogue.achievement",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organizations.organization"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "stated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["achievement", "ended_at"], name="catalogue_p_achieve_d33cd1_idx")],
            },
        ),
    ]
