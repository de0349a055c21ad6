"""Two files of one plan are found, two communes' plans by one template are not taken for one."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest

from pipeline import assets
from pipeline.comparing import compare, find_duplicates, load_records, skeleton
from pipeline.comparing.skeleton import held, plain_name, shingles, soundness, unit_names
from pipeline.records import DocumentInfo, Record
from pipeline.text.unicode import fold

Make = Callable[..., Record]
STEMS = sorted(path.stem for path in assets.data("samples/text").glob("*.txt"))
NAMELESS = Record(load_records([assets.data("samples/gold")])[STEMS[0]].source, DocumentInfo())


def text_of(stem: str) -> str:
    return assets.data(f"samples/text/{stem}.txt").read_text(encoding="utf-8")


def scanned(text: str, seed: int, rate: float = 0.05) -> str:
    """What an English OCR leaves of Vietnamese: marks lost or turned into other letters, some letters wrong or gone."""
    draw = random.Random(seed)
    wrong = {
        "đ": "d",
        "Đ": "P",
        "ổ": "6",
        "ộ": "6",
        "ư": "u",
        "ơ": "o",
        "ế": "é",
        "ề": "é",
        "ạ": "a",
        "ị": "i",
        "l": "1",
        "ữ": "fi",
    }
    found = []
    for char in text:
        if char in wrong and draw.random() < 0.6:
            found.append(wrong[char])
        elif char.isalpha() and draw.random() < rate:
            found.append(draw.choice("cenrti") if draw.random() < 0.5 else "")
        else:
            found.append(fold(char) if draw.random() < 0.7 and char.islower() else char)
    return "".join(found)


def record_of(stem: str) -> Record:
    return load_records([assets.data(f"samples/gold/{stem}.json")])[stem]


def test_every_scan_of_the_samples_is_found_and_nothing_else() -> None:
    plans, texts = [], {}
    for at, stem in enumerate(STEMS):
        record = record_of(stem)
        plans += [(stem, record), (f"{stem}-quet", replace(NAMELESS, document=DocumentInfo(unit=record.document.unit)))]
        texts |= {stem: text_of(stem), f"{stem}-quet": scanned(text_of(stem), at)}
    found = find_duplicates(plans, texts)
    assert [(pair.better, pair.worse) for pair in found] == [(stem, f"{stem}-quet") for stem in STEMS]
    assert all(soundness(texts[f"{stem}-quet"]) < soundness(texts[stem]) for stem in STEMS)


def test_a_scan_without_a_readable_head() -> None:
    plans = [(stem, record_of(stem)) for stem in STEMS] + [("quet", NAMELESS)]
    texts = {stem: text_of(stem) for stem in STEMS} | {"quet": scanned(text_of(STEMS[0]), 5)}
    assert [(p.better, p.worse) for p in find_duplicates(plans, texts)] == [(STEMS[0], "quet")]


@pytest.mark.parametrize("stem", [stem for stem in STEMS if record_of(stem).document.unit][:6])
def test_another_commune_by_the_same_template_is_no_version(stem: str) -> None:
    record, text = record_of(stem), text_of(stem)
    unit = record.document.unit or ""
    name = unit.split(" ", 1)[1]
    other = unit.replace(name, "Cẩm Lệ")
    neighbour = replace(record, document=replace(record.document, unit=other, number=None, issue_date=None))
    copied = text.replace(name, "Cẩm Lệ")
    assert held(shingles(text), shingles(copied)) > 0.8
    plans = [("a", record), ("b", neighbour)]
    assert find_duplicates(plans, {"a": text, "b": copied}) == ()
    assert find_duplicates(plans, {"a": text, "b": scanned(copied, 3)}) == ()
    assert find_duplicates(plans) == ()


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ({"number": "12"}, {"number": "13"}),
        ({"unit": "xã Đông Hà"}, {"unit": "phường Đông Hà"}),
        ({"unit": "xã Đông Hà"}, {"unit": "xã Mường Khương"}),
    ],
)
def test_one_text_under_two_heads_is_no_version(own: dict[str, str], other: dict[str, str]) -> None:
    record, text = record_of(STEMS[0]), text_of(STEMS[0])
    plans = [
        (stem, replace(record, document=replace(record.document, **head))) for stem, head in (("a", own), ("b", other))
    ]
    assert find_duplicates(plans, {"a": text, "b": text}) == ()
    same = replace(record, document=replace(record.document, **own))
    assert len(find_duplicates([("a", same), ("b", same)], {"a": text, "b": text})) == 1


def test_next_year_by_the_same_template_is_no_version() -> None:
    record, text = record_of(STEMS[0]), text_of(STEMS[0])
    info = replace(record.document, number=None, issue_date=None, period=None, title=None)
    later = text.replace("2026", "2027")
    plans = [("a", replace(record, document=info)), ("b", replace(record, document=info))]
    assert find_duplicates(plans, {"a": text, "b": later}) == ()
    assert len(find_duplicates(plans, {"a": text, "b": text})) == 1


def test_the_same_file_twice(make_record: Make) -> None:
    one = make_record("xã A", [("hộ dân dùng nước máy", 80)], sha256="5f")
    (pair,) = compare({"a": one, "b": one}).duplicates
    assert (pair.better, pair.worse, pair.kind) == ("a", "b", "same-file")


def test_the_better_text_has_the_column_and_both_stay_visible(make_record: Make) -> None:
    text = text_of(STEMS[0])
    record = record_of(STEMS[0])
    bad = replace(record, source=replace(record.source, quality=0.4))
    comparison = compare({"quet": bad, "so": record}, texts={"quet": scanned(text, 1), "so": text})
    assert [plan.stem for plan in comparison.columns] == ["so"]
    assert comparison.by_stem["quet"].version_of == "so"
    assert "versions" in {note.code for note in comparison.notes}
    assert {member.document for group in comparison.groups for member in group.members} == {"quet", "so"}


def test_a_title_that_swallowed_what_follows() -> None:
    text, record = text_of(STEMS[0]), record_of(STEMS[0])
    title = scanned(
        f"{record.document.title} Căn cứ Luật Tổ chức chính quyền địa phương và các văn bản khác có liên quan", 2
    )
    bad = replace(NAMELESS, document=DocumentInfo(title=title * 3))
    assert len(find_duplicates([("a", record), ("b", bad)], {"a": text, "b": scanned(text, 2)})) == 1
    other = replace(NAMELESS, document=DocumentInfo(title=record_of(STEMS[1]).document.title))
    assert find_duplicates([("a", record), ("b", other)], {"a": text, "b": scanned(text, 2)}) == ()


def test_campaign_plans_are_all_different() -> None:
    folders = sorted(assets.data("samples/campaign_gold").iterdir())
    records = load_records(folders)
    texts = {
        stem: assets.data(f"samples/campaigns/{stem[:3]}/{stem}.txt").read_text(encoding="utf-8") for stem in records
    }
    assert compare(records, texts=texts).duplicates == ()


def test_readings_of_a_name() -> None:
    assert plain_name("Đại Sơn") == plain_name("Pai Son") == "dai son"
    assert all(plain_name(a) != plain_name(b) for a, b in combinations(["Tân Lập", "Tân Lộc", "Tân An"], 2))
    assert unit_names("UBND xã Đại Sơn và xa Dai Son, phường 7").most_common(1) == [("dai son", 2)]


def titled(title: str, number: str | None = None) -> Record:
    """The first sample under another title, its date unknown."""
    record = record_of(STEMS[0])
    return replace(record, document=replace(record.document, title=title, number=number, issue_date=None))


def test_without_texts_number_date_or_the_title_speak_for_one_plan() -> None:
    first, second = "Nạo vét kênh nội đồng và tu sửa bờ bao đợt 1", "Nạo vét kênh nội đồng và tu sửa bờ bao đợt 2"
    assert find_duplicates([("a", titled(first)), ("b", titled(second))]) == ()
    assert len(find_duplicates([("a", titled(first)), ("b", titled(first))])) == 1
    assert len(find_duplicates([("a", titled(first, "12")), ("b", titled(second, "12"))])) == 1


def test_texts_are_sketched_only_beside_a_file_without_a_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skeleton, "sketch", lambda shingles: pytest.fail("sketched"))
    assert len(find_duplicates([(stem, titled("Nạo vét kênh nội đồng")) for stem in "ab"])) == 1
