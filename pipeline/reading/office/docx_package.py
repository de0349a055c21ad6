"""The parts of a DOCX that hold text, as trees: through python-docx, and from the zip file where that gives up."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from pipeline.errors import DamagedFile, FileTooLarge

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MOST_PARTS = 20_000

Tree = Any
"""An lxml element; its stubs know less than the trees do."""


@dataclass(frozen=True, slots=True)
class Package:
    """Roots of the parts; None or empty where the file has none."""

    document: Tree
    styles: Tree | None
    numbering: Tree | None
    footnotes: Tree | None
    endnotes: Tree | None
    headers: tuple[Tree, ...]
    footers: tuple[Tree, ...]


def open_package(path: Path, max_unpacked: int) -> Package:
    """The text parts of a DOCX.

    Raises:
        FileTooLarge: it would unpack to more than `max_unpacked` bytes.
        DamagedFile: the package or its main part cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            total = sum(entry.file_size for entry in entries)
            if total > max_unpacked or len(entries) > _MOST_PARTS:
                raise FileTooLarge(path, f"{total / 2**20:.0f} MiB / {len(entries)} phần sau giải nén")
            strict = _STRICT in _read(archive, "word/document.xml")[:4096]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise DamagedFile(path, "DOCX") from error
    blobs = None if strict else _through_python_docx(path)
    if blobs is None:
        blobs = _through_zip(path)
    try:
        trees = [(kind, _parse(blob)) for kind, blob in blobs]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(path, "DOCX, XML") from error
    document = next((tree for kind, tree in trees if kind == "document"), None)
    if document is None or document.find(f"{W}body") is None:
        raise DamagedFile(path, "DOCX: không có thân văn bản / no body")
    first = dict(reversed(trees))
    return Package(
        document,
        first.get("styles"),
        first.get("numbering"),
        first.get("footnotes"),
        first.get("endnotes"),
        tuple(tree for kind, tree in trees if kind == "header"),
        tuple(tree for kind, tree in trees if kind == "footer"),
    )


def _through_python_docx(path: Path) -> list[tuple[str, bytes]] | None:
    """(kind, XML) of the parts that the main part refers to; None where python-docx cannot open the file."""
    import docx

    try:
        main = docx.Document(str(path)).part
        blobs = [("document", bytes(main.blob))]
        for relation in main.rels.values():
            kind = str(relation.reltype).rsplit("/", 1)[-1]
            if not relation.is_external and kind in _KINDS:
                blobs.append((kind, bytes(relation.target_part.blob)))
    except Exception:  # one message for all that it stumbles over; the zip file below tells what is damaged
        return None
    return blobs


_KINDS = frozenset(("styles", "numbering", "footnotes", "endnotes", "header", "footer"))


def _through_zip(path: Path) -> list[tuple[str, bytes]]:
    """The same, read without python-docx, which gives up on a single dangling relation."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            main = next((name for name in names if re.fullmatch(r"[Ww]ord/document\d*\.xml", name)), None)
            if main is None:
                raise DamagedFile(path, "DOCX: word/document.xml")
            blobs = [("document", _read(archive, main))]
            blobs += [(kind, blob) for kind, name in _related(archive, main) if (blob := _read(archive, name))]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise DamagedFile(path, "DOCX") from error
    if not blobs[0][1]:
        raise DamagedFile(path, "DOCX: word/document.xml")
    return blobs


def _related(archive: zipfile.ZipFile, main: str) -> Iterator[tuple[str, str]]:
    folder = PurePosixPath(main).parent
    relations = _read(archive, f"{folder}/_rels/{PurePosixPath(main).name}.rels")
    if not relations:
        return
    for entry in _parse(relations):
        kind = str(entry.get("Type", "")).rsplit("/", 1)[-1]
        target = str(entry.get("Target", ""))
        if kind in _KINDS and entry.get("TargetMode") != "External":
            yield kind, target.lstrip("/") if target.startswith("/") else str(folder / target)


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except (KeyError, zipfile.BadZipFile, RuntimeError):
        return b""


def _parse(blob: bytes) -> Tree:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    return etree.fromstring(blob.replace(_STRICT, _TRANSITIONAL), parser)
