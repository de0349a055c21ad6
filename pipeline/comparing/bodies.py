"""Who leads what: bodies against communes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from functools import lru_cache
from typing import Any

import pandas as pd
from rapidfuzz import fuzz

from pipeline.comparing.model import Comparison
from pipeline.comparing.tables import EVIDENCE, Cell, evidence, frame, wide
from pipeline.comparing.terms import abbreviations
from pipeline.messages import word
from pipeline.records import Assignment
from pipeline.text.letters import UPPER
from pipeline.text.unicode import fold, nfc, place_tones
from pipeline.vietnam import calendar as when

_COLUMNS = (
    "body", "label", "document", "plan", "role", "named", "text", "value", "task", "partners", "due", "mark", *EVIDENCE,
)  # fmt: skip
_ROLES = {"lead": "●", "coordinate": "○", "requested": "◊"}
"""The sign of each role."""
_UNIT = re.compile(
    rf"\b(?:(xã|phường|đặc khu|thị trấn|tỉnh|thành phố|huyện)\b((?:\s+[{UPPER}][\w'’-]*){{1,4}}|\s+\d{{1,2}}\b)?|"
    rf"(?<!- )(Xã|Phường|Đặc khu|Tỉnh|Thành phố)((?:\s+[{UPPER}][\w'’-]*){{2,4}}))"
)
_PROPER = {"ủy ban mặt trận tổ quốc": "Ủy ban Mặt trận Tổ quốc", "mặt trận tổ quốc": "Mặt trận Tổ quốc"}
_NEAR = 93


def bodies_cells(comparison: Comparison, lang: str = "vi") -> pd.DataFrame:
    """One row an assignment: the body under one name over all plans, its role (`mark`: ● ○ ◊), task, partners and
    due.
    """
    return frame(_rows(comparison, lang), _COLUMNS)


def bodies_matrix(comparison: Comparison, cell: Cell = "text", lang: str = "vi") -> pd.DataFrame:
    """Bodies against plans; "text" lists how many tasks a body has in each role, "value" their number."""
    cells = bodies_cells(comparison, lang)
    if cell in ("text", "value") and len(cells):
        cells = _counted(cells, lang)
    out = wide(cells, comparison, ("body", "label"), cell)
    spread = (out != "").sum(axis=1) if cell != "value" else out.notna().sum(axis=1)
    return out.loc[spread.sort_values(ascending=False, kind="stable").index]


def _rows(comparison: Comparison, lang: str) -> Iterator[dict[str, Any]]:
    named = _names([task for plan in comparison.columns for task in plan.record.assignments])
    for plan in comparison.columns:
        for task in plan.record.assignments:
            label = named(task)
            due = when.in_short(task.due, lang)
            yield {
                "body": fold(label),
                "label": label,
                "document": plan.stem,
                "plan": plan.name,
                "role": task.role,
                "named": task.body,
                "text": f"{word('roles', task.role, lang)}: {task.task}{f' ({due})' if due else ''}",
                "value": 1,
                "task": task.task,
                "partners": task.partners,
                "due": task.due,
                "mark": _ROLES[task.role],
                **evidence(plan, task),
            }


def _counted(cells: pd.DataFrame, lang: str) -> pd.DataFrame:
    rows = []
    for (body, label, document), part in cells.groupby(["body", "label", "document"], sort=False):
        counts = Counter(part["role"])
        shown = ", ".join(f"{word('roles', role, lang)} {counts[role]}" for role in _ROLES if counts[role])
        first = part.iloc[0].to_dict()
        rows.append(
            {**first, "body": body, "label": label, "document": document, "text": shown, "value": len(part), "mark": ""}
        )
    return frame(({str(k): v for k, v in row.items()} for row in rows), _COLUMNS)


def _names(tasks: Sequence[Assignment]) -> Callable[[Assignment], str]:
    """Under which name each task's body stands: one name a body that the lexicon knows, the most usual of its own."""
    home = _joined(Counter(plain_body(task.body) for task in tasks))
    own: dict[str, Counter[str]] = defaultdict(Counter)
    for task in tasks:
        if task.body_id:
            own[_wherever(task.body_id)][home[plain_body(task.body)]] += 1
    known = {body: min(names, key=lambda name: (-names[name], name)) for body, names in own.items()}
    levels: dict[str, set[str]] = defaultdict(set)
    for body, name in known.items():
        levels[name].add(body.partition("/")[0])
    return lambda task: (
        _with_level(known[body], body, levels[known[body]])
        if (body := _wherever(task.body_id or ""))
        else home[plain_body(task.body)]
    )


def _wherever(body: str) -> str:
    """A body's id whatever commune or province it is of."""
    return body.partition("@")[0]


def _with_level(name: str, body: str, levels: Set[str]) -> str:
    """A name that bodies of several levels bear, with the level: "Công an cấp tỉnh" beside that of the commune."""
    level = _LEVELS.get(body.partition("/")[0])
    return f"{name} {level}" if level and len(levels) > 1 and not name.endswith(level) else name


_LEVELS = {"huyen": "cấp huyện", "tinh": "cấp tỉnh"}


@lru_cache(maxsize=50_000)
def plain_body(body: str) -> str:
    """A body's name without the name of its unit: "UBND xã Đại Sơn", "Ủy ban nhân dân phường B" -> "Ủy ban nhân dân
    cấp xã".
    """
    text = " ".join(place_tones(nfc(body)).replace("–", "-").replace("&", " và ").split()).strip(" .,;:")
    text = re.sub(r"^(?:các|những|đề nghị|mời|đối với)\s+", "", text, flags=re.IGNORECASE)
    short = abbreviations()
    words = []
    for token in re.sub(r"\s*-\s*", " - ", text).split():
        full = short.get(token.lower(), token) if token.isupper() or token.lower() == "ubmttq" else token
        words.append(full if full == token else _PROPER.get(full, full[0].upper() + full[1:]))
    text = _UNIT.sub(
        lambda m: "cấp tỉnh" if (m.group(1) or m.group(3)).lower() in ("tỉnh", "thành phố") else "cấp xã",
        " ".join(words),
    )
    text = re.sub(r"\b(cấp xã)(?:[, ]+(?:và )?cấp xã)+", r"\1", text)
    text = re.sub(r"\bcấp (cấp (?:xã|tỉnh))", r"\1", text)
    if not re.match(r"(?:Ủy ban nhân dân|Hội đồng nhân dân|Chủ tịch|Đảng)", text):
        text = re.sub(r"\s+(?:của\s+)?cấp xã$", "", text)
    return text[:1].upper() + text[1:]


def _joined(named: Counter[str]) -> dict[str, str]:
    """Name -> the most usual of the names that differ from it by little (misprints, case, marks, hyphens)."""
    home: dict[str, str] = {}
    kept: dict[str, list[tuple[str, str]]] = {}
    for name, _ in sorted(named.items(), key=lambda item: (-item[1], item[0])):
        key = re.sub(r"\W+", " ", fold(name)).strip()
        block = " ".join(key.split()[:1])
        near = next((full for other, full in kept.get(block, []) if fuzz.ratio(key, other) >= _NEAR), None)
        home[name] = near or name
        if near is None:
            kept.setdefault(block, []).append((key, name))
    return home
