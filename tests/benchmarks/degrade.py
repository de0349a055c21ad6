"""Four levels of damage for rendered pages, the same on every run; a seal and a signature on request.

`clean` 300 dpi as rendered; `office` 200 dpi, one degree askew, soft, JPEG 60; `fax` 1-bit at 204 dpi from a
blurred page, specks, dropped scan lines, black edge; `phone` a photo: perspective, shadow, colour cast, blur,
noise, JPEG 50 on a wooden table. Each takes and gives RGB or L images; geometry is not tracked.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

DPI = {"clean": 300, "office": 200, "fax": 204, "phone": 220}


def clean(page: Image.Image, seed: int) -> Image.Image:
    """The page as rendered, grey."""
    return page.convert("L")


def office(page: Image.Image, seed: int) -> Image.Image:
    """An office scanner: up to one degree askew, soft focus, grain, off-white paper, JPEG."""
    rng = np.random.default_rng(seed)
    angle = 1.0 if seed % 2 else -1.0
    turned = page.convert("RGB").rotate(angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    turned = turned.filter(ImageFilter.GaussianBlur(0.6))
    grey = np.asarray(turned, dtype=np.float32)
    grey = 28 + grey * (244 - 28) / 255 + rng.normal(0, 5, grey.shape[:2])[:, :, None]
    return jpeg(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)), 60)


def fax(page: Image.Image, seed: int) -> Image.Image:
    """A bad fax: 1-bit, broken strokes, specks, dropped lines, a black edge."""
    rng = np.random.default_rng(seed)
    turned = page.convert("L").rotate(0.7 if seed % 2 else -0.7, Image.Resampling.BICUBIC, fillcolor=255)
    soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(1.0)), dtype=np.float32)
    grain = np.asarray(
        Image.fromarray(
            rng.normal(128, 90, (soft.shape[0] // 2 + 1, soft.shape[1] // 2 + 1)).clip(0, 255).astype(np.uint8)
        ).resize((soft.shape[1], soft.shape[0]), Image.Resampling.BILINEAR),
        dtype=np.float32,
    )
    bits = soft + (grain - 128) * 0.30 > 150
    bits ^= rng.random(bits.shape) < 0.002
    for row in rng.integers(0, bits.shape[0] - 1, max(1, bits.shape[0] // 250)):
        bits[row] = bits[row - 1]
    edge = int(rng.integers(8, 30))
    bits[:, :edge] = False
    return Image.fromarray(np.where(bits, 255, 0).astype(np.uint8))


def phone(page: Image.Image, seed: int) -> Image.Image:
    """A photo by hand: the page stands a little in perspective on a table, half in shadow."""
    rng = np.random.default_rng(seed)
    width, height = page.size
    margin = int(0.06 * width)
    size = (width + 2 * margin, height + 2 * margin)
    corners = np.array(
        [[margin, margin], [margin + width, margin], [margin + width, margin + height], [margin, margin + height]]
    )
    moved = corners + rng.uniform(-0.018, 0.018, (4, 2)) * width
    spin = math.radians(float(rng.uniform(-2, 2)))
    centre = moved.mean(axis=0)
    moved = (moved - centre) @ np.array([[math.cos(spin), math.sin(spin)], [-math.sin(spin), math.cos(spin)]]) + centre
    coefficients = _perspective(moved, corners - margin)
    table = np.empty((size[1], size[0], 3), dtype=np.float32)
    table[:] = (112, 84, 60)
    table += rng.normal(0, 10, size[1])[:, None, None]
    warped = page.convert("RGB").transform(size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC)
    mask = Image.new("L", page.size, 255).transform(
        size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR
    )
    alpha = np.asarray(mask, dtype=np.float32)[:, :, None] / 255
    photo = np.asarray(warped, dtype=np.float32) * alpha + table * (1 - alpha)
    ys, xs = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    slope = rng.uniform(-1, 1, 2)
    light = 0.80 + 0.18 * (slope[0] * (xs / size[0] - 0.5) + slope[1] * (ys / size[1] - 0.5))
    edge = size[0] * float(rng.uniform(0.3, 0.7))
    shadow = 1 / (1 + np.exp(-(xs + 0.3 * ys - edge - 0.15 * size[1]) / (0.04 * size[0])))
    light *= 0.62 + 0.38 * shadow
    photo = photo * light[:, :, None] * np.array([1.0, 0.96, 0.86], dtype=np.float32)
    soft = Image.fromarray(np.clip(photo, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.9))
    noisy = np.asarray(soft, dtype=np.float32) + rng.normal(0, 6, (size[1], size[0], 3))
    return jpeg(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)), 50)


LEVELS: dict[str, Callable[[Image.Image, int], Image.Image]] = {
    "clean": clean, "office": office, "fax": fax, "phone": phone,
}  # fmt: skip


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    """The image after a round through JPEG."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(io.BytesIO(buffer.getvalue())).convert(image.mode)


def seal(page: Image.Image, centre: tuple[float, float], dpi: int, seed: int = 0) -> Image.Image:
    """A red round seal over `centre` (shares of width and height) and a blue signature beside it, multiplied in."""
    rng = np.random.default_rng(seed)
    layer = Image.new("RGB", page.size, (255, 255, 255))
    draw = ImageDraw.Draw(layer)
    x, y = centre[0] * page.width, centre[1] * page.height
    radius = 0.70 * dpi
    red = (222, 40, 48)
    for r, w in ((radius, 0.030), (0.93 * radius, 0.010), (0.62 * radius, 0.010)):
        draw.ellipse((x - r, y - r, x + r, y + r), outline=red, width=max(1, int(w * dpi)))
    star = [
        (x + r * math.sin(math.pi * k / 5), y - r * math.cos(math.pi * k / 5))
        for k in range(10)
        for r in ((0.33 if k % 2 == 0 else 0.13) * radius,)
    ]
    draw.polygon(star, fill=red)
    for k in range(26):
        a = 2 * math.pi * k / 26
        cx, cy = x + 0.78 * radius * math.sin(a), y - 0.78 * radius * math.cos(a)
        t = 0.055 * dpi
        draw.line(
            (cx - t * math.sin(a), cy + t * math.cos(a), cx + t * math.sin(a), cy - t * math.cos(a)),
            fill=red,
            width=max(1, int(0.022 * dpi)),
        )
        draw.line(
            (cx - t * math.cos(a) / 2, cy - t * math.sin(a) / 2, cx + t * math.cos(a) / 2, cy + t * math.sin(a) / 2),
            fill=red,
            width=max(1, int(0.018 * dpi)),
        )
    points = [(x + 0.2 * dpi, y)]
    for _ in range(14):
        points.append(
            (points[-1][0] + float(rng.uniform(-0.12, 0.28)) * dpi, y + float(rng.uniform(-0.35, 0.35)) * dpi)
        )
    draw.line(points, fill=(40, 60, 170), width=max(2, int(0.014 * dpi)), joint="curve")
    layer = layer.filter(ImageFilter.GaussianBlur(0.004 * dpi))
    both = np.asarray(page.convert("RGB"), dtype=np.float32) * np.asarray(layer, dtype=np.float32) / 255
    return Image.fromarray(both.astype(np.uint8))


def _perspective(target: np.ndarray, source: np.ndarray) -> tuple[float, ...]:
    """Pillow's eight coefficients that take output points `target` to input points `source`."""
    rows, right = [], []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return tuple(np.linalg.solve(np.array(rows, dtype=float), np.array(right, dtype=float)))
