"""What a Word file holds beside the text in force: tracked changes, comments, hidden words, a watermark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reading.faults import say
from pipeline.reading.office.docx_package import Package
from pipeline.reading.office.word_xml import Tree, W
from pipeline.reading.omitted import quoted

_VML = "{urn:schemas-microsoft-com:vml}"
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_WORD = re.compile(r"\w{2,}")


def remarks_on(package: Package, hidden: Sequence[str]) -> tuple[str, ...]:
    """The remarks on a Word file, see `Reading.remarks`.

    Args:
        package: its parts.
        hidden: the texts that it does not show.
    """
    root = package.document
    changes = sum(1 for change in root.iter(*_CHANGES) if _has_words(change))
    comments = sum(1 for _ in root.iter(f"{W}commentReference"))
    marks = dict.fromkeys(
        str(path.get("string") or "").strip() for header in package.headers for path in header.iter(f"{_VML}textpath")
    )
    unseen = [text for text in hidden if _WORD.search(text)]
    found = [
        say("word-tracked", changes) if changes else "",
        say("word-comments", comments) if comments else "",
        say("word-hidden", quoted(unseen)) if unseen else "",
        say("word-watermark", quoted([mark for mark in marks if mark])) if any(marks) else "",
    ]
    return tuple(filter(None, found))


def _has_words(change: Tree) -> bool:
    """Whether a change is one of words or rows, not of a paragraph mark alone."""
    if len(change):
        return any((text.text or "").strip() for text in change.iter(f"{W}t", f"{W}delText"))
    above = change.getparent()
    return above is not None and above.tag == f"{W}trPr"
