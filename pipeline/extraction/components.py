"""The extractors as spaCy components: each puts its spans into `doc.spans` (overlaps allowed).

Imported through spaCy's entry points alone; spaCy wants a factory registered when its module is loaded. `doc.spans` is
one attribute to spaCy, so each layer is declared by a name of its own, `doc._.kehoach_<key>`, which reads
`doc.spans[key]` and stores nothing. What a component requires is found once a Doc: where the component that finds it
does not stand before, the one that needs it has it found, and no span is set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.extraction.context import Context
from pipeline.language import LAYOUTS
from pipeline.records import Block, Document, Section
from pipeline.text.outline import DASH, Stack, label_of
from pipeline.text.spans import Alignment, Edited, Span
from pipeline.text.unicode import nfc

if TYPE_CHECKING:
    from pipeline.extraction.citations import Mention
    from pipeline.extraction.tables import Grid
    from pipeline.grammar.dates import Expression
    from pipeline.grammar.quantities import Quantity
    from pipeline.records import DateMention, LegalReference

Found = Iterable[tuple[Span, str]]
"""(span of the clean text, label)."""


class Layers:
    """What the components share of a Doc; each layer is found when it is first asked for.

    Args:
        document: with the text of the Doc in NFC.
        moved: whether the places of the Doc are those of the document's raw text.
    """

    def __init__(self, document: Document, moved: bool) -> None:
        self.context = Context(document)
        self._alignment = document.alignment if moved else Alignment.identity(len(document.text))

    def place(self, span: Span) -> Span:
        """A span of the clean text as one of the Doc's."""
        return self._alignment.to_raw(*span)

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of all paragraphs, items and cells."""
        return [span for block in self.context.document.blocks for span in self.context.sentences(block)]

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The figures with their units, sentence by sentence; those inside dates left out."""
        return [figure for span in self.sentences for figure in self.context.figures(span)]

    @cached_property
    def comparators(self) -> list[tuple[Span, Quantity]]:
        """The words and signs that bound figures, each with its figure."""
        return [(span, figure) for figure in self.quantities for span in figure.bounds]

    @cached_property
    def deadlines(self) -> list[tuple[Span, Expression]]:
        """The dates by which their words say that something is due, those words included."""
        found = []
        for start, end in self.sentences:
            for date in self.context.expressions((start, end)):
                first = self.context.due_words(start + date.span[0]).start
                if first is not None and first >= start:
                    found.append(((first, start + date.span[1]), date))
        return found

    @cached_property
    def tables(self) -> tuple[Grid, ...]:
        """The tables as columns with a meaning."""
        from pipeline.extraction.tables import grids

        return tuple(grids(self.context))

    @cached_property
    def references(self) -> tuple[list[LegalReference], list[Mention], list[Mention]]:
        """The references, their mentions, and the paper's mentions of itself."""
        from pipeline.extraction.references import find_references

        return find_references(self.context)

    @cached_property
    def dates(self) -> list[DateMention]:
        """The dates with their roles."""
        from pipeline.extraction.date_roles import find_dates

        _, mentions, own = self.references
        return find_dates(self.context, mentions, own)


_LAYERS: WeakKeyDictionary[Doc, Layers] = WeakKeyDictionary()
"""They stand beside the Doc and not in its `user_data`, so that it can be saved and sent on."""


def layers_of(doc: Doc) -> Layers:
    """The layers of a Doc, of the Document that it was made of or of its bare text."""
    known = _LAYERS.get(doc)
    if known is None:
        document = LAYOUTS.get(doc)
        own = document is not None and document.text == doc.text
        known = _LAYERS[doc] = Layers(document if own and document else flat_document(doc.text), moved=not own)
    return known


def _component(
    name: str, key: str, find: Callable[[Layers], Found], requires: Sequence[str] = ()
) -> Callable[[Language, str], Callable[[Doc], Doc]]:
    """The spaCy factory `name`, which puts what `find` finds under `doc.spans[key]`."""

    def factory(nlp: Language, name: str) -> Callable[[Doc], Doc]:
        del nlp, name

        def component(doc: Doc) -> Doc:
            layers = layers_of(doc)
            places = ((layers.place(span), label) for span, label in find(layers))
            spans = (doc.char_span(*place, label=label, alignment_mode="expand") for place, label in places)
            doc.spans[key] = [span for span in spans if span is not None]
            return doc

        return component

    Doc.set_extension(f"kehoach_{key}", getter=lambda doc: doc.spans.get(key), force=True)
    needed = [f"doc._.kehoach_{layer}" for layer in requires]
    Language.factory(name, assigns=["doc.spans", f"doc._.kehoach_{key}"], requires=needed, func=factory)
    return factory


_CLUSTER = re.compile(r".[\u0300-\u036f]+", re.DOTALL)
"""A letter with combining marks."""


def flat_document(raw: str) -> Document:
    """A Document of a bare text: each line a paragraph, sections by the labels alone, no head and no foot.

    Its text is `raw` in NFC; the alignment leads back to `raw` in whatever form it is.
    """
    edited = Edited.of(raw)
    if nfc(raw) != raw:
        edited = edited.then((*found.span(), nfc(found.group())) for found in _CLUSTER.finditer(raw))
    text = edited.text
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
        path="", sha256="", media_type="text/plain", method="text", raw=raw, text=text,
        alignment=edited.alignment, pages=(), blocks=tuple(blocks), sections=tuple(sections),
    )  # fmt: skip


def _of(items: Iterable[Any], label: Callable[[Any], str]) -> Found:
    return (((item.evidence.start, item.evidence.end), label(item)) for item in items)


def _sentences(layers: Layers) -> Found:
    return ((span, "SENTENCE") for span in layers.sentences)


def _symbols(layers: Layers) -> Found:
    return (((symbol.start, symbol.end), symbol.canonical) for symbol in layers.context.symbols)


def _quantities(layers: Layers) -> Found:
    return ((figure.span, f"{figure.value:g} {figure.unit}") for figure in layers.quantities)


def _comparators(layers: Layers) -> Found:
    return ((span, figure.comparator) for span, figure in layers.comparators)


def _deadlines(layers: Layers) -> Found:
    return ((span, date.edtf) for span, date in layers.deadlines)


def _bodies(layers: Layers) -> Found:
    return ((span, "BODY") for _, run in layers.context.bodies for span in run)


def _sections(layers: Layers) -> Found:
    return (((section.start, section.end), section.path) for section in layers.context.document.sections)


def _references(layers: Layers) -> Found:
    return _of(layers.references[0], lambda item: item.canonical or item.title or item.type or "")


def _dates(layers: Layers) -> Found:
    return _of(layers.dates, lambda item: item.edtf)


def _targets(layers: Layers) -> Found:
    from pipeline.extraction.tables import table_targets
    from pipeline.extraction.targets import find_targets

    found = [*find_targets(layers.context), *table_targets(layers.context, layers.tables)]
    return _of(found, lambda item: f"{item.value:g} {item.unit}")


def _assignments(layers: Layers) -> Found:
    from pipeline.extraction.assignments import find_assignments
    from pipeline.extraction.assignments.draft import numbered
    from pipeline.extraction.tables import table_assignments

    context = layers.context
    return _of(
        numbered(context, [*find_assignments(context), *table_assignments(context, layers.tables)]),
        lambda item: item.role,
    )


def _words(layers: Layers) -> Found:
    from pipeline.language.segmentation import word_spans

    return ((span, "WORD") for span in word_spans(layers.context.text))


sentences = _component("kehoach_sentences", "sentences", _sentences)
symbols = _component("kehoach_symbols", "document_symbols", _symbols)
quantities = _component("kehoach_quantities", "quantities", _quantities, ["sentences"])
comparators = _component("kehoach_comparators", "comparators", _comparators, ["quantities"])
deadlines = _component("kehoach_deadlines", "deadlines", _deadlines, ["sentences"])
bodies = _component("kehoach_bodies", "bodies", _bodies)
sections = _component("kehoach_sections", "sections", _sections)
references = _component("kehoach_references", "legal_references", _references, ["document_symbols"])
dates = _component("kehoach_dates", "dates", _dates, ["legal_references", "sentences", "quantities", "deadlines"])
targets = _component("kehoach_targets", "targets", _targets, ["sentences", "quantities", "deadlines"])
assignments = _component("kehoach_assignments", "assignments", _assignments, ["sentences", "deadlines"])
words = _component("kehoach_words", "words", _words)
