"""The review of definitions: what each answers to the frameworks, what was said about it, and what was decided.

A review is one submission. What was answered, asked and decided in it is kept as it was, whatever comes later (R-082).
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from acquis.platform.privacy import Privacy
from acquis.platform.translatable import TranslatableField
from acquis.platform.writes import Kept
from acquis.quality import wording

KEPT_WITH = "as long as the version whose approval it explains"


class ReviewProcess(Kept):
    """How an organization reviews: its committees, their time, and who decides (R-078)."""

    organization = models.OneToOneField(
        "organizations.Organization", on_delete=models.PROTECT, primary_key=True, related_name="review_process"
    )
    # Rows of {"voice", "name", "days"}: a plan that each review copies into its own steps.
    steps = models.JSONField(default=list)
    authority = TranslatableField()
    authority_days = models.PositiveSmallIntegerField()
    review_months = models.PositiveSmallIntegerField()
    changed_at = models.DateTimeField()

    privacy = Privacy(open=frozenset({"steps", "authority"}))


class LineAnswer(Kept):
    """What a version answers to one line of a framework (R-025); written while the version is."""

    version = models.ForeignKey("catalogue.AchievementVersion", on_delete=models.CASCADE, related_name="+")
    line = models.ForeignKey("quality.FrameworkLine", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=14, choices=wording.Answered)
    shown_by = TranslatableField()
    proof = models.URLField(max_length=500, blank=True)
    reason = TranslatableField()
    edited_at = models.DateTimeField()

    privacy = Privacy(open=frozenset({"status", "shown_by", "proof", "reason"}))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "line"], name="one_answer_per_line")]


class Review(Kept):
    """One submission of a version and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("catalogue.AchievementVersion", on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=18, choices=wording.ReviewState, default=wording.ReviewState.OPEN)
    digest = models.CharField(max_length=64)
    # The answers and the words of the definition as they were submitted: both may change before the next round.
    answers = models.JSONField(default=list)
    content = models.JSONField(default=dict)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    authority = TranslatableField()
    reason = models.TextField(blank=True)
    conditions = TranslatableField()
    is_public = models.BooleanField(default=False)
    review_on = models.DateField(null=True)

    privacy = Privacy(
        personal={"reason": f"why it was decided so, for members of the organization only; {KEPT_WITH}"},
        open=frozenset({"state", "digest", "answers", "content", "authority", "conditions"}),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "round"], name="one_review_per_round"),
            models.UniqueConstraint(fields=["version"], condition=Q(state="open"), name="one_open_review_per_version"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_at__isnull=False), name="review_decided_at_a_moment"
            ),
            # I-06, as far as one row can say it.
            models.CheckConstraint(
                condition=~Q(state="approved") | (~Q(decided_by=models.F("submitted_by")) & ~Q(reason="")),
                name="approved_by_another_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["organization", "state", "submitted_at"])]


class PinnedFramework(Kept):
    """The version of a framework under which a review was held (R-027)."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="pinned")
    framework = models.ForeignKey("quality.FrameworkVersion", on_delete=models.PROTECT, related_name="+")

    privacy = Privacy()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "framework"], name="one_pin_per_framework")]


class ReviewStep(Kept):
    """One thing that somebody has to do in a review: an opinion to give, or the decision (R-086)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    voice = models.CharField(max_length=10, choices=wording.Voice)
    name = TranslatableField()
    # None while a step waits for another one before it.
    opened_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    days = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    impossible = models.TextField(blank=True)
    impossible_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    privacy = Privacy(
        personal={"impossible": f"why no opinion could be had, for members of the organization only; {KEPT_WITH}"},
        open=frozenset({"voice", "name"}),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "position"], name="one_review_step_per_position")]
        indexes = [models.Index(fields=["ended_at", "opened_at"])]
        ordering = ["position"]


class Opinion(Kept):
    """What a peer or somebody from the field says about a version (R-079); given, never edited."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    step = models.ForeignKey(ReviewStep, on_delete=models.CASCADE, related_name="opinions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    stance = models.CharField(max_length=12, choices=wording.Stance)
    comment = models.TextField()
    speaks_for = models.CharField(max_length=200, blank=True)

    privacy = Privacy(
        personal={
            "comment": f"what a reviewer thinks, for members of the organization only; {KEPT_WITH}",
            "speaks_for": f"the organization that a reviewer speaks for, likewise; {KEPT_WITH}",
        },
        open=frozenset({"stance"}),
    )

    class Meta:
        ordering = ["given_at"]
        constraints = [models.UniqueConstraint(fields=["step", "person"], name="one_opinion_per_person_and_step")]


class Comment(Kept):
    """A remark in the thread beside a version; kept, never edited."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey("catalogue.AchievementVersion", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    privacy = Privacy(personal={"text": f"a remark among members of the organization; {KEPT_WITH}"})

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["version", "at"])]


class PeriodicReview(Kept):
    """A look at what is published: whether it still holds (R-085), or holds under a newer framework (R-027)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("catalogue.AchievementVersion", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=wording.PeriodicOutcome)
    reason = models.TextField()
    next_on = models.DateField(null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    held_at = models.DateTimeField()
    # Identifiers of the versions of the frameworks that were in force when it was held.
    frameworks = models.JSONField(default=list)

    privacy = Privacy(
        personal={"reason": f"why it was found to hold or not, for members of the organization only; {KEPT_WITH}"},
        open=frozenset({"outcome", "frameworks"}),
    )

    class Meta:
        ordering = ["held_at"]
        indexes = [models.Index(fields=["version", "held_at"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save once; what was found stays."""
        if not self._state.adding:
            raise RuntimeError("a periodic review is never edited")
        super().save(*args, **kwargs)
