"""Add the confusions of `confusions.toml` to a channel that was trained before they were listed.

A string that a letter may turn into is worth wherever the letter stands what `train_channel.py` gives it; what pages
have taught stays as it is. A channel that has them all comes back unchanged.

Usage: python models/train/extend_channel.py LANGUAGE.npz CHANNEL.npz
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
from train_channel import listed_confusions

from pipeline.restoration.channel import CODE_STEP, MAX_LETTERS, MAX_STRING, cased
from pipeline.text.unicode import fold

UNSEEN = 2e-6
UNUSUAL = 2.5e-3  # a string listed with no more says nothing of what its signs mostly stand for
SOFT = 0.22  # what a sign that stands for a letter now and then weighs beside those that mostly do


def main() -> None:
    """Extends the channel in its place."""
    language, path = map(Path, sys.argv[1:3])
    words = np.load(language)["words"].tobytes().decode().split("\n")
    arrays = dict(np.load(path))
    known = listed_confusions()
    strings = arrays["strings"].tobytes().decode().split("\n")
    ids = {string: number for number, string in enumerate(strings)}
    new = sorted({string for found in known.values() for string in found} - ids.keys())
    ids |= {string: len(strings) + number for number, string in enumerate(new)}
    table = arrays["table"].astype(np.int64)
    cell = lambda p: min(round(-math.log(p) / CODE_STEP), 255)  # noqa: E731
    table = np.insert(table, [table.shape[1] - MAX_STRING] * len(new), cell(UNSEEN), axis=1)
    letters: dict[int, str] = {}
    for number, word in enumerate(words):
        for case in range(3):
            for row, letter in zip(arrays["rows"][3 * number + case][:MAX_LETTERS], cased(word, case), strict=False):
                if row:
                    letters[int(row)] = letter
    for row, letter in letters.items():
        for string, share in known.get(letter, {}).items():
            table[row, ids[string]] = min(table[row, ids[string]], cell(share))
    signs = arrays["signs"].tobytes().decode().split("\n")
    soft = dict(zip(signs, arrays["soft"].astype(np.float32), strict=True))
    for letter, found in known.items():
        base = fold(letter)
        for sign in {sign for string, share in found.items() if share > UNUSUAL for sign in string}:
            if base.isascii() and base.isalpha():
                vector = soft.setdefault(sign, np.zeros(26, dtype=np.float32))
                vector[ord(base) - 97] = max(vector[ord(base) - 97], SOFT)
    arrays |= {
        "table": table.astype(np.uint8),
        "strings": np.frombuffer("\n".join([*strings, *new]).encode(), dtype=np.uint8),
        "signs": np.frombuffer("\n".join(soft).encode(), dtype=np.uint8),
        "soft": np.stack([vector / max(float(np.linalg.norm(vector)), 1e-6) for vector in soft.values()]).astype(
            np.float16
        ),
    }
    np.savez(path, **arrays)
    sys.stderr.write(f"{len(new)} strings added: {' '.join(new)}\n")


if __name__ == "__main__":
    main()
