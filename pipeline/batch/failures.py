"""What can happen to the process that reads a file, in words for the clerk."""

from __future__ import annotations

from pipeline.errors import InputError


class WorkerLost(InputError):
    """The process that read the file ended all at once (a fault in an engine)."""

    what = {"vi": "Tiến trình đọc tệp dừng đột ngột", "en": "The process that read the file ended suddenly"}
    advice = {
        "vi": "Mở tệp bằng chương trình khác và lưu lại, rồi chạy lại.",
        "en": "Open the file in another program and save it anew, then rerun.",
    }


class OutOfMemory(InputError):
    """The file needs more memory than one worker may take."""

    what = {"vi": "Vượt giới hạn bộ nhớ", "en": "Past the memory limit"}
    advice = {"vi": "Chạy lại riêng tệp này với --memory lớn hơn.", "en": "Rerun this file with a larger --memory."}


class Unexpected(InputError):
    """An error that nobody foresaw; the detail tells where, for a report to the makers."""

    what = {"vi": "Lỗi ngoài dự kiến", "en": "An unforeseen error"}
    advice = {
        "vi": "Gửi dòng này cùng tệp cho người phát triển.",
        "en": "Send this line and the file to the developers.",
    }
