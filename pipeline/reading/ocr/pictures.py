"""Steps that make a scanned or photographed page fit to be read: grey, light, straightness, edges, specks.

All arrays are uint8, grey, 0 black to 255 white, rows by columns, unless they are called `rgb`. A step without worth is
not here: word error rate of six sample plans with all steps, and without one of them (`python
tests/benchmarks/bench_ocr.py --steps --plans 6`):

| scan | all | no colour | no light | no deskew | no specks | no edges | none |
|---|---|---|---|---|---|---|---|
| office | .0045 | .0109 | .0045 | .0046 | .0045 | .0045 | .0116 |
| fax | .0194 | .0194 | .0194 | .0246 | .0277 | .0197 | .0343 |
| phone | .0048 | .0147 | .4459 | .0120 | .0048 | .0048 | .3005 |
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

_BLOCK = 16  # pixels of one cell of the light map
_PRINT = 140  # grey up to which print goes in an office scan
_TABLE = 0.45  # light of what lies beside the page, as a share of the page's; a shadow on paper leaves 0.6
_SKEW_MOST = 6.0  # degrees
_SKEW_LEAST = 0.15  # a smaller slope costs no reading and is left alone


@dataclass(frozen=True, slots=True)
class Picture:
    """A page made ready, with the map from its pixels back to those of the picture that was given.

    `back` holds a, b, c, d, e, f: source x = a*x + b*y + c, source y = d*x + e*y + f.
    """

    grey: Grey
    dpi: float
    back: tuple[float, float, float, float, float, float] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)

    def to_source(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """The upright box in the source picture that holds a box of this one."""
        a, b, c, d, e, f = self.back
        corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs = [a * x + b * y + c for x, y in corners]
        ys = [d * x + e * y + f for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


def prepare(image: Image.Image, dpi: float, target: float, steps: frozenset[str] | None = None) -> Picture:
    """The picture in grey at about `target` dots an inch, evenly lit, straight, without seal, edge and specks.

    Args:
        image: any mode.
        dpi: resolution of `image`.
        target: resolution wanted; a picture within 15 % of it is not resampled.
        steps: names of the steps to do ("colour", "light", "edges", "specks", "deskew"); None does all.
    """
    steps = STEPS if steps is None else steps
    image = flattened(image)
    width, height = image.size
    scale = target / dpi
    if abs(scale - 1) > 0.15:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        image = image.resize(size, Image.Resampling.BICUBIC if scale > 1 else Image.Resampling.BOX)
    else:
        scale = 1.0
    out = dpi * scale
    if "light" in steps:
        image = even_light(image)
    grey = without_colour(np.asarray(image), out) if image.mode == "RGB" and "colour" in steps else _grey(image)
    if "specks" in steps and is_two_level(grey):
        grey = without_specks(grey)
    if "edges" in steps:
        grey = without_edges(grey, out)
    back = (width / image.width, 0.0, 0.0, 0.0, height / image.height, 0.0)
    angle = skew_of(grey, out) if "deskew" in steps else 0.0
    if abs(angle) < _SKEW_LEAST:
        return Picture(grey, out, back)
    turned = np.asarray(Image.fromarray(grey).rotate(angle, Image.Resampling.BILINEAR, fillcolor=255), dtype=np.uint8)
    return Picture(turned, out, _after_turn(back, angle, grey.shape))


STEPS = frozenset({"colour", "light", "edges", "specks", "deskew"})


def flattened(image: Image.Image) -> Image.Image:
    """RGB or L, transparency laid on white, palettes and 1-bit resolved."""
    if image.mode in ("RGB", "L"):
        return image
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        values = np.asarray(image, dtype=np.float64)
        top = 65535.0 if values.size and values.max() > 255 else 255.0
        return Image.fromarray((values.clip(0, top) * (255.0 / top)).astype(np.uint8))
    if image.mode == "1":
        return image.convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, (255, 255, 255))
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    return image.convert("RGB")


def turned(image: Image.Image, quarter_turns: int) -> Image.Image:
    """The picture turned anticlockwise by that many right angles, without loss."""
    ways = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}
    way = ways.get(quarter_turns % 4)
    return image if way is None else image.transpose(way)


def is_two_level(grey: Grey) -> bool:
    """Whether the picture is (all but) black and white, as from a fax."""
    sample = grey[::4, ::4]
    return float(((sample < 16) | (sample > 239)).mean()) > 0.995


def without_colour(rgb: npt.NDArray[np.uint8], dpi: float) -> Grey:
    """Grey, with the ink of seals and signatures taken out; coloured letters stay.

    A blob of saturated red or blue between 8 and 60 mm high is no line of letters: within its bounds each
    coloured pixel takes its strongest channel, which is white for red and blue ink, and stays black for the
    print below.
    """
    page = Image.fromarray(rgb)
    grey = _grey(page)
    step = max(2, round(dpi / 50))
    light, chroma, green = _channels(page.reduce(step))
    small = (chroma > 14) & (light - np.minimum(light, green) > 8)
    if not 0.0003 < float(small.mean()) < 0.4:
        return grey
    millimetre = dpi / step / 25.4
    out = grey
    for _, (top, left, bottom, right) in blobs(grown(small, 2)):
        if not (8 * millimetre <= bottom - top <= 60 * millimetre and right - left <= 110 * millimetre):
            continue
        if out is grey:
            out = grey.copy()
        window = (slice(top * step, bottom * step), slice(left * step, right * step))
        strongest, spread, _ = _channels(page.crop((left * step, top * step, right * step, bottom * step)))
        lifted = np.minimum(strongest.astype(np.uint16) * 3 // 2, 255).astype(np.uint8)
        part = out[window]
        height, width = part.shape
        inked = spread[:height, :width] > 28
        np.copyto(part, lifted[:height, :width], where=inked)
        # JPEG keeps colour at half the resolution: the rims of a stroke are grey, though lighter than print.
        np.copyto(part, 255, where=grown(inked, 2) & (strongest[:height, :width] > _PRINT))
    return out


def _channels(page: Image.Image) -> tuple[Grey, Grey, Grey]:
    """Strongest channel, strongest less weakest, and green; Pillow does this ten times as fast as numpy."""
    red, green, blue = page.split()
    light = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    dark = ImageChops.darker(ImageChops.darker(red, green), blue)
    return np.asarray(light), np.asarray(ImageChops.subtract(light, dark)), np.asarray(green)


def even_light(image: Image.Image) -> Image.Image:
    """The picture divided by its own paper: shadows, yellow paper and dark corners become white.

    The paper's light is the 85th percentile of each 16-pixel block, smoothed, channel by channel, so that the light
    of a lamp loses its colour too and a seal in a shadow is as red as in the sun. Pictures that are bright and even
    already, black and white ones among them, are returned as they are.
    """
    blocks = _lightest(image.convert("L"))
    if float(np.percentile(_spread(blocks), 5)) > 225 or is_two_level(_grey(image)):
        return image
    even = Image.merge(image.mode, [_divided(band, _spread(_lightest(band))) for band in image.split()])
    even.paste("white", mask=_beside(blocks).resize(image.size))
    return even


def _beside(blocks: Grey) -> Image.Image:
    """Where there is no paper but the table that it lies on: dark, wide, and open to the edge of the photo."""
    dark = blocks < _TABLE * float(np.percentile(blocks, 75))
    out = np.zeros(blocks.shape, dtype=np.bool_)
    for part, (top, left, bottom, right) in blobs(dark):
        if top == 0 or left == 0 or bottom == blocks.shape[0] or right == blocks.shape[1]:
            out |= part
    return Image.fromarray(np.where(grown(out, 1), 255, 0).astype(np.uint8))


def _lightest(band: Image.Image) -> Grey:
    """The light of the paper between the letters of each block of a grey picture."""
    rows, columns = -(-band.height // _BLOCK), -(-band.width // _BLOCK)
    small = band.resize((columns * 4, rows * 4), Image.Resampling.BOX)
    cells = np.asarray(small, dtype=np.uint8).reshape(rows, 4, columns, 4).transpose(0, 2, 1, 3)
    return np.partition(cells.reshape(rows, columns, 16), 13, axis=2)[:, :, 13]


def _divided(band: Image.Image, paper: Grey) -> Image.Image:
    light = Image.fromarray(paper).resize(band.size, Image.Resampling.BILINEAR)
    divisor = np.maximum(np.asarray(light, dtype=np.uint16), 24)
    even = np.minimum(np.asarray(band, dtype=np.uint16) * 250 // divisor, 255)
    return Image.fromarray(even.astype(np.uint8))


def without_specks(grey: Grey) -> Grey:
    """A black-and-white picture without black dots of one or two pixels."""
    black = np.zeros((grey.shape[0] + 2, grey.shape[1] + 2), dtype=np.uint8)
    black[1:-1, 1:-1] = grey < 128
    across = black[:, :-2] + black[:, 1:-1] + black[:, 2:]
    neighbours = across[:-2] + across[1:-1] + across[2:]
    out = grey.copy()
    out[(neighbours <= 2) & (black[1:-1, 1:-1] == 1)] = 255
    return out


def without_edges(grey: Grey, dpi: float) -> Grey:
    """White where a scanner's lid or a black frame left dark strips along the sides (at most 15 mm deep)."""
    deep = max(1, round(15 / 25.4 * dpi))
    out = grey
    for axis in (0, 1):
        dark = (grey[:, ::4] if axis == 0 else grey[::4].T) < 110
        share = dark.mean(axis=1)
        for side in (1, -1):
            strip = share[::side][:deep]
            full = np.flatnonzero(strip > 0.6)
            if full.size and full[0] <= 3:
                gap = np.flatnonzero(strip < 0.3)
                depth = int(gap[0]) + 2 if gap.size else deep
                if out is grey:
                    out = grey.copy()
                window = slice(0, depth) if side == 1 else slice(-depth, None)
                out[(window, slice(None)) if axis == 0 else (slice(None), window)] = 255
    return out


def skew_of(grey: Grey, dpi: float) -> float:
    """Degrees anticlockwise that make the lines level; 0 where the page has too little to tell.

    The sum of squares of the ink per row is greatest when rows and lines agree. Runs on a quarter of the
    resolution with a coarse and a fine round, after Postl (1986).
    """
    step = max(1, round(dpi / 75))
    small = np.asarray(Image.fromarray(grey).reduce(step), dtype=np.uint8)
    ys, xs = np.nonzero(writing(small < 120))
    if ys.size < 400 or ys.size > 0.35 * small.size:
        return 0.0
    if ys.size > 60_000:
        keep = np.random.default_rng(0).choice(ys.size, 60_000, replace=False)
        ys, xs = ys[keep], xs[keep]
    rows, columns = ys.astype(np.float32), xs.astype(np.float32) - small.shape[1] / 2
    offset = small.shape[1]

    def sharpness(angle: float) -> float:
        level = rows + columns * math.tan(math.radians(-angle)) + offset
        counts = np.bincount(level.astype(np.int32))
        return float((counts.astype(np.float64) ** 2).sum())

    coarse = [float(a) for a in np.arange(-_SKEW_MOST, _SKEW_MOST + 0.01, 0.5)]
    best = max(coarse, key=sharpness)
    fine = [best + float(a) for a in np.arange(-0.4, 0.41, 0.1)]
    best = max(fine, key=sharpness)
    if sharpness(best) < 1.02 * sharpness(0.0):
        return 0.0
    return best


def writing(dark: Mask) -> Mask:
    """The mask without solid dark areas: a table below the sheet, a frame, a picture."""
    rows, columns = dark.shape[0] // 8, dark.shape[1] // 8
    if not rows or not columns:
        return dark
    cells = dark[: rows * 8, : columns * 8].reshape(rows, 8, columns, 8).mean(axis=(1, 3))
    solid = np.repeat(np.repeat(grown(cells > 0.55, 2), 8, axis=0), 8, axis=1)
    out = dark.copy()
    out[: rows * 8, : columns * 8] &= ~solid
    return out


def grown(mask: Mask, by: int) -> Mask:
    """The mask widened by that many pixels in each direction."""
    out = mask.copy()
    for _ in range(by):
        wide = out.copy()
        wide[1:] |= out[:-1]
        wide[:-1] |= out[1:]
        wide[:, 1:] |= out[:, :-1]
        wide[:, :-1] |= out[:, 1:]
        out = wide
    return out


def blobs(mask: Mask) -> list[tuple[Mask, tuple[int, int, int, int]]]:
    """The connected parts of a small mask, each as (mask, (top, left, bottom, right)), 4-neighbours."""
    parent: list[int] = []
    runs: list[tuple[int, int, int]] = []
    above: list[int] = []

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = mask
    edges = np.diff(padded, axis=1)
    for row in np.flatnonzero(mask.any(axis=1)).tolist():
        starts, ends = np.flatnonzero(edges[row] == 1), np.flatnonzero(edges[row] == -1)
        here: list[int] = []
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            index = len(runs)
            runs.append((row, start, end))
            parent.append(index)
            for other in above:
                if runs[other][0] == row - 1 and runs[other][1] < end and start < runs[other][2]:
                    parent[root(other)] = root(index)
            here.append(index)
        above = here
    groups: dict[int, list[tuple[int, int, int]]] = {}
    for index, run in enumerate(runs):
        groups.setdefault(root(index), []).append(run)
    found: list[tuple[Mask, tuple[int, int, int, int]]] = []
    for members in groups.values():
        part = np.zeros_like(mask)
        for row, start, end in members:
            part[row, start:end] = True
        box = (members[0][0], min(m[1] for m in members), members[-1][0] + 1, max(m[2] for m in members))
        found.append((part, box))
    return found


def _grey(image: Image.Image) -> Grey:
    return np.asarray(image if image.mode == "L" else image.convert("L"), dtype=np.uint8)


def _spread(paper: Grey) -> Grey:
    """The light map with ink-filled cells taken from their brightest neighbours, then smoothed."""
    padded = np.pad(paper, 2, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (5, 5))
    brightest = np.partition(windows.reshape(*paper.shape, 25), 20, axis=2)[:, :, 20]
    wide = np.pad(brightest.astype(np.float32), 2, mode="edge")
    smooth = np.lib.stride_tricks.sliding_window_view(wide, (5, 5)).mean(axis=(2, 3))
    even: Grey = smooth.astype(np.uint8)
    return even


def _after_turn(
    back: tuple[float, float, float, float, float, float], angle: float, shape: tuple[int, ...]
) -> tuple[float, float, float, float, float, float]:
    """`back` for a picture turned about its middle by `angle` degrees anticlockwise."""
    radians = math.radians(angle)
    cos, sin = math.cos(radians), math.sin(radians)
    cx, cy = shape[1] / 2, shape[0] / 2
    a, b, c, d, e, f = back
    # output (x, y) came from (cx + cos*(x-cx) - sin*(y-cy), cy + sin*(x-cx) + cos*(y-cy))
    shift_x, shift_y = cx - cos * cx + sin * cy, cy - sin * cx - cos * cy
    return (
        a * cos + b * sin, -a * sin + b * cos, a * shift_x + b * shift_y + c,
        d * cos + e * sin, -d * sin + e * cos, d * shift_x + e * shift_y + f,
    )  # fmt: skip


def ink_share(grey: Grey) -> float:
    """Share of the page, its margins of 3 % apart, that is dark."""
    height, width = grey.shape
    inner = grey[int(0.03 * height) : int(0.97 * height) + 1, int(0.03 * width) : int(0.97 * width) + 1]
    return float((inner[::2, ::2] < 128).mean()) if inner.size else 0.0
