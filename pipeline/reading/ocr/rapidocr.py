"""The PP-OCRv6 models that RapidOCR's wheel brings, run on onnxruntime; the only module that imports it.

The wheel is asked for its two model files alone: loading its code costs a second and holds OpenCV in memory, and it
gives the best string of signs where a grammar needs the chances of all (see `contract.Strip`). The models are the
ones that the figures of this package were measured with; other bytes are refused. One thread a call: pages are read
side by side.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

from pipeline.errors import EngineError
from pipeline.messages import both
from pipeline.reading.ocr.contract import PageFault, Spot, Strip
from pipeline.reading.ocr.pictures import blobs

if TYPE_CHECKING:
    from PIL.Image import Image

Chances = npt.NDArray[np.float32]

_SHA256 = {
    "PP-OCRv6_det_small.onnx": "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    "PP-OCRv6_rec_small.onnx": "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
}
_HEIGHT = 48  # pixels of a line that the recognition model takes
_WIDEST = 2400  # pixels; a line of A3 at that height has 1,700
_LOOK = 120  # dots an inch at which lines are looked for: 100 joins what a seal touches, 200 takes four times as long
_MULTIPLE = 32  # of which the sides of a picture must be for the detection model
_INK, _LINE = 0.3, 0.5  # chance that a pixel is writing, and its mean over a line, from which they count
_GROWN = 1.6  # the model marks the core of a line: its box is grown by this times area over circumference (PaddleOCR)
_SLIGHT = 1e-6  # chances below are not kept


class RapidOcr:
    """Finds lines of writing and reads them.

    Raises:
        EngineError: rapidocr or onnxruntime is not installed, or a model file is not the one that was tested.
    """

    def __init__(self) -> None:
        self._find, self._read, self._signs = _models()

    def find(self, picture: Image, dpi: float) -> list[Spot]:
        """The lines of writing, from the top."""
        wide, high = (max(_MULTIPLE, round(side * _LOOK / dpi / _MULTIPLE) * _MULTIPLE) for side in picture.size)
        pixels = _levels(picture.resize((wide, high), Pillow.Resampling.BOX))
        chances = _run(self._find, pixels)[0]
        found = []
        for part, (top, left, bottom, right) in blobs(chances > _INK):
            width, height = right - left, bottom - top
            inside = part[top:bottom, left:right]
            if min(width, height) < 3 or float(chances[top:bottom, left:right][inside].mean()) < _LINE:
                continue
            by = width * height * _GROWN / (2 * (width + height))
            x, y = picture.width / wide, picture.height / high
            box = (max(left - by, 0) * x, max(top - by, 0) * y, min(right + by, wide) * x, min(bottom + by, high) * y)
            found.append(Spot(box, _slope(inside) * y / x))
        return sorted(found, key=lambda spot: spot.box[1])

    def read(self, pictures: Sequence[Image]) -> list[Strip]:
        """Each line by itself: lines padded to one width are read worse."""
        return [self._strip(picture) for picture in pictures]

    def describe(self) -> tuple[str, str]:
        """("rapidocr", version and models)."""
        return "rapidocr", f"{version('rapidocr')} PP-OCRv6 small"

    def _strip(self, picture: Image) -> Strip:
        width = min(max(8, round(picture.width * _HEIGHT / max(picture.height, 1))), _WIDEST)
        pixels = _levels(picture.resize((width, _HEIGHT), Pillow.Resampling.BILINEAR))
        chances = _run(self._read, pixels)
        rows, signs = np.nonzero(chances > _SLIGHT)
        columns: list[dict[str, float]] = [{} for _ in range(len(chances))]
        for row, sign in zip(rows.tolist(), signs.tolist(), strict=True):
            columns[row][self._signs[sign]] = float(chances[row, sign])
        return Strip(tuple(columns))


def second_reader(faults: list[tuple[int | None, str, str]]) -> RapidOcr | None:
    """The reader; None where it cannot be used, and what is lost by that is added to the faults of the file."""
    try:
        return RapidOcr()
    except EngineError as error:
        faults.append((None, "ocr", f"{error.describe('vi')} / {error.describe('en')}"))
        return None


@cache
def _models() -> tuple[Any, Any, tuple[str, ...]]:
    """Sessions of the model that finds lines and the one that reads them, and the signs that the latter knows."""
    try:
        import onnxruntime
    except ImportError as error:
        raise EngineError(detail="onnxruntime", todo=both("advice", "second_reader")) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # kept between calls, the arena holds the widest line ever read
    options.log_severity_level = 3
    find, read = (
        onnxruntime.InferenceSession(_model(name), options, providers=["CPUExecutionProvider"]) for name in _SHA256
    )
    known: Mapping[str, str] = read.get_modelmeta().custom_metadata_map
    return find, read, ("", *known["character"].splitlines(), " ")


def _model(name: str) -> bytes:
    """The bytes of a model, looked at before they are used."""
    spec = find_spec("rapidocr")
    home = next(iter((spec.submodule_search_locations if spec else None) or ()), None)
    try:
        version("rapidocr")
        content = (Path(home or "") / "models" / name).read_bytes()
    except (OSError, PackageNotFoundError) as error:
        raise EngineError(detail="rapidocr", todo=both("advice", "second_reader")) from error
    if hashlib.sha256(content).hexdigest() != _SHA256[name]:
        raise EngineError(detail=name, todo=both("advice", "other_model"))
    return content


def _run(model: Any, pixels: Chances) -> Chances:
    """What a model gives for one picture."""
    try:
        given: Chances = model.run(None, {"x": pixels[None]})[0][0]
    except Exception as error:  # onnxruntime's errors have no other base
        raise PageFault(f"onnxruntime: {error}") from error
    return given


def _levels(picture: Image) -> Chances:
    """Channels (blue, green, red) by rows by columns, -1 black to 1 white: what the models were trained on."""
    pixels = np.asarray(picture.convert("RGB"), dtype=np.float32)[:, :, ::-1].transpose(2, 0, 1)
    return np.ascontiguousarray(pixels / 127.5 - 1)


def _slope(part: npt.NDArray[np.bool_]) -> float:
    """How far a line falls a pixel to the right, 0 for one that is not much longer than high."""
    height, width = part.shape
    if width < 3 * height and width < 40:
        return 0.0
    ys, xs = np.nonzero(part)
    spread = float(np.var(xs))
    return float(np.cov(xs, ys)[0, 1] / spread) if spread > 0 else 0.0
