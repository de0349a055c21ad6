"""What the bytes of a PDF tell before any engine opens it."""

from __future__ import annotations

from pathlib import Path


def is_encrypted(path: Path) -> bool:
    """Whether the file speaks of encryption: the trailer's key is never compressed away."""
    tail = b""
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            if b"/Encrypt" in tail + chunk:
                return True
            tail = chunk[-16:]
    return False
