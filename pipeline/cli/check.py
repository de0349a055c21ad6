"""The command on compliance: check."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import Config, Db, Lang, Ocr, Password, chosen, opened
from pipeline.messages import both, word, words

if TYPE_CHECKING:
    from pipeline.records import Document, Finding, Record
    from pipeline.settings import RunSettings

    _Read = tuple[str, Record, Document]

_ORDER = {"info": 0, "warning": 1, "error": 2}
_FORMATS = ("text", "json", "csv", "sarif")
_COLUMNS = (
    *("document", "severity", "rule", "kind", "about", "explanation", "suggestion", "basis"),
    *("page", "start", "end", "quote", "confidence", "suppressed"),
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A finding with the document that it is of."""

    path: str
    sha256: str
    finding: Finding
    text: str | None = None
    reason: str | None = None
    """Why it is let pass, where somebody said so."""


def check(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE]...", help="Tệp cần kiểm tra; không có thì kiểm tra cả kho.")
    ] = None,
    db: Db = None,
    registry: Annotated[
        list[str] | None, typer.Option("--registry", metavar="FILE.csv", help="Danh mục văn bản riêng, dùng thêm.")
    ] = None,
    policy: Annotated[
        list[str] | None, typer.Option("--policy", metavar="FILE.toml", help="Chính sách cần đối chiếu.")
    ] = None,
    disable: Annotated[list[str] | None, typer.Option("--disable", metavar="RULE", help="Quy tắc không dùng.")] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="PLAN|auto", help="So với kế hoạch cấp trên: tệp, tên trong kho, hoặc auto."),
    ] = None,
    report: Annotated[
        str | None, typer.Option("--report", metavar="FILE.html|.docx", help="Ghi phiếu rà soát để in.")
    ] = None,
    suppress: Annotated[
        str | None, typer.Option("--suppress", metavar="DOC:FINDING", help="Bỏ qua một phát hiện (cần --reason).")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Lý do bỏ qua, được lưu trong kho.")] = None,
    format: Annotated[str, typer.Option("--format", metavar="text|json|csv|sarif", help="Dạng in ra.")] = "text",
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", metavar="error|warning|never", help="Mã thoát 1 từ mức này. [never]")
    ] = None,
    ocr: Ocr = None,
    password: Password = None,
    config: Config = None,
    lang: Lang = None,
) -> int:
    """Kiểm tra thể thức, viện dẫn, mốc thời gian, địa giới của các kế hoạch."""
    from pipeline.errors import UsageError
    from pipeline.settings import load

    given = chosen(db=db, lang=lang, read__ocr=ocr, read__password=password, checking__fail_on=fail_on)
    for key, values in (("registries", registry), ("policies", policy), ("disabled", disable)):
        if values:
            given[f"checking.{key}"] = values
    settings = load(config, **given)
    if format not in _FORMATS:
        raise UsageError(None, f"--format {format!r}: {' | '.join(_FORMATS)}")
    if suppress is not None:
        return _suppress(suppress, reason, settings)
    verdicts: Counter[str] = Counter()
    done, failed = _read(files or [], settings)
    if report is not None:
        _write_report(done, report, settings)
    if against is not None:
        return _against(done, against, format, settings) or int(failed)
    lines = _of_files(done, verdicts) if files else _of_store(settings, verdicts, with_texts=format == "sarif")
    if done or not failed or format != "text":  # of files that could not be read nothing can be said
        _print(lines, format, settings.lang)
    if format == "text" and (done or not failed):
        sys.stdout.write(_looked_up(verdicts, settings) + "\n")
    least = settings.checking.fail_on
    worst = max((_ORDER[line.finding.severity] for line in lines if line.reason is None), default=-1)
    return 1 if failed or (least != "never" and worst >= _ORDER[least]) else 0


def _read(files: list[str], settings: RunSettings) -> tuple[list[_Read], bool]:
    """Files read and checked; one that cannot be read is named on standard error, the rest is done."""
    from pipeline.errors import InputError
    from pipeline.extraction import extract
    from pipeline.process import check as checked
    from pipeline.process import read

    done: list[_Read] = []
    failed = False
    for path in files:
        try:
            with opened(path) as given:
                document = read(given, settings.read, settings.restoring)
        except InputError as error:
            failed = True
            sys.stderr.write(error.describe(settings.lang) + "\n")
            continue
        done.append((path, checked(extract(document, settings.extracting), document, settings.checking), document))
    return done, failed


def _of_files(done: list[_Read], verdicts: Counter[str]) -> list[_Line]:
    """The findings on files, with those across them."""
    from pipeline.process import check_together

    for _, record, _ in done:
        verdicts.update(reference.verdict for reference in record.legal_references)
    across = check_together((path, record) for path, record, _ in done)
    return [
        _Line(path, record.source.sha256, finding, document.text)
        for path, record, document in done
        for finding in (*record.findings, *across.get(path, ()))
    ]


def _write_report(done: list[_Read], path: str, settings: RunSettings) -> None:
    """Writes the officer's page of each file."""
    from pipeline.checking.opinion_files import write
    from pipeline.errors import UsageError
    from pipeline.process import opinion

    if not done:
        raise UsageError(None, "--report: cần tệp đọc được / a file that can be read is needed")
    write([opinion(record, document, settings.checking) for _, record, document in done], path)


def _against(done: list[_Read], wanted: str, format: str, settings: RunSettings) -> int:
    """Holds the files, or the plans of the store, against the plan above."""
    from pipeline.cli.parents import held, show, stored
    from pipeline.errors import UsageError

    if format not in ("text", "json"):
        raise UsageError(None, "--against: --format text | json")
    plans: list[tuple[str, Record, Document | None]] = [*done]
    plans = plans or [(name, record, None) for name, record in stored(settings).items()]
    show(held(plans, wanted, settings), format, settings.lang)
    return 0


def _of_store(settings: RunSettings, verdicts: Counter[str], *, with_texts: bool) -> list[_Line]:
    """The findings in the store, with those across plans and of policies; suppressed ones bear their reason."""
    from pipeline.process import check_together
    from pipeline.records.codec import from_dict
    from pipeline.storage import Store

    with Store(settings.db, create=False) as store:
        reasons = store.suppressions()
        stored = [(one.entry, from_dict(one.values, one.entry.shown)) for one in store.stored() if one.values]
        texts = {entry.shown: store.texts(entry) for entry, _ in stored} if with_texts else {}
    records = {entry.shown: record for entry, record in stored}
    parents = {number: record for record in records.values() if (number := _own_number(record))}
    across = check_together(records.items(), settings.checking.policies, parents)
    lines = []
    for entry, record in stored:
        verdicts.update(reference.verdict for reference in record.legal_references)
        kept = texts.get(entry.shown)
        for finding in (*record.findings, *across.get(entry.shown, ())):
            if finding.rule in settings.checking.disabled:
                continue
            sha256 = entry.sha256 or ""
            why = reasons.get((finding.rule, sha256, finding.about))
            lines.append(_Line(entry.shown, sha256, finding, kept.text if kept else None, why))
    return lines


def _own_number(record: Record) -> str | None:
    info = record.document
    if not info.number or not info.symbol:
        return None
    return f"{info.number}{'-' if '/' in info.symbol else '/'}{info.symbol}"


def _suppress(target: str, reason: str | None, settings: RunSettings) -> int:
    """Marks one finding of the store as looked at; "DOC:f3" or "DOC:RULE:about"."""
    import getpass

    from pipeline.errors import UsageError
    from pipeline.records.codec import from_dict
    from pipeline.storage import Store

    document, _, wanted = target.rpartition(":")
    todo = both("advice", "suppress")
    if not document or not wanted or not (reason or "").strip():
        raise UsageError(None, f"--suppress {target!r}, --reason {reason!r}", todo)
    with Store(settings.db, create=False) as store:
        stored = store.find(document)
        record = from_dict(stored.values, stored.entry.shown) if stored.values else None
        found = [f for f in (record.findings if record else ()) if wanted in (f.id, f.rule)]
        if not found:
            raise UsageError(stored.entry.shown, f"không có phát hiện / no finding {wanted!r}", todo)
        for finding in found:
            store.suppress(finding.rule, stored.entry.sha256 or "", finding.about, reason or "", getpass.getuser())
    return 0


# ------------------------------------------------------------------------------------------------- printing


def _looked_up(verdicts: Counter[str], settings: RunSettings) -> str:
    """What became of the citations, and how far the registry goes: a check that did not run must be seen."""
    from pipeline.checking.citations import shown
    from pipeline.linking import load_registry

    known = load_registry(settings.checking.registries)
    counts = ", ".join(f"{verdicts[name]} {said}" for name, said in words("verdicts", settings.lang).items())
    day = shown(known.as_of or "")
    return word("check", "looked_up", settings.lang).format(counts, len(known), day)


def _print(lines: list[_Line], format: str, lang: str) -> None:
    if format == "json":
        sys.stdout.write(_json(lines))
    elif format == "csv":
        _csv(lines, lang)
    elif format == "sarif":
        import json

        from pipeline import __version__
        from pipeline.checking.sarif import sarif

        suppressed = {at: line.reason for at, line in enumerate(lines) if line.reason is not None}
        log = sarif([(line.path, line.finding, line.text) for line in lines], __version__, lang, suppressed)
        sys.stdout.write(json.dumps(log, ensure_ascii=False, indent=1) + "\n")
    else:
        _table([line for line in lines if line.reason is None], lang)
        let_pass = sum(line.reason is not None for line in lines)
        if let_pass:
            passed = word("check", "suppressed", lang)
            sys.stdout.write(f"{let_pass} {passed}.\n")


def _json(lines: list[_Line]) -> str:
    import json
    from dataclasses import asdict

    rows = [{"document": line.path, **asdict(line.finding), "suppressed": line.reason} for line in lines]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _csv(lines: list[_Line], lang: str) -> None:
    import csv

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(_COLUMNS)
    for line in lines:
        one, place = line.finding, line.finding.evidence
        said = one.explanation if lang == "vi" else one.explanation_en
        cells = [line.path, one.severity, one.rule, one.kind, one.about, said, one.suggestion or "", one.basis or ""]
        where = [place.page, place.start, place.end, " ".join(one.quote.split())]
        out.writerow([*cells, *where, f"{one.confidence:.2f}", line.reason or ""])


def _table(lines: list[_Line], lang: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=False)
    if not lines:
        console.print(word("check", "none", lang))
        return
    colours = {"error": "red", "warning": "yellow", "info": "cyan"}
    for path in dict.fromkeys(line.path for line in lines):
        table = Table(title=Text(path), title_justify="left", show_lines=False, expand=False)
        for head in list(words("check_heads", lang).values())[1:]:
            table.add_column(head, overflow="fold")
        own = [line for line in lines if line.path == path]
        for line in sorted(own, key=lambda line: (-_ORDER[line.finding.severity], line.finding.evidence.start)):
            one = line.finding
            said = one.explanation if lang == "vi" else one.explanation_en
            quote = " ".join(one.quote.split())
            page = f"{word('check', 'page', lang)} {one.evidence.page}: "
            table.add_row(
                Text(word("severities", one.severity, lang), style=colours[one.severity]),
                Text(one.rule),
                Text(said),
                Text(page + (quote if len(quote) <= 70 else quote[:67] + "...")),
                Text(one.basis or ""),
            )
        console.print(table)
    counts = {name: sum(line.finding.severity == name for line in lines) for name in ("error", "warning", "info")}
    console.print(", ".join(f"{count} {word('severities', name, lang)}" for name, count in counts.items()))


def register(app: typer.Typer) -> None:
    """Mounts the group `registry` on the application."""
    from pipeline.cli.registry import application

    app.add_typer(application(), name="registry", short_help="Danh mục văn bản: xem, nhập, xuất, học từ kho.")
