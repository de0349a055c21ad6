"""The spaCy pipeline: syllables as tokens, words as spans over them, our extractors as components.

    >>> nlp = pipeline.language.build()
    >>> doc = nlp("Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị")
    >>> [span.text for span in doc.spans["legal_references"]]

The components (`COMPONENTS`) are spaCy factories published as entry points, so that they can be added to any spaCy
pipeline over Vietnamese text. Spans that may overlap lie in `doc.spans`: first the layers that the grammar finds
(sentences, document_symbols, quantities, comparators, deadlines, bodies), then what is made of them. A text in NFD is
read as well; its spans lie where its letters stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from pipeline.records import Document

__all__ = ["COMPONENTS", "LAYOUTS", "as_doc", "build"]

COMPONENTS = (
    "kehoach_sections",
    "kehoach_sentences",
    "kehoach_symbols",
    "kehoach_quantities",
    "kehoach_comparators",
    "kehoach_deadlines",
    "kehoach_bodies",
    "kehoach_references",
    "kehoach_dates",
    "kehoach_targets",
    "kehoach_assignments",
)
"""The components that `build` adds, each after those that find what it requires; `kehoach_words` (underthesea) is added
by name."""
LAYOUTS: WeakKeyDictionary[Doc, Document] = WeakKeyDictionary()
"""The Documents that Docs were made of. They stand beside `doc.user_data`, so that a Doc can be saved and sent on; one
that was has the layout of its bare text."""


def build(components: Sequence[str] = COMPONENTS) -> Language:
    """A blank Vietnamese pipeline with our tokenizer and the given components."""
    import spacy

    config: dict[str, Any] = {"nlp": {"tokenizer": {"@tokenizers": "kehoach.SyllableTokenizer.v1"}}}
    nlp = spacy.blank("vi", config=config)
    for name in components:
        nlp.add_pipe(name)
    return nlp


def as_doc(document: Document, nlp: Language) -> Doc:
    """A Document through the pipeline, with its own layout instead of one guessed from the text."""
    doc = nlp.make_doc(document.text)
    LAYOUTS[doc] = document
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc
