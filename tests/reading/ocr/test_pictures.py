"""Steps on pictures: straightness, light, seals, specks, edges; places kept."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pipeline.reading.ocr.pictures import (
    Picture,
    blobs,
    even_light,
    flattened,
    ink_share,
    is_two_level,
    prepare,
    skew_of,
    turned,
    without_colour,
    without_edges,
    without_specks,
)


@pytest.mark.parametrize("angle", [-4.0, -1.0, -0.4, 0.0, 0.5, 1.0, 3.0])
def test_skew_is_found(plan_page: Any, angle: float) -> None:
    image = plan_page.image.convert("L").rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert skew_of(np.asarray(image), 200) == pytest.approx(-angle, abs=0.2)


def test_an_empty_page_has_no_skew() -> None:
    assert skew_of(np.full((800, 600), 255, dtype=np.uint8), 100) == 0.0


@pytest.mark.parametrize("angle", [-2.0, 1.5])
def test_boxes_find_back_to_the_source(plan_page: Any, angle: float) -> None:
    source = plan_page.image.convert("L").rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    picture = prepare(source, 200, 200)
    ys, xs = np.nonzero(picture.grey < 100)
    x0, top, x1, bottom = picture.to_source((float(xs[0]), float(ys[0]), float(xs[0] + 1), float(ys[0] + 1)))
    near = np.asarray(source)[int(top) - 3 : int(bottom) + 4, int(x0) - 3 : int(x1) + 4]
    assert near.min() < 120


@settings(max_examples=25, deadline=None)
@given(st.integers(40, 400), st.integers(40, 400), st.floats(60, 400), st.floats(60, 400))
def test_any_picture_is_prepared(width: int, height: int, dpi: float, target: float) -> None:
    picture = prepare(Image.new("RGB", (width, height), (200, 180, 150)), dpi, target)
    assert picture.grey.dtype == np.uint8
    x0, y0, x1, y1 = picture.to_source((0, 0, picture.grey.shape[1], picture.grey.shape[0]))
    assert (x1 - x0, y1 - y0) == pytest.approx((width, height), abs=2.5)


def test_a_shadow_becomes_white_and_letters_stay(plan_page: Any) -> None:
    grey = np.asarray(plan_page.image.convert("L")).astype(np.float32)
    shade = np.linspace(0.35, 1.0, grey.shape[1], dtype=np.float32)
    even = np.asarray(even_light(Image.fromarray((grey * shade).astype(np.uint8))))
    assert np.percentile(even, 30) > 235
    assert (even[grey < 30] < 100).mean() > 0.95


def test_a_lamp_loses_its_colour_and_a_seal_keeps_its_own(plan_page: Any) -> None:
    rgb = np.asarray(plan_page.image).astype(np.float32)
    rgb[800:860, 700:760] = (222, 40, 48)
    lit = rgb * np.array([1.0, 0.9, 0.7], dtype=np.float32) * 0.6
    even = np.asarray(even_light(Image.fromarray(lit.astype(np.uint8))))
    assert np.percentile(even, 30, axis=(0, 1)).min() > 235
    red, green, blue = even[830, 730]
    assert red > 150 > max(green, blue) + 50


def test_the_table_beside_the_page_becomes_white(plan_page: Any) -> None:
    width, height = plan_page.image.size
    photo = Image.new("RGB", (width + 300, height + 300), (90, 66, 48))
    photo.paste(plan_page.image, (150, 150))
    even = np.asarray(even_light(photo).convert("L"))
    assert even[:100].min() == even[:, :100].min() == 255
    inside = np.asarray(plan_page.image.convert("L")) < 30
    assert (even[150:-150, 150:-150][inside] < 100).mean() > 0.95


def test_even_pages_are_left_alone(plan_page: Any) -> None:
    grey = plan_page.image.convert("L")
    assert even_light(grey) is grey


def test_a_seal_goes_and_print_below_and_coloured_letters_stay(plan_page: Any) -> None:
    plan_page.write(1.2, 6.0, "HỎA TỐC", 13, "red")
    before = np.asarray(plan_page.image.convert("L"))
    rgb = np.asarray(plan_page.image).copy()
    ys, xs = np.mgrid[0 : rgb.shape[0], 0 : rgb.shape[1]]
    ring = np.abs(np.hypot(ys - 480, xs - 800) - 140) < 5
    rgb[ring] = (rgb[ring] * np.array([0.9, 0.15, 0.2])).astype(np.uint8)
    after = without_colour(rgb, 200)
    assert after[ring & (before > 250)].min() > 200
    assert after[ring & (before < 20)].max() < 60
    letters = (rgb[:, :, 0] > 200) & (rgb[:, :, 1] < 60) & (ys > 1190)
    assert after[letters].max() < 130


def test_the_rims_that_jpeg_leaves_of_a_signature_go(plan_page: Any) -> None:
    image = plan_page.image.copy()
    ImageDraw.Draw(image).line(
        [(700, 1500), (760, 1380), (800, 1520), (850, 1390), (900, 1510)], fill=(40, 60, 170), width=4
    )
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=50)
    after = without_colour(np.asarray(Image.open(buffer).convert("RGB")), 200)
    assert (after[1370:1530, 690:910] < 140).mean() < 0.001


def test_specks_go_and_strokes_stay() -> None:
    grey = np.full((60, 60), 255, dtype=np.uint8)
    grey[10, 10] = grey[20, 20] = grey[20, 21] = 0
    grey[30:45, 30:33] = 0
    clean = without_specks(grey)
    assert (clean[:25] == 255).all()
    assert (clean[31:44, 30:33] == 0).all()


def test_a_dark_edge_goes_and_text_stays(plan_page: Any) -> None:
    grey = np.asarray(plan_page.image.convert("L")).copy()
    ink = int((grey < 100).sum())
    grey[:, :40] = 10
    clean = without_edges(grey, 200)
    assert (clean[:, :40] == 255).all()
    assert int((clean < 100).sum()) == ink


def test_two_level_pictures_are_known() -> None:
    assert is_two_level(np.where(np.eye(200) > 0, 0, 255).astype(np.uint8))
    assert not is_two_level(np.full((200, 200), 128, dtype=np.uint8))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_mode_becomes_grey_or_colour(mode: str) -> None:
    image = Image.new("L", (64, 48), 255)
    image = (
        Image.new(mode, (64, 48), 65535 if mode == "I;16" else 255)
        if mode in ("I;16", "I", "F")
        else image.convert(mode)
    )
    flat = flattened(image)
    assert flat.mode in ("L", "RGB")
    assert np.asarray(flat.convert("L")).min() >= 250


def test_transparency_is_paper() -> None:
    assert np.asarray(flattened(Image.new("RGBA", (8, 8), (0, 0, 0, 0)))).min() == 255


def test_quarter_turns_are_exact() -> None:
    image = Image.fromarray(np.arange(12, dtype=np.uint8).reshape(3, 4))
    for turns in range(4):
        assert (np.asarray(turned(image, turns)) == np.rot90(np.asarray(image), turns)).all()


@given(st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=1, max_size=6))
def test_blobs_part_the_mask(rows: list[list[bool]]) -> None:
    mask = np.array(rows, dtype=np.bool_)
    parts = blobs(mask)
    total = np.zeros(mask.shape, dtype=int)
    for part, (top, left, bottom, right) in parts:
        total += part
        outside = part.copy()
        outside[top:bottom, left:right] = False
        assert part.any()
        assert not outside.any()
    assert (total == mask).all()


def test_a_turned_u_is_one_blob() -> None:
    mask = np.array([[1, 0, 1], [1, 0, 1], [1, 1, 1]], dtype=np.bool_)
    assert len(blobs(mask)) == 1


def test_ink_share() -> None:
    page = np.full((100, 100), 255, dtype=np.uint8)
    assert ink_share(page) == 0.0
    page[40:60, 40:60] = 0
    assert ink_share(page) == pytest.approx(0.045, abs=0.01)


def test_back_is_the_identity_where_nothing_is_done() -> None:
    assert Picture(np.zeros((5, 5), dtype=np.uint8), 200).to_source((1, 2, 3, 4)) == (1, 2, 3, 4)
