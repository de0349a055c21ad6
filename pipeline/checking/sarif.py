"""Findings as SARIF 2.1.0, which editors and code hosts show beside the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.checking.rules import RULES
from pipeline.records import Finding

_LEVELS = {"info": "note", "warning": "warning", "error": "error"}
_ELSEWHERE = {
    "P01": "Thiếu căn cứ mà chính sách yêu cầu",
    "P02": "Thiếu nội dung mà chính sách yêu cầu",
    "P03": "Chỉ tiêu thấp hơn yêu cầu",
    "P04": "Thiếu chỉ tiêu mà chính sách yêu cầu",
    "P05": "Thời hạn báo cáo hằng năm",
    "A01": "Ngày văn bản khác với các kế hoạch khác",
    "S01": "Nghi lỗi chính tả",
}


def sarif(
    findings: Iterable[tuple[str, Finding, str | None]],
    version: str,
    lang: str = "vi",
    suppressed: Mapping[int, str] | None = None,
) -> dict[str, Any]:
    """The log of one run.

    Args:
        findings: (path of the document, finding, its text or None); line and column are given where the text is.
        version: of kehoach.
        lang: language of the messages, "vi" or "en".
        suppressed: place in `findings` -> the reason why it is let pass.
    """
    results = [
        _result(path, finding, text, lang, (suppressed or {}).get(at))
        for at, (path, finding, text) in enumerate(findings)
    ]
    driver = {"name": "kehoach", "version": version, "rules": _rules()}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _rules() -> list[dict[str, Any]]:
    own = [
        {
            "id": rule.id,
            "name": rule.find.__name__,
            "shortDescription": {"text": rule.find.__doc__ or rule.id},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            "properties": {"kind": rule.kind, "basis": [basis.clause for basis in rule.basis]},
        }
        for rule in RULES
    ]
    return own + [{"id": name, "shortDescription": {"text": words}} for name, words in _ELSEWHERE.items()]


def _result(path: str, finding: Finding, text: str | None, lang: str, reason: str | None) -> dict[str, Any]:
    place = finding.evidence
    region: dict[str, Any] = {
        "charOffset": place.start,
        "charLength": place.end - place.start,
        "snippet": {"text": finding.quote},
    }
    if text is not None:
        region |= _lines(text, place.start, place.end)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.explanation if lang == "vi" else finding.explanation_en},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}}],
        "properties": {
            "kind": finding.kind,
            "about": finding.about,
            "basis": finding.basis,
            "suggestion": finding.suggestion,
            "confidence": finding.confidence,
            "page": place.page,
        },
    }
    if reason is not None:
        result["suppressions"] = [{"kind": "external", "justification": reason}]
    return result


def _lines(text: str, start: int, end: int) -> dict[str, int]:
    """Line and column (1-based) of a span; the end column is the one after its last character."""
    return {
        "startLine": text.count("\n", 0, start) + 1,
        "startColumn": start - (text.rfind("\n", 0, start) + 1) + 1,
        "endLine": text.count("\n", 0, end) + 1,
        "endColumn": end - (text.rfind("\n", 0, end) + 1) + 1,
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/"))
