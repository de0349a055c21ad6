"""Per page of a PDF: its text layer, or its picture? The pages that need it are read by OCR side by side."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.errors import EngineError, InputError, KehoachError
from pipeline.reading.faults import say
from pipeline.reading.lines import PageInfo
from pipeline.reading.pdf.page import Fault, PageText
from pipeline.reading.pdf.pasted import pasted_pictures, with_pasted
from pipeline.reading.trust import COVERED, Verdict, covers, judge, sample

if TYPE_CHECKING:
    from pipeline.reading.ocr.contract import Engine, SecondReader
    from pipeline.reading.ocr.pages import Pages, ReadPage
    from pipeline.reading.ocr.pictures import Grey
    from pipeline.reading.pdf.frame import Layer
    from pipeline.reading.pdf.pdfium import PdfFile
    from pipeline.records import Box
    from pipeline.settings import ReadSettings

Why = Literal["always", "empty", "partial", "garbled", "check", "pasted"]

_GLANCE = 72  # dots an inch at which a page is looked at for writing that the layer does not hold
_PICTURE_SHARE = 0.5  # of the page: from here on the page is held for a scan
_MOST_PIXELS = 26_000_000  # of one rendered page; A3 at 300 dpi has 17 million
_LEAST_DPI = 60


class PageSources:
    """Decides for each page and reads the pictures where that is better; use as a context manager.

    Args:
        pdf: the open file.
        settings: `ocr` is auto, always or never; resolution, limits.
        engine: the OCR engine; None starts Tesseract and the second reader when the first page needs them.
        second: reads again what `engine` gets wrong.
    """

    def __init__(
        self, pdf: PdfFile, settings: ReadSettings, engine: Engine | None = None, second: SecondReader | None = None
    ) -> None:
        self._pdf, self._settings, self._engine, self._second = pdf, settings, engine, second
        self._pages: Pages | None = None
        self._missing: EngineError | None = None
        self._layers: list[tuple[PageText, Verdict, Why | None]] = []
        self._pasted: dict[int, list[Box]] = {}
        self.faults: list[Fault] = []

    def __enter__(self) -> PageSources:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if self._pages is not None:
            self._pages.__exit__(kind, error, trace)

    def add(self, page: PageText) -> None:
        """Takes the text layer of the next page; starts the reading of its picture where the layer will not do."""
        layer = page.layer
        page.layer = None
        text = "\n".join(line.text for line in page.lines)
        verdict = judge(text, layer.unmapped / max(len(layer.tokens), 1) if layer else 0.0)
        why = self._why(page, layer, verdict) if layer is not None else None
        if why is not None and layer is not None and not self._start(page, layer, why):
            why = None if why == "check" else why
        if why == "pasted" and layer is not None:
            self._pasted[page.info.number] = pasted_pictures(layer)
        if self._settings.ocr == "never" and page.lines and layer is not None and pasted_pictures(layer):
            self.faults.append((page.info.number, "ocr", say("pasted-unread")))
        self._layers.append((page, verdict, why))

    def finish(self) -> list[PageText]:
        """The pages in order, each with the better text; waits for the OCR.

        Raises:
            EngineError: OCR is needed for every page that has something on it, and there is no engine.
        """
        read = self._pages.results() if self._pages is not None else {}
        if self._missing is not None and not any(page.lines for page, _, _ in self._layers):
            raise self._missing
        return [self._chosen(page, verdict, why, read.get(page.info.number)) for page, verdict, why in self._layers]

    def refusal(self, path: str | Path) -> KehoachError | None:
        """The error for a document of which OCR was tried and nothing could be read, None where it was not tried."""
        from pipeline.reading.ocr.pages import nothing_read

        if self._pages is None:
            return None
        read = self._pages.results()
        return nothing_read(path, [read[number] for number in sorted(read)])

    def engines(self) -> tuple[tuple[str, str], ...]:
        """Names and versions of the OCR engine and the second reader, if they were used."""
        used = (self._engine, self._second) if self._pages is not None else ()
        return tuple(reader.describe() for reader in used if reader is not None)

    def _why(self, page: PageText, layer: Layer, verdict: Verdict) -> Why | None:
        """The reason to read the picture of a page, None to keep the layer as it is."""
        if self._settings.ocr == "never":
            return None
        if self._settings.ocr == "always":
            return "always"
        if not page.lines:
            return "empty" if layer.objects or layer.images else None
        if not verdict.believed:
            return "garbled"
        if _picture_share(layer) < _PICTURE_SHARE:
            return "pasted" if pasted_pictures(layer) else None
        glance = self._glance(layer)
        if glance is not None and covers(glance, [token.box for token in layer.tokens], _GLANCE) < COVERED:
            return "partial"
        return "check"

    def _glance(self, layer: Layer) -> Grey | None:
        import numpy as np

        try:
            image = self._pdf.render(layer.number, _GLANCE, self._settings.max_pixels)
        except (InputError, MemoryError):
            return None
        return np.asarray(image.convert("L"), dtype=np.uint8)

    def _start(self, page: PageText, layer: Layer, why: Why) -> bool:
        """Hands the page's picture to the OCR; False where that cannot be done."""
        from pipeline.reading.ocr.pages import Pages

        number = layer.number
        if self._missing is None and self._engine is None:
            from pipeline.reading.ocr.rapidocr import second_reader
            from pipeline.reading.ocr.tesseract import Tesseract

            try:
                self._engine = Tesseract(self._settings.ocr_language)
            except EngineError as error:
                if self._settings.ocr == "always":
                    raise
                self._missing = error
            else:
                self._second = second_reader(self.faults)
        if self._engine is None:
            if why != "check" and self._missing is not None:
                self.faults.append((number, "ocr", f"{self._missing.describe('vi')} / {self._missing.describe('en')}"))
            return False
        area = max(layer.width * layer.height, 1.0) / 72**2
        dpi = min(self._settings.ocr_dpi, int(math.sqrt(min(_MOST_PIXELS, self._settings.max_pixels) / area)))
        try:
            if dpi < _LEAST_DPI:
                raise MemoryError
            image = self._pdf.render(number, dpi, self._settings.max_pixels)
        except (InputError, MemoryError):
            self.faults.append((number, "ocr", say("page-not-drawn", number)))
            return False
        if self._pages is None:
            self._pages = Pages(self._engine, self._settings, self._second)
        claim = sample([(line.text, line.box) for line in page.lines if line.box]) if why == "check" else ()
        self._pages.put(image, dpi, number, (layer.width, layer.height), claim)
        return True

    def _chosen(self, page: PageText, verdict: Verdict, why: Why | None, read: ReadPage | None) -> PageText:
        """The page as its text layer or the OCR has it, with what speaks for the choice."""
        if page.info.method == "failed":
            return page
        quality = verdict.score if page.lines else 0.0
        if read is None:
            return self._as_layer(page, verdict, why)
        if read.agreed:
            return _with(page, quality=quality, reason=verdict.reason)
        if read.fault is not None:
            self.faults.append((page.info.number, "ocr", read.fault))
            if not page.lines:
                return PageText(replace(read.info, method="failed"))
            return _with(page, quality=round(0.5 * quality, 3), reason=read.fault)
        if why == "pasted":
            page.lines, found = with_pasted(page.lines, read.lines, self._pasted[page.info.number])
            return _with(page, quality=quality, reason=say("pasted-read") if found else verdict.reason)
        if why == "garbled" and not _reads_better(read, verdict):
            return _with(page, quality=quality, reason=f"{verdict.reason}; {say('picture-reads-same')}")
        if not read.lines and page.lines:
            return _with(page, quality=quality, reason=verdict.reason)
        return _as_read(page, verdict, why, read)

    def _as_layer(self, page: PageText, verdict: Verdict, why: Why | None) -> PageText:
        """A page of which no picture was read."""
        if page.lines:
            return _with(page, quality=verdict.score, reason=verdict.reason)
        if why in ("empty", "always"):
            missing = next((text for at, _, text in self.faults if at == page.info.number), say("layer-none"))
            return _with(page, method="failed", quality=0.0, reason=missing)
        return _with(page, reason=say("layer-none") if self._settings.ocr == "never" else None)


def _reads_better(read: ReadPage, verdict: Verdict) -> bool:
    """Whether the picture gives a better text than a garbled layer, and not much less of it."""
    again = judge("\n".join(line.text for line in read.lines))
    return again.score >= verdict.score + 0.05 and again.words >= 0.5 * verdict.words


def _as_read(page: PageText, verdict: Verdict, why: Why | None, read: ReadPage) -> PageText:
    """What the OCR made of a page, and why its layer was not taken."""
    reasons: dict[str, str | None] = {
        "garbled": verdict.reason,
        "partial": say("layer-partial"),
        "check": say("layer-disagrees"),
        "empty": say("layer-none"),
    }
    reason = "; ".join(text for text in (reasons.get(why or ""), read.info.reason) if text) or None
    method = "layer-rejected" if page.lines and why != "always" else "ocr"
    info = replace(read.info, method=method, reason=reason)
    return PageText(info, list(read.lines), list(read.tables), read.starts_with_table, read.ends_with_table)


def method_of(pages: list[PageInfo]) -> str:
    """How the document as a whole was read: text-layer, ocr or mixed."""
    kinds = {page.method in ("ocr", "layer-rejected") for page in pages if page.method != "failed"}
    return "mixed" if len(kinds) == 2 else "ocr" if True in kinds else "text-layer"


def _picture_share(layer: Layer) -> float:
    """Share of the page that its largest pictures cover, overlaps counted once for the largest only."""
    area = max(layer.width * layer.height, 1.0)
    shares = []
    for x0, top, x1, bottom in layer.images:
        wide = min(x1, layer.width) - max(x0, 0.0)
        high = min(bottom, layer.height) - max(top, 0.0)
        shares.append(max(wide, 0.0) * max(high, 0.0) / area)
    return max([*shares, min(sum(shares), 1.0) if len(shares) > 3 else 0.0], default=0.0)


def _with(page: PageText, **changes: object) -> PageText:
    if "reason" in changes:  # what is known of the layer is no less true
        reasons = (page.info.reason, changes["reason"])
        changes["reason"] = "; ".join(str(reason) for reason in reasons if reason) or None
    page.info = replace(page.info, **changes)  # type: ignore[arg-type]
    return page
