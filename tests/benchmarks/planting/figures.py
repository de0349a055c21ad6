"""Figures that contradict their parts, shares, words or other mentions."""

from __future__ import annotations

import re
from random import Random

from planting.paper import Paper, Slip

_FIGURE = r"\d{1,3}(?:\.\d{3})*(?:,\d+)?"


def _number(words: str) -> float:
    return float(words.replace(".", "").replace(",", "."))


def table_sum(paper: Paper, chance: Random) -> Slip | None:
    """A total of a table a little off: a row whose figures add up those of the rows above it."""
    fit = []
    rows = paper.finds(r"^[^\n]*\|[^\n]*$", everywhere=True, free=False)
    cells = [[cell.strip() for cell in row.group().split("|")] for row in rows]
    for at, row in enumerate(rows):
        if not re.search(r"(?<!\w)(?:tổng|cộng|tổng cộng|tổng số)(?!\w)", row.group(), re.IGNORECASE):
            continue
        for column, cell in enumerate(cells[at]):
            if not re.fullmatch(_FIGURE, cell) or _number(cell) < 10:
                continue
            for step in (-1, 1):
                reached, other = 0.0, at + step
                while 0 <= other < len(rows) and len(cells[other]) == len(cells[at]) and abs(other - at) < 40:
                    if not re.fullmatch(_FIGURE, cells[other][column]):
                        break
                    reached += _number(cells[other][column])
                    if abs(other - at) > 1 and abs(reached - _number(cell)) < 0.01:
                        start = row.start() + sum(len(one) + 1 for one in row.group().split("|")[:column])
                        start += len(row.group().split("|")[column]) - len(row.group().split("|")[column].lstrip())
                        fit.append((start, start + len(cell), cell))
                    other += step
    if not fit:
        return None
    start, end, cell = chance.choice(fit)
    digit = chance.choice([one for one in "123456789" if one != cell[-1]])
    return paper.put((start, end), cell[:-1] + digit)


def of_which(paper: Paper, chance: Random) -> Slip | None:
    """Money or counts told by parts ("trong đó") that miss the whole; added where the paper speaks of money."""
    fit = paper.finds(r"(?<=\S)(?=[.;]?$)", free=False)
    fit = [
        one for one in fit if re.search(r"[Kk]inh phí|ngân sách", paper.text[max(0, one.start() - 150) : one.start()])
    ]
    if not fit:
        return None
    one = chance.choice(fit)
    first, second = chance.randrange(20, 400) * 5, chance.randrange(20, 400) * 5
    total = first + second + chance.choice((-20, -10, 10, 20, 50))
    unit = chance.choice(("triệu đồng", "tỷ đồng"))
    whole, a, b = (f"{value:,}".replace(",", ".") for value in (total, first, second))
    words = chance.choice(
        (
            f". Tổng kinh phí: {whole} {unit}, trong đó: ngân sách tỉnh {a} {unit}; ngân sách xã {b} {unit}",
            f". Tổng kinh phí thực hiện là {whole} {unit} (ngân sách nhà nước {a} {unit}, nguồn xã hội hóa {b} {unit})",
            f". Dự toán {whole} {unit}, gồm {a} {unit} chi thường xuyên và {b} {unit} chi đầu tư",
            f".\nTổng nhu cầu kinh phí {whole} {unit}, trong đó:\n- Ngân sách tỉnh: {a} {unit}.\n- Vốn khác: {b} {unit}",
        )
    )
    return paper.put(one.span(), words)


def share_too_big(paper: Paper, chance: Random) -> Slip | None:
    """A share of all beyond the whole."""
    fit = paper.finds(
        r"(?:[Tt]ỷ lệ|[Pp]hấn đấu|[Cc]ó|đạt|trên|ít nhất|tối thiểu)[^;.|\n%]{0,80}?(?<![\d.,])(?P<n>\d{2,3})(?= ?%)"
    )
    fit = [
        one
        for one in fit
        if int(one["n"]) <= 100
        and not re.search(
            r"tăng|giảm|so với|lãi|vượt|tốc độ|kế hoạch|dự toán|mức|còn lại|lương",
            paper.text[max(0, one.start() - 60) : one.end() + 40],
        )
    ]
    if not fit:
        return None
    one = chance.choice(fit)
    return paper.put(one.span("n"), str(chance.randrange(102, 190)))


def target_again(paper: Paper, chance: Random) -> Slip | None:
    """An item with a target stands again in another part, with another value."""
    fit = paper.finds(r"^- (?P<words>[^\n]{25,220}?(?<![\d.,])(?P<n>\d{1,2})(?: ?%)[^\n%]{0,120})$")
    ends = paper.finds(r"^- [^\n]{20,}[.;]$")
    fit = [one for one in fit if not re.search(r"\d{4}-\d{4}|\|", one.group())]
    if not fit or len(ends) < 2:
        return None
    one = chance.choice(fit)
    far = [end for end in ends if abs(end.start() - one.start()) > 1500]
    if not far:
        return None
    at = chance.choice(far).end()
    value = max(1, int(one["n"]) + chance.choice((-15, -10, -5, 5)))
    line = paper.text[one.start() : one.start("n")] + str(value) + paper.text[one.end("n") : one.end()]
    return paper.put((at, at), "\n" + line, one.span())


def share_and_count(paper: Paper, chance: Random) -> Slip | None:
    """A share with a count in brackets that gives another."""
    fit = paper.finds(r"(?<![\d.,])(?P<n>[2-9]\d) ?%")
    if not fit:
        return None
    one = chance.choice(fit)
    whole = chance.randrange(20, 90)
    part = round(whole * (int(one["n"]) / 100 - 0.15 if int(one["n"]) > 40 else int(one["n"]) / 100 + 0.2))
    noun = chance.choice(("xã", "trường", "thôn", "hộ", "đơn vị"))
    words = chance.choice((f" ({part}/{whole} {noun})", f" ({part}/{whole})", f", tương ứng {part}/{whole} {noun}"))
    return paper.put((one.end(), one.end()), words, one.span())


_WORDS = {1: "một", 2: "hai", 3: "ba", 4: "bốn", 5: "năm", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín", 10: "mười"}


def words_of_figure(paper: Paper, chance: Random) -> Slip | None:
    """Number words in brackets behind a figure that say another."""
    fit = paper.finds(r"(?<![\d.,/-])(?P<n>0[1-9]|10)(?= [^\W\d_]+)(?! (?:tháng|năm 20))")
    if not fit:
        return None
    one = chance.choice(fit)
    wrong = chance.choice([word for value, word in _WORDS.items() if value != int(one["n"])])
    return paper.put((one.end(), one.end()), f" ({wrong})", one.span())
