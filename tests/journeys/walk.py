"""The steps of the whole chain in a browser, in the order in which people take them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

CODE = "NUM-204"
TITLE = {"fr": "Littératie de l’IA au travail", "en": "AI literacy at work"}
OUTCOME = {"fr": "Vérifier ce qu’une IA affirme", "en": "Check what an AI claims"}
PERSON = "Zoé Spécimen"
ADDRESS = "zoe@courriel.example"
PASSWORD = "trois rivières et un pont"
EVIDENCE = "Rapport « Vérifier avant d’agir » 🌲: trois affirmations, trois sources.\n".encode()


@dataclass
class Walk:
    """One language's walk through a running site; every page it stops at is judged by axe."""

    site: Site
    language: str
    new_context: Callable[..., BrowserContext]
    axe: Callable[[Page], list[str]]
    faults: list[str] = field(default_factory=list)

    def at(self, path: str) -> str:
        """The full address of a page in the walk's language."""
        return f"{self.site.base}/{self.language}/{path}"

    def judge(self, page: Page) -> None:
        """Note what axe finds, and what the page forgot to say in its language."""
        here = page.url.removeprefix(self.site.base)
        self.faults += [f"{here}: {fault}" for fault in self.axe(page)]
        if page.locator("html").get_attribute("lang") != f"{self.language}-CA":
            self.faults.append(f"{here}: wrong language of the page")

    def switch_and_back(self, page: Page) -> None:
        """The language switch keeps the page (R-001)."""
        here = page.url.partition("#")[0]
        other = "en" if self.language == "fr" else "fr"
        page.locator(f"header a[hreflang^={other}]").first.click()
        there = page.url
        assert there == here.replace(f"/{self.language}/", f"/{other}/", 1), (here, there)
        page.locator(f"header a[hreflang^={self.language}]").first.click()
        assert page.url == here, page.url

    @contextmanager
    def somebody(self, account: str = "") -> Iterator[Page]:
        """A browser of one's own, signed in to a demonstration account when one is named."""
        context = self.new_context(locale=f"{self.language}-CA")
        page = context.new_page()
        page.goto(self.at(""))
        if account:
            page.locator(f"form:has(input[value='{account}']) button").first.click()
            page.wait_for_url(re.compile(r"/(org|passport|verify)/"))
        yield page
        context.close()

    def define(self) -> None:
        """An author opens a definition and fills it in, both languages side by side."""
        with self.somebody("lea") as page:
            page.goto(page.url + "achievements/new/")
            self.judge(page)
            self._pair(page, "title", TITLE)
            page.fill("[name=code]", CODE)
            page.locator("main form button.button").click()
            page.wait_for_url(re.compile(r"/edit/"))
            self._write(page)
            self.judge(page)
            self.switch_and_back(page)
            page.locator("button[name=do][value=done]").click()
            page.wait_for_url(re.compile(r"/achievements/[0-9a-f-]{36}/$"))
            self.judge(page)

    def _write(self, page: Page) -> None:
        self._pair(
            page, "purpose", {"fr": "Utiliser l’IA sans s’y fier aveuglément.", "en": "Use AI without blind trust."}
        )
        self._pair(page, "criteria", {"fr": "Réussir la tâche.", "en": "Pass the task."})
        page.fill("[name=hours_typical]", "24")
        page.select_option("[name=delivery_mode]", "online")
        page.select_option("[name=qa_kind]", index=1)
        page.fill("[name=price_cents]", "98")
        page.fill("[name=skills]", "numérique" if self.language == "fr" else "digital")
        page.locator("button[name=do][value=search]").click()
        page.locator("[name=add_skill]").first.check()
        page.locator("button[name=do][value=add_skill]").click()
        self._pair(page, "outcomes-0-statement", OUTCOME)
        for kind in ("knowledge", "attitude", "skill"):
            self._pair(page, f"outcomes-0-{kind}", {"fr": "Limites des modèles", "en": "Limits of models"})
        page.locator("button[name=do][value=outcome]").click()
        self._pair(page, "assessments-0-title", {"fr": "Vérification d’une réponse", "en": "Checking an answer"})
        self._pair(page, "assessments-0-criteria", {"fr": "Trois sources", "en": "Three sources"})
        self._pair(page, "assessments-0-pass_rule", {"fr": "Deux sur trois", "en": "Two of three"})
        self._pair(page, "assessments-0-authenticity", {"fr": "Tâche d’un employeur", "en": "An employer’s task"})
        self._pair(page, "accountable_role", {"fr": "Mentor ou mentore", "en": "Mentor"})
        page.fill("[name=needs-0-held_with]", "Chambre de commerce Spécimen")
        page.fill("[name=needs-0-held_on]", "2026-02-03")
        self._pair(page, "needs-0-confirmed", {"fr": "Compétence recherchée", "en": "A competency looked for"})
        page.locator("[name=assessments-0-outcomes]").first.check()
        page.select_option("[name=assessments-0-method]", index=2)
        page.locator("button[name=do][value=assessment]").click()

    def _pair(self, page: Page, name: str, words: dict[str, str]) -> None:
        for language, text in words.items():
            page.fill(f"[name={name}_{language}]", text)

    def publish(self) -> None:
        """Five people: its author answers the frameworks and submits, a peer and the field give their opinions, the
        authority decides, and a registrar publishes."""
        self._submit()
        self._opinion("farid", {"comment": "Claire et complète."})
        self._opinion("solene", {"comment": "Nous recrutons pour cela.", "speaks_for": "Chambre de commerce Exemple"})
        with self.somebody("noor") as page:
            self._open_review(page)
            page.locator("a[href$='/review/decision/']").first.click()
            self.judge(page)
            page.locator("[name=decision][value=approve]").check()
            page.fill("[name=reason]", "Lue avec le comité; conforme au cadre.")
            self._pair(page, "conditions", {"fr": "Avec deux employeurs", "en": "With two employers"})
            page.locator("[name=is_public]").check()
            page.locator("main form.form button.button.large").click()
            page.wait_for_url(re.compile(r"/review/$"))
            self.judge(page)
        with self.somebody("marc") as page:
            page.goto(page.url + "achievements/")
            page.get_by_role("link", name=TITLE[self.language]).first.click()
            page.locator("a[href$='/publish/']").first.click()
            self.judge(page)
            page.locator("main form button.button.large").click()
            page.wait_for_url(re.compile(r"/achievements/[0-9a-f-]{36}/$"))
            self.judge(page)

    def _submit(self) -> None:
        with self.somebody("lea") as page:
            page.goto(page.url + "achievements/")
            page.get_by_role("link", name=TITLE[self.language]).first.click()
            page.locator("a[href$='/answers/']").first.click()
            self.judge(page)
            for answer in page.locator("select[name$=-status]").all():
                answer.select_option("met")
            for words in page.locator(f"textarea[name$=-shown_by_{self.language}]").all():
                words.fill("Voir la définition.")
            page.locator("main form button.button.large").click()
            page.wait_for_url(re.compile(r"/submit/$"))
            self.judge(page)
            page.locator("main form button.button.large").click()
            page.wait_for_url(re.compile(r"/review/$"))
            self.judge(page)

    def _opinion(self, account: str, words: dict[str, str]) -> None:
        with self.somebody(account) as page:
            self._open_review(page)
            page.locator("a[href$='-opinion/']").first.click()
            self.judge(page)
            page.locator("[name=stance][value=support]").check()
            for name, text in words.items():
                page.fill(f"[name={name}]", text)
            page.locator("main form.form button.button.large").click()
            page.wait_for_url(re.compile(r"/review/$"))

    def _open_review(self, page: Page) -> None:
        """From the desk, as it waits there."""
        self.judge(page)
        page.locator("a.queue-title", has_text=TITLE[self.language]).first.click()
        page.wait_for_url(re.compile(r"/review/$"))

    def assess(self) -> None:
        """An assessor records the outcome, with a file as evidence, and concludes."""
        with self.somebody("elie") as page:
            page.goto(page.url + "assessment/enrol/")
            page.select_option("[name=version_id]", label=self._option(page, TITLE[self.language]))
            page.fill("[name=name]", PERSON)
            page.fill("[name=email]", ADDRESS)
            page.locator("main form button.button").click()
            page.wait_for_url(re.compile(r"/assessment/[0-9a-f-]{36}/$"))
            page.select_option("[name=assessor_role]", index=1)
            page.locator("[name$=achieved][value=yes]").check()
            page.locator("main form.form button.button").first.click()
            self.judge(page)
            page.locator("a[href$='/evidence/']").click()
            self._pair(page, "title", {"fr": "Rapport de vérification", "en": "Verification report"})
            page.set_input_files("[name=file]", {"name": "rapport.txt", "mimeType": "text/plain", "buffer": EVIDENCE})
            page.locator("[name=no_third_party]").check()
            self.judge(page)
            page.locator("main form button.button").click()
            page.locator("a[href$='/conclude/']").click()
            page.locator("[name=decision][value=passed]").check()
            page.locator("main form button.button").click()
            page.wait_for_url(re.compile(r"/assessment/"))

    def _option(self, page: Page, title: str) -> str:
        options = page.locator("[name=version_id] option").all_inner_texts()
        return next(text for text in options if title in text)

    def award(self) -> None:
        """A registrar sees what the learner will see, and awards."""
        with self.somebody("marc") as page:
            page.goto(page.url + "awards/ready/")
            self.judge(page)
            page.get_by_role("link", name=re.compile(PERSON)).first.click()
            self.judge(page)
            page.select_option("[name=language]", self.language)
            page.locator("main form button.button.large").click()
            page.wait_for_url(re.compile(r"/awards/[0-9a-f-]{36}/$"))

    def accept(self) -> None:
        """The learner reads the mail, sees the credential before any account, makes one, and accepts."""
        with self.somebody() as page:
            self._open_mail(page, 0)
            self.judge(page)
            page.locator(".mail-body a[href*='/c/']").click()
            page.wait_for_url(re.compile(r"/c/"))
            self.judge(page)
            assert TITLE[self.language] in page.locator("main").inner_text()
            page.locator("button[name=door][value=new]").click()
            self.judge(page)
            page.fill("[name=email]", ADDRESS)
            page.fill("[name=password1]", PASSWORD)
            page.locator("main form:has([name=password1]) button").first.click()
            page.wait_for_url(re.compile(r"/confirm-email/"))
            with self.somebody() as postbox:
                self._open_mail(postbox, 0)
                letter = postbox.locator(".mail-body").inner_text()
            code = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", letter)
            assert code, letter
            page.fill("[name=code]", code.group())
            page.locator("main form:has([name=code]) button").first.click()
            page.wait_for_url(re.compile(r"/c/"))
            page.locator("main form button.button.large").click()
            page.wait_for_url(re.compile(r"/passport/[0-9a-f-]{36}/$"))
            self.judge(page)
            self._take_files(page)
            self._share(page)

    def _open_mail(self, page: Page, position: int) -> None:
        """The newest letter to the learner; the worker needs a moment."""
        letters = page.locator(".queue-row", has_text=ADDRESS)
        for _ in range(60):
            page.goto(self.at("demo/mail/"))
            if letters.count() > position + self._read_before:
                break
            page.wait_for_timeout(250)
        letters.first.locator("a").click()
        self._read_before = letters.count() if letters.count() else self._read_before + 1

    _read_before: int = 0

    def _take_files(self, page: Page) -> None:
        self.files: dict[str, bytes] = {}
        for name in ("credential.json", "badge.png", "badge.svg"):
            with page.expect_download() as waiting:
                page.locator(f"a[href$='/{name}']").click()
            self.files[name] = Path(waiting.value.path()).read_bytes()

    def _share(self, page: Page) -> None:
        page.goto(self.at("passport/"))
        self.judge(page)
        assert TITLE[self.language] in page.locator("main").inner_text()
        page.goto(self.at("passport/shares/new/"))
        self.judge(page)
        page.locator("[name=item]").first.check()
        page.locator("main form button.button").click()
        page.locator("[name=evidence]").first.check()
        page.fill("[name=purpose_note]", "Poste chez Grand Héron")
        self.judge(page)
        page.locator("main form button.button").click()
        page.wait_for_selector("[data-preview]")
        self.judge(page)
        self.preview = page.locator("[data-preview] article").inner_text()
        page.locator("button[name=create]").click()
        link = page.locator("#share-link")
        link.wait_for()
        self.judge(page)
        self.link = link.input_value()
        assert page.locator("svg.qr, .qr svg").count() == 1

    def look(self, verdict: str) -> str:
        """An employer without account opens the link; the words of the page."""
        with self.somebody() as page:
            page.goto(self.link)
            self.judge(page)
            assert page.locator("article.document").get_attribute("data-verdict") == verdict
            return page.locator("article.document").inner_text()

    def open_evidence(self) -> bytes:
        """The employer opens the evidence from the share, in two clicks."""
        with self.somebody() as page:
            page.goto(self.link)
            with page.expect_download() as waiting:
                page.locator("a[href*='/evidence/']").click()
            return Path(waiting.value.path()).read_bytes()

    def verify(self, name: str, verdict: str) -> str:
        """The employer gives a file to the badge reader; the words of the report."""
        with self.somebody() as page:
            page.goto(self.at("verify/"))
            self.judge(page)
            page.set_input_files(
                "[name=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": self.files[name]}
            )
            page.locator("main form.verify button.button.large").click()
            report = page.locator("#report article.document")
            report.wait_for()
            self.judge(page)
            assert report.get_attribute("data-verdict") == verdict
            return report.inner_text()

    def revoke(self) -> None:
        """The registrar revokes, with a reason."""
        with self.somebody("marc") as page:
            page.goto(page.url + "awards/")
            self.judge(page)
            page.get_by_role("link", name=re.compile(PERSON)).first.click()
            self.judge(page)
            page.locator("a[href$='/revoke/']").click()
            self.judge(page)
            page.select_option("[name=reason]", "error")
            page.locator("main form button.danger").click()
            page.wait_for_url(re.compile(r"/awards/[0-9a-f-]{36}/$"))
