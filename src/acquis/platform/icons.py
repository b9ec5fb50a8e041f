"""Line icons drawn on a 24 × 24 grid, in the colour of the text around them. Always beside a word, never instead."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

_PATHS = {
    "passed": "M4.5 12.8l4.8 4.7L19.5 7",
    "attention": "M12 3.6 21.4 20H2.6zM12 10v4.6M12 17.3v.2",
    "failed": "M6 6l12 12M18 6 6 18",
    "inconclusive": "M8.6 9.2a3.5 3.5 0 1 1 5.2 3c-1.2.7-1.8 1.4-1.8 2.8M12 18.3v.2",
    "none": "M6 12h12",
    "info": "M12 11v6M12 7.2v.2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
    "link": "M10 14a4.5 4.5 0 0 0 6.4 0l3-3A4.5 4.5 0 0 0 13 4.6l-1 1"
    "M14 10a4.5 4.5 0 0 0-6.4 0l-3 3A4.5 4.5 0 0 0 11 19.4l1-1",
    "copy": "M9 9h11v11H9zM15 9V4H4v11h5",
    "download": "M12 4v11M7 10.5l5 5 5-5M4.5 20h15",
    "upload": "M12 16V5M7 9.5l5-5 5 5M4.5 20h15",
    "print": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "mail": "M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7",
    "qr": "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v2h-2M14 20h2M20 20v-1",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.4 15.4 20.5 20.5",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "calendar": "M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8",
    "clock": "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 7v5.3l3.4 2",
    "person": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6",
    "arrow": "M4.5 12h15M13.5 6l6 6-6 6",
    "back": "M19.5 12h-15M10.5 6l-6 6 6 6",
    "external": "M13.5 4.5h6v6M19.5 4.5l-9 9M17 14v5.5H4.5V7H10",
    "plus": "M12 5v14M5 12h14",
    "close": "M6 6l12 12M18 6 6 18",
}


def icon(name: str) -> SafeString:
    """Inline SVG, hidden from assistive technology.

    Raises:
        KeyError: no such icon.
    """
    return mark_safe(  # noqa: S308 -- only the constants above
        f'<svg class="icon" aria-hidden="true" focusable="false" width="24" height="24" '
        f'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round">'
        f'<path d="{_PATHS[name]}"/></svg>'
    )
