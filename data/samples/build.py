"""Renders the sample plans from their source form: text, PDF, DOCX, HTML and Markdown.

    python data/samples/build.py            writes every form
    python data/samples/build.py --check    writes nothing; exit code 1 and a list if a committed form is out of date
    python data/samples/build.py STEM ...   only these plans

The output is the same on every run (fixed dates, sorted order). PDF needs the font Liberation Serif or Tinos;
without it the PDF files are left as they are and the omission is named.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from markup import Plan, read_plan
from render_text import render_html, render_markdown, render_text

HERE = Path(__file__).resolve().parent


def outputs(plan: Plan, folder: Path, with_pdf: bool) -> Iterator[tuple[Path, bytes]]:
    """Each committed form of one plan with the path it belongs to."""
    campaign = plan.options.get("campaign")
    if campaign:
        yield folder / "campaigns" / campaign / f"{plan.stem}.txt", render_text(plan).encode("utf-8")
        return
    yield folder / "text" / f"{plan.stem}.txt", render_text(plan).encode("utf-8")
    if plan.options.get("web") == "html":
        yield folder / "web" / f"{plan.stem}.html", render_html(plan).encode("utf-8")
    if plan.options.get("web") == "md":
        yield folder / "web" / f"{plan.stem}.md", render_markdown(plan).encode("utf-8")
    if plan.options.get("docx"):
        from render_docx import render_docx

        yield folder / "docx" / f"{plan.stem}.docx", render_docx(plan)
    if with_pdf:
        from render_pdf import render_pdf

        yield folder / "pdf" / f"{plan.stem}.pdf", render_pdf(plan)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stems", nargs="*", help="only these plans")
    parser.add_argument("--check", action="store_true", help="compare with the committed files, write nothing")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    parser.add_argument("--no-pdf", action="store_true", help="leave the PDF files alone")
    arguments = parser.parse_args()
    with_pdf = not arguments.no_pdf
    if with_pdf:
        from render_pdf import fonts_found

        with_pdf = fonts_found()
        if not with_pdf:
            print("PDF left out: neither Liberation Serif nor Tinos is installed", file=sys.stderr)
    stale: list[str] = []
    for source in sorted((HERE / "source").glob("**/*.plan")):
        if arguments.stems and source.stem not in arguments.stems:
            continue
        for path, content in outputs(read_plan(source), arguments.out, with_pdf):
            if arguments.check:
                if not path.exists() or path.read_bytes() != content:
                    stale.append(str(path.relative_to(arguments.out)))
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    for name in stale:
        print(f"out of date: {name}", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
