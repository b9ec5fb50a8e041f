"""A credential attached to a PDF (ISO 32000-2 §7.11.4 embedded files, §14.13 associated files).

Nothing of the document is rendered. Attachments are unfolded here, within limits, never by the PDF library: a few
kilobytes may unfold to gigabytes. A PDF with two credentials is refused, for whoever looks at it might be shown the
other one.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any

from sceau.encoding import strict_json
from sceau.errors import InputError
from sceau.records import record

MAX_FILE = 10_000_000
MAX_ATTACHMENTS = 50
MAX_CREDENTIAL = 2_000_000

_HEADER = b"%PDF-"
_HEADER_WITHIN = 1_024
_OTHERS = (b"{", b"[", b"<", b"\x89", b"\xef\xbb\xbf")
_MAX_UNFOLDED = 8_000_000  # what each of the PDF's own tables may unfold to; a file may have hundreds of them
_NAMES = (".json", ".jsonld", ".jwt", ".jws", ".sd-jwt")
_MEDIA_TYPES = re.compile(r"/?application/(?:vc|vp|jwt|json|ld\+json|(?:vc|vp)\+[a-z+-]+|dc\+sd-jwt)", re.IGNORECASE)
_JWS = re.compile(rb"[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+(?:~[A-Za-z0-9_.~-]*)?")
_PLATFORMS = ("/UF", "/F")
_BOM = b"\xef\xbb\xbf"


@record
class _Attachment:
    name: str
    media_type: str
    stream: Any


def is_pdf(data: bytes) -> bool:
    """Whether the bytes begin like a PDF; mailers like to put a few before it."""
    begin = data[:_HEADER_WITHIN]
    return begin.startswith(_HEADER) or (_HEADER in begin and not begin.lstrip().startswith(_OTHERS))


def unbake(data: bytes) -> bytes:
    """The one credential attached to a PDF: JSON, a compact JWS or an SD-JWT, as it was attached.

    Two attachments with the same bytes count once.

    Raises:
        InputError: ``badge_absent`` when no attachment is a credential, ``badge_ambiguous`` for several,
            ``badge_too_large``, ``badge_malformed``; ``format_unsupported`` for an encrypted PDF, and where the
            package that reads PDF is not installed.
    """
    if len(data) > MAX_FILE:
        raise InputError("badge_too_large", detail=f"PDF of more than {MAX_FILE} bytes")
    library = _library()
    try:
        with library.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as document:
            if document.is_encrypted:
                raise InputError("format_unsupported", detail="an encrypted PDF")
            bodies = [_body(library, attachment) for attachment in _attachments(library, document)]
    except InputError:
        raise
    except library.PasswordError as error:
        raise InputError("format_unsupported", detail="an encrypted PDF") from error
    except Exception as error:  # a crooked PDF has more ways to fail than the library has names for
        raise InputError("badge_malformed", detail=type(error).__name__) from error
    found = {body for body in bodies if body is not None}
    if len(found) > 1:
        raise InputError("badge_ambiguous", detail=f"{len(found)} credentials")
    for body in found:
        return body
    raise InputError("badge_absent")


@cache
def _library() -> Any:
    try:
        import pikepdf  # noqa: PLC0415 — optional, and slow to import
    except ImportError as error:
        raise InputError("format_unsupported", detail="this installation does not read PDF") from error
    # For the whole process, as the library has it: no table of a PDF is worth more.
    pikepdf.settings.set_qpdf_limits(flate_max_memory=_MAX_UNFOLDED, doc_max_warnings=100)
    return pikepdf


def _attachments(library: Any, document: Any) -> Iterator[_Attachment]:
    """Everything attached to the document, each stream once however often it is referred to."""
    associated = document.Root.get("/AF")
    listed = (attachment.obj for attachment in document.attachments.values())
    more = iter(associated) if isinstance(associated, library.Array) else iter(())
    seen: set[tuple[int, int]] = set()
    for number, specification in enumerate(chain(listed, more)):
        if not isinstance(specification, library.Dictionary):
            continue
        files = specification.get("/EF")
        for key in _PLATFORMS if isinstance(files, library.Dictionary) else ():
            stream = files.get(key)
            if isinstance(stream, library.Stream) and stream.objgen not in seen:
                seen.add(stream.objgen)
                yield _Attachment(_text(specification.get(key)), _text(stream.stream_dict.get("/Subtype")), stream)
        # An attachment is usually named twice, in the list of files and as associated with the document.
        if len(seen) > MAX_ATTACHMENTS or number > 2 * MAX_ATTACHMENTS:
            raise InputError("badge_too_large", detail=f"more than {MAX_ATTACHMENTS} attachments")


def _body(library: Any, attachment: _Attachment) -> bytes | None:
    """What is attached, when it is a credential; else None."""
    declared = _MEDIA_TYPES.fullmatch(attachment.media_type)
    if not declared and not attachment.name.lower().endswith(_NAMES):
        return None
    body = _unfolded(library, attachment.stream).removeprefix(_BOM).strip()
    return body if _JWS.fullmatch(body) or _is_document(body) else None


def _unfolded(library: Any, stream: Any) -> bytes:
    raw, filters = bytes(stream.read_raw_bytes()), stream.stream_dict.get("/Filter")
    names = [str(each) for each in filters] if isinstance(filters, library.Array) else [_text(filters)]
    if not set(names) <= {"", "/FlateDecode"} or len(names) > 1 or "/DecodeParms" in stream.stream_dict:
        raise InputError("badge_malformed", detail="an attachment folded in an unusual way")
    if names == ["/FlateDecode"]:
        raw = zlib.decompressobj().decompress(raw, MAX_CREDENTIAL + 1)
    if len(raw) > MAX_CREDENTIAL:
        raise InputError("badge_too_large", detail=f"attachment of more than {MAX_CREDENTIAL} bytes")
    return raw


def _is_document(body: bytes) -> bool:
    """Whether it is linked data; other JSON may well be attached to a PDF. Broken JSON that claims to be some counts:
    its flaw is for the reader of credentials to tell."""
    try:
        document = strict_json.loads(body)
    except InputError:
        return body.startswith(b"{") and b'"@context"' in body
    return isinstance(document, dict) and "@context" in document


def _text(value: Any) -> str:
    return "" if value is None else str(value)
