"""People who use the running product over HTTP: cookies, forms, files; and one award from enrolment to passport."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPSHandler, Request, build_opener

from tests.acquis.web.editor import Fields
from tests.site import Site

MAIL_WITHIN = 60.0  # seconds, on two busy cores
BOUNDARY = "a line between two parts"
ITEM = re.compile(r"/fr/passport/[0-9a-f-]{36}/")
OUTCOMES = ("R1", "R2", "R3", "R4")


class Visitor:
    """A browser without a screen, on the French pages; ``where`` is the path it landed on."""

    def __init__(self, site: Site, account: str = "") -> None:
        self.site = site
        self.where = ""
        handlers = [
            HTTPCookieProcessor(CookieJar()),
            *([HTTPSHandler(context=site.trusting())] if site.certificate else []),
        ]
        self._opener = build_opener(*handlers)
        if account:
            self.post("/fr/demo/sign-in/", {"account": account})

    def download(self, path: str, body: bytes | None = None, kind: str = "") -> bytes:
        """The bytes of a page or of a file; a refusal raises `urllib.error.HTTPError`."""
        headers = {"Origin": self.site.base, **({"Content-Type": kind} if kind else {})}
        with self._opener.open(Request(self.site.base + path, body, headers), timeout=30) as answer:
            self.where = urlsplit(answer.geturl()).path
            return bytes(answer.read())

    def get(self, path: str) -> str:
        """A page."""
        return self.download(path).decode()

    def post(self, path: str, told: Mapping[str, str], *, files: Mapping[str, tuple[str, str]] | None = None) -> str:
        """Fill in the form of the page and send it; the page after it.

        Args:
            told: what is typed over what the page proposes.
            files: by field, a file's name and its text.
        """
        proposed = {name: values[-1] for name, values in Fields(self.get(path)).values.items()}
        fields = {**proposed, **told}
        if files is None:
            return self.download(path, urlencode(fields).encode(), "application/x-www-form-urlencoded").decode()
        lines = [f"{_head(name)}\r\n\r\n{value}" for name, value in fields.items() if name not in files]
        lines += [
            f'{_head(name)}; filename="{called}"\r\nContent-Type: text/plain\r\n\r\n{text}'
            for name, (called, text) in files.items()
        ]
        body = "".join(f"--{BOUNDARY}\r\n{line}\r\n" for line in lines) + f"--{BOUNDARY}--\r\n"
        return self.download(path, body.encode(), f'multipart/form-data; boundary="{BOUNDARY}"').decode()

    def items(self) -> list[str]:
        """The addresses of the credentials in this person's passport."""
        return list(dict.fromkeys(ITEM.findall(self.get("/fr/passport/"))))


def _head(name: str) -> str:
    return f'Content-Disposition: form-data; name="{name}"'


def awarded(site: Site, *, title: str, description: str, report: str) -> tuple[str, str]:
    """Élie assesses Aïcha anew, Marc awards, Aïcha accepts; the paths of the award and of the passport's item.

    Args:
        title, description: of the evidence, in French; signed into the credential.
        report: the evidence itself, a text file.
    """
    assessor, registrar, learner = (Visitor(site, account) for account in ("elie", "marc", "aicha"))
    organization = registrar.where
    enrol = f"{organization}assessment/enrol/"
    version = re.search(r'<option value="([0-9a-f-]{36})"[^>]*>[^<]*CYB-101', assessor.get(enrol))
    assert version is not None
    assessor.post(enrol, {"version_id": version[1], "name": "Aïcha Démo", "email": "aicha@courriel.example"})
    candidacy = assessor.where
    assessor.post(
        f"{candidacy}evidence/",
        {"genre": "document", "title_fr": title, "description_fr": description, "no_third_party": "on"},
        files={"file": ("compte-rendu.txt", report)},
    )
    assessor.post(candidacy, {"assessor_role": "teacher", **{f"{code}-achieved": "yes" for code in OUTCOMES}})
    assessor.post(f"{candidacy}conclude/", {"decision": "passed"})
    before = _letters(learner)
    registrar.post(candidacy.replace("/assessment/", "/awards/ready/"), {"language": "fr"})
    letter = learner.get(_new_letter(learner, before))
    claim = re.search(r"/fr/c/[A-Za-z0-9_-]{22}/", letter)
    assert claim is not None
    learner.post(claim[0], {})
    return registrar.where, learner.where


def _letters(visitor: Visitor) -> set[str]:
    return set(re.findall(r"/fr/demo/mail/[^/\"]+/[0-9]+/", visitor.get("/fr/demo/mail/")))


def _new_letter(visitor: Visitor, before: set[str]) -> str:
    """The background process signs, then writes: look until its letter is there."""
    until = time.monotonic() + MAIL_WITHIN
    while not (new := _letters(visitor) - before):
        assert time.monotonic() < until, (visitor.site.data / "worker.log").read_text()
        time.sleep(0.1)
    return new.pop()


def shared_file(site: Site, item: str) -> str:
    """Aïcha shares a credential with all its evidence and its file; the path that an employer downloads from."""
    learner = Visitor(site, "aicha")
    identifier = item.rstrip("/").rpartition("/")[2]
    details = f"/fr/passport/shares/new/details/?item={identifier}"
    piece = re.search(rf'value="({identifier}:[0-9a-f-]{{36}})"', learner.get(details))
    assert piece is not None
    page = learner.post(details, {"evidence": piece[1], "gives_file": "on", "create": "1"})
    link = re.search(rf"{re.escape(site.base)}(/fr/s/[A-Za-z0-9_-]{{22}}/)", page)
    assert link is not None
    given = re.search(rf"{link[1]}credential/[0-9a-f-]{{36}}/", Visitor(site).get(link[1]))
    assert given is not None
    return given[0]
