"""The sample plans, their rendered forms and their gold agree with each other."""

from __future__ import annotations

import importlib.util
import itertools
import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import pipeline

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
MAIN = sorted((SAMPLES / "gold").glob("*.json"))
CAMPAIGN = sorted((SAMPLES / "campaign_gold").glob("*/*.json"))
BLIND = sorted((SAMPLES / "blind" / "gold").glob("*.json"))
ROLES = {
    "legal_references": {"basis", "body"},
    "dates": {"issue", "citation", "deadline", "milestone", "period", "other"},
    "assignments": {"lead", "coordinate", "requested"},
}
KINDS = {
    "date-conflict",
    "missing-number",
    "missing-date",
    "symbol-form",
    "heading-order",
    "wrong-unit",
    "missing-part",
    "suspicious-link",
    "incomplete-citation",
    "spelling",
    "other",
}
KEYS = {
    "document": {
        "type",
        "number",
        "symbol",
        "issuer",
        "unit",
        "province",
        "place",
        "issue_date",
        "title",
        "period",
        "signer",
        "signer_title",
        "authority",
        "recipients",
        "archive",
    },
    "legal_references": {
        "type",
        "number",
        "symbol",
        "canonical",
        "title",
        "date",
        "issuer",
        "article",
        "role",
        "quote",
    },
    "dates": {"edtf", "role", "recurring", "quote"},
    "targets": {"value", "value_max", "unit", "comparator", "indicator", "due", "group", "section", "quote"},
    "assignments": {"body", "role", "task", "partners", "due", "report_to", "section", "quote"},
    "findings": {"kind", "about", "explanation", "quote"},
}


def name(path: Path) -> str:
    return path.stem


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def collapse(text: str) -> str:
    """White space and the bars of table rows as one space."""
    return re.sub(r"[\s|]+", " ", text).strip()


@pytest.fixture(scope="session")
def markup() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples_markup", SAMPLES / "markup.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def flat(plan: Any) -> str:
    """The text of a plan in reading order, one paragraph or table row a line."""
    lines = [*plan.left, *plan.right, plan.number, plan.place, plan.type, " ".join(plan.title)]
    for block in plan.blocks:
        if block.kind == "table":
            lines += [" ".join(cell.replace(" // ", "; ") for cell in row) for row in block.rows]
        elif block.kind == "foot":
            lines += ["Nơi nhận:", *(f"- {entry}" for entry in plan.recipients), *plan.sign, plan.signer]
        elif block.text:
            text = block.text
            notes = [f"{mark} {note}" for mark, note in plan.footnotes.items() if f"[^{mark}]" in text]
            lines += [re.sub(r"\[\^(\d+)\]", r"\1", text), *notes]
    return "\n".join(collapse(line) for line in lines)


def source(markup: ModuleType, stem: str) -> str:
    (path,) = SAMPLES.glob(f"source/**/{stem}.plan")
    return flat(markup.read_plan(path))


def in_pieces(phrase: str, text: str, most: int) -> bool:
    """Whether ``phrase`` is made of at most ``most`` verbatim pieces of one line (figures that share a predicate)."""
    words = phrase.split()
    for line in text.splitlines():
        start = pieces = 0
        while start < len(words):
            end = next((e for e in range(len(words), start, -1) if " ".join(words[start:e]) in line), start)
            if end == start:
                break
            start, pieces = end, pieces + 1
        if start == len(words) and pieces <= most:
            return True
    return False


def test_there_are_plans_and_each_has_its_forms() -> None:
    assert len(MAIN) == 17
    assert len(CAMPAIGN) == 15
    for gold in MAIN:
        assert (SAMPLES / "text" / f"{gold.stem}.txt").exists()
        assert (SAMPLES / "pdf" / f"{gold.stem}.pdf").exists()
    assert len(list((SAMPLES / "docx").glob("*.docx"))) == 5
    assert {path.suffix for path in (SAMPLES / "web").iterdir()} == {".html", ".md"}
    sources = {path.stem for path in SAMPLES.glob("source/**/*.plan")}
    assert sources == {path.stem for path in MAIN + CAMPAIGN}


def test_rendered_forms_are_up_to_date() -> None:
    command = [sys.executable, "-I", "-c", "import runpy, sys; sys.path.insert(0, sys.argv[1]); "]
    command[-1] += "sys.argv = ['build.py', '--check', '--no-pdf']; runpy.run_path('build.py', run_name='__main__')"
    done = subprocess.run([*command, str(SAMPLES)], cwd=SAMPLES, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_pdf_carries_the_same_text(markup: ModuleType) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    for gold in MAIN:
        document = pdfium.PdfDocument(SAMPLES / "pdf" / f"{gold.stem}.pdf")
        found = "".join(page.get_textpage().get_text_bounded() for page in document)
        found = re.sub(r"\W+", "", unicodedata.normalize("NFC", found))
        for line in source(markup, gold.stem).splitlines():
            for word in re.findall(r"\w{5,}", line):
                assert word in found, (gold.stem, word)
        document.close()


@pytest.mark.parametrize("path", MAIN + CAMPAIGN, ids=name)
def test_keys_and_enums(path: Path) -> None:
    record = load(path)
    assert set(record) == (set(KEYS) if path in MAIN else {"document", "targets"})
    assert set(record["document"]) == KEYS["document"]
    for table, items in record.items():
        if table == "document":
            continue
        for item in items:
            assert set(item) <= KEYS[table], item
            assert set(item) >= KEYS[table] - {"title", "value_max"}, item
            assert item.get("role") in ROLES.get(table, {item.get("role")}), item
    for target in record["targets"]:
        assert target["comparator"] in {">=", "<=", "="}
        assert isinstance(target["value"], int | float)
        assert target.get("value_max", target["value"]) >= target["value"]
    assert {finding["kind"] for finding in record.get("findings", [])} <= KINDS


@pytest.mark.parametrize("path", MAIN + CAMPAIGN, ids=name)
def test_quotes_are_verbatim(path: Path, markup: ModuleType) -> None:
    record, text = load(path), source(markup, path.stem)
    assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    for table, items in record.items():
        for item in items if table != "document" else ():
            assert item["quote"] in text, (table, item)


@pytest.mark.parametrize("path", MAIN + CAMPAIGN, ids=name)
def test_indicators_tasks_and_bodies_are_verbatim(path: Path, markup: ModuleType) -> None:
    record, text = load(path), source(markup, path.stem)
    for target in record["targets"]:
        assert in_pieces(target["indicator"], text, 3), target
        if target["unit"] not in {"%", "thứ"}:
            assert target["unit"] in text, target
        figures = re.findall(r"\d[\d.]*(?:,\d+)?", text)
        values = {float(figure.rstrip(".").replace(".", "").replace(",", ".")) for figure in figures}
        assert float(target["value"]) in values, target
    for item in record.get("assignments", []):
        assert item["task"] in text, item
        for body in [item["body"], *item["partners"], *([item["report_to"]] if item["report_to"] else [])]:
            assert body.lower() in text.lower(), (body, item)
        assert item["role"] != "coordinate" or not item["partners"]
    partners = [(partner, item["section"]) for item in record.get("assignments", []) for partner in item["partners"]]
    coordinating = [(i["body"], i["section"]) for i in record.get("assignments", []) if i["role"] == "coordinate"]
    assert sorted(partners) == sorted(coordinating)


@pytest.mark.parametrize("path", MAIN, ids=name)
def test_references_are_verbatim_and_canonical(path: Path, markup: ModuleType) -> None:
    record, text = load(path), source(markup, path.stem)
    for reference in record["legal_references"]:
        assert reference["type"].lower() in text.lower(), reference
        assert reference["issuer"] is None or reference["issuer"] in text, reference
        if reference["symbol"]:
            assert reference["symbol"] in text, reference
            separator = "-" if "/" in reference["symbol"] else "/"
            joined = f"{reference['number']}{separator}{reference['symbol']}"
            assert reference["canonical"].lower() == joined.lower(), reference
        elif reference["number"] is None:
            assert reference["title"] in text, reference
        if reference["article"]:
            assert reference["article"] in text, reference


@pytest.mark.parametrize("path", BLIND, ids=name)
def test_plans_by_another_hand_quote_their_text(path: Path) -> None:
    record, text = load(path), collapse((path.parents[1] / "text" / f"{path.stem}.txt").read_text(encoding="utf-8"))
    assert set(record) == set(KEYS)
    for table, items in record.items():
        for item in items if table != "document" else ():
            assert set(item) <= KEYS[table], item
            assert item.get("role") in ROLES.get(table, {item.get("role")}), item
            assert collapse(item["quote"]) in text, (table, item)
    dated = [item["edtf"] for item in record["dates"]]
    dated += [item["due"] for table in ("targets", "assignments") for item in record[table] if item["due"]]
    assert all(re.fullmatch(r"[0-9X/.-]+", value) for value in dated)


@pytest.mark.parametrize("path", MAIN + CAMPAIGN, ids=name)
def test_dates_are_edtf(path: Path) -> None:
    from edtf import parse_edtf

    record = load(path)
    values = [item["edtf"] for item in record.get("dates", [])]
    values += [item["due"] for table in ("targets", "assignments") for item in record.get(table, []) if item["due"]]
    values += [record["document"][key] for key in ("issue_date", "period") if record["document"][key]]
    for value in values:
        assert re.fullmatch(r"[0-9X/.-]+", value)
        parse_edtf(value)


@pytest.mark.parametrize("path", MAIN, ids=name)
def test_items_stand_in_reading_order(path: Path, markup: ModuleType) -> None:
    record, text = load(path), source(markup, path.stem)
    for table in ("dates", "legal_references"):
        position = 0
        for item in record[table]:
            found = text.find(item["quote"], position)
            assert found >= 0, (table, item)
            position = found
    assert len(record["dates"]) >= len(record["legal_references"]) - 5


def test_correct_plans_have_no_findings() -> None:
    clean = [path.stem for path in MAIN if not load(path)["findings"]]
    assert len(clean) == 12
    assert 3 <= len(MAIN) - len(clean) <= 5


def test_pairs_name_existing_targets() -> None:
    pairs = load(SAMPLES / "pairs.json")
    targets = {path.stem: load(path)["targets"] for path in CAMPAIGN}
    seen: set[frozenset[tuple[str, int]]] = set()
    for pair in itertools.chain(pairs["same"], pairs["perhaps"]):
        ends = [(stem, index) for stem, index in (pair["a"], pair["b"])]
        for stem, index in ends:
            assert 0 <= index < len(targets[stem]), pair
        assert len(set(ends)) == 2 and frozenset(ends) not in seen, pair
        seen.add(frozenset(ends))
    assert len(pairs["same"]) == 140


def test_the_rulings_that_code_cites_stand_in_the_conventions():
    conventions = (SAMPLES / "CONVENTIONS.md").read_text(encoding="utf-8")
    numbered = [int(n) for n in re.findall(r"^(\d+)\. \*\*", conventions, re.MULTILINE)]
    assert numbered == list(range(1, 17))
    package = Path(pipeline.__file__).parent
    cited = {
        int(number)
        for path in package.rglob("*.py")
        for found in re.findall(r"\brulings? (\d+(?:(?:, | and |-)\d+)*)", path.read_text(encoding="utf-8"))
        for number in re.findall(r"\d+", found)
    }
    assert {5, 8, 10} <= cited <= set(numbered)
