"""What a definition and an offer consist of, once: columns, JSON, the API's schema and the help are made from it."""

from acquis.catalogue.exchange.shape.definition import DEFINITION
from acquis.catalogue.exchange.shape.fields import (
    MOST_ROWS,
    Column,
    Field,
    Kind,
    Part,
    Shape,
    columns,
    every_column,
    named,
)
from acquis.catalogue.exchange.shape.offer import OFFER

SHAPES = {shape.subject: shape for shape in (DEFINITION, OFFER)}

__all__ = [
    "DEFINITION",
    "MOST_ROWS",
    "OFFER",
    "SHAPES",
    "Column",
    "Field",
    "Kind",
    "Part",
    "Shape",
    "columns",
    "every_column",
    "named",
]
