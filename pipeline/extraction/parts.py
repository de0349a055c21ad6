"""The papers of the file as the record lists them: kind, title, number, place."""

from __future__ import annotations

import re
from itertools import groupby

from pipeline.extraction.context import Context
from pipeline.records import Block, DocumentInfo, Part, PartInfo
from pipeline.text.letters import CODE

_NUMBER = re.compile(rf"Số\s*:?\s*(\d[\d/]*\s?[/-]\s?[{CODE}][\wĐ.-]*(?:/[\wĐ.-]+)*)", re.IGNORECASE)


def list_parts(context: Context, document: DocumentInfo) -> tuple[PartInfo, ...]:
    """The papers of the file, in order; title and number of the first are those of the document."""
    infos = []
    for index, own in groupby(context.document.blocks, key=lambda block: block.part):
        part, blocks = context.document.parts[index], list(own)
        title, number = _printed(context.text, part, blocks)
        if index == 0:
            title, number = document.title or title, _own_number(document) or number
        infos.append(PartInfo(part.kind, title, number, part.start, part.end, (blocks[0].page, blocks[-1].page)))
    return tuple(infos)


def _printed(text: str, part: Part, blocks: list[Block]) -> tuple[str | None, str | None]:
    titles = [" ".join(text[b.start : b.end].split()) for b in blocks if b.kind == "title"]
    heads = " ".join(text[b.start : b.end] for b in blocks if b.kind == "head")
    number = _NUMBER.search(heads)
    return " ".join(titles) or None, part.label or (re.sub(r"\s", "", number[1]) if number else None)


def _own_number(document: DocumentInfo) -> str | None:
    if document.number is None:
        return document.symbol
    return f"{document.number}/{document.symbol}" if document.symbol else document.number
