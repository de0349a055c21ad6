"""One settings object a stage and one for the run; from defaults, a TOML file and the command line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import UsageError

Choice = Literal["auto", "always", "never"]
Lang = Literal["vi", "en"]
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How files are read."""

    ocr: Choice = "auto"
    ocr_language: str = "Vietnamese+vie"
    """Preferred Tesseract data, first one installed wins; "+" separates alternatives."""
    ocr_dpi: int = 200
    page_timeout: float = 60.0
    """Seconds for the OCR of one page."""
    ocr_jobs: int = 0
    """Pages of one file that are read at once; 0 means as many as there are cores."""
    convert_timeout: float = 120.0
    """Seconds for LibreOffice to open an old Word file."""
    password: str | None = None
    max_bytes: int = 512 * 2**20
    max_pages: int = 5000
    max_pixels: int = 120_000_000
    """Per image, before decoding."""
    max_unpacked: int = 1024 * 2**20
    """Bytes that a compressed container (DOCX, XLSX) may unpack to."""
    max_characters: int = 4_000_000
    """Of the text of one file; 2,000 full pages."""


@dataclass(frozen=True, slots=True)
class RestoreSettings:
    """When and how garbled text is restored."""

    restore: Choice = "auto"
    min_confidence: float = 0.5
    """Below this a repair is not made; the raw reading stays and is marked."""


@dataclass(frozen=True, slots=True)
class ExtractSettings:
    """What is taken out of the text."""

    min_confidence: float = 0.0
    """Items of a lower confidence (0..1) are left out."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What is checked, and against what."""

    registries: tuple[str, ...] = ()
    """Paths of own registry files beside the one that kehoach brings."""
    policies: tuple[str, ...] = ()
    disabled: tuple[str, ...] = ()
    """Ids of rules that are not run."""
    fail_on: Literal["error", "warning", "never"] = "never"


@dataclass(frozen=True, slots=True)
class CompareSettings:
    """How targets of several plans are brought together."""

    same: float = 0.60
    """Similarity (0..1) from which two indicators are one."""
    perhaps: float = 0.35
    """Similarity from which a pair is shown as "perhaps"."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """The run over many files; holds the settings of each stage."""

    db: str = "sqlite:///kehoach.db"
    out: str = "out"
    workers: int = 0
    """Processes; 0 means as many as there are cores."""
    executor: Literal["local", "dask"] = "local"
    scheduler: str | None = None
    timeout: float = 300.0
    """Seconds for one file."""
    memory: int = 4096
    """MiB that one worker may take."""
    lang: Lang = "vi"
    check: bool = True
    read: ReadSettings = field(default_factory=ReadSettings)
    restoring: RestoreSettings = field(default_factory=RestoreSettings)
    extracting: ExtractSettings = field(default_factory=ExtractSettings)
    checking: CheckSettings = field(default_factory=CheckSettings)
    comparing: CompareSettings = field(default_factory=CompareSettings)


def load(path: str | Path | None = None, **given: Any) -> RunSettings:
    """Settings from the defaults, then a TOML file, then `given` (dotted keys reach into a stage).

    Example:
        >>> load(workers=2, **{"read.ocr": "never"}).read.ocr
        'never'

    Raises:
        UsageError: an unknown key or a value of the wrong kind; names the key and the nearest known one.
    """
    settings = RunSettings()
    if path is not None:
        try:
            settings = merge(settings, tomllib.loads(Path(path).read_text(encoding="utf-8")), str(path))
        except OSError as error:
            raise UsageError(path, f"không mở được / cannot be opened: {error.strerror}") from error
        except ValueError as error:
            raise UsageError(path, f"không phải tệp TOML / no TOML file: {error}") from error
    for key, value in given.items():
        nested: dict[str, Any] = {}
        spot = nested
        *parents, last = key.split(".")
        for parent in parents:
            spot = spot.setdefault(parent, {})
        spot[last] = value
        settings = merge(settings, nested, None)
    return settings


def merge(settings: S, values: Mapping[str, Any], source: str | None) -> S:
    """`settings` with `values` put over it, nested tables into nested settings.

    Raises:
        UsageError: unknown key, or a value of the wrong kind.
    """
    known = {f.name for f in fields(settings)}  # type: ignore[arg-type]
    hints = get_type_hints(type(settings))
    changes: dict[str, Any] = {}
    for key, value in values.items():
        if key not in known:
            near = get_close_matches(key, known, 1)
            vi, en = (f", có lẽ là {near[0]!r}", f", perhaps {near[0]!r}") if near else ("", "")
            raise UsageError(source, f"không có mục {key!r}{vi} / unknown key {key!r}{en}")
        current = getattr(settings, key)
        if is_dataclass(current):
            if not isinstance(value, Mapping):
                raise UsageError(source, f"{key}: cần một bảng [{key}] / a table of settings is needed")
            changes[key] = merge(current, value, source)
        else:
            changes[key] = _checked(key, value, hints[key], source)
    return replace(settings, **changes)  # type: ignore[type-var]


_KINDS = {
    "bool_type": ("true hoặc false", "true or false"),
    "float_type": ("một số", "a number"),
    "int_type": ("một số nguyên", "a whole number"),
    "string_type": ("một chuỗi chữ", "a text"),
    "tuple_type": ("danh sách chữ", "a list of strings"),
}
"""What is needed where pydantic finds a value of another kind."""


def _checked(key: str, value: Any, hint: Any, source: str | None) -> Any:
    listed = get_origin(hint) is tuple
    try:
        return TypeAdapter(hint).validate_python(value, strict=not listed)
    except ValidationError as caught:
        (error, *_) = caught.errors()
    if error["type"] == "literal_error":
        raise UsageError(source, f"{key} = {value!r}: {' | '.join(get_args(hint))}")
    vi, en = _KINDS["tuple_type" if listed else error["type"]]
    raise UsageError(source, f"{key} = {value!r}: cần {vi} / {en} is needed")
