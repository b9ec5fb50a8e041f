"""`{% load acquis %}`: what pages use to show values and lay out components. Nothing here queries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.context import Context
from django.urls import translate_url
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, pgettext

from acquis.platform import appearance, clock, formats, guilloche, icons, seals
from acquis.platform.translatable import LANGUAGES, Shown, Text

register = template.Library()

_DASH = "—"
_SECONDS = ((86400 * 365, "year"), (86400 * 30, "month"), (86400, "day"), (3600, "hour"), (60, "minute"))


def _language() -> str:
    return get_language() or "en"


# — bilingual text —


def _shown(value: object) -> Shown:
    if isinstance(value, Text):
        return value.shown(_language())
    if isinstance(value, Mapping):
        return Text(cast("Mapping[str, str]", value)).shown(_language())
    return Shown("" if value is None else str(value), _language(), is_fallback=False)


def _language_mark(language: str) -> SafeString:
    words = gettext("shown in French") if formats.is_french(language) else gettext("shown in English")
    return format_html('<span class="chip" data-tone="quiet">{}</span>', words)


class _TextNode(Node):
    def __init__(self, value: FilterExpression, *, plain: bool, target: str | None) -> None:
        self.value, self.plain, self.target = value, plain, target

    def render(self, context: Context) -> SafeString:
        shown = _shown(self.value.resolve(context))
        if self.target:
            context[self.target] = shown.text if self.plain else _marked(shown)
            return mark_safe("")
        return conditional_escape(shown.text) if self.plain else _marked(shown)


def _marked(shown: Shown) -> SafeString:
    if not shown.text:
        return mark_safe(_DASH)  # noqa: S308 -- a constant
    if not shown.is_fallback:
        return conditional_escape(shown.text)
    lang = formats.html_lang(shown.language)
    return format_html('<span lang="{}">{}</span> {}', lang, shown.text, _language_mark(shown.language))


@register.tag("text")
def text_tag(parser: Parser, token: Token) -> _TextNode:
    """`{% text value [plain] [as name] %}`."""
    words = token.split_contents()[1:]
    target = words[-1] if len(words) >= 3 and words[-2] == "as" else None  # noqa: PLR2004
    rest = words[1:-2] if target else words[1:]
    if not words or rest not in ([], ["plain"]):
        raise template.TemplateSyntaxError("write {% text value [plain] [as name] %}")
    return _TextNode(parser.compile_filter(words[0]), plain=bool(rest), target=target)


@register.simple_tag
def prose(value: object) -> SafeString:
    """Long text by people: escaped, in paragraphs; links and markup stay letters."""
    shown = _shown(value)
    if not shown.text:
        return mark_safe(f"<p>{_DASH}</p>")  # noqa: S308 -- a constant
    body = mark_safe(linebreaks(shown.text, autoescape=True))  # noqa: S308 -- escaped by linebreaks
    if not shown.is_fallback:
        return body
    lang = formats.html_lang(shown.language)
    return format_html('<div lang="{}">{}</div><p>{}</p>', lang, body, _language_mark(shown.language))


@register.inclusion_tag("components/both.html")
def both(value: object) -> dict[str, Any]:
    """French and English side by side; what is missing is said."""
    text = value if isinstance(value, Mapping) else {}
    return {"sides": [(code, formats.html_lang(code), text.get(code, "")) for code in LANGUAGES]}


@register.inclusion_tag("components/said.html", takes_context=True)
def said(context: Context, value: object) -> dict[str, Any]:
    """The text in the language of the page, and in which languages it is missing.

    Where the page says ``again`` the same in the other language, only that one counts.
    """
    text = Text(cast("Mapping[str, str]", value)) if isinstance(value, Mapping) else Text()
    wanted = (_language()[:2],) if context.get("again") else LANGUAGES
    return {"text": text.get(_language()[:2], ""), "missing": [code for code in wanted if code not in text]}


# — dates, money, quantities —


@register.filter
def money(cents: int | None) -> str:
    """`392,00 $`, `$392.00`, *free* for nothing, *not stated* for unknown."""
    if cents is None or not isinstance(cents, int):
        return pgettext("price", "not stated")
    return formats.money(cents, _language()) if cents else pgettext("price", "free")


@register.filter
def day(value: date | None) -> str:
    """`8 juin 2022` or `June 8, 2022`."""
    return formats.day(value, _language()) if isinstance(value, date) else ""


@register.filter
def instant(value: datetime | None) -> str:
    """`8 juin 2022 à 23 h 59 HE` or `June 8, 2022, 11:59 p.m. ET`."""
    return formats.instant(value, _language()) if isinstance(value, datetime) else ""


@register.simple_tag(name="day")
def day_tag(value: date | None) -> SafeString | str:
    """The day inside `<time>`."""
    if not isinstance(value, date):
        return ""
    local = formats.local_time(value).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), day(value))


@register.simple_tag(name="instant")
def instant_tag(value: datetime | None) -> SafeString | str:
    """The instant inside `<time>`."""
    if not isinstance(value, datetime):
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(timespec="seconds"), instant(value))


@register.filter
def hours(count: Decimal | float | None) -> str:
    """`25 heures` or `25 hours`."""
    if count is None or isinstance(count, str):
        return ""
    # French counts 1.5 in the singular, English in the plural: the rule of each language decides on the whole number.
    whole = int(count) if formats.is_french(_language()) or count == int(count) else 2
    amount = formats.plain_number(count, _language())
    return ngettext("%(count)s hour", "%(count)s hours", whole) % {"count": amount}


@register.filter(name="bytes")
def byte_size(count: int | None) -> str:
    """`12,3 ko` or `12.3 kB`."""
    return formats.byte_size(count, _language()) if isinstance(count, int) else ""


@register.filter
def ago(value: datetime | None) -> str:
    """How long since: `3 days ago`, `il y a 3 jours`; *just now* under a minute."""
    if not isinstance(value, datetime):
        return ""
    elapsed = int((clock.now() - value).total_seconds())
    for seconds, unit in _SECONDS:
        if elapsed >= seconds:
            return _ago_phrase(unit, elapsed // seconds)
    return gettext("just now")


def _ago_phrase(unit: str, count: int) -> str:
    phrase = {
        "year": ngettext("%(count)s year ago", "%(count)s years ago", count),
        "month": ngettext("%(count)s month ago", "%(count)s months ago", count),
        "day": ngettext("%(count)s day ago", "%(count)s days ago", count),
        "hour": ngettext("%(count)s hour ago", "%(count)s hours ago", count),
        "minute": ngettext("%(count)s minute ago", "%(count)s minutes ago", count),
    }[unit]
    return phrase % {"count": count}


@register.filter(name="html_lang")
def html_lang_filter(language: str) -> str:
    """fr → fr-CA, en → en-CA."""
    return formats.html_lang(language)


# — seals, icons, states —


@register.simple_tag(takes_context=True)
def seal(
    context: Context,
    digest: bytes | str | None,
    colours: object = None,
    *,
    state: guilloche.State = "none",
    size: int = 160,
    label: str = "",
    kind: guilloche.Kind = "microcredential",
) -> SafeString:
    """The inline SVG of a seal; nothing at all without a digest."""
    shared = cast(
        "dict[str, Any]", context.render_context.dicts[0]
    )  # the outermost: included components number their seals with the page
    number = int(shared.get("acquis_seals", 0)) + 1
    drawn = seals.inline(digest, colours, number, state=state, size=size, label=label, kind=kind)
    if drawn:
        shared["acquis_seals"] = number
    return drawn


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon."""
    return icons.icon(name)


@register.simple_tag
def outcome(code: str, severity: str | None = None) -> SafeString:
    """A check's outcome: icon and word."""
    look = appearance.of_outcome(code, severity)
    return format_html(
        '<span class="outcome" data-tone="{}">{}<span>{}</span></span>',
        look.tone,
        icons.icon(look.icon),
        look.word,
    )


@register.simple_tag
def credential_state(code: str) -> SafeString:
    """A lifecycle state: a chip with icon and word."""
    look = appearance.LIFECYCLE[code]
    return format_html('<span class="chip" data-tone="{}">{}{}</span>', look.tone, icons.icon(look.icon), look.word)


@register.filter
def ring(code: str | None) -> str:
    """The ring that a lifecycle state gives a seal."""
    return appearance.LIFECYCLE[code].ring if code in appearance.LIFECYCLE else "none"


@register.filter
def tone(code: str, severity: str | None = None) -> str:
    """The tone of a check's outcome."""
    return appearance.of_outcome(code, severity).tone


@register.filter
def verdict_word(code: str) -> str:
    """*Verified*, *Check this* or *Do not rely on this*."""
    return str(appearance.VERDICTS[code].word)


@register.filter
def verdict_icon(code: str) -> SafeString:
    """The icon that goes with a verdict."""
    return icons.icon(appearance.VERDICTS[code].icon)


# — forms —


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, *, label: str = "", help: str = "", autofocus: bool = False) -> dict[str, Any]:  # noqa: A002
    """Label, help, errors and control of one field, tied together for assistive technology."""
    return _field_context(bound, label=label, help_text=help, autofocus=autofocus)


def _field_context(bound: BoundField, *, label: str, help_text: str, autofocus: bool = False) -> dict[str, Any]:
    helped = help_text or bound.help_text
    errors = list(bound.errors)
    described = [f"{bound.auto_id}-help"] * bool(helped) + [f"{bound.auto_id}-error"] * bool(errors)
    attrs: dict[str, str | bool] = {}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if errors:
        attrs["aria-invalid"] = "true"
    if autofocus:
        attrs["autofocus"] = True
    grouped = bool(bound.field.widget.use_fieldset)
    return {
        "bound": bound,
        "label": label or bound.label,
        "help_text": helped,
        "errors": errors,
        "control": bound.as_widget(attrs={} if grouped else attrs),
        "described": " ".join(described) if grouped else "",
        "grouped": grouped,
        "is_checkbox": bound.widget_type == "checkbox",
        "required": bound.field.required,
    }


@register.inclusion_tag("components/bilingual_field.html")
def bilingual(form: BaseForm, name: str, *, label: str = "", help: str = "") -> dict[str, Any]:  # noqa: A002
    """The French and the English field of one text, side by side, each in its own language."""
    sides = []
    for code in LANGUAGES:
        bound = form[f"{name}_{code}"]
        bound.field.widget.attrs.setdefault("lang", formats.html_lang(code))
        own_name = gettext("In French") if code == "fr" else gettext("In English")
        sides.append(_field_context(bound, label=own_name, help_text="") | {"help_text": ""})
    first = form[f"{name}_{LANGUAGES[0]}"]
    return {
        "sides": sides,
        "label": label or first.label,
        "help_text": help or first.help_text,
        "wanted": "data-wanted" in first.field.widget.attrs,
    }


@register.filter
def leading(label: object) -> str:
    """A label before an explanation, with a colon unless it asks: a sentence gives its full stop up for it."""
    words = str(label).rstrip().removesuffix(".")
    return words if words.endswith(("?", "!", "…")) else words + pgettext("before an explanation", ":")


# — the page and its addresses —


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any], parameter: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list, with the rest of the query kept."""
    request = context.get("request")
    query = request.GET.copy() if isinstance(request, HttpRequest) else None

    def link(number: int) -> str:
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    numbers = [
        (number, link(number) if isinstance(number, int) else "")
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers,
        "previous": link(page.previous_page_number()) if page.has_previous() else "",
        "next": link(page.next_page_number()) if page.has_next() else "",
    }


def other_language() -> str:
    """The official language that the page is not in."""
    return "en" if formats.is_french(_language()) else "fr"


@register.simple_tag(takes_context=True)
def other_language_url(context: Context) -> str:
    """The address of this very page, with its query, in the other language (R-001)."""
    request = context.get("request")
    wanted = other_language()
    if not isinstance(request, HttpRequest):
        return f"/{wanted}/"
    path = request.get_full_path()
    translated = translate_url(path, wanted)
    if translated != path:
        return translated
    # An unknown address has no name to translate, yet its reader may still want the other language.
    head, slash, tail = path.lstrip("/").partition("/")
    return f"/{wanted}{slash}{tail}" if head in LANGUAGES else f"/{wanted}/"


@register.simple_tag
def other_language_code() -> str:
    """`fr` or `en`: the one that the page is not in."""
    return other_language()
