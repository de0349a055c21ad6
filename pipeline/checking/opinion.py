"""What a legal officer gets of a plan: its citations with their standing, the findings, and what was not looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.checking.citations import shown
from pipeline.checking.known import KnownDocument, KnownDocuments
from pipeline.checking.view import View, plan_floor
from pipeline.records import Document, Evidence, Finding, LegalReference, Record, Severity
from pipeline.text.unicode import fold

_SEVERITIES: Mapping[Severity, str] = {"error": "Lỗi", "warning": "Cảnh báo", "info": "Lưu ý"}
_VERDICTS = {"match": "khớp", "mismatch": "lệch", "unknown": "chưa có trong danh mục", "not-checked": "không tra được"}
_STATES = {
    "in-force": "còn hiệu lực",
    "not-yet": "chưa có hiệu lực",
    "ended": "đã hết hiệu lực",
    "unknown": "không rõ",
}
_KNOWN = (
    "Danh mục đối chiếu: {size} văn bản, tính đến {day}. Văn bản ban hành sau ngày ấy, hoặc không có trong danh mục, "
    "chưa được đối chiếu."
)
_ADVICE = {
    "date-conflict": "tra lại, thống nhất thời gian",
    "heading-order": "đánh lại số, chữ của đề mục",
    "incomplete-citation": "ghi đủ loại, số, ngày, cơ quan, trích yếu",
    "missing-date": "ghi rõ ngày hoặc thời hạn",
    "missing-number": "ghi đủ số, ký hiệu",
    "missing-part": "bổ sung phần thiếu",
    "suspicious-link": "thay đường dẫn",
    "symbol-form": "viết lại ký hiệu",
    "wrong-unit": "sửa cho đúng đơn vị, cơ quan",
}
"""What to do about a finding of a kind where the rule itself proposes nothing."""
_QUOTE = 240  # characters of a quote that are shown


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: a heading and a table, or lines where there are no columns."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""
    """What is said where there are no rows."""
    widths: tuple[int, ...] = ()
    """Share of the page, in per cent, of each column."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The page of one plan, in Vietnamese."""

    title: str
    lines: tuple[str, ...]
    parts: tuple[Part, ...]


def opinion(
    record: Record,
    document: Document,
    registry: KnownDocuments,
    size: int,
    reasons: Sequence[str],
    disabled: Sequence[str],
) -> Opinion:
    """The page of a plan that was linked and checked.

    Args:
        record: the plan with its findings.
        document: its text.
        registry: what its citations were linked to.
        size: number of documents in the registry.
        reasons: for each citation, in order, why it was linked as it was.
        disabled: rules that were not asked.
    """
    info = record.document
    number = f"số {info.number}/{info.symbol}" if info.number and info.symbol else "chưa rõ số"
    whole = len(info.issue_date or "") == len("2026-01-31")
    day = f"ngày {shown(info.issue_date or '')}" if whole else f"chưa rõ ngày {_of_the_year(info.issue_date)}".strip()
    counts = Counter(one.severity for one in record.findings)
    lines = (
        f"{info.type or 'Văn bản'} {number}, {day}, của {info.issuer or 'cơ quan chưa rõ'}",
        f"Về: {_cased(info.title, record.legal_references)}" if info.title else "Không đọc được trích yếu.",
        "; ".join(f"{counts[name]} {words.lower()}" for name, words in _SEVERITIES.items()) + ".",
        _KNOWN.format(size=size, day=shown(registry.as_of or "")),
    )
    return Opinion(
        "PHIẾU RÀ SOÁT VĂN BẢN",
        lines,
        (
            _citations(record, document, registry, reasons),
            _findings(record, document),
            _left_out(record, document, disabled),
        ),
    )


def _cased(title: str, references: Sequence[LegalReference]) -> str:
    """A title from a line of capitals with the symbols that it holds in their own case."""
    for canonical in {one.canonical for one in references if one.canonical}:
        title = re.sub(re.escape(canonical), canonical, title, flags=re.IGNORECASE)
    return title


def _place(view: View, evidence: Evidence) -> str:
    """Where it stands: the page, the label of its section in a text that has no pages."""
    if len(view.document.pages) > 1:
        return f"tr. {evidence.page}"
    path = view.section_path(evidence.start)
    return f"mục {path}" if re.match(r"(?:[A-Z]+|\d+|[a-zđ])(?:\.|$)", path) else path


def _citations(record: Record, document: Document, registry: KnownDocuments, reasons: Sequence[str]) -> Part:
    day, view = plan_floor(record), View(record, document)
    rows: list[tuple[str, ...]] = []
    for reference, reason in zip(record.legal_references, reasons, strict=True):
        if reference.repeats:
            continue
        entry = registry.get(reference.resolved) if reference.resolved else None
        rows.append(
            (
                str(len(rows) + 1),
                _name(reference, entry),
                _verdict(reference, entry),
                _standing(entry, day),
                _evidence(entry, reason),
                _place(view, reference.evidence),
            )
        )
    heads = ("STT", "Văn bản viện dẫn", "Kết luận", "Hiệu lực tại ngày kế hoạch", "Bằng chứng của danh mục", "Chỗ")
    said = "Không có văn bản nào được viện dẫn."
    return Part("I. Văn bản được viện dẫn", heads, tuple(rows), said, (5, 38, 9, 13, 26, 9))


def _of_the_year(issued: str | None) -> str:
    return f"(năm {issued[:4]})" if issued else ""


def _name(reference: LegalReference, entry: KnownDocument | None) -> str:
    number = reference.canonical or reference.number
    if entry is not None and number is not None and fold(entry.number) == fold(number):
        number = entry.number  # a line of capitals has lost its case
    words = " ".join(part for part in (reference.type, number) if part)
    dated = f" ngày {shown(reference.date)}" if reference.date else ""
    issuer = f" của {reference.issuer}" if reference.issuer else ""
    own = reference.title or ""
    if reference.canonical is None and fold(own).startswith(fold(reference.type or "?")):
        words, own = own, ""  # the name of a law says what it is
    title = f" {own}" if own else ""
    return (words + dated + issuer + title).strip()[:_QUOTE]


def _verdict(reference: LegalReference, entry: KnownDocument | None) -> str:
    said = _VERDICTS.get(reference.verdict or "not-checked", "không tra được")
    weak = reference.verdict == "match" and entry is not None and not entry.firm
    return f"{said} (ít nguồn, chưa đối chiếu)" if weak else said


def _standing(entry: KnownDocument | None, day: str | None) -> str:
    if entry is None:
        return ""
    state = entry.state(day)
    if state != "ended":
        return _STATES[state]
    by = f", thay bằng {entry.repealed_by}" if entry.repealed_by else ""
    doubt = "" if entry.surely_ended else " (ít nguồn, cần tra lại)"
    return f"{_STATES[state]} từ {shown(entry.ended or '')}{by}{doubt}"


def _evidence(entry: KnownDocument | None, reason: str) -> str:
    said = reason.partition(" / ")[0]
    if entry is None:
        return said
    day = f"ngày {shown(entry.date)}" if entry.date else "không rõ ngày"
    against = f"; {entry.against} văn bản ghi ngày khác" if entry.against else ""
    source = entry.source.partition(" / ")[0]
    return f"{entry.number}, {day}, {entry.issuer or 'không rõ cơ quan'}; nguồn: {source}{against}; {said}"


def _findings(record: Record, document: Document) -> Part:
    order, view = list(_SEVERITIES), View(record, document)
    ordered = sorted(record.findings, key=lambda one: (order.index(one.severity), one.evidence.start))
    rows = tuple(_finding(at + 1, one, _place(view, one.evidence)) for at, one in enumerate(ordered))
    heads = ("STT", "Mức", "Phát hiện", "Trích nguyên văn", "Căn cứ", "Đề xuất")
    return Part("II. Phát hiện", heads, rows, "Không có phát hiện.", (5, 8, 28, 29, 17, 13))


_IN_ITSELF = "suy từ chính văn bản"
_BY_CONTEXT = "máy đoán theo ngữ cảnh"


def _finding(at: int, one: Finding, where: str) -> tuple[str, ...]:
    quote = " ".join(one.quote.split())
    quote = quote if len(quote) <= _QUOTE else quote[: _QUOTE - 3] + "..."
    place = f"“{quote}” ({where})"
    return (
        str(at),
        _SEVERITIES[one.severity],
        f"{one.explanation} [{one.rule}]",
        place,
        _IN_ITSELF if one.basis == "lô-gích" else one.basis or (_BY_CONTEXT if one.kind == "spelling" else ""),
        one.suggestion or _ADVICE.get(one.kind, ""),
    )


def _left_out(record: Record, document: Document, disabled: Sequence[str]) -> Part:
    """What was not looked at, and why."""
    view = View(record, document)
    documents = [reference for reference in record.legal_references if not reference.repeats]
    verdicts = Counter(reference.verdict or "not-checked" for reference in documents)
    lines = [
        (
            verdicts["unknown"],
            "văn bản được viện dẫn không có trong danh mục: không đối chiếu được số, ngày, cơ quan, hiệu lực.",
        ),
        (verdicts["not-checked"], "viện dẫn không đủ số, ký hiệu để tra."),
    ]
    said = [f"{count} {words}" for count, words in lines if count]
    if view.day is None:
        said.append("Không rõ ngày ban hành: hiệu lực xét theo ngày muộn nhất được viện dẫn; thời hạn đã qua chưa xét.")
    if not view.legible:
        said.append("Lớp chữ bị hỏng: các quy tắc về câu chữ không được áp dụng.")
    if document.method in ("ocr", "mixed"):
        said.append("Văn bản quét: thứ tự đề mục, hàng trong bảng và dấu câu ở căn cứ chưa xét.")
    said += [fault.message.partition(" / ")[0] for fault in record.source.faults]
    if disabled:
        said.append("Quy tắc đã tắt: " + ", ".join(disabled) + ".")
    said.append("Nội dung chuyên môn, thẩm quyền ban hành và sự phù hợp với nghị quyết của địa phương: không xét.")
    return Part("III. Chưa kiểm tra", (), tuple((line,) for line in said))
