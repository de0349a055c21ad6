"""Plain text, HTML and Markdown forms of a sample plan."""

from __future__ import annotations

import html
import textwrap

from markup import Block, Plan

PAGE_LINES = 46
WIDTH = 84


def foot_lines(plan: Plan) -> list[str]:
    """The foot one line after the other: recipients first, then the signer."""
    lines = ["Nơi nhận:", *(f"- {entry}" for entry in plan.recipients), ""]
    return [*lines, *plan.sign, "", plan.signer] if plan.signer else [*lines, *plan.sign]


def side_by_side(left: list[str], right: list[str], width: int = WIDTH) -> list[str]:
    """Two columns of lines, each centred in its half, as `pdftotext -layout` gives them."""
    half = width * 2 // 5
    rows = max(len(left), len(right))
    left, right = left + [""] * (rows - len(left)), right + [""] * (rows - len(right))
    return [f"{a.center(half)}{b.center(width - half)}".rstrip() for a, b in zip(left, right, strict=True)]


def layout_table(block: Block, width: int = WIDTH) -> list[str]:
    """A table as columns of wrapped text, the way a layout-keeping converter prints it."""
    total = sum(block.widths)
    columns = [max(4, int(width * share / total) - 2) for share in block.widths]
    lines: list[str] = []
    for row in block.rows:
        wrapped = [
            [piece for part in cell.split(" // ") for piece in textwrap.wrap(part, column) or [""]]
            for cell, column in zip(row, columns, strict=True)
        ]
        for index in range(max(len(cell) for cell in wrapped)):
            parts = [cell[index] if index < len(cell) else "" for cell in wrapped]
            lines.append("  ".join(p.ljust(c) for p, c in zip(parts, columns, strict=True)).rstrip())
        lines.append("")
    return lines


def table_lines(block: Block, form: str) -> list[str]:
    """A table as text lines; ``form`` is "pipe", "tab" or "layout"."""
    if form == "layout":
        return layout_table(block)
    if form == "tab":
        return ["\t".join(cell.replace(" // ", "; ") for cell in row) for row in block.rows] + [""]
    lines = ["| " + " | ".join(cell.replace(" // ", "; ") for cell in row) + " |" for row in block.rows]
    return [lines[0], "|" + "---|" * len(block.rows[0]), *lines[1:], ""]


def render_text(plan: Plan) -> str:
    """The plan as UTF-8 text; the options ``text`` (lines, wrap, dense) and ``table`` choose its look.

    ``lines`` has one paragraph a line; ``wrap`` breaks lines and pages as a converter of PDF does; ``dense`` does
    the same and sets no empty line between paragraphs.
    """
    look = plan.options.get("text", "lines")
    wrap = look in ("wrap", "dense")
    form = plan.options.get("table", "pipe")
    out: list[str] = []
    if wrap:
        out += [*side_by_side(plan.left, plan.right), ""]
        out += [*side_by_side([plan.number] if plan.number else [], [plan.place] if plan.place else []), ""]
        out += [line.center(WIDTH).rstrip() for line in (plan.type, *plan.title)] + [""]
    else:
        for part in (plan.left, plan.right, [plan.number], [plan.place], [plan.type], plan.title):
            out += [*(line for line in part if line), ""] if any(part) else []
    for block in plan.blocks:
        if block.kind == "table":
            out += table_lines(block, form)
        elif block.kind == "foot":
            out += [*(side_foot(plan) if wrap else foot_lines(plan)), ""]
        elif block.text:
            lines = paragraph_lines(plan, block, wrap)
            out += lines[:-1] if look == "dense" else lines
    text = "\n".join(paged(out) if wrap else out)
    return text.rstrip() + "\n"


def side_foot(plan: Plan) -> list[str]:
    """The foot in two columns: recipients at the left margin, signer centred at the right."""
    left = ["Nơi nhận:", *(f"- {entry}" for entry in plan.recipients)]
    right = [*plan.sign, "", "", "", plan.signer] if plan.signer else list(plan.sign)
    rows = max(len(left), len(right))
    left, right = left + [""] * (rows - len(left)), right + [""] * (rows - len(right))
    return [f"{a:<46}{b.center(WIDTH - 46)}".rstrip() for a, b in zip(left, right, strict=True)]


def paragraph_lines(plan: Plan, block: Block, wrap: bool) -> list[str]:
    """One paragraph and the footnotes anchored in it."""
    text, notes = block.text, []
    for mark, note in plan.footnotes.items():
        if f"[^{mark}]" in text:
            text = text.replace(f"[^{mark}]", mark)
            notes.append(f"{mark} {note}")
    lines: list[str] = []
    for piece in (text, *notes):
        lines += textwrap.wrap(piece, WIDTH, break_long_words=False, break_on_hyphens=True) if wrap else [piece]
        if block.kind in ("centre", "note") and wrap:
            lines = [line.center(WIDTH).rstrip() for line in lines]
        lines.append("")
    return lines


def paged(lines: list[str]) -> list[str]:
    """Puts a form feed and the running page number between pages of 46 lines, as a converter of PDF does."""
    out: list[str] = []
    page = 1
    for index, line in enumerate(lines):
        if index and index % PAGE_LINES == 0:
            page += 1
            out += [f"\f{str(page).center(WIDTH).rstrip()}", ""]
        out.append(line)
    return out


def render_html(plan: Plan) -> str:
    """The plan as a stand-alone HTML page, the head and the foot as borderless tables."""
    e = html.escape

    def lines(parts: list[str]) -> str:
        return "<br>".join(e(part) for part in parts)

    out = [
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">',
        f"<title>{e(plan.type.capitalize())} {e(' '.join(plan.title))}</title>\n</head>\n<body>",
        f'<table class="head"><tr><td align="center"><b>{lines(plan.left)}</b></td>',
        f'<td align="center"><b>{lines(plan.right)}</b></td></tr>',
        f"<tr><td>{e(plan.number)}</td><td><i>{e(plan.place)}</i></td></tr></table>",
        f'<h1>{e(plan.type)}</h1>\n<p class="title"><b>{lines(plan.title)}</b></p>',
    ]
    tags = {"h1": "h2", "h2": "h3", "h3": "h4"}
    for block in plan.blocks:
        if block.kind == "table":
            rows = [
                "<tr>" + "".join(f"<{t}>{e(c).replace(' // ', '<br>')}</{t}>" for c in row) + "</tr>"
                for row, t in zip(block.rows, ["th"] + ["td"] * len(block.rows), strict=False)
            ]
            out.append('<table border="1">\n' + "\n".join(rows) + "\n</table>")
        elif block.kind == "foot":
            to = "<br>".join(f"- {e(entry)}" for entry in plan.recipients)
            out.append(
                f"<table><tr><td><b><i>Nơi nhận:</i></b><br>{to}</td>"
                f'<td align="center"><b>{lines([*plan.sign, "", plan.signer])}</b></td></tr></table>'
            )
        elif block.text:
            tag = tags.get(block.kind, "p")
            body = f"<i>{e(block.text)}</i>" if block.kind == "basis" else e(block.text)
            out.append(f"<{tag}>{body}</{tag}>")
    return "\n".join(out) + "\n</body>\n</html>\n"


def render_markdown(plan: Plan) -> str:
    """The plan as Markdown, in the manner of a converter: headings by #, tables by pipes."""
    out = [*(f"**{line}**\n" for line in (*plan.left, *plan.right) if line)]
    out += [f"{plan.number}\n", f"*{plan.place}*\n", f"# {plan.type}\n", f"**{' '.join(plan.title)}**\n"]
    marks = {"h1": "## ", "h2": "### ", "h3": "#### "}
    for block in plan.blocks:
        if block.kind == "table":
            out.append("\n".join(table_lines(block, "pipe")))
        elif block.kind == "foot":
            out += ["**Nơi nhận:**\n", "\n".join(f"- {entry}" for entry in plan.recipients) + "\n"]
            out += ["  \n".join(f"**{line}**" for line in plan.sign) + "\n", f"**{plan.signer}**\n"]
        elif block.kind in marks:
            out.append(f"{marks[block.kind]}{block.text}\n")
        elif block.kind == "basis":
            out.append(f"*{block.text}*\n")
        elif block.text:
            out.append(f"{block.text}\n")
    return "\n".join(out)
