"""The extractors as spaCy components: each puts its spans into `doc.spans` (overlaps allowed).

Imported through spaCy's entry points alone; spaCy wants a factory registered when its module is loaded.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from unicodedata import is_normalized
from weakref import WeakKeyDictionary

from spacy.language import Language

from pipeline.language import LAYOUTS
from pipeline.records import Block, Document, Evidence, Section
from pipeline.text.outline import DASH, Stack, label_of
from pipeline.text.spans import Alignment, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.extraction.context import Context

_CONTEXTS: WeakKeyDictionary[Doc, Context] = WeakKeyDictionary()
"""What the components of one pipeline share of a Doc."""
Found = Iterable[tuple[Span, str]]
"""(span of the text, label)."""


def _component(
    name: str, key: str, find: Callable[[Context], Found]
) -> Callable[[Language, str], Callable[[Doc], Doc]]:
    """The spaCy factory `name`, which puts what `find` finds under `doc.spans[key]`."""

    def factory(nlp: Language, name: str) -> Callable[[Doc], Doc]:
        del nlp, name

        def component(doc: Doc) -> Doc:
            spans = (doc.char_span(a, b, label=label, alignment_mode="expand") for (a, b), label in find(_context(doc)))
            doc.spans[key] = [span for span in spans if span is not None]
            return doc

        return component

    Language.factory(name, assigns=["doc.spans"], func=factory)
    return factory


def _context(doc: Doc) -> Context:
    from pipeline.extraction.context import Context

    known = _CONTEXTS.get(doc)
    if known is None:
        document = LAYOUTS.get(doc)
        if document is None or document.text != doc.text:
            if not is_normalized("NFC", doc.text):
                warnings.warn(_NFC, stacklevel=2)
            document = flat_document(doc.text)
        known = _CONTEXTS[doc] = Context(document)
    return known


_NFC = "The text is not in NFC, and little will be found in it: pass unicodedata.normalize('NFC', text)."


def flat_document(text: str) -> Document:
    """A Document of a bare text: each line a paragraph, sections by the labels alone, no head and no foot."""
    blocks: list[Block] = []
    sections: list[Section] = []
    stack = Stack()
    for found in re.finditer(r"[^\n]*\S[^\n]*", text):
        start, end = found.span()
        label = label_of(found.group().lstrip())
        shift = start + len(found.group()) - len(found.group().lstrip())
        if label is None or label.style == DASH:
            body = shift + (label.end if label else 0)
            kind = "item" if label else "body"
            blocks.append(Block(start, end, kind, 1, label.text if label else None, body, stack.current()))  # type: ignore[arg-type]
            continue
        path, level, parent = stack.push(label, len(sections))
        title = found.group().lstrip()[label.end :].strip()
        sections.append(Section(path, label.text, level, title[:120], 1, start, end, parent))
        kind = "item" if title.endswith((".", ";")) else "heading"
        blocks.append(Block(start, end, kind, 1, label.text, shift + label.end, len(sections) - 1))  # type: ignore[arg-type]
    return Document(
        path="", sha256="", media_type="text/plain", method="text", raw=text, text=text,
        alignment=Alignment.identity(len(text)), pages=(), blocks=tuple(blocks), sections=tuple(sections),
    )  # fmt: skip


def _of(items: Iterable[Any], label: Callable[[Any], str]) -> Found:
    for item in items:
        evidence: Evidence = item.evidence
        yield (evidence.start, evidence.end), label(item)


def _sections(context: Context) -> Found:
    return (((section.start, section.end), section.path) for section in context.document.sections)


def _references(context: Context) -> Found:
    from pipeline.extraction.references import find_references

    return _of(find_references(context)[0], lambda item: item.canonical or item.title or item.type or "")


def _dates(context: Context) -> Found:
    from pipeline.extraction.date_roles import find_dates
    from pipeline.extraction.references import find_references

    _, mentions, own = find_references(context)
    return _of(find_dates(context, mentions, own), lambda item: item.edtf)


def _targets(context: Context) -> Found:
    from pipeline.extraction.tables import table_targets
    from pipeline.extraction.targets import find_targets

    return _of([*find_targets(context), *table_targets(context)], lambda item: f"{item.value:g} {item.unit}")


def _bodies(context: Context) -> Found:
    from pipeline.grammar import bodies as names

    at = 0
    for head in names.heads().finditer(context.text):
        if head.start() < at or not head.group()[0].isupper():
            continue
        end = names.region_end(context.text, head.start(), min(head.start() + 120, len(context.text)))
        for start, stop in names.split(context.text, *names.trimmed(context.text, head.start(), end)):
            yield (start, stop), "BODY"
            at = stop


def _assignments(context: Context) -> Found:
    from pipeline.extraction.assignments import find_duties
    from pipeline.extraction.assignments.duty import numbered
    from pipeline.extraction.tables import table_duties

    return _of(numbered(context, [*find_duties(context), *table_duties(context)]), lambda item: item.role)


def _words(context: Context) -> Found:
    from pipeline.language.segmentation import word_spans

    return ((span, "WORD") for span in word_spans(context.text))


sections = _component("kehoach_sections", "sections", _sections)
references = _component("kehoach_references", "legal_references", _references)
dates = _component("kehoach_dates", "dates", _dates)
targets = _component("kehoach_targets", "targets", _targets)
bodies = _component("kehoach_bodies", "bodies", _bodies)
assignments = _component("kehoach_assignments", "assignments", _assignments)
words = _component("kehoach_words", "words", _words)
