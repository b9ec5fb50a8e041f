"""Files of a framework, whatever their layout: unpacked within limits, recognized, read."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from acquis.skills.layouts import case, esco, noc, rows, table
from acquis.skills.layouts.rows import Table
from acquis.skills.layouts.shape import Limit, Package, Problem, SourceFile, Told

MAX_FILES = 60
MAX_FILE = 40_000_000
MAX_TOGETHER = 120_000_000
_ZIP = b"PK\x03\x04"
# What publishers use; the others ask for memory by the archive's own word, and fail in ways of their own.
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_JSON = (b"{", b"[")


class Unreadable(Exception):
    """The files as such cannot be taken.

    Attributes:
        code: see `acquis.skills.wording.PROBLEMS`.
        file: the name of the one concerned, "" for all of them.
    """

    def __init__(self, code: str, file: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.file = file


def unpacked(files: Iterable[SourceFile]) -> list[SourceFile]:
    """The files, with what archives hold in their place.

    Raises:
        Unreadable: ``files_too_many``, ``files_too_large``, ``archive_broken``.
    """
    found: list[SourceFile] = []
    size = 0
    for file in files:
        for one in _members(file, MAX_TOGETHER - size) if file.content.startswith(_ZIP) else [file]:
            size += len(one.content)
            found.append(one)
            if len(found) > MAX_FILES:
                raise Unreadable("files_too_many")
            if len(one.content) > MAX_FILE or size > MAX_TOGETHER:
                raise Unreadable("files_too_large", one.name)
    return found


def _members(file: SourceFile, room: int) -> Iterable[SourceFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MAX_FILES:
                raise Unreadable("files_too_many", file.name)
            if sum(info.file_size for info in infos) > room:
                raise Unreadable("files_too_large", file.name)
            if any(info.compress_type not in _PACKED for info in infos):
                raise Unreadable("archive_broken", file.name)
            for info in infos:
                name = PurePosixPath(info.filename).name
                if name.startswith(".") or "__MACOSX" in info.filename:
                    continue
                with archive.open(info) as member:  # the size stated in an archive is a claim
                    yield SourceFile(name[-160:], member.read(min(info.file_size, MAX_FILE) + 1))
    # What zipfile raises for an archive that is damaged, cut, locked or packed in a way that it does not know.
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Unreadable("archive_broken", file.name) from error


def packed(files: Iterable[SourceFile]) -> bytes:
    """The files as one archive, for keeping until the import is done."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, file in enumerate(files):
            archive.writestr(f"{number:02}/{file.name}", file.content)
    return buffer.getvalue()


def read(files: Iterable[SourceFile], told: Told) -> Package:
    """Everything that the files say; ``told`` completes what they do not say of the framework itself."""
    package = _read(list(files), told)
    if not package.blocking:
        package.settle()
    package.told = told.filled(package.told)
    return package


def _read(files: list[SourceFile], told: Told) -> Package:
    documents = [file for file in files if file.content.lstrip()[:1] in _JSON]
    tables, unknown = list[Table](), list[SourceFile]()
    for file in files:
        found = None if file in documents else rows.table(file)
        if found is not None:
            tables.append(found)
        elif file not in documents:
            unknown.append(file)
    try:
        package = _document(documents, told) if documents else _tables(tables, told)
    except Limit as limit:
        package = Package("", Told())
        package.problem(Problem(limit.code))
    for file in [*unknown, *([one.file for one in tables] if documents else [])]:
        package.problem(Problem("table_unknown", file.name, blocks=False))
    return package


def _document(documents: list[SourceFile], told: Told) -> Package:
    package = Package("", Told())
    if len(documents) > 1:
        package.problem(Problem("one_document", documents[1].name))
        return package
    (file,) = documents
    document = table.load(file, package)
    if package.blocking:
        return package
    return case.read(file, document) if case.knows(document) else table.read_json(file, document, told)


def _tables(tables: list[Table], told: Told) -> Package:
    if any(esco.knows(one) for one in tables):
        return esco.read(tables)
    if any(noc.knows_oasis(one) for one in tables):
        return noc.read_oasis([one for one in tables if noc.knows_oasis(one)])
    if any(noc.knows_structure(one) for one in tables):
        return noc.read_structure(tables)
    ours = [one for one in tables if table.knows(one)]
    package = table.read(ours, told)
    for one in tables:
        if one not in ours:
            package.problem(Problem("table_unknown", one.file.name, 1, ", ".join(one.headings)[:80]))
    return package
