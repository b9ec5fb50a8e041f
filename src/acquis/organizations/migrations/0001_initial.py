import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import acquis.platform.translatable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.SlugField(max_length=60, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("college", "College"),
                            ("university", "University"),
                            ("indigenous_institute", "Indigenous institute"),
                            ("school_board", "School board"),
                            ("literacy_agency", "Adult literacy agency"),
                            ("training_provider", "Training provider"),
                            ("mooc_provider", "Open online course provider"),
                            ("employer", "Employer"),
                            ("industry_association", "Industry association"),
                            ("professional_association", "Professional association"),
                            ("municipality", "Municipality"),
                            ("health", "Hospital or health organization"),
                            ("non_profit", "Non-profit organization"),
                            ("government", "Government"),
                            ("agency", "Agency"),
                            ("network", "Network"),
                            ("funder", "Funder"),
                            ("supplier", "Technology supplier"),
                        ],
                        max_length=30,
                    ),
                ),
                ("name", acquis.platform.translatable.TranslatableField(default=acquis.platform.translatable.Text)),
                ("region", models.CharField(blank=True, max_length=20)),
                ("region_source", models.CharField(blank=True, max_length=10)),
                ("website", models.URLField(blank=True)),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
                ("colours", models.JSONField(default=list)),
                ("sources", models.CharField(blank=True, max_length=40)),
                ("is_fictional", models.BooleanField(default=False)),
                ("is_operator", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("active", "Active"),
                            ("suspended", "Suspended"),
                            ("closed", "Closed"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_operator", True)), fields=("is_operator",), name="one_operator"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("roles", models.JSONField(default=list)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("organization", "person"),
                        name="one_live_membership",
                    )
                ],
            },
        ),
    ]
