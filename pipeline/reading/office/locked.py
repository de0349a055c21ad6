"""Office files under a password, opened with it; the only module that imports msoffcrypto."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.errors import DamagedFile, EncryptedFile
from pipeline.messages import both


def is_locked(path: Path) -> bool:
    """Whether an Office file (old container or new) needs a password; False where that cannot be told."""
    with path.open("rb") as stream:
        office = _office_file(stream)
        try:
            return office is not None and bool(office.is_encrypted())
        except Exception:  # a damaged file is for its reader to complain of
            return False


def unlock(path: Path, password: str | None, target: Path) -> None:
    """Writes the file without its password to `target`.

    Raises:
        EncryptedFile: no password is given, or it is wrong.
        DamagedFile: it is locked in a way that cannot be undone.
    """
    if password is None:
        raise EncryptedFile(path)
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

    with path.open("rb") as stream, target.open("wb") as output:
        office = _office_file(stream)
        if office is None:
            raise DamagedFile(path, "Office")
        try:
            office.load_key(password=password)
            office.decrypt(output)
        except (InvalidKeyError, DecryptionError) as error:
            raise EncryptedFile(path, None, both("advice", "wrong_password")) from error
        except Exception as error:  # olefile and struct raise whatever a damaged file makes them trip over
            raise DamagedFile(path, f"Office: {type(error).__name__}") from error


def _office_file(stream: Any) -> Any:
    import msoffcrypto

    try:
        return msoffcrypto.OfficeFile(stream)
    except Exception:
        return None
