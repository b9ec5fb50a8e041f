"""What a definition consists of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy

from acquis.catalogue import classifications, labels, wording
from acquis.catalogue.exchange.shape.fields import LONG, Field, Kind, Part, Shape, choices_of

_LABELLED_AS = {"attitudes": "attitude", "skills": "skill"}


def _once(name: str, kind: Kind, *, column: str = "", words: Any = None, longest: int = 0, blank: Any = "") -> Field:
    choices = choices_of(words) if isinstance(words, type) else words
    return Field(name, kind, labels.ONCE[name], column, choices, longest, blank)


def _of(part: str, name: str, kind: Kind, *, column: str = "", words: Any = None, **more: Any) -> Field:
    label = labels.OF_ROWS[part][_LABELLED_AS.get(name, name)]
    return Field(name, kind, label, column, choices_of(words) if words else None, **more)


def _text(name: str, longest: int = LONG) -> Field:
    return _once(name, Kind.TEXT, longest=longest, blank=None)


def _number(name: str, kind: Kind = Kind.DECIMAL, longest: int = 9999, column: str = "") -> Field:
    return _once(name, kind, longest=longest, column=column, blank=None)


def _several(name: str, words: Any) -> Field:
    return _once(name, Kind.CODES, words=words, blank=())


DEFINITION = Shape(
    subject="definitions",
    head=(
        Field("code", Kind.STRING, gettext_lazy("Local code"), longest=40, blank=""),
        Field("kind", Kind.CODE, gettext_lazy("Kind"), words=choices_of(wording.Kind), blank="microcredential"),
    ),
    fields=(
        _text("title", 200),
        _text("unit", 200),
        _text("purpose", 600),
        _text("description"),
        _text("criteria"),
        _number("hours_min"),
        _number("hours_typical"),
        _number("hours_max"),
        _once("hours_reason", Kind.STRING, longest=400),
        _number("instruction_hours"),
        _number("total_effort_hours"),
        _number("weeks", Kind.INTEGER, 200),
        _number("credits", longest=999),
        _once("credit_scheme", Kind.STRING, longest=60),
        _once("entry_level", Kind.CODE, words=wording.Level),
        _once("outcome_level", Kind.CODE, words=wording.Level),
        _once("qualification_level", Kind.STRING, longest=40),
        _once("delivery_mode", Kind.CODE, words=wording.DeliveryMode),
        _once("assessment_mode", Kind.CODE, words=wording.AssessmentMode),
        _several("languages", wording.Language),
        _several("assessment_languages", wording.Language),
        _several("audiences", wording.Audience),
        _several("literacy_paths", wording.LiteracyPath),
        _several("sectors", lambda: classifications.sectors().choices),
        Field("occupations", Kind.CODES, gettext_lazy("Occupations (NOC)"), blank=()),
        _once("field_of_study", Kind.CODE, words=lambda: classifications.fields_of_study().choices),
        _text("audience", 600),
        _number("price_cents", Kind.CENTS, 999_999_999, "price"),
        _number("other_costs_cents", Kind.CENTS, 999_999_999, "other_costs_amount"),
        _text("other_costs", 300),
        _text("start_policy", 300),
        _several("evidence_kinds", wording.EvidenceKind),
        _text("evidence_policy", 1000),
        _once("validity_kind", Kind.CODE, words=wording.Validity, blank="none"),
        _number("validity_months", Kind.INTEGER, 600),
        _once("valid_until", Kind.DATE, blank=None),
        _text("renewal", 600),
        _once("relation", Kind.CODE, words=wording.Relation, blank="standalone"),
        _text("stackability", 600),
        _once("transcript", Kind.CODE, words=wording.Transcript),
        _once("transcript_code", Kind.STRING, longest=40),
        _text("transcript_policy", 600),
        _text("prepares_for", 300),
        _once("origin", Kind.CODE, words=wording.Origin),
        _text("extracted_from", 300),
        _once("extracted_courses", Kind.STRING, longest=200),
        _text("accountable_role", 200),
        _once("qa_kind", Kind.CODE, words=wording.QualityAssurance),
        _text("accredited_by", 300),
        replace(
            _once("aid_status", Kind.CODE, words=wording.AidStatus, blank="not_stated"), reserved=wording.DECIDED_AID
        ),
        _once("aid_year", Kind.STRING, longest=9),
        _once("aid_source", Kind.STRING, longest=300),
        _text("image_alt", 300),
        _once("contact", Kind.EMAIL, longest=200),
    ),
    parts=(
        Part(
            "outcomes",
            "outcome",
            labels.PARTS["outcomes"],
            (
                Field("code", Kind.STRING, gettext_lazy("Code"), longest=10, blank=""),
                _of("outcomes", "statement", Kind.TEXT, longest=600),
                _of("outcomes", "required", Kind.YES_NO, blank=True),
                _of("outcomes", "knowledge", Kind.LINES, longest=LONG),
                _of("outcomes", "attitudes", Kind.LINES, longest=LONG),
                _of("outcomes", "skills", Kind.LINES, longest=LONG),
            ),
            shown=3,
        ),
        Part(
            "assessments",
            "assessment",
            labels.PARTS["assessments"],
            (
                _of("assessments", "title", Kind.TEXT, longest=200),
                _of("assessments", "method", Kind.CODE, words=wording.Method, blank="demonstration"),
                _of("assessments", "description", Kind.TEXT, longest=LONG),
                _of("assessments", "criteria", Kind.TEXT, longest=LONG),
                _of("assessments", "pass_rule", Kind.TEXT, longest=200),
                _of("assessments", "authenticity", Kind.TEXT, longest=1000),
                _of("assessments", "mode", Kind.CODE, words=wording.AssessmentMode, blank="online"),
                _of("assessments", "supervision", Kind.CODE, words=wording.Supervision, blank="supervised"),
                _of("assessments", "outcomes", Kind.NAMES, blank=()),
            ),
        ),
        Part(
            "alignments",
            "competency",
            labels.PARTS["alignments"],
            (
                Field("skill", Kind.SKILL, gettext_lazy("Address of the entry"), longest=500, blank=""),
                _of("alignments", "free_text", Kind.TEXT, longest=300),
                _of("alignments", "reason", Kind.STRING, longest=400, blank=""),
                _of("alignments", "transversal", Kind.YES_NO, blank=False),
                _of("alignments", "relation", Kind.CODE, words=wording.Closeness, blank="exact"),
            ),
            shown=2,
        ),
        Part(
            "modules",
            "module",
            labels.PARTS["modules"],
            (
                _of("modules", "title", Kind.TEXT, longest=200),
                _of("modules", "hours", Kind.DECIMAL, longest=9999),
                _of("modules", "price_cents", Kind.CENTS, column="price", longest=999_999_999),
                _of("modules", "required", Kind.YES_NO, blank=True),
            ),
        ),
        Part(
            "prerequisites",
            "prerequisite",
            labels.PARTS["prerequisites"],
            (
                _of("prerequisites", "text", Kind.TEXT, longest=600),
                _of("prerequisites", "strength", Kind.CODE, words=wording.PrerequisiteKind, blank="required"),
                _of("prerequisites", "kind", Kind.CODE, words=wording.PrerequisiteNature, blank="academic"),
                _of("prerequisites", "regulator", Kind.STRING, longest=200, blank=""),
            ),
        ),
        Part(
            "standards",
            "standard",
            labels.PARTS["standards"],
            (
                _of("standards", "name", Kind.TEXT, longest=300),
                _of("standards", "clause", Kind.STRING, longest=80, blank=""),
                _of("standards", "url", Kind.STRING, longest=300, blank=""),
            ),
        ),
        Part(
            "needs",
            "need",
            labels.PARTS["needs"],
            (
                _of("needs", "kind", Kind.CODE, words=wording.Need, blank="consultation"),
                _of("needs", "held_with", Kind.STRING, longest=200, blank=""),
                _of("needs", "held_on", Kind.DATE),
                _of("needs", "confirmed", Kind.TEXT, longest=1000),
                _of("needs", "url", Kind.STRING, longest=300, blank=""),
            ),
        ),
    ),
)
