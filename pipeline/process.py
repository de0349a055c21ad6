"""The one way through a file: read, restore, extract, link, check. Commands, batch, page and Python all go it."""

from __future__ import annotations

import hashlib
import os
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pipeline import assets
from pipeline.errors import KehoachError, UsageError
from pipeline.messages import both
from pipeline.records import Document, Evidence, Fault, Finding, Record
from pipeline.settings import CheckSettings, ReadSettings, RestoreSettings, RunSettings
from pipeline.text.spans import Edit, Span

if TYPE_CHECKING:
    from pipeline.checking import Opinion
    from pipeline.checking.view import View
    from pipeline.linking import Registry
    from pipeline.restoration import Suspect

T = TypeVar("T")


class Keeper(Protocol):
    """Told of what is done while a later stage could still end the process."""

    def texts(self, text: str, raw: str) -> None:
        """Takes the clean text and the raw one, which the offsets of the record count in."""

    def before(self, stage: str, values: dict[str, Any]) -> None:
        """Takes the name of the stage that comes, and the record as it is without it."""


def process(path: str, settings: RunSettings, keeper: Keeper | None = None) -> dict[str, Any]:
    """Takes a file through all stages and gives its record as plain JSON values.

    A stage that fails after the file was read costs what it would have given: the record holds what the others gave
    and a fault that names the stage.

    Args:
        path: the file.
        settings: of the run.
        keeper: given the texts once the file is read, and the record before each stage that could end the process.

    Raises:
        KehoachError: the file cannot be read, or an engine that it needs is missing.
    """
    from pipeline.extraction import extract, unextracted
    from pipeline.records.codec import to_dict

    guard = Guard()
    document = read(path, settings.read, settings.restoring)
    bare = unextracted(document)
    if keeper is not None:
        keeper.texts(document.text, document.raw)
        keeper.before("extraction", to_dict(bare))
    record = guard("extraction", lambda: extract(document, settings.extracting), bare)
    if settings.check:
        if keeper is not None:
            keeper.before("checking", to_dict(guard.noted(record)))
        record = _check(record, document, settings.checking, guard)
    return to_dict(guard.noted(record))


class Guard:
    """Runs stages one by one; what a failing one raised becomes a fault."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def __call__(self, stage: str, work: Callable[[], T], instead: T) -> T:
        """What `work` gives, or `instead` where it fails.

        Raises:
            UsageError: wrong settings are no fault of the file.
        """
        try:
            return work()
        except UsageError:
            raise
        except KehoachError as error:
            self._faults.append(stage_fault(stage, error.describe("vi"), error.describe("en")))
        except MemoryError:
            self._faults.append(stage_fault(stage, "vượt giới hạn bộ nhớ", "past the memory limit"))
        except Exception as error:
            what = f"{type(error).__name__}: {' '.join(str(error).split())[:160]} [{_place(error)}]"
            self._faults.append(stage_fault(stage, f"lỗi ngoài dự kiến ({what})", f"an unforeseen error ({what})"))
        return instead

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What failed so far."""
        return tuple(self._faults)

    def noted(self, record: Record) -> Record:
        """The record with the faults."""
        if not self._faults:
            return record
        return replace(record, source=replace(record.source, faults=(*record.source.faults, *self._faults)))


def stage_fault(stage: str, vi: str, en: str) -> Fault:
    """A fault of a whole stage, which it names in words."""
    names = STAGES[stage]
    vi, en = (words.replace(" / ", "/") for words in (vi, en))  # the sign that parts the two languages
    return Fault(None, stage, f"{names[0]}: {vi} / {names[1]}: {en}")


STAGES = {
    "restoration": ("khôi phục chữ", "restoration"),
    "extraction": ("trích xuất", "extraction"),
    "linking": ("đối chiếu căn cứ", "linking"),
    "policies": ("yêu cầu của chính sách", "policies"),
    "spelling": ("rà chính tả", "spelling check"),
    "checking": ("kiểm tra", "checking"),
}
"""Stages that can fail by themselves, in Vietnamese and English."""


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}pipeline{os.sep}" in frame.filename] or frames
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"


def read(path: str | Path, settings: ReadSettings | None = None, restoring: RestoreSettings | None = None) -> Document:
    """Reads one file of any supported kind, its garbled words restored.

    Where restoration fails, the document comes as it stands, with a fault.

    Args:
        path: PDF, DOCX, HTML, Markdown, plain text or an image, whatever its ending says.
        settings: limits, password, OCR; the defaults if None.
        restoring: when and how garbled text is restored; the defaults if None.

    Raises:
        InputError: one of its subclasses says what is wrong with the file and what to do.
    """
    from pipeline import reading

    restoring = restoring or RestoreSettings()
    if restoring.restore == "never":
        return reading.read(path, settings)
    from pipeline.restoration import restore

    guard = Guard()

    def edits(raw: str, doubtful: Sequence[Span]) -> Sequence[Edit]:
        return guard("restoration", lambda: restore(raw, restoring, doubtful).edits, ())

    document = reading.read(path, settings, edits)
    return replace(document, faults=(*document.faults, *guard.faults)) if guard.faults else document


def check(record: Record, document: Document, settings: CheckSettings | None = None) -> Record:
    """The record with its references linked, its bodies normalised and its findings made.

    Args:
        record: as extracted.
        document: what it was extracted from.
        settings: registries, policies, rules not to be run.

    Raises:
        UsageError: a registry or policy is wrong; names line and column.
    """
    return _check(record, document, settings or CheckSettings(), lambda stage, work, instead: work())


def _check(record: Record, document: Document, settings: CheckSettings, guard: Callable[..., Any]) -> Record:
    """As `check`, each stage run by `guard`: its name, its work, what stands where it fails."""
    from pipeline import checking
    from pipeline.linking import load_registry
    from pipeline.vietnam.units import load_units

    registry = load_registry(settings.registries)
    linked: Record = guard("linking", lambda: _linked(record, registry), record)
    more: list[Finding] = guard("policies", lambda: _demanded(linked, document, settings), [])
    if "S01" not in settings.disabled:
        more = more + guard("spelling", lambda: _spelling(linked, document), [])
    more = [finding for finding in more if finding.rule not in settings.disabled]
    found: tuple[Finding, ...] = guard(
        "checking",
        lambda: checking.check(linked, document, settings, registry=registry, units=load_units(), more=more),
        (),
    )
    return replace(linked, findings=found)


def _linked(record: Record, registry: Registry) -> Record:
    """The record with its references linked and its bodies normalised."""
    from pipeline.checking.view import plan_floor
    from pipeline.linking import link
    from pipeline.vietnam.bodies import normalise_body

    return replace(
        record,
        legal_references=link(record.legal_references, registry, plan_floor(record)),
        assignments=tuple(
            replace(task, body_id=normalise_body(task.body, record.document.unit)) if task.body_id is None else task
            for task in record.assignments
        ),
    )


def _demanded(record: Record, document: Document, settings: CheckSettings) -> list[Finding]:
    """What the policies ask for and the plan lacks."""
    from pipeline.checking.demands import apply
    from pipeline.checking.policies import load_policies

    return [finding for policy in load_policies(settings.policies) for finding in apply(policy, record, document)]


def _spelling(record: Record, document: Document) -> list[Finding]:
    """The spelling suspects of restoration as findings; none in head and foot, where names stand, nor of a portal."""
    from pipeline.checking.view import View
    from pipeline.reading.layout.furniture import portal_words
    from pipeline.restoration import spelling_suspects

    view = View(record, document)
    if not view.legible or document.restored:
        return []
    places: dict[tuple[str, str], list[Suspect]] = defaultdict(list)
    for suspect in spelling_suspects(document.text):
        line = document.text[document.text.rfind("\n", 0, suspect.start) + 1 : suspect.end + 60]
        if view.in_body(suspect.start) and not portal_words().search(line):
            places[suspect.word.lower(), suspect.suggestion.lower()].append(suspect)
    return [_slip(view, suspects) for suspects in places.values()]


def _slip(view: View, suspects: Sequence[Suspect]) -> Finding:
    """The finding on a slip, at the first of its places."""
    first, times = suspects[0], len(suspects)
    span = view.around((first.start, first.end), 18, 18)
    place: Evidence = view.locator.evidence(span)
    rule = "S01" if times == 1 else "S01-again"
    said = both("rules", rule, word=first.word, suggestion=first.suggestion, times=times)
    return Finding(
        id="",
        kind="spelling",
        about=first.word,
        explanation=said["vi"],
        explanation_en=said["en"],
        severity="info" if first.reason == "unlikely-in-context" else "warning",
        rule="S01",
        suggestion=first.suggestion,
        quote=view.text[span[0] : span[1]],
        evidence=place,
        confidence=max(suspect.confidence for suspect in suspects),
        by="rule:S01",
    )


def opinion(record: Record, document: Document, settings: CheckSettings | None = None) -> Opinion:
    """What a legal officer gets of a plan that `check` has looked at: citations, findings, what was not checked."""
    from pipeline import checking
    from pipeline.checking.view import plan_floor
    from pipeline.linking import load_registry
    from pipeline.linking.matching import explain

    settings = settings or CheckSettings()
    registry = load_registry(settings.registries)
    links = explain(record.legal_references, registry, plan_floor(record))
    reasons = [link.reason for link in links]
    return checking.opinion(record, document, registry, len(registry), reasons, settings.disabled)


def check_together(
    records: Iterable[tuple[str, Record]], policies: Sequence[str] = (), parents: Mapping[str, Record] | None = None
) -> dict[str, tuple[Finding, ...]]:
    """What only shows when plans lie side by side, and what policies ask, for records without their documents.

    Args:
        records: (name, record).
        policies: paths of policies, asked of each plan that they apply to.
        parents: parent plans by number ("150/KH-UBND"), for policies that name one.

    Returns:
        Findings by name of the plan, without ids; those that stand in the records already are not repeated.

    Raises:
        UsageError: a policy is wrong; names line and column.
    """
    from pipeline.checking import check_all
    from pipeline.checking.demands import apply
    from pipeline.checking.policies import load_policies

    known = list(records)
    rules = load_policies(policies)
    found: dict[str, list[Finding]] = {name: list(findings) for name, findings in check_all(known).items()}
    for name, record in known:
        for policy in rules:
            found.setdefault(name, []).extend(apply(policy, record, None, parents))
    stands = {name: {(f.kind, f.about) for f in record.findings} for name, record in known}
    return {
        name: tuple(f for f in findings if (f.kind, f.about) not in stands[name])
        for name, findings in found.items()
        if any((f.kind, f.about) not in stands[name] for f in findings)
    }


_WITHOUT_A_SAY = frozenset(
    ("batch", "cli", "comparing", "evaluation.py", "storage", "web", "__main__.py", "__init__.py", "__pycache__")
)
"""Parts of the package that change nothing in a record; a test holds this against the imports of this module."""


@cache
def fingerprint() -> str:
    """12 hex digits that change with whatever affects a record: code, word lists, models, registry, policies."""
    home = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for file in sorted(home.rglob("*")):
        part = file.relative_to(home).parts
        if file.is_file() and part[0] not in _WITHOUT_A_SAY and "__pycache__" not in part:
            digest.update("/".join(part).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    for file in assets.influences():
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]
