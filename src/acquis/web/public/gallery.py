"""The component gallery: every component in every state, with invented content in both languages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from acquis.platform import clock
from acquis.platform.doors import open_to_all
from acquis.platform.fields import Form
from acquis.platform.translatable import Text, pair_fields

PINE_RIVER = Text(fr="Collège Rivière-aux-Pins (fictif)", en="Pine River College (fictional)")
THREE_LAKES = Text(fr="Université des Trois-Lacs (fictive)", en="Three Lakes University (fictional)")
CYBERSECURITY = Text(fr="Cybersécurité au quotidien", en="Everyday Cybersecurity")
ONE_LANGUAGE = Text(fr="Gestes sûrs avec la personne soignée")
GREEN = {"ink": "#1d3b2f", "accent": "#9a6a00"}
VIOLET = {"ink": "#3f1640", "accent": "#b5341f"}


@open_to_all
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component; nothing is read and nothing can be sent anywhere."""
    return render(
        request,
        "public/gallery.html",
        {
            "now": clock.now(),
            "person": "Aïcha Démo",
            "digest": _digest("cyber"),
            "seals": [_digest(str(number)) for number in range(8)],
            "violet": VIOLET,
            "sentences": _verdict_sentences(),
            "rows": list(_check_rows()),
            "achievements": list(_achievements()),
            "credentials": list(_credentials()),
            "queue": list(_queue()),
            "skills": _skills(),
            "steps": _steps(),
            "both_languages": Text(
                fr="Repérer un courriel d’hameçonnage et le signaler à la bonne personne.",
                en="Spot a phishing e-mail and report it to the right person.",
            ),
            "one_language": ONE_LANGUAGE,
            "form": _refused_form(),
            "page": Paginator(range(240), 20).page(4),
            "qr": _pretend_qr(),
            "address": "https://acquis.example/fr/partages/7Q2mVx0c9JkPz4",
        },
    )


def _digest(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def _verdict_sentences() -> dict[str, Text]:
    return {
        "verified": Text(
            fr="Cette attestation est authentique et en vigueur.", en="This credential is genuine and in force."
        ),
        "check": Text(
            fr="Cette attestation est authentique, mais elle est expirée.",
            en="This credential is genuine, but it has expired.",
        ),
        "rejected": Text(
            fr="Le contenu de cette attestation a été modifié après sa signature.",
            en="The content of this credential was altered after it was signed.",
        ),
    }


def _check_rows() -> Iterator[dict[str, Any]]:
    meaning = Text(
        fr="La signature de l’organisme est liée à chaque lettre de l’attestation: en changer une seule la brise.",
        en="The organization’s signature is tied to every letter of the credential: changing one breaks it.",
    ).shown()
    yield {
        "outcome": "passed",
        "sentence": Text(fr="La signature est intacte.", en="The signature is intact.").shown().text,
        "meaning": meaning.text,
        "open": True,
        "facts": [(_("Method"), "eddsa-rdfc-2022")],
    }
    yield {
        "outcome": "failed",
        "severity": "check",
        "sentence": Text(
            fr="L’attestation est expirée depuis trois mois.", en="The credential expired three months ago."
        )
        .shown()
        .text,
        "advice": Text(
            fr="Demandez à la personne titulaire si elle l’a renouvelée.", en="Ask the holder whether it was renewed."
        )
        .shown()
        .text,
        "problems": [{"code": "validity.expired", "pointer": "/validUntil"}],
    }
    yield {
        "outcome": "failed",
        "sentence": Text(
            fr="L’organisme émetteur a révoqué cette attestation.", en="The issuer has revoked this credential."
        )
        .shown()
        .text,
        "problems": [{"code": "status.revoked", "pointer": "/credentialStatus"}],
    }
    yield {
        "outcome": "inconclusive",
        "sentence": Text(
            fr="Le registre des organismes émetteurs n’a pas répondu.", en="The register of issuers did not answer."
        )
        .shown()
        .text,
        "advice": Text(fr="Réessayez dans quelques minutes.", en="Try again in a few minutes.").shown().text,
    }
    yield {
        "outcome": "not_applicable",
        "sentence": Text(fr="Aucune pièce jointe n’est à comparer.", en="There is no attached file to compare.")
        .shown()
        .text,
    }


def _achievements() -> Iterator[dict[str, Any]]:
    today = clock.today()
    yield {
        "url": "#achievement-1",
        "title": CYBERSECURITY,
        "issuer": PINE_RIVER,
        "summary": Text(
            fr="Prévenir, reconnaître et signaler les fraudes en ligne dans un petit bureau.",
            en="Prevent, recognize and report online fraud in a small office.",
        ),
        "hours": 25,
        "price_cents": 39200,
        "mode": _("Online"),
        "next_start": today + timedelta(days=40),
        "endorsed_by": "Logistique Grand Héron inc.",
        "digest": _digest("cyber"),
    }
    yield {
        "url": "#achievement-2",
        "title": ONE_LANGUAGE,
        "issuer": THREE_LAKES,
        "hours": 12,
        "price_cents": 0,
        "state": "draft",
        "digest": _digest("care"),
        "colours": GREEN,
    }
    yield {
        "url": "#achievement-3",
        "title": Text(fr="Bénévole de la rentrée", en="Welcome Week Volunteer"),
        "issuer": THREE_LAKES,
        "price_known": False,
        "digest": _digest("pin"),
        "colours": VIOLET,
        "kind": "badge",
    }


def _credentials() -> Iterator[dict[str, Any]]:
    now = clock.now()
    looks = (
        None,
        GREEN,
        VIOLET,
        {"ink": "#0d4a4a", "accent": "#8a2f5a"},
        {"ink": "#16233f", "accent": "#1f6b9b"},
        None,
    )
    states = ("active", "expired", "revoked", "suspended", "superseded", "offered")
    for number, (state, colours) in enumerate(zip(states, looks, strict=True)):
        yield {
            "url": f"#credential-{number}",
            "title": CYBERSECURITY if number % 2 == 0 else Text(fr="Premiers soins et RCR", en="First Aid and CPR"),
            "issuer": PINE_RIVER if number % 2 == 0 else THREE_LAKES,
            "issued_at": now - timedelta(days=400),
            "expires_at": now + timedelta(days=-30 if state == "expired" else 330),
            "state": state,
            "shared": state == "active",
            "digest": _digest(str(number)),
            "colours": colours,
        }


def _queue() -> Iterator[dict[str, Any]]:
    now = clock.now()
    yield {
        "url": "#queue-1",
        "title": Text(fr="Évaluer le travail d’Aïcha Démo", en="Assess the work of Aïcha Démo"),
        "detail": CYBERSECURITY,
        "since": now - timedelta(days=12),
        "late": True,
        "action_label": _("Assess"),
    }
    yield {
        "url": "#queue-2",
        "title": Text(fr="Approuver la version 2", en="Approve version 2"),
        "detail": CYBERSECURITY,
        "since": now - timedelta(hours=3),
        "state": "draft",
        "owner": "Noor Gabarit",
        "action_label": _("Review"),
    }


def _skills() -> list[dict[str, Any]]:
    return [
        {"name": Text(fr="cybersécurité", en="cyber security"), "framework": "ESCO", "url": "#skill-1"},
        {"name": Text(fr="protéger les données personnelles", en="protecting personal data"), "framework": "ESCO"},
    ]


def _steps() -> list[dict[str, Any]]:
    return [
        {"label": _("Choose"), "state": "done", "url": "#step-1"},
        {"label": _("Preview"), "state": "current"},
        {"label": _("Share"), "state": "todo"},
    ]


class _GalleryForm(Form):
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The invitation is sent there, in both languages."))
    mode = forms.ChoiceField(
        label=_("Delivery mode"),
        choices=[("online", _("Online")), ("person", _("In person"))],
        widget=forms.RadioSelect,
    )
    notify = forms.BooleanField(label=_("Tell me when it is accepted"), required=False)
    note = forms.CharField(label=_("Private note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    locals().update(pair_fields("title", label=_("Title")))


def _refused_form() -> forms.Form:
    form = _GalleryForm(data={"email": "aicha.demo@", "mode": "online", "title_fr": CYBERSECURITY["fr"]})
    form.is_valid()
    return form


def _pretend_qr() -> SafeString:
    """A picture with the look of a code and no content, so that nobody scans the gallery."""
    bits = int.from_bytes(hashlib.shake_256(b"gallery").digest(79), "big")
    squares = "".join(f"M{number % 25} {number // 25}h1v1h-1z" for number in range(625) if bits >> number & 1)
    return mark_safe(  # noqa: S308 -- numbers only
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 25 25" aria-hidden="true"><path d="{squares}"/></svg>'
    )
