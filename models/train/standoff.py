"""Stand-off annotations: gold records of papers whose text stays outside the repository.

A file `data/annotations/<sha256>.json` holds offsets into the NFC text with that sha256, and values; no sentence of the
paper. What an annotator copied from the paper (a task, an indicator, a title) is a list of [start, end] spans; a name
that was put together of several ("whole, part", "row: column") is a list of those under "parts"; what was normalised
(dates, numbers, roles, names of kinds) is the value itself. Words that stand nowhere in the text are kept up to 60
characters, longer ones are left out. `encode` makes such a file of a gold record and its text, `decode` gives the
record back.

    python models/train/standoff.py encode GOLD.json TEXT.txt [--annotator a] > data/annotations/<sha256>.json
    python models/train/standoff.py decode data/annotations/<sha256>.json TEXT.txt > GOLD.json
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

VERBATIM = {
    "document": ("title", "recipients", "signer", "archive"),
    "parts": ("title", "quote"),
    "legal_references": ("title", "quote"),
    "dates": ("quote",),
    "targets": ("indicator", "group", "quote", "responsible"),
    "assignments": ("body", "task", "partners", "report_to", "product", "quote"),
    "findings": ("about", "quote"),
}
"""What annotators copy from the text, by table."""
_LONGEST = 60
_OLD = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe",
    "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+|%")


def _same(word: str) -> str:
    low = word.lower()
    for old, new in _OLD.items():
        if low.endswith(old):
            low = low[: -len(old)] + new
    return low


class Words:
    """The words of a text with their places, for finding copied stretches whatever their spaces and marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [found.span() for found in _WORD.finditer(text)]
        self.words = [_same(text[a:b]) for a, b in self.spans]
        self.places: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            self.places.setdefault(word, []).append(index)

    def locate(self, copied: str, near: int = 0) -> list[list[int]] | None:
        """Spans of what was copied: one where it stands in one piece, several where words are left out inside.

        Args:
            copied: the annotator's words.
            near: character position from which the search begins; the nearest place wins.
        """
        wanted = [_same(word) for word in _WORD.findall(unicodedata.normalize("NFC", copied))]
        if not wanted:
            return []
        best: tuple[tuple[int, int], list[list[int]]] | None = None
        for start in self.places.get(wanted[0], []):
            found = self._follow(wanted, start)
            if found is None:
                continue
            pieces, skipped = found
            distance = abs(pieces[0][0] - near)
            key = (skipped, distance)
            if best is None or key < best[0]:
                best = key, pieces
        return best[1] if best else None

    def _follow(self, wanted: list[str], start: int) -> tuple[list[list[int]], int] | None:
        at, skipped = start, 0
        indexes = []
        for word in wanted:
            limit = min(at + 14, len(self.words))
            while at < limit and self.words[at] != word:
                at += 1
                skipped += 1
            if at >= limit:
                return None
            indexes.append(at)
            at += 1
        pieces: list[list[int]] = []
        for before, index in zip([None, *indexes], indexes, strict=False):
            if before is not None and index == before + 1:
                pieces[-1][1] = self.spans[index][1]
            else:
                pieces.append([*self.spans[index]])
        return pieces, skipped


def encode(gold: dict[str, Any], text: str, annotator: str) -> tuple[dict[str, Any], list[str]]:
    """The stand-off form of a gold record, and what could not be located (kept as words)."""
    text = unicodedata.normalize("NFC", text)
    words = Words(text)
    lost: list[str] = []

    def spans(value: Any, near: int, where: str) -> Any:
        if isinstance(value, list):
            return [spans(entry, near, where) for entry in value]
        if not isinstance(value, str) or not value.strip():
            return value
        found = words.locate(value, near)
        if found is not None:
            return {"at": found}
        for joint in (", ", ": "):
            parts = [words.locate(part, near) for part in value.split(joint)]
            if len(parts) > 1 and all(parts):
                return {"parts": [{"at": part} for part in parts]}
        lost.append(f"{where}: {value}")
        return value if len(value) <= _LONGEST else None

    out: dict[str, Any] = {
        "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "characters": len(text),
        "annotator": annotator,
    }
    for table, fields in VERBATIM.items():
        rows = gold.get(table)
        if rows is None:
            continue
        many = rows if isinstance(rows, list) else [rows]
        near, done = 0, []
        for row in many:
            quote = words.locate(row["quote"], near) if row.get("quote") else None
            at = quote[0][0] if quote else near
            done.append({k: spans(v, at, f"{table}.{k}") if k in fields else v for k, v in row.items()})
            near = at if table != "findings" else 0
        out[table] = done if isinstance(rows, list) else done[0]
    return out, lost


def decode(stored: dict[str, Any], text: str) -> dict[str, Any]:
    """The gold record, its copied words taken from the text.

    Raises:
        ValueError: the text is not the one that was annotated.
    """
    text = unicodedata.normalize("NFC", text)
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != stored["sha256"]:
        raise ValueError("the text is not the one that was annotated")

    def words(value: Any) -> Any:
        if isinstance(value, dict) and set(value) == {"parts"}:
            return ", ".join(words(part) for part in value["parts"])
        if isinstance(value, dict) and set(value) == {"at"}:
            return " ".join(" ".join(text[a:b].split()) for a, b in value["at"])
        if isinstance(value, dict):
            return {key: words(own) for key, own in value.items()}
        return [words(own) for own in value] if isinstance(value, list) else value

    return {key: words(value) for key, value in stored.items() if key in VERBATIM}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("encode", "decode"))
    parser.add_argument("record", type=Path)
    parser.add_argument("text", type=Path)
    parser.add_argument("--annotator", default="a")
    args = parser.parse_args()
    record, text = json.loads(args.record.read_text(encoding="utf-8")), args.text.read_text(encoding="utf-8")
    if args.what == "decode":
        json.dump(decode(record, text), sys.stdout, ensure_ascii=False, indent=1)
        return
    stored, lost = encode(record, text, args.annotator)
    json.dump(stored, sys.stdout, ensure_ascii=False, indent=None, separators=(",", ":"))
    for entry in lost:
        print(entry, file=sys.stderr)


if __name__ == "__main__":
    main()
