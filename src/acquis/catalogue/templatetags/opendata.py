"""`{% load opendata %}`: what a public page says to machines."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from acquis.catalogue.linked import schema_org
from acquis.catalogue.queries import bulk, listed

register = template.Library()
# As Django's json_script has it: nothing in the data ends the element or begins another.
_ESCAPED = {ord(mark): f"\\u{ord(mark):04X}" for mark in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def json_ld(context: dict[str, Any], achievement_id: UUID) -> SafeString:
    """The schema.org JSON-LD of a published achievement, and where its CTDL is; nothing for what is not published."""
    found = bulk.open_definition(achievement_id)
    if found is None:
        return mark_safe("")
    offers = listed([achievement_id]).get(achievement_id, [])
    told = schema_org.document(found, offers, (get_language() or "fr")[:2])
    nonce = getattr(context.get("request"), "csp_nonce", "")
    # Only data: escaped for where it stands.
    data = mark_safe(json.dumps(told, ensure_ascii=False).translate(_ESCAPED))  # noqa: S308
    return format_html(
        '<script type="application/ld+json" nonce="{}">{}</script>\n'
        '<link rel="alternate" type="application/ld+json" href="/id/achievements/{}/ctdl.json">',
        nonce,
        data,
        achievement_id,
    )
