"""The command line: parse, make settings, call, print. Only the cli modules print or end the process.

Each command lives in a function of its own that imports what it needs when it is called, so that `--help` stays
quick. A new command is a function in a `cli_*.py` module and one line in `_COMMANDS`.
"""

from __future__ import annotations

import errno
import os
import re
import signal
import sys
import warnings
from collections.abc import Callable, Sequence

import typer

from pipeline.cli import batch as cli_batch
from pipeline.cli import check as cli_check
from pipeline.cli import compare as cli_compare
from pipeline.cli import documents as cli_documents
from pipeline.cli import serve as cli_serve
from pipeline.errors import KehoachError, OutputError
from pipeline.messages import word

_COMMANDS: tuple[tuple[str, Callable[..., int | None], str], ...] = (
    ("run", cli_batch.run, "Đọc tệp, thư mục thành bảng Excel, CSV, JSON."),
    ("text", cli_documents.text, "In phần chữ của một tệp."),
    ("restore", cli_documents.restore, "Khôi phục dấu tiếng Việt của chữ bị hỏng."),
    ("show", cli_documents.show, "Xem bản ghi của một văn bản."),
    ("status", cli_batch.status, "Liệt kê các tệp trong kho và trạng thái."),
    ("check", cli_check.check, "Kiểm tra thể thức, viện dẫn, thời hạn."),
    ("compare", cli_compare.compare, "So sánh kế hoạch của nhiều đơn vị."),
    ("serve", cli_serve.serve, "Mở trang duyệt trong trình duyệt."),
    ("export", cli_batch.export, "Ghi cả kho ra JSON, CSV, Parquet, Excel."),
    ("residuals", cli_documents.residuals, "Liệt kê những gì chưa nằm trong bảng nào."),
    ("evaluate", cli_documents.evaluate, "So bản ghi với mẫu chuẩn: P, R, F1."),
)

_STOPPED = 130
_CANNOT_WRITE = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS))
_NO_COMMAND = re.compile(r"No such command '(.+)'")
_WRONG = {
    "MissingParameter": "Thiếu tham số",
    "NoSuchOption": "Không có tùy chọn",
    "BadParameter": "Giá trị không hợp lệ cho",
}


def _version(wanted: bool) -> None:
    if wanted:
        from pipeline import __version__

        typer.echo(f"kehoach {__version__}")
        raise typer.Exit


def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="In số phiên bản."),
) -> None:
    """Đọc kế hoạch của xã, phường, đặc khu, tỉnh và Đảng ủy thành bảng: mốc thời gian, chỉ tiêu, nhiệm vụ, căn cứ.

    Reads Vietnamese local-government plans into tables; add --lang en for messages in English.
    """


def application() -> typer.Typer:
    """The command line as a typer application."""
    app = typer.Typer(
        name="kehoach",
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for name, function, summary in _COMMANDS:
        app.command(name, short_help=summary)(function)
    cli_check.register(app)
    return app


def language(arguments: Sequence[str]) -> str:
    """The language that messages are wanted in, known before the arguments are parsed: "vi" or "en"."""
    for at, argument in enumerate(arguments):
        if argument == "--lang=en" or (argument == "--lang" and list(arguments[at + 1 : at + 2]) == ["en"]):
            return "en"
    return "vi"


def invoke(arguments: Sequence[str]) -> int:
    """Runs one command line; gives the exit code.

    Returns:
        0 done; 1 some input failed; 2 wrong usage; 3 an engine is missing; 4 the store failed; 130 interrupted.
    """
    lang = language(arguments)
    try:
        result = application()(args=list(arguments), prog_name="kehoach", standalone_mode=False)
        sys.stdout.flush()
        code = result if isinstance(result, int) else 0
        if code == _STOPPED:  # what typer makes of Ctrl-C
            raise KeyboardInterrupt
        return code
    except KeyboardInterrupt:
        _complain(word("run", "stopped", lang))
        return _STOPPED
    except typer.Exit as ending:
        return ending.exit_code
    except BrokenPipeError:
        _close_output()  # whoever read it has gone: nothing is left to say
        return 0
    except KehoachError as error:
        _complain(error.describe(lang))
        return error.exit_code
    except OSError as error:
        if error.errno not in _CANNOT_WRITE:
            raise
        _close_output()
        full = OutputError(error.filename, error.strerror or "")
        _complain(full.describe(lang))
        return full.exit_code
    except Exception as error:
        wrong = _usage(error, lang)
        if wrong is None:
            raise
        _complain(wrong)
        return 2


def _close_output() -> None:
    """Lets go of what is still to be printed, which the interpreter would try again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _usage(error: Exception, lang: str) -> str | None:
    """A line on a mistake in the command line; None where the error is of another kind."""
    message: Callable[[], str] | None = getattr(error, "format_message", None)
    if message is None:
        return None
    if type(error).__name__ == "NoArgsIsHelpError":
        return message()
    command = context.command_path if (context := getattr(error, "ctx", None)) else "kehoach"
    if lang != "vi":
        return f"{message().rstrip('.')}. See: {command} --help"
    head = _WRONG.get(type(error).__name__)
    parameter = getattr(error, "param", None)
    option = next((opt for opt in getattr(parameter, "opts", ()) if opt.startswith("-")), None)
    name = getattr(error, "option_name", None) or option or getattr(parameter, "metavar", None)
    line = f"{head} {name}" if head and name else f"Sai cách dùng ({message().rstrip('.')})"
    if unknown := _NO_COMMAND.match(message()):
        line = f"Không có lệnh {unknown[1]}"
    return f"{line.rstrip('.')}. Xem: {command} --help"


def _complain(line: str) -> None:
    sys.stderr.write(line + "\n")


def main() -> None:
    """Entry point of the command `kehoach` and of `python -m pipeline`."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # of engines, in no language that a clerk reads
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped by another program: tidied up as by Ctrl-C
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")  # whatever the locale says
    sys.exit(invoke(sys.argv[1:]))
