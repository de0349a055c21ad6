"""underthesea's word segmentation, laid over a text as spans.

Its model and dictionary are read as they lie and asked through `underthesea_core`: importing the package costs a
second and 60 MiB for much that nobody here uses, and gives words without their places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from pipeline.assets import of_package
from pipeline.errors import EngineError
from pipeline.text.spans import Span
from pipeline.text.unicode import place_tones

_MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727/models.bin"
_WORDS = "corpus/data/Viet74K.txt"
_FEATURES = {
    "": "-2 -1 0 1 2 -2,-1 -1,0 0,1 1,2 -2,0 -1,1 0,2",
    ".lower": "-2 -1 0 1 2 -2,-1 -1,0 0,1 1,2",
    ".isdigit": "-1 0 1",
    ".istitle": "-2 -1 0 1 2 0,1 0,2",
    ".is_in_dict": "-2 -1 0 1 2 -2,-1 -1,0 0,1 1,2 -2,0 -1,1 0,2",
}
"""What the model was trained to ask of a token and its neighbours, in the order of its features.bin."""
_TOKEN = re.compile(
    r"""
    \.{2,} | -{2,} |
    \d+ (?: [.,/:-] \d+ )* |                 # figures, dates, hours
    [^\W\d_]+ (?: [-.&'’] \w+ )+ |           # names of parts: NĐ-CP, T.Ư, H’Mông
    \w+ | [^\w\s]
    """,
    re.VERBOSE,
)


def word_spans(text: str) -> list[Span]:
    """Spans of the words of `text` (one or more syllables each), in order.

    Raises:
        EngineError: underthesea is not installed, or brings another model.
    """
    tokens = list(_TOKEN.finditer(place_tones(text)))
    spans: list[Span] = []
    for token, tag in zip(tokens, _tags([token[0] for token in tokens]), strict=True):
        if tag == "I-W" and spans:
            spans[-1] = spans[-1][0], token.end()
        else:
            spans.append(token.span())
    return spans


def _tags(tokens: list[str]) -> Sequence[str]:
    """Of each token whether it begins a word (B-W) or goes on with it (I-W)."""
    featurizer, tagger = _model()
    tags: Sequence[str] = tagger.tag(featurizer.process([[[token] for token in tokens]])[0]) if tokens else ()
    return tags


@cache
def _model() -> tuple[Any, Any]:
    path = of_package("underthesea", _MODEL)
    try:
        from underthesea_core import CRFFeaturizer, CRFTagger

        words = of_package("underthesea", _WORDS).read_text(encoding="utf-8").lower().split("\n")
        tagger = CRFTagger()
        tagger.load(str(path))
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        raise EngineError(path, f"underthesea.word_tokenize: {error}") from error
    asked = [f"T[{place}]{what}" for what, places in _FEATURES.items() for place in places.split()]
    return CRFFeaturizer(asked, set(words)), tagger
