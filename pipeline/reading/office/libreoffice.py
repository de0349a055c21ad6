"""Old Word files, RTF and OpenDocument through LibreOffice, where it is installed: to DOCX or XLSX, then read as such.

LibreOffice runs without a window, on a profile of its own (macros off, no links followed), as a child of the process
that reads the file, so that whatever ends that process ends it too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.errors import DamagedFile, EngineError, ReadTimeout
from pipeline.messages import both
from pipeline.reading.lines import Reading

if TYPE_CHECKING:
    from pipeline.settings import ReadSettings

_PROGRAMS = ("soffice", "libreoffice")
_SOURCE = ("<?xml", "<pkg:", "<w:", "{\\rtf")
"""What the text begins with where LibreOffice did not know the file and took its source for text."""
_RESTART = 81  # what LibreOffice ends with when it has just made its profile and wants to be started again
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link"><value>2</value></prop></item>
</oor:items>
"""  # noqa: E501


def read_old_word(path: Path, settings: ReadSettings) -> Reading:
    """The lines of a DOC, RTF, ODT or Word XML file.

    Raises:
        EngineError: LibreOffice is not installed.
        DamagedFile: LibreOffice makes nothing of the file.
        ReadTimeout: it took longer than `settings.convert_timeout`.
    """
    from pipeline.reading.office.docx import read_docx

    with converted(path, "docx", settings.convert_timeout) as copy:
        reading = _with_engine(read_docx(copy, settings), copy)
    if any(line.text.lstrip().startswith(_SOURCE) for line in reading.lines[:3]):
        raise DamagedFile(path, "LibreOffice")
    return reading


def read_old_sheets(path: Path, settings: ReadSettings) -> Reading:
    """The lines of an ODS file; raises what `read_old_word` raises."""
    from pipeline.reading.office.xlsx import read_xlsx

    with converted(path, "xlsx", settings.convert_timeout) as copy:
        return _with_engine(read_xlsx(copy, settings), copy)


@contextmanager
def converted(path: Path, form: str, timeout: float) -> Iterator[Path]:
    """A copy of the file in another form, as long as the context lasts; raises what `read_old_word` raises.

    Args:
        path: the file; its name is not trusted, its content is.
        form: "docx" or "xlsx".
        timeout: seconds.
    """
    program = _program()
    if program is None:
        raise EngineError(path, "LibreOffice", both("advice", "install_libreoffice"))
    with tempfile.TemporaryDirectory(prefix="kehoach-office-") as folder:
        scratch = Path(folder)
        profile = scratch / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        source = scratch / "source"
        source.symlink_to(path.absolute())
        command = [
            str(program), "--headless", "--norestore", "--nolockcheck", "--nodefault",
            f"-env:UserInstallation={profile.parent.as_uri()}",
            "--convert-to", form, "--outdir", str(scratch / "out"), str(source),
        ]  # fmt: skip
        for _ in range(2):
            if _run(command, scratch, path, timeout) != _RESTART:
                break
        copy = scratch / "out" / f"source.{form}"
        if not copy.is_file() or copy.stat().st_size == 0:
            raise DamagedFile(path, "LibreOffice")
        yield copy


def _program() -> Path | None:
    """LibreOffice's own executable: its start-up script leaves a child behind when it is ended."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        return None
    inner = Path(found).resolve().with_name("soffice.bin")
    return inner if os.access(inner, os.X_OK) else Path(found)


def _run(command: list[str], home: Path, path: Path, timeout: float) -> int:
    environment = {**os.environ, "HOME": str(home), "SAL_USE_VCLPLUGIN": "svp"}
    try:
        return subprocess.run(
            command, cwd=home, env=environment, timeout=timeout, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ).returncode  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise ReadTimeout(path, f"LibreOffice {timeout:g} s") from error
    except OSError as error:
        raise EngineError(path, f"LibreOffice: {error.strerror}", both("advice", "install_libreoffice")) from error


def _with_engine(reading: Reading, copy: Path) -> Reading:
    """The reading with LibreOffice's version among the engines, from the note that it leaves in its files."""
    version = "?"
    with suppress(KeyError, zipfile.BadZipFile, etree.XMLSyntaxError), zipfile.ZipFile(copy) as archive:
        application = etree.fromstring(archive.read("docProps/app.xml")).findtext("{*}Application") or ""
        version = application.partition("/")[2].partition("$")[0] or "?"
    return replace(reading, engines=(("LibreOffice", version), *reading.engines))
