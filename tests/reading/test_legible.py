"""Files of letters that do not read as Vietnamese say so; sound ones and small ones are believed."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.process import read
from pipeline.text.unicode import fold

PLAN = """KẾ HOẠCH
Trồng cây xanh trên địa bàn xã năm 2026
1. Trồng mới 500 cây xanh tại trường học, trạm y tế và nhà văn hóa các thôn trước ngày 30/6/2026.
2. Vận động nhân dân đóng góp ngày công, chăm sóc và bảo vệ cây đã trồng trong các năm trước.
3. Ủy ban nhân dân xã giao công chức địa chính chủ trì, phối hợp với các thôn tổ chức thực hiện.
"""


def faults(folder: Path, text: str, name: str = "a.txt") -> list[str]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return [fault.message for fault in read(path).faults]


def shuffled(text: str) -> str:
    luck = random.Random(3)
    return " ".join("".join(luck.sample(word, len(word))) for word in text.split(" "))


@pytest.mark.parametrize(
    "spoil",
    [
        shuffled,
        lambda text: "".join(char if char.isascii() else "?" for char in text),
        lambda text: "".join(char for char in text if char.isascii()),
        lambda text: "各单位：现将计划印发给你们。种植树木一万二千棵 \n" * 40,
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_what_says_nothing_is_told(spoil: Callable[[str], str], name: str, tmp_path: Path) -> None:
    text = spoil(PLAN)
    (fault,) = faults(tmp_path, f"<html><body><p>{text}</p></body></html>" if name == "a.html" else text, name)
    assert fault.startswith("Chữ của tệp không đọc được") and " / The file does not read" in fault


def test_another_language_is_told(tmp_path: Path) -> None:
    text = "The committee of the ward issues this plan for the year. Plant the trees before the end of June.\n" * 3
    (fault,) = faults(tmp_path, text)
    assert fault.startswith("Văn bản không phải tiếng Việt")


@pytest.mark.parametrize(
    "text", [PLAN, fold(PLAN), "Buôn Krông Ana, Ea Súp, M'Drắk\nxyz qwr\n", "500 kg; 20 km2; A4; QH15 " * 30]
)
def test_sound_text_bare_text_and_scraps_are_believed(text: str, tmp_path: Path) -> None:
    assert faults(tmp_path, text) == []
