"""What a scanner and a foreign OCR make of Vietnamese letters, and which syllables a garbled form may be.

The channel gives each letter, in the context of its neighbours, a distribution over strings of 0 to 3 signs ("ứ" ->
"ir", "đ" -> "d", "ố" -> "6").  A garbled form is explained by cutting it into such strings; the best cut is
the score of a syllable.  Everything is done for all forms of a document at once, in arrays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.text.unicode import fold

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

MAX_LETTERS = 8
"""Longest word (letters) that has a channel form."""

MAX_SIGNS = 13
"""Longest garbled form (signs) that is explained as one word."""

MAX_STRING = 3
"""Longest string that one letter may turn into."""

LOWER, TITLE, UPPER = 0, 1, 2

PRIOR = 0.05
"""Weight of a base's log-frequency against the likeness of letters, when bases are looked for."""

RARE = 40
"""Words seen less often in the training text are no readings of garbled forms."""

LETTERS_SHARE, MEMORY_SHARE = np.float32(np.log(0.7)), np.float32(np.log(0.3))
"""Log-shares of the letter channel and of whole forms seen in training."""

CODE_STEP = 1.0 / 16.0
IMPOSSIBLE = np.float32(-60.0)
NO_COST = 1 << 20
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ZONES = 5


@dataclass(frozen=True, slots=True)
class Candidates:
    """Readings of the garbled forms of a batch, flat: form number, word id, case, log P(form | word in that case)."""

    form: Ints
    word: Ints
    case: Ints
    log: Floats


def cased(word: str, case: int) -> str:
    """`word` (lower case) in a case pattern."""
    return word if case == LOWER else word.upper() if case == UPPER else word[:1].upper() + word[1:]


class Stripping:
    """The channel that takes marks away and does nothing else: every word with the form's letters is as likely.

    Args:
        words: The language model's vocabulary.
    """

    def __init__(self, words: Sequence[str]) -> None:
        found: dict[str, list[int]] = {}
        for word, text in enumerate(words):
            found.setdefault(fold(text), []).append(word)
        self._words = found

    def candidates(self, forms: Sequence[str]) -> Candidates:
        """Words that each form may be a reading of, in the form's own case."""
        form, word, case = [], [], []
        for i, text in enumerate(forms):
            shape = LOWER if text[:1].islower() else UPPER if len(text) > 1 and text.isupper() else TITLE
            for one in self._words.get(text.lower(), ()) if text.isalpha() else ():
                form.append(i)
                word.append(one)
                case.append(shape)
        which, meant, shapes = (np.array(part, dtype=np.int64) for part in (form, word, case))
        return Candidates(which, meant, shapes, np.zeros(len(form), dtype=np.float32))


class Channel:
    """The learned channel and the index from garbled forms to words.

    Args:
        words: The language model's vocabulary.
        counts: How often each word stands in the training text.
        arrays: ``strings`` (UTF-8, one a line), ``table`` (uint8 [rows, strings], in steps of -1/16),
            ``rows`` (uint16 [3 * words, MAX_LETTERS], 0 where the word has no such letter),
            ``soft`` (float16 [signs, 26]: which base letters a sign may stand for) and ``signs`` (UTF-8).
    """

    def __init__(
        self, words: Sequence[str], arrays: Mapping[str, npt.NDArray[np.generic]], counts: npt.NDArray[np.generic]
    ) -> None:
        self.words = words
        strings = arrays["strings"].tobytes().decode().split("\n")
        self._string_ids = {s: i for i, s in enumerate(strings)}
        self.strings = strings
        self._known = len(strings)
        self._costs = np.ascontiguousarray(arrays["table"], dtype=np.uint8)
        self._rows = arrays["rows"].astype(np.int64)
        self.lengths = (self._rows > 0).sum(axis=1)
        signs = arrays["signs"].tobytes().decode().split("\n")
        self._soft = dict(zip(signs, arrays["soft"].astype(np.float32), strict=True))
        self._index(counts.astype(np.float64))
        self._remember(arrays)

    def _remember(self, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
        """Whole garbled forms seen in training, and what they stood for."""
        forms = arrays["memory_forms"].tobytes().decode().split("\n")
        ends = np.cumsum(arrays["memory_sizes"].astype(np.int64))
        self._memory = {
            form: (int(end) - int(size), int(end))
            for form, end, size in zip(forms, ends, arrays["memory_sizes"], strict=True)
        }
        self._memory_word = arrays["memory_words"].astype(np.int64)
        self._memory_case = arrays["memory_cases"].astype(np.int64)
        self._memory_log = arrays["memory_logs"].astype(np.float32) * np.float32(-CODE_STEP)

    def _index(self, counts: npt.NDArray[np.float64]) -> None:
        """Bases (words without marks) and their feature vectors, and the words of each base."""
        bases: dict[str, list[int]] = {}
        for word, text in enumerate(self.words):
            if self.lengths[3 * word] and counts[word] >= RARE:
                bases.setdefault(fold(text), []).append(word)
        self._bases = list(bases)
        self._base_words = [np.array(found, dtype=np.int64) for found in bases.values()]
        self._base_sizes = np.array([len(found) for found in self._base_words])
        self._base_flat = np.concatenate(self._base_words)
        self._base_starts = np.concatenate(([0], np.cumsum(self._base_sizes)))[:-1]
        eye = np.eye(26, dtype=np.float32)
        vectors = np.zeros((len(self._bases), _ZONES, 26), dtype=np.float32)
        for i, base in enumerate(self._bases):
            letters = [eye[ord(c) - 97] if c in _LETTERS else np.zeros(26, np.float32) for c in base]
            vectors[i] = _zones(letters)
        self._vectors = vectors.reshape(len(self._bases), -1)
        norms = np.linalg.norm(self._vectors, axis=1)
        self._vectors /= np.maximum(norms, 1e-6)[:, None]
        totals = np.array([counts[found].sum() for found in self._base_words])
        self._base_prior = (PRIOR * np.log(totals + 1)).astype(np.float32)

    def nearest_bases(self, forms: Sequence[str], count: int) -> npt.NDArray[np.int64]:
        """For each form the `count` bases whose letters resemble it most, [forms, count]."""
        blank = np.zeros(26, dtype=np.float32)
        queries = np.zeros((len(forms), _ZONES * 26), dtype=np.float32)
        for i, form in enumerate(forms):
            letters = [self._soft.get(sign, blank) for sign in form[:MAX_SIGNS]]
            queries[i] = _zones(letters).reshape(-1)
        queries /= np.maximum(np.linalg.norm(queries, axis=1), 1e-6)[:, None]
        scores = queries @ self._vectors.T + self._base_prior
        return np.argpartition(-scores, count - 1, axis=1)[:, :count]

    def string_ids(self, forms: Sequence[str]) -> npt.NDArray[np.int64]:
        """Ids of the substrings of each form: [forms, start, length 0..3]; unknown ones get the last columns."""
        ids = np.zeros((len(forms), MAX_SIGNS + 1, MAX_STRING + 1), dtype=np.int64)
        get, known = self._string_ids.get, self._known
        for i, form in enumerate(forms):
            for start in range(len(form)):
                for length in range(1, min(MAX_STRING, len(form) - start) + 1):
                    ids[i, start, length] = get(form[start : start + length], known - 1 + length)
        return ids

    def score(self, strings: Ints, sizes: Ints, form: Ints, rows: Ints) -> Floats:
        """log P of each (form, word) pair, by the best cut of the form into strings.

        Args:
            strings: `string_ids` of the forms.
            sizes: Length of each form.
            form: Form number of each pair.
            rows: Channel rows of the word's letters, [pairs, MAX_LETTERS].
        """
        result = np.full(len(form), IMPOSSIBLE, dtype=np.float32)
        lengths = (rows > 0).sum(axis=1)
        order = np.argsort(sizes[form] * 16 + lengths, kind="stable")
        flat, columns = self._costs.reshape(-1), self._costs.shape[1]
        bases = (rows * columns).astype(np.int32)
        ids = strings.astype(np.int32)
        for chunk in np.array_split(order, max(1, len(order) // 8000)):
            if not len(chunk):
                continue
            width = int(sizes[form[chunk]].max())
            deep = int(lengths[chunk].max())
            here = ids[form[chunk], : width + 1]
            best = np.full((len(chunk), width + 1), NO_COST, dtype=np.int32)
            best[:, 0] = 0
            for i in range(deep):
                base = bases[chunk, i]
                step = best + flat[base][:, None]
                for length in range(1, min(MAX_STRING, width) + 1):
                    cost = flat[base[:, None] + here[:, : width + 1 - length, length]]
                    np.minimum(step[:, length:], best[:, : width + 1 - length] + cost, out=step[:, length:])
                alive = base > 0
                best = step if alive.all() else np.where(alive[:, None], step, best)
            cost = best[np.arange(len(chunk)), sizes[form[chunk]]]
            result[chunk] = np.maximum(cost.astype(np.float32) * np.float32(-CODE_STEP), IMPOSSIBLE)
        return result

    def candidates(self, forms: Sequence[str], bases: int = 20) -> Candidates:
        """Words that each form may be a reading of, with their scores (not yet pruned)."""
        nothing = np.zeros(0, dtype=np.int64)
        if not forms:
            return Candidates(nothing, nothing, nothing, nothing.astype(np.float32))
        near = self.nearest_bases(forms, min(bases, len(self._bases)))
        sizes = self._base_sizes[near]
        per_form = sizes.sum(axis=1)
        form = np.repeat(np.arange(len(forms)), per_form)
        flat_base = near.reshape(-1)
        counts = self._base_sizes[flat_base]
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        word = self._base_flat[np.repeat(self._base_starts[flat_base], counts) + offsets]
        seen = [(i, *self._memory[text]) for i, text in enumerate(forms) if text in self._memory]
        known = np.array([i for i, low, high in seen for _ in range(low, high)], dtype=np.int64)
        spots = np.array([at for _, low, high in seen for at in range(low, high)], dtype=np.int64)
        form, word = np.append(form, known), np.append(word, self._memory_word[spots])
        found = self.score_words(forms, form, word)
        if not len(spots):
            return found
        keys = (found.form * len(self.words) + found.word) * 3 + found.case
        wanted = (known * len(self.words) + self._memory_word[spots]) * 3 + self._memory_case[spots]
        order = np.argsort(keys)
        place = order[np.minimum(np.searchsorted(keys[order], wanted), len(order) - 1)]
        same = keys[place] == wanted
        place, spots = place[same], spots[same]
        log = found.log.copy()
        log[place] = np.logaddexp(log[place] + LETTERS_SHARE, self._memory_log[spots] + MEMORY_SHARE)
        return Candidates(found.form, found.word, found.case, log)

    def score_words(self, forms: Sequence[str], form: Ints, word: Ints) -> Candidates:
        """Scores of given (form, word) pairs in the cases that the form allows."""
        open_case = np.array([not f[:1].islower() for f in forms])
        many = np.array([sum(c.isupper() for c in f) * 2 >= max(len(f) - 1, 1) for f in forms])
        parts = [(form, word, LOWER)]
        chosen = open_case[form]
        parts.append((form[chosen], word[chosen], TITLE))
        chosen = many[form]
        parts.append((form[chosen], word[chosen], UPPER))
        all_form = np.concatenate([p[0] for p in parts])
        all_word = np.concatenate([p[1] for p in parts])
        case = np.concatenate([np.full(len(p[0]), p[2], dtype=np.int64) for p in parts])
        strings = self.string_ids(forms)
        sizes = np.array([len(f) for f in forms], dtype=np.int64)
        log = self.score(strings, sizes, all_form, self._rows[3 * all_word + case])
        return Candidates(all_form, all_word, case, log)


def _zones(letters: list[npt.NDArray[np.float32]]) -> npt.NDArray[np.float32]:
    """Feature vectors of a sequence of soft letters: first, second, last, one before the last, all."""
    out = np.zeros((_ZONES, 26), dtype=np.float32)
    if letters:
        out[0] = letters[0] + (0.35 * letters[1] if len(letters) > 1 else 0)
        out[1] = letters[-1] + (0.35 * letters[-2] if len(letters) > 1 else 0)
        if len(letters) > 1:
            out[2] = letters[1] + (0.35 * letters[2] if len(letters) > 2 else 0)
            out[3] = letters[-2] + (0.35 * letters[-3] if len(letters) > 2 else 0)
        total = np.sum(letters, axis=0)
        out[4] = 0.8 * total / max(float(np.sqrt((total**2).sum())), 1e-6) * 1.5
    return out
