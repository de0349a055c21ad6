"""The parts of a DOCX that hold text, as trees."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree

from pipeline.errors import DamagedFile
from pipeline.reading.faults import say
from pipeline.reading.lines import Fault
from pipeline.reading.office.unpacked import check_unpacked
from pipeline.reading.office.word_xml import Tree, W, parse

_MAIN = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_KINDS = frozenset(("styles", "numbering", "footnotes", "endnotes", "header", "footer"))
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)
"""What zipfile raises on a member that is damaged, locked or packed in a way of its own."""


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
    pictures: Mapping[str, str]
    """Name of the part of each picture of the main part, by the id of its relation."""
    faults: tuple[Fault, ...] = ()


def open_package(path: Path, max_unpacked: int) -> Package:
    """The text parts of a DOCX, each as far as it can be read.

    Raises:
        FileTooLarge: it would unpack to more than `max_unpacked` bytes, or swells as no document does.
        DamagedFile: the package or its main part cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            check_unpacked(path, archive.infolist(), max_unpacked)
            main = next((name for name in archive.namelist() if _MAIN.fullmatch(name)), None)
            if main is None:
                raise DamagedFile(path, "DOCX: word/document.xml")
            faults: list[Fault] = []
            document = _tree(archive, main, faults)
            related = list(_related(archive, main))
            parts = [(kind, _tree(archive, name, faults)) for kind, _, name in related if kind in _KINDS]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise DamagedFile(path, "DOCX") from error
    if document is None or document.find(f"{W}body") is None:
        raise DamagedFile(path, f"DOCX: {say('no-body')}")
    found: dict[str, list[Tree]] = {kind: [] for kind in _KINDS}
    for kind, tree in parts:
        if tree is not None:
            found[kind].append(tree)
    one = {kind: trees[0] if trees else None for kind, trees in found.items()}
    return Package(
        document,
        one["styles"],
        one["numbering"],
        one["footnotes"],
        one["endnotes"],
        tuple(found["header"]),
        tuple(found["footer"]),
        {identity: name for kind, identity, name in related if kind == "image"},
        tuple(faults),
    )


def _related(archive: zipfile.ZipFile, main: str) -> Iterator[tuple[str, str, str]]:
    """Kind, id and name of the parts that the main part refers to; references to nothing are passed over."""
    folder = PurePosixPath(main).parent
    names = set(archive.namelist())
    relations = f"{folder}/_rels/{PurePosixPath(main).name}.rels"
    root = _tree(archive, relations, []) if relations in names else None
    for entry in () if root is None else root:
        kind = str(entry.get("Type", "")).rsplit("/", 1)[-1]
        target = str(entry.get("Target", ""))
        name = target.lstrip("/") if target.startswith("/") else str(folder / target)
        if entry.get("TargetMode") != "External" and name in names:
            yield kind, str(entry.get("Id", "")), name


def _tree(archive: zipfile.ZipFile, name: str, faults: list[Fault]) -> Tree | None:
    """The tree of a part; what of it is lost is added to `faults`."""
    chunks: list[bytes] = []
    try:
        with archive.open(name) as stream:
            while chunk := stream.read(1 << 20):
                chunks.append(chunk)
    except _BROKEN:  # what came before the damage is kept
        faults.append((None, "reading", say("word-part-unread", name)))
    try:
        root, lost = parse(b"".join(chunks))
    except (etree.XMLSyntaxError, ValueError):
        if (None, "reading", say("word-part-unread", name)) not in faults:
            faults.append((None, "reading", say("word-part-unread", name)))
        return None
    faults.extend(lost)
    return root
