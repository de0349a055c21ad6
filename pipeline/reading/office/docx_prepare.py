"""What is done to the trees of a Word file before they are read: old fonts decoded, what is not shown taken out."""

from __future__ import annotations

from pipeline.reading.office.docx_styles import Styles, is_on, value
from pipeline.reading.office.word_xml import Tree, W


def prepare(root: Tree, styles: Styles) -> list[str]:
    """Makes a part ready to be read, in memory: see the module. Gives the texts of the hidden rows."""
    _empty_placeholders(root)
    hidden = _drop_hidden_rows(root)
    _decode_legacy_fonts(root, styles)
    return hidden


def _empty_placeholders(root: Tree) -> None:
    """A content control that nobody has filled in shows a prompt ("Click or tap to enter a date."): it is empty."""
    for control in root.iter(f"{W}sdt"):
        properties = control.find(f"{W}sdtPr")
        content = control.find(f"{W}sdtContent")
        if content is not None and is_on(properties, "showingPlcHdr"):
            for text in content.iter(f"{W}t"):
                text.text = ""


def _drop_hidden_rows(root: Tree) -> list[str]:
    gone = [row for row in root.iter(f"{W}tr") if is_on(row.find(f"{W}trPr"), "hidden")]
    for row in gone:
        row.getparent().remove(row)
    return [" ".join(text.text or "" for text in row.iter(f"{W}t")) for row in gone]


def _decode_legacy_fonts(root: Tree, styles: Styles) -> None:
    """Writes the text of runs in .Vn* and VNI-* fonts in Unicode, in the tree in memory."""
    from pipeline.text.encodings import decode_runs, font_encoding

    groups: list[tuple[list[Tree], str]] = []
    for paragraph in root.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        style = (None if properties is None else value(properties.find(f"{W}pStyle"))) or styles.normal
        last: str | None = None
        for run in paragraph.iter(f"{W}r"):
            own = run.find(f"{W}rPr")
            font = styles.font((None if own is None else value(own.find(f"{W}rStyle")), style), own)
            legacy = font if font and font_encoding(font) else None
            texts = run.findall(f"{W}t")
            if legacy and texts:
                # A letter and its mark may stand in two runs of one font: they are decoded as one.
                if legacy == last and groups:
                    groups[-1][0].extend(texts)
                else:
                    groups.append((list(texts), legacy))
            if texts:
                last = legacy
    decoded = decode_runs([("".join(t.text or "" for t in texts), font) for texts, font in groups])
    for (texts, _), text in zip(groups, decoded, strict=True):
        if text == "".join(t.text or "" for t in texts):
            continue
        texts[0].text = text
        for other in texts[1:]:
            other.text = ""
