"""Telling garbled from sound text."""

from pathlib import Path

import pytest

from pipeline.restoration import garble_score, is_garbled
from pipeline.restoration.garble import garbled_lines

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples" / "text").glob("*.txt"))


@pytest.mark.parametrize(
    "line",
    [
        "Ké hoach trién khai céng tac phong chéng thién tai nam 2026 trén dia ban",
        "Ke hoach trien khai cong tac phong chong thien tai nam 2026 tren dia ban",
        "Can cir Luat T6 chirc chinh quyén dia phuong va cdc vin ban huéng dan",
        "Bâo câo két quâ thuc hiên nhiêm vu dugc giao theo quy dinh cûa phâp luât",
    ],
)
def test_garbled_lines_are_seen(line: str) -> None:
    assert is_garbled(line)


@pytest.mark.parametrize(
    "line",
    [
        "Kế hoạch triển khai công tác phòng chống thiên tai năm 2026 trên địa bàn",
        "Sử dụng camera, website và phần mềm VNPT iOffice để xử lý văn bản đến",
        "Số: 12/KH-UBND",
        "https://dichvucong.gov.vn 0,5% 15/3/2026",
        "",
    ],
)
def test_sound_lines_are_not(line: str) -> None:
    assert not is_garbled(line)


def test_score_of_nothing_is_zero() -> None:
    assert garble_score("") == garble_score("12/3/2026 - 57-NQ/TW") == 0.0


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_no_line_of_a_sound_plan_is_garbled(path: Path) -> None:
    assert not any(garbled_lines(path.read_text("utf-8")))


def test_figures_glued_to_their_units_are_no_damage() -> None:
    lines = ["- Trồng 0,5ha chè, đào 120m2 ao, lát 3,5m đường.", "- Vườn 12.500cây giống, kéo 4,2km dây 22kV."] * 4
    assert not any(garbled_lines("\n".join(lines)))


def test_a_garbled_page_between_sound_ones() -> None:
    sound = "Ủy ban nhân dân xã giao Phòng Kinh tế chủ trì, phối hợp với các đơn vị liên quan.\n" * 30
    bad = "Uy ban nhan dan xa giao Phong Kinh té chu tri, phéi hgp véi cdc don vi lién quan.\n" * 30
    flags = garbled_lines(sound + bad + sound)
    assert not any(flags[:26]) and all(flags[33:57]) and not any(flags[64:90])


def test_damage_of_a_vietnamese_ocr_is_seen_by_its_broken_words() -> None:
    line = "Ủy ban nhãn dăn xã tố chưc triên khai thưc hiên kê hoạch theo đúng quy định cùa pháp luât.\n"
    assert all(garbled_lines(line * 12)[:12])
