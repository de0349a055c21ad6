"""Write the sha256 of artefacts into models/manifest.json.

Usage: python models/train/register.py restoration/language.npz --made-by models/train/restoration.py --licence "..."
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

MODELS = Path(__file__).resolve().parent.parent


def register(names: list[str], made_by: str, licence: str) -> None:
    """Enters the artefacts `names` (paths under models/), other entries left alone."""
    path = MODELS / "manifest.json"
    manifest = json.loads(path.read_text("utf-8")) if path.exists() else {"artefacts": {}}
    for name in names:
        data = (MODELS / name).read_bytes()
        manifest["artefacts"][name] = {
            "sha256": hashlib.sha256(data).hexdigest(),
            "bytes": len(data),
            "made_by": made_by,
            "licence": licence,
        }
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="+")
    parser.add_argument("--made-by", required=True)
    parser.add_argument("--licence", required=True)
    args = parser.parse_args()
    register(args.names, args.made_by, args.licence)
