"""Tokens are syllables, figures and document symbols; the text always comes back untouched.

Word segmentation varies with context, so phrases are matched over syllables (48 of 49 bodies found against 40
over segmented words) and words lie over them as spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.text.letters import CODE, CODE_SMALL

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_GROUP = rf"[{CODE}][{CODE}{CODE_SMALL}]*\d*"
_TOKEN = re.compile(
    rf"""
      https?://[^\s“”"'<>()]+ | www\.[^\s“”"'<>()]+                                # links
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                                  # e-mail
    | \d+(?:/(?:19|20)\d{{2}})?[/-]{_GROUP}(?:[-/&]{_GROUP})*                       # 02/2025/TT-BGDĐT, 57-NQ/TW
    | \d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}                                           # 14/5/2025
    | \d+(?:[.,]\d+)*                                                               # 1.250,5
    | (?:[^\W\d_][\u0300-\u036f]*)+(?:[.&](?:[^\W\d_][\u0300-\u036f]*)+)*               # syllables (NFD as well), KH&CN
    | \s+
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


def pieces(text: str) -> list[str]:
    """`text` cut into tokens and runs of white space; joined again they are `text`."""
    return _TOKEN.findall(text)


def words_and_spaces(text: str) -> tuple[list[str], list[bool]]:
    """Tokens and whether one blank follows each, as spaCy wants them.

    White space other than one blank after a token becomes a token of its own, so that nothing is lost.
    """
    words: list[str] = []
    spaces: list[bool] = []
    for piece in pieces(text):
        rest = piece
        if piece.isspace() and piece[0] == " " and words and not spaces[-1]:
            spaces[-1] = True
            rest = piece[1:]
        if rest:
            words.append(rest)
            spaces.append(False)
    return words, spaces


class SyllableTokenizer:
    """A spaCy tokenizer over syllables; holds no state but the vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words, spaces = words_and_spaces(text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def pipe(self, texts: Iterable[str], batch_size: int = 1) -> Iterable[Doc]:
        """Tokenises texts one by one."""
        del batch_size
        return map(self, texts)

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to save."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> SyllableTokenizer:
        """Nothing to load."""
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Nothing to save."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> SyllableTokenizer:
        """Nothing to load."""
        return self


def syllable_tokenizer() -> Any:
    """Entry point `kehoach.SyllableTokenizer.v1` of spaCy's tokenizers."""

    def make(nlp: Any) -> SyllableTokenizer:
        return SyllableTokenizer(nlp.vocab)

    return make
