"""Rules on what stands twice: an item that says again what the one beside it says, a body with two headings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.checking.gaps import BODY, CARRYING_OUT
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import Section
from pipeline.text.unicode import fold

_LEAST = 7  # words of an item from which it does not come twice by chance
_LONG = 12  # words of an item from which it does not come again by chance with another item between
_FIELD = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,5}:|(?:thoi gian|co quan|don vi|kinh phi|san pham)\b")
"""A line of a task that states its time or its body, as its neighbour may in the same words."""
_OPEN = re.compile(r"[.…_]{3}|[\[□]")
"""Signs of a form, of which lines come as often as they are needed."""
_LABEL = re.compile(r"^\W*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]+)[.)/]\s*)?\W*")
_TITLE = 12  # words of a heading up to which it names a body alone


def items(view: View) -> Iterator[Hit]:
    """A paragraph or list item that repeats the one right above it word for word, a long item the one above that."""
    before, above, mark = "", "", ""
    for block in view.document.blocks:
        if block.kind not in ("body", "item") or block.start < view.basis_end or not view.in_body(block.start):
            continue
        words = _LABEL.sub("", " ".join(view.folded[block.start : block.end].split())).rstrip(" .;,")
        sign = view.text[block.start]  # an item of one list has the mark of those beside it
        long = block.kind == "item" and len(words.split()) >= _LONG and words == above and sign == mark in "-+•"
        again = (words == before and len(words.split()) >= _LEAST) or long
        if again and not _OPEN.search(view.text, block.start, block.end):
            about = " ".join(view.text[block.start : block.end].split())[:100]
            yield Hit(view.clip(block.start, min(block.end, block.start + 120)), about)
        above, mark = before, sign
        before = "" if _FIELD.match(words) else words


def bodies(view: View) -> Iterator[Hit]:
    """A body that has two headings side by side in the part on carrying out."""
    siblings: dict[int, list[Section]] = defaultdict(list)
    for section in view.document.sections:
        if section.parent is not None and BODY.match(section.title) and len(section.title.split()) <= _TITLE:
            siblings[section.parent].append(section)
    for parent, group in siblings.items():
        part = view.document.sections[parent]
        if not CARRYING_OUT.search(view.folded[part.start : part.start + 90].split("\n")[0]):
            continue
        first: dict[str, Section] = {}
        for section in group:
            name = " ".join(fold(section.title).split()).rstrip(" :.;")
            before = first.setdefault(name, section)
            if before is not section:
                values = {"first": before.path, "second": section.path}
                yield Hit(view.clip(section.start, section.start + 90), section.title.rstrip(" :.;"), values)


_TASK = re.compile(r"(?:ten )?(?:noi dung|nhiem vu|cong viec|hoat dong)(?! thu tuc)")
_BY_WHOM = re.compile(r"chu tri|don vi thuc hien|co quan thuc hien|thoi gian|thoi han|tien do|hoan thanh")
_SAME_TASK = 5  # words of a task from which it does not come twice by chance


def rows(view: View) -> Iterator[Hit]:
    """A task that stands in two rows of one group of a table, each with its own body or time."""
    for table in view.document.tables:
        heads = [" ".join(view.folded[head.start : head.end].split()) for head in table.rows[0]]
        task = next((at for at, head in enumerate(heads) if _TASK.match(head)), None)
        asked = [at for at, head in enumerate(heads) if _BY_WHOM.search(head) and at != task]
        if task is None or not asked:
            continue
        seen: dict[str, list[str]] = {}
        for cells in table.rows[table.header_rows :]:
            said = [" ".join(view.folded[cell.start : cell.end].split()) for cell in cells]
            if len(said) != len(heads) or sum(map(bool, said)) <= 2:
                seen = {}  # a group of its own
                continue
            words, own = said[task].rstrip(" .;"), [said[at] for at in asked]
            before = seen.setdefault(words, own)
            if before is not own and len(words.split()) >= _SAME_TASK and before != own and all(own) and all(before):
                cell = cells[task]
                about = " ".join(view.text[cell.start : cell.end].split())[:100]
                yield Hit(view.clip(cell.start, min(cell.end, cell.start + 120)), about)


_NAMED = re.compile(
    r"(?:Sở|Bộ|Phòng|Công an|Văn phòng|UBND|Ủy ban|Ban|Hội|Trạm|Đoàn|Trung tâm|Thanh tra|Cục|Chi cục)\s+\S"
)
"""A body of its own, and not "các bộ, ngành", of which each may help another."""


_HELPING = re.compile(r"phoi hop (?:voi )?[^.;\n]*")


_BLOCK = re.compile(
    r"(?:^|\n)[ \t]*[-+•*]?[ \t]*(?:Cơ quan|Đơn vị)\s+chủ trì\s*:\s*(?P<lead>[^\n;,]{4,80}?)[.;]?[ \t]*\n+"
    r"[ \t]*[-+•*]?[ \t]*(?:Cơ quan|Đơn vị)\s+phối hợp\s*:(?P<help>[^\n]*)"
)


def _own_in_blocks(view: View) -> Iterator[Hit]:
    """The same in a block "Đơn vị chủ trì: ... / Đơn vị phối hợp: ..."."""
    for found in _BLOCK.finditer(view.text, view.basis_end):
        lead = " ".join(fold(found["lead"]).split())
        helping = [" ".join(fold(one).split()).strip(" .") for one in re.split(r"[,;]| và ", found["help"])]
        if _NAMED.match(found["lead"]) and lead in helping:
            yield Hit(view.clip(found.start("lead"), found.end("help")), " ".join(found["lead"].split()))


def own_partner(view: View) -> Iterator[Hit]:
    """A body that leads a task and stands among those that help it with the same task."""
    yield from _own_in_blocks(view)
    for task in view.record.assignments:
        if task.role != "lead" or task.evidence.start < view.basis_end or not _NAMED.match(task.body):
            continue
        name = " ".join(fold(task.body).split())
        helping = _HELPING.search(view.folded, task.evidence.start, task.evidence.end)
        listed = helping is not None and re.search(
            rf"(?:,|voi|va)\s+(?:cac\s+)?{re.escape(name)}(?=\s*(?:[,;.]|va\b))", helping.group()
        )
        if listed or any(" ".join(fold(partner).split()) == name for partner in task.partners):
            yield Hit(view.clip(task.evidence.start, min(task.evidence.end, task.evidence.start + 120)), task.body)
