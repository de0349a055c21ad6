"""What stands above each paragraph: its headings by sections, what leads in their lists, the open items of its own."""

from __future__ import annotations

import re

from pipeline.grammar import bodies
from pipeline.grammar.charge_lists import names_alone, of_heading
from pipeline.grammar.charges import OPENINGS
from pipeline.records import Block, Document

_FIRST = "1"
"""The label with which a list counts anew; what led the one before it in leads it no more."""
PLANS = ("plan", "annex")
"""Kinds of papers that charge bodies only in their parts on implementation (ruling 5)."""
_WORK = re.compile(r"(?:nhiệm vụ|việc|nội dung|biện pháp|giải pháp|công tác)\b[^.;:]{0,240}\ssau(?: đây)?\s*:$")


def _sets_work(document: Document, lead: Block, first: Block) -> bool:
    """Whether a paragraph of a letter, report or order says that the numbered list right below it is work to do."""
    numbered = (first.label or "").isdigit() and document.paper(lead) not in PLANS
    return numbered and _leads_in(document.text, lead) and bool(_WORK.search(document.text, lead.start, lead.end))


def _leads_in(text: str, block: Block) -> bool:
    return block.kind == "body" and block.label is None and text[block.end - 1 : block.end] == ":"


def _item_label(block: Block) -> str | None:
    return block.label if block.kind == "item" else None


def _names_who(text: str, block: Block) -> bool:
    """Whether a paragraph without a number names whose work the list below it is, and says no more: "Trạm Y tế xã"."""
    words = text[max(block.start, block.body_start) : block.end]
    unnumbered = block.label is None or not block.label.isalnum()
    short = block.kind in ("body", "item") and unnumbered and 0 < len(words) < _NAME_MOST
    return short and words[-1] not in ".;," and names_alone(words)


def _heads_paragraphs(text: str, block: Block, below: Block) -> bool:
    """Whether a paragraph names whose work the plain paragraphs below it are, as where the numbers of headings and the
    dashes of items were lost: "Trạm Y tế xã" / "Tổ chức khám sức khỏe cho người cao tuổi."; or leads them in."""
    plain = block.kind == below.kind == "body" and block.label is None and below.label is None
    if not plain or not bodies.verb_first(text[below.start : below.end]):
        return False
    words = text[block.start : block.end]
    opening = OPENINGS.at(words, 0, len(words))
    leads = words[-1] == ":" and bodies.begins(words, opening.span[1] if opening else 0, len(words))
    return leads or _names_who(text, block) or (words[-1] not in ".;," and of_heading(words) is not None)


_NAME_MOST = 120  # characters


def _beside(open_items: list[Block], block: Block, who: set[int]) -> int:
    """How many open items still head a paragraph that names who acts: those above the last that did."""
    first = 0 if block.kind == "body" else len(open_items)
    return next((at for at, item in enumerate(open_items) if item.start in who), first)


def _heads_list(text: str, block: Block) -> bool:
    tail = text[block.end - 1 : block.end]
    return tail == ":" or (tail not in ".;,!?" and block.label is not None and block.end - block.start < 120)


class _Headings:
    """The openers of the sections so far, and the paragraphs that lead in the items of a section or paper."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._openers: dict[int, Block] = {}
        self._leads: dict[int, Block] = {}
        """Paragraphs that end in a colon before the numbered items of their section."""
        self._led: dict[int, str | None] = {}
        """With what label the items behind them begin."""
        self._works: dict[int, Block] = {}
        """The same of a paper without headings, where the items are work to do."""

    def opens(self, block: Block) -> bool:
        """Whether a block opens the section that it stands in."""
        return self._openers.get(block.section or 0) is block

    def read(self, block: Block, before: Block | None) -> None:
        """Takes note of the next block, behind `before`."""
        if block.section is None or block.label is None:
            return
        section = self._document.sections[block.section]
        if section.start != block.start:
            return
        self._openers[block.section] = block
        if section.parent is not None:
            self._lead_of_section(section.parent, block, before)
        else:
            self._lead_of_paper(block, before)

    def _lead_of_section(self, parent: int, block: Block, before: Block | None) -> None:
        if before is not None and before.section == parent and _leads_in(self._document.text, before):
            self._leads[parent], self._led[parent] = before, block.label
        elif self._led.get(parent) == block.label:  # it counts anew: the lead-in was of the list before
            self._leads.pop(parent, None)

    def _lead_of_paper(self, block: Block, before: Block | None) -> None:
        if before is not None and before.section is None and _sets_work(self._document, before, block):
            self._works[block.part] = before
        elif block.label == _FIRST:
            self._works.pop(block.part, None)

    def above(self, block: Block) -> list[Block]:
        """What stands above a block that was read, outermost first."""
        above: list[Block] = []
        at = block.section
        while at is not None:
            opener, lead = self._openers.get(at), self._leads.get(at)
            if lead is not None and at != block.section:
                above.append(lead)
            if opener is not None and opener is not block:
                above.append(opener)
            at = self._document.sections[at].parent
        if block.section is not None and block.part in self._works:
            above.append(self._works[block.part])
        return above[::-1]


class _Items:
    """The open items of the list so far: a dash that ends in a colon heads the ones below it."""

    def __init__(self) -> None:
        self.open: list[Block] = []
        self._seen: list[str | None] = []
        """Labels of items in the order in which the section first used them."""
        self._who: set[int] = set()
        """Starts of the paragraphs that name whose work the list below them is."""
        self._section: int | None = -1
        self._named: Block | None = None
        """The paragraph that names whose work those below it are, which are no list."""

    def read(self, block: Block, *, listed: bool, names: bool, heads: bool) -> None:
        """Closes what a block goes on behind.

        Args:
            names: whether it names whose work the list below it is.
            heads: whether it names whose work the plain paragraphs below it are.
        """
        if block.section != self._section or block.kind == "heading":
            self.open, self._seen, self._section, self._named = [], [], block.section, None
        if names:
            self.open = self.open[: _beside(self.open, block, self._who)]
            self._seen = [_item_label(item) for item in self.open]
            self._who.add(block.start)
        if listed:
            label = _item_label(block)
            if label not in self._seen:
                self._seen.append(label)
            while self.open and self._seen.index(_item_label(self.open[-1])) >= self._seen.index(label):
                self.open.pop()
        if heads:
            self.open, self._seen = [], []
        if heads or names:
            self._named = None

    def above(self) -> list[Block]:
        """What heads the block that was read."""
        return [*([self._named] if self._named else []), *self.open]

    def take(self, block: Block, *, opens: bool, heads: bool) -> None:
        """Opens the block that was read: as an item, or as what heads the plain paragraphs below it."""
        if heads:
            self._named = block
        if opens:
            self.open.append(block)


def chains_of(document: Document) -> list[tuple[Block, ...]]:
    """For each block what stands above it: headings by section ancestry, then open items, outermost first."""
    headings, items = _Headings(document), _Items()
    blocks, found = document.blocks, []
    for before, block, below in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        headings.read(block, before)
        names = below is not None and below.kind == "item" and _names_who(document.text, block)
        listed = block.kind == "body" or (block.kind == "item" and not headings.opens(block))
        heads = below is not None and _heads_paragraphs(document.text, block, below)
        items.read(block, listed=listed, names=names, heads=heads)
        found.append((*headings.above(block), *items.above()))
        items.take(block, opens=listed and (names or _heads_list(document.text, block)), heads=heads)
    return found
