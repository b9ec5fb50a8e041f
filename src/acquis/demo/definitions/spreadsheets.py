"""Le tableur pour décider: a draft with what a draft lacks, so that an author sees what stands in the way."""

from __future__ import annotations

from decimal import Decimal

from acquis.catalogue.content import Content, Outcome
from acquis.demo.definitions.shape import Definition, can, know, say
from acquis.platform.translatable import Text

DEFINITION = Definition(
    organization="riviere-aux-pins",
    code="BUR-120",
    author="lea",
    approver="noor",
    skills=(("use spreadsheets software", True),),
    content=Content(
        title=say("Le tableur pour décider", "Spreadsheets for Decisions"),
        unit=say("Formation continue", "Continuing Education"),
        purpose=Text(
            fr="Pour les personnes qui préparent des chiffres pour d’autres : calculer juste et montrer clair."
        ),
        hours_typical=Decimal(24),
        delivery_mode="online",
        languages=("fr",),
        outcomes=(
            Outcome(
                "R1",
                say("Nettoyer un tableau de données.", "Clean a table of data."),
                (
                    know("Les types de données.", "Data types."),
                    can("Repérer les doublons.", "Find duplicates."),
                ),
            ),
            Outcome("R2", Text(fr="Présenter un résultat en un graphique honnête.")),
        ),
        contact="microcertifications@riviere-aux-pins.example",
    ),
)
