"""What every field of a definition is called: the same words wherever differences, files or checklists name one."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ONCE: dict[str, str | Promise] = {
    "title": _("Title"),
    "unit": _("Faculty, department or unit"),
    "purpose": _("Purpose"),
    "description": _("Description"),
    "criteria": _("Criteria"),
    "hours_min": _("Fewest hours"),
    "hours_typical": _("Typical hours"),
    "hours_max": _("Most hours"),
    "hours_reason": _("Reason for hours outside 8 to 200"),
    "instruction_hours": _("Hours of instruction"),
    "total_effort_hours": _("Total effort in hours"),
    "weeks": _("Calendar weeks"),
    "credits": _("Credits"),
    "credit_scheme": _("Whose credits"),
    "entry_level": _("Level on entry"),
    "outcome_level": _("Level of the outcome"),
    "qualification_level": _("Level of a qualifications framework"),
    "delivery_mode": _("How it is delivered"),
    "assessment_mode": _("How it is assessed"),
    "languages": _("Languages of instruction"),
    "assessment_languages": _("Languages of assessment"),
    "audiences": _("Meant for"),
    "literacy_paths": _("Goal paths of adult literacy and basic skills"),
    "sectors": _("Sectors (NAICS)"),
    "field_of_study": _("Field of study (CIP)"),
    "audience": _("Other words on the audience"),
    "price_cents": _("Price without modules, in dollars"),
    "other_costs_cents": _("Other costs, in dollars"),
    "other_costs": _("What the other costs are"),
    "start_policy": _("When it starts"),
    "evidence_kinds": _("Kinds of evidence"),
    "evidence_policy": _("Public description of the evidence"),
    "validity_kind": _("How long it stays valid"),
    "validity_months": _("Months after the award"),
    "valid_until": _("Until this date"),
    "renewal": _("How it is renewed"),
    "relation": _("Relation to other credentials"),
    "stackability": _("What it counts toward"),
    "transcript": _("Transcript"),
    "transcript_code": _("Code on the transcript"),
    "transcript_policy": _("How it stands on a transcript"),
    "prepares_for": _("External examination or licence it prepares for"),
    "origin": _("Where the content comes from"),
    "extracted_from": _("Programme it was taken from"),
    "extracted_courses": _("Codes of the courses it was taken from"),
    "accountable_role": _("Role accountable for teaching and for attesting"),
    "qa_kind": _("Quality assurance"),
    "accredited_by": _("Accredited or recognized by"),
    "aid_status": _("Student financial assistance (OSAP)"),
    "aid_year": _("Academic year"),
    "aid_source": _("Source of this information"),
    "image_alt": _("Description of the picture"),
    "contact": _("Contact"),
}
"""The fields that stand once."""

PARTS: dict[str, str | Promise] = {
    "outcomes": _("Outcome"),
    "assessments": _("Assessment"),
    "alignments": _("Competency"),
    "modules": _("Module"),
    "prerequisites": _("Prerequisite"),
    "standards": _("Standard"),
    "needs": _("Confirmation of the need"),
    "occupations": _("Occupation"),
}
"""One row of each part."""

OF_ROWS: dict[str, dict[str, str | Promise]] = {
    "outcomes": {
        "statement": _("What the person can do"),
        "required": _("Required: no award without it"),
        "knowledge": _("Knowledge"),
        "attitude": _("Attitudes"),
        "skill": _("Skills"),
    },
    "assessments": {
        "title": _("Title of the assessment"),
        "method": _("Method"),
        "description": _("The task"),
        "criteria": _("Criteria of the assessment"),
        "pass_rule": _("When it is passed"),
        "authenticity": _("How it resembles real work"),
        "mode": _("Where"),
        "supervision": _("Supervision and identity"),
        "outcomes": _("Outcomes that it covers"),
    },
    "alignments": {
        "free_text": _("Competency in your own words"),
        "reason": _("Why no entry of a framework fits"),
        "transversal": _("Transversal: useful in any occupation"),
        "relation": _("How close the entry is"),
    },
    "modules": {
        "title": _("Title of the module"),
        "hours": _("Hours of the module"),
        "price_cents": _("Price of the module, in dollars"),
        "required": _("Required module"),
    },
    "prerequisites": {
        "text": _("What is asked for beforehand"),
        "strength": _("How strictly"),
        "kind": _("Kind of prerequisite"),
        "regulator": _("Body that grants the licence"),
    },
    "standards": {
        "name": _("Name of the standard"),
        "clause": _("Clause or level"),
        "url": _("Address of the standard"),
    },
    "needs": {
        "kind": _("Kind of confirmation"),
        "held_with": _("With whom"),
        "held_on": _("On which day"),
        "confirmed": _("What was confirmed"),
        "url": _("Address of the document"),
    },
    "occupations": {
        "code": _("Code of the occupation"),
        "title": _("Title of the occupation"),
        "framework": _("Classification"),
        "version": _("Edition"),
    },
}
"""The fields of the rows."""


def label_of(name: str, part: str = "") -> str:
    """What a field is called in the language of the page."""
    return str(OF_ROWS[part][name] if part else ONCE[name])
