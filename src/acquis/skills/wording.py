"""Sentences for what is wrong in files, and words for what entries are to each other."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from acquis.skills.layouts.shape import Problem

# What the target is to the entry that says so; in the order of the page.
SAYS = {
    "replaced_by": _("Replaced by"),
    "broader": _("Broader"),
    "related": _("Related"),
    "essential": _("Essential competencies"),
    "optional": _("Optional competencies"),
    "rated": _("Competencies and their level, from 1 to 5"),
    "exact": _("Same as"),
    "peer": _("On the same level"),
    "part": _("Part of"),
    "precedes": _("Comes before"),
    "exemplar": _("Example of"),
    "level": _("Level"),
    "translation": _("Translation of"),
    "other": pgettext_lazy("relation", "Other links"),
}
# What the entry that says so is to the target; likewise.
TOLD = {
    "replaced_by": _("Replaces"),
    "broader": _("Narrower"),
    "related": _("Related"),
    "essential": _("Essential for these occupations"),
    "optional": _("Optional for these occupations"),
    "rated": _("Occupations and the level they ask for, from 1 to 5"),
    "exact": _("Same as"),
    "peer": _("On the same level"),
    "part": _("Parts"),
    "precedes": _("Comes after"),
    "exemplar": _("Examples"),
    "level": _("Level of"),
    "translation": _("Translations"),
    "other": pgettext_lazy("relation", "Other links"),
}
STATES = {
    "examined": _("Examined, waits for you"),
    "waiting": _("Waiting to begin"),
    "running": _("Running"),
    "done": _("Done"),
    "stopped": _("Stopped"),
}
LAYOUTS = {
    "esco": "ESCO",
    "noc": _("National Occupational Classification"),
    "oasis": "OaSIS",
    "case": "CASE",
    "table": _("Our own table"),
    "": pgettext_lazy("layout of a file", "Unknown"),
}
PROBLEMS: dict[str, str | Promise] = {
    "address_wrong": _(
        "This is not an address that begins with http:// or https://, or it is longer than 300 characters."
    ),
    "cell_too_long": _("This cell is too long."),
    "code_wrong": _("This is not a code of the classification."),
    "csv_malformed": _("The file cannot be read from here on: a quotation mark is missing or stands alone."),
    "descriptor_unpaired": _("No English column says the same of every occupation: it becomes an entry of its own."),
    "entry_twice": _("This entry stands twice in the same file."),
    "json_character_forbidden": _("A control character stands here, which JSON must not hold."),
    "json_duplicate_key": _("The same name occurs twice in one object."),
    "json_malformed": _("This is not JSON."),
    "json_number_invalid": _("This number cannot be read alike by every program."),
    "json_shape": _("Something else was expected here: see the layout in the guide."),
    "json_too_deep": _("The lists of this document lie too deep in one another."),
    "json_too_large": _("This document is larger than 40 MB."),
    "kind_unknown": _("This kind of entry is not known."),
    "label_missing": _("This entry has no label in any language."),
    "language_unknown": _("The name of the file does not end with its language, for example skills_fr.csv."),
    "level_wrong": _("The level is a number from 1 to 5."),
    "link_unknown": _("This names an entry that is not in the files and is not an address."),
    "links_left_out": _("Links of entries that are not in the files are left out; their number is given."),
    "member_wrong": _("This member is missing, too long, or not of the expected form."),
    "nothing_inside": _("No entry was found in these files."),
    "one_document": _("Hand over one JSON document at a time."),
    "rating_wrong": _("A rating is a whole number from 0 to 5."),
    "relation_unknown": _("This relation is neither essential nor optional."),
    "reuse_unknown": _("This reuse level is not known."),
    "row_too_long": _("This row has more cells than there are headings."),
    "status_unknown": _("The status is current, obsolete or empty."),
    "table_unknown": _("This file is not in a layout that is read here; it is left out."),
    "too_many_entries": _("More than 100,000 entries cannot be imported at once."),
    "too_many_links": _("More than 400,000 links cannot be imported at once."),
    "translation_missing": _("The label is missing in this language; the other language is shown instead."),
}
REFUSALS = {
    "archive_broken": _("%(file)s cannot be unpacked. Unpack it yourself, then hand over the files."),
    "files_too_large": _("%(file)s makes the files too large: 40 MB each and 120 MB together are read at most."),
    "files_too_many": _("More than 60 files cannot be read at once."),
}


def refusal(code: str, file: str) -> str:
    """Why files as such are not taken."""
    return str(REFUSALS[code]) % {"file": file}


def sentence(problem: Problem) -> str:
    """A problem with its place, on one line."""
    place = [problem.file, str(problem.row or ""), problem.column, problem.value]
    return f"{' · '.join(filter(None, place))}: {PROBLEMS[problem.code]}".removeprefix(": ")


def problem_facts(problem: Problem) -> dict[str, Any]:
    """A problem as an import keeps it; its sentence is found again in the language of whoever reads."""
    names = ("code", "file", "row", "column", "value", "blocks")
    return {name: getattr(problem, name) for name in names}
