"""The fictional network's own definitions (REQUIREMENTS §7.5): invented, complete, in both languages."""

from __future__ import annotations

from acquis.demo.definitions import clear_communication, cybersecurity, first_aid, order_picking, spreadsheets
from acquis.demo.definitions.shape import Definition

DEFINITIONS: tuple[Definition, ...] = (
    cybersecurity.DEFINITION,
    first_aid.DEFINITION,
    order_picking.DEFINITION,
    clear_communication.DEFINITION,
    spreadsheets.DEFINITION,
)
