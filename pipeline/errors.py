"""One tree of exceptions; each knows its exit code and the next thing to do.

KehoachError
├── InputError            a file cannot be read (the run goes on with the others; exit 1)
│   ├── MissingFile           no such file, or no permission
│   ├── EmptyFile             zero bytes, or no page, or no text in it
│   ├── UnsupportedFormat     no document that kehoach reads (a film, a program, ...)
│   ├── EncryptedFile         needs a password
│   ├── DamagedFile           truncated or corrupt
│   ├── FileTooLarge          past a limit of the settings
│   ├── ReadTimeout           past the time limit for one file
│   └── WorkerLost, OutOfMemory, Unexpected   what happens to a process of a run (batch/failures.py)
├── UsageError            wrong settings, registry or policy (exit 2)
├── EngineError           an engine is missing or failed (exit 3)
└── StorageError          the store cannot be opened or written (exit 4)
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

Lang = str  # "vi" or "en"


class KehoachError(Exception):
    """Base of all errors that kehoach raises on purpose.

    Args:
        path: the file concerned, or None where no single file is.
        detail: what exactly was met, already in words for a reader; appended in brackets.
        todo: what to do, overriding the class's own advice, as {"vi": ..., "en": ...}.
    """

    exit_code: ClassVar[int] = 1
    what: ClassVar[dict[Lang, str]] = {"vi": "Không xử lý được", "en": "Could not be processed"}
    advice: ClassVar[dict[Lang, str]] = {"vi": "Kiểm tra lại tệp.", "en": "Check the file."}

    def __init__(
        self, path: str | Path | None = None, detail: str | None = None, todo: dict[Lang, str] | None = None
    ) -> None:
        self.path = None if path is None else str(path)
        self.detail = detail
        self.todo = todo or self.advice
        super().__init__(self.describe("en"))

    def describe(self, lang: Lang = "vi") -> str:
        """One line: the file, what is wrong, what to do.

        Args:
            lang: "vi" or "en"; any other value reads as "en".
        """
        lang = lang if lang in ("vi", "en") else "en"
        head = f"{self.path}: " if self.path else ""
        detail = f" ({self.detail})" if self.detail else ""
        return f"{head}{self.what[lang]}{detail}. {self.todo[lang]}"

    def __reduce__(self) -> tuple[type[KehoachError], tuple[str | None, str | None, dict[Lang, str]]]:
        return type(self), (self.path, self.detail, self.todo)


class InputError(KehoachError):
    """A file cannot be read; the other files are done all the same."""


class MissingFile(InputError):
    """No such file or folder, or no permission to read it."""

    what = {"vi": "Không mở được tệp hoặc thư mục", "en": "The file or folder cannot be opened"}
    advice = {"vi": "Kiểm tra đường dẫn và quyền đọc.", "en": "Check the path and the permission to read it."}


class EmptyFile(InputError):
    """Nothing in it: zero bytes, zero pages or no text."""

    what = {"vi": "Tệp rỗng", "en": "The file is empty"}
    advice = {
        "vi": "Tải lại hoặc quét lại văn bản rồi chạy lại.",
        "en": "Download or scan the document again, then rerun.",
    }


class UnsupportedFormat(InputError):
    """Not one of the formats that kehoach reads."""

    what = {"vi": "Định dạng chưa đọc được", "en": "The format is not one that kehoach reads"}
    advice = {
        "vi": "Mở bằng Word hoặc LibreOffice và lưu thành DOCX hoặc PDF.",
        "en": "Open it in Word or LibreOffice and save it as DOCX or PDF.",
    }


class EncryptedFile(InputError):
    """The file needs a password, or the one given is wrong."""

    what = {"vi": "Tệp được bảo vệ bằng mật khẩu", "en": "The file is protected by a password"}
    advice = {
        "vi": "Chạy lại với --password, hoặc bỏ mật khẩu rồi lưu lại.",
        "en": "Rerun with --password, or save the file without one.",
    }


WRONG_PASSWORD = {
    "vi": "Mật khẩu không đúng: chạy lại với --password đúng, hoặc bỏ mật khẩu rồi lưu lại.",
    "en": "The password is wrong: rerun with the right --password, or save the file without one.",
}
"""What to do where a password was given."""


class DamagedFile(InputError):
    """Truncated or corrupt."""

    what = {"vi": "Tệp hỏng hoặc bị cắt cụt", "en": "The file is damaged or cut short"}
    advice = {"vi": "Tải lại từ nơi phát hành rồi chạy lại.", "en": "Fetch it again from its publisher, then rerun."}


class FileTooLarge(InputError):
    """Past a limit of the settings (bytes, pages, pixels, unpacked size)."""

    what = {"vi": "Tệp vượt giới hạn cho phép", "en": "The file is past a limit"}
    advice = {
        "vi": "Tách tệp, hoặc nâng giới hạn trong cấu hình.",
        "en": "Split the file, or raise the limit in the settings.",
    }


class ReadTimeout(InputError):
    """One file took longer than the settings allow."""

    what = {"vi": "Quá thời gian xử lý", "en": "Processing took longer than allowed"}
    advice = {"vi": "Chạy lại riêng tệp này với --timeout lớn hơn.", "en": "Rerun this file with a larger --timeout."}


class UsageError(KehoachError):
    """Settings, a registry or a policy that cannot be used as given."""

    exit_code = 2
    what = {"vi": "Cấu hình hoặc tham số sai", "en": "Wrong settings or arguments"}
    advice = {"vi": "Sửa theo chỉ dẫn rồi chạy lại.", "en": "Correct it as told, then rerun."}


class EngineError(KehoachError):
    """An engine (OCR, a model) is missing or failed."""

    exit_code = 3
    what = {"vi": "Thiếu hoặc lỗi công cụ xử lý", "en": "A processing engine is missing or failed"}
    advice = {"vi": "Cài gói được nêu rồi chạy lại.", "en": "Install the package named, then rerun."}


class OutputError(KehoachError):
    """The folder or file of results cannot be written."""

    exit_code = 4
    what = {"vi": "Không ghi được kết quả", "en": "The results cannot be written"}
    advice = {
        "vi": "Đóng tệp nếu đang mở trong Excel, kiểm tra quyền ghi và dung lượng đĩa.",
        "en": "Close the file if it is open in Excel; check the permission to write and the space on the disk.",
    }

    @classmethod
    def of(cls, path: str | Path, error: OSError) -> OutputError:
        """What the system said, with the advice that fits: a file where a folder is needed, or the other way round."""
        kinds = (FileExistsError, NotADirectoryError), (IsADirectoryError,)
        todo = next((told for kind, told in zip(kinds, _IN_THE_PLACE, strict=True) if isinstance(error, kind)), None)
        return cls(path, error.strerror or type(error).__name__, todo)


_IN_THE_PLACE: tuple[dict[Lang, str], ...] = (
    {
        "vi": "Ở đường dẫn này đã có một tệp, không thể làm thư mục: chọn tên khác.",
        "en": "A file stands in the place of a folder: choose another name.",
    },
    {
        "vi": "Đường dẫn này là một thư mục: nêu tên tệp cần ghi.",
        "en": "This is a folder: name the file to write.",
    },
)


class StorageError(KehoachError):
    """The store cannot be opened, read or written."""

    exit_code = 4
    what = {"vi": "Không mở hoặc ghi được kho dữ liệu", "en": "The store cannot be opened or written"}
    advice = {
        "vi": "Kiểm tra đường dẫn --db và dung lượng đĩa.",
        "en": "Check the path of --db and the space on the disk.",
    }
