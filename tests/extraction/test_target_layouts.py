"""However a plan sets out what is to be reached, how much and by when, the record says the same.

Each function below is one way to set out figures, in sentences or in a table; it draws the marks of its lists, the titles
of its columns, the words around its figures and what else stands in its table.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import pytest

from pipeline import read
from pipeline.extraction import extract

HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ ĐÔNG HÒA\nSố: 45/KH-UBND\nĐông Hòa, ngày 12 tháng 3 năm 2026\nKẾ HOẠCH\n"
    "Phát triển kinh tế - xã hội năm 2026 trên địa bàn xã\nI. MỤC ĐÍCH, YÊU CẦU\n"
    "- Nâng cao nhận thức của Nhân dân.\n"
)
FOOT = (
    "\nIII. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Theo dõi, đôn đốc việc thực hiện.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Bình\n"
)
SHARES = (
    "hộ dân sử dụng nước sạch", "trẻ em dưới 5 tuổi được tiêm đủ liều vắc xin", "người dân tham gia bảo hiểm y tế",
    "hồ sơ thủ tục hành chính được giải quyết đúng hạn", "rác thải sinh hoạt được thu gom, xử lý",
    "học sinh hoàn thành chương trình tiểu học", "thôn có nhà văn hóa đạt chuẩn", "thuê bao di động được định danh",
    "phụ nữ mang thai được khám thai định kỳ", "chất thải y tế được xử lý an toàn", "vụ việc hòa giải thành",
)  # fmt: skip
AMOUNTS = (
    ("sản lượng lúa", "tấn"), ("tổng thu ngân sách trên địa bàn", "tỷ đồng"), ("diện tích trồng rừng mới", "ha"),
    ("thu nhập bình quân đầu người", "triệu đồng"), ("đàn gia súc", "con"), ("năng suất lúa bình quân", "tạ/ha"),
    ("đường giao thông nông thôn được bê tông hóa", "km"),
)  # fmt: skip
COUNTS = (
    ("lao động được đào tạo nghề", "người"), ("mô hình kinh tế tập thể", "mô hình"), ("lớp tập huấn", "lớp"),
    ("hộ thoát nghèo", "hộ"), ("cây xanh phân tán", "cây"), ("sản phẩm OCOP", "sản phẩm"),
    ("doanh nghiệp thành lập mới", "doanh nghiệp"), ("trường đạt chuẩn quốc gia", "trường"),
    ("giường bệnh trên một vạn dân", "giường"), ("nhà văn hóa thôn xây mới", "nhà"),
)  # fmt: skip
PLACES = ("Thôn Đông", "Thôn Tây", "Thôn Thượng", "Thôn 5", "Tổ dân phố 3", "Bản Nà Lung", "Khu phố 2", "Ấp Bình Thạnh")
BOUNDS = {
    "": "=", "ít nhất ": ">=", "tối thiểu ": ">=", "trên ": ">=", "không dưới ": ">=", "dưới ": "<=", "khoảng ": "=",
}  # fmt: skip
SIGNS = {"": "=", "≥ ": ">=", ">": ">=", "≤ ": "<=", "Trên ": ">="}
DUES = {
    "": None, "Đến cuối năm 2026, ": "2026", "Đến năm 2027, ": "2027", "Hết quý II/2026, ": "2026-34",
    "Đến 31/12/2026, ": "2026-12-31", "Giai đoạn 2026 - 2030, ": "2026/2030", "Trước ngày 30/9/2026, ": "2026-09-30",
}  # fmt: skip
INDICATORS = ("Chỉ tiêu", "Tên chỉ tiêu", "Nội dung", "Danh mục chỉ tiêu", "Hạng mục", "Tiêu chí", "Chỉ số")
UNITS = ("ĐVT", "Đơn vị tính", "Đơn vị", "Đ.vị tính", "Đ/v tính")
PLANS = (
    "Kế hoạch năm 2026", "KH năm 2026", "Năm 2026", "Chỉ tiêu giao năm 2026", "KH 2026", "Chỉ tiêu phấn đấu 2026",
    "Dự kiến năm 2026", "Mục tiêu đến năm 2026",
)  # fmt: skip
BEFORE = ("Thực hiện năm 2025", "TH 2025", "Ước TH 2025", "Kết quả năm 2025", "Hiện trạng", "Năm 2025")


@dataclass(frozen=True)
class Goal:
    """What a record has to say of a figure: how much of what, by when."""

    words: tuple[str, ...]
    """Each stands in the indicator."""
    value: float
    unit: str = "%"
    comparator: str = "="
    due: str | None = "2026"


Layout = Callable[[Random], tuple[list[str], list[Goal]]]


def up(words: str) -> str:
    """The words as they open a sentence or a cell."""
    return words[0].upper() + words[1:]


def low(words: str) -> str:
    """The words as they go on a sentence."""
    return words[0].lower() + words[1:]


def figure(value: float) -> str:
    """A figure as plans write it: 1.250 and 98,5."""
    return f"{value:,}".replace(",", " ").replace(".", ",").replace(" ", ".")


def _some(random: Random, unit: str) -> float:
    return random.choice((100, 95, 98.5, 70, 65.5) if unit == "%" else (5, 12, 150, 1250, 12500))


def _mark(random: Random) -> str:
    return random.choice(("- ", "+ ", "* ", "• ", ""))


def _listed(
    random: Random, form: str, named: Sequence[tuple[str, str]], bound: str = ""
) -> tuple[list[str], list[Goal]]:
    """One line of a list for each indicator, in a form of words."""
    mark, opening, comparator = _mark(random), random.choice(list(DUES)), BOUNDS[bound]
    lines, want = ["II. MỤC TIÊU CỤ THỂ"], []
    for name, unit in named:
        value = _some(random, unit)
        printed = figure(value) + (unit if unit == "%" else f" {unit}")
        sentence = form.format(bound=bound, value=printed, name=name, up=up(name))
        lines.append(f"{mark}{opening}{low(sentence) if opening else up(sentence)}.")
        want.append(Goal((name,), value, unit, ">=" if "trở lên" in form else comparator, DUES[opening]))
    return lines, want


def share(random: Random) -> tuple[list[str], list[Goal]]:
    """Shares in sentences."""
    forms = (
        "{bound}{value} {name}", "tỷ lệ {name} đạt {bound}{value}", "tỷ lệ {name}: {bound}{value}", "{up} đạt {bound}{value}",
        "nâng tỷ lệ {name} lên {bound}{value}", "bảo đảm {bound}{value} {name}", "{up} phấn đấu đạt {bound}{value}",
    )  # fmt: skip
    named = [(name, "%") for name in random.sample(SHARES, 3)]
    return _listed(random, random.choice(forms), named, random.choice(list(BOUNDS)))


def at_least(random: Random) -> tuple[list[str], list[Goal]]:
    """Shares with "trở lên"."""
    form = random.choice(
        ("tỷ lệ {name} đạt từ {value} trở lên", "tỷ lệ {name} đạt {value} trở lên", "{value} trở lên {name}")
    )
    return _listed(random, form, [(name, "%") for name in random.sample(SHARES, 3)])


def amount(random: Random) -> tuple[list[str], list[Goal]]:
    """Amounts in sentences."""
    forms = (
        "{name} đạt {bound}{value}", "{name}: {bound}{value}", "nâng {name} lên {bound}{value}", "{name} ước đạt {bound}{value}",
        "{name} (phấn đấu đạt {bound}{value})", "{name}: phấn đấu {bound}{value}", "{name} là {bound}{value}",
    )  # fmt: skip
    return _listed(random, random.choice(forms), random.sample(AMOUNTS, 3), random.choice(list(BOUNDS)))


def change(random: Random) -> tuple[list[str], list[Goal]]:
    """From what to what."""
    forms = ("nâng tỷ lệ {name} từ 30% lên {value}", "tỷ lệ {name} tăng từ 30% (năm 2025) lên {value}")
    return _listed(random, random.choice(forms), [(name, "%") for name in random.sample(SHARES, 3)])


def numbered(random: Random) -> tuple[list[str], list[Goal]]:
    """Targets called by their number."""
    form = random.choice(("Chỉ tiêu {}: ", "Chỉ tiêu số {}: ", "- Chỉ tiêu {}. ", "2.{}. ", "({}) "))
    lines, want = ["II. MỤC TIÊU CỤ THỂ"], []
    for number, name in enumerate(random.sample(SHARES, 3), 1):
        value = _some(random, "%")
        words = random.choice((f"Tỷ lệ {name} đạt {figure(value)}%", f"{figure(value)}% {name}"))
        lines.append(f"{form.format(number)}{words}.")
        want.append(Goal((name,), value, due=None))
    return lines, want


def _rows(random: Random, shares: int = 2) -> list[tuple[str, str]]:
    return random.sample(AMOUNTS + COUNTS, 3) + [(f"tỷ lệ {name}", "%") for name in random.sample(SHARES, shares)]


def _row(cells: Sequence[str]) -> str:
    return " | ".join(cells)


def table(random: Random) -> tuple[list[str], list[Goal]]:
    """One column of the plan among those of the unit, of last year, of the change, of who watches."""
    plan, before, watch = random.choice(PLANS), random.choice(("", *BEFORE)), random.choice(("", "Cơ quan theo dõi"))
    titles = {"number": "TT", "name": random.choice(INDICATORS), "unit": random.choice(UNITS), "plan": plan}
    titles |= {"before": before, "change": "Tăng, giảm (%)" if before else "", "watch": watch}
    order = random.choice(
        ("number name unit before plan change watch", "name unit before plan", "number name before plan unit")
    )
    columns = [column for column in order.split() if titles[column]]
    want: list[Goal] = []
    lines = ["II. MỤC TIÊU", "Biểu chỉ tiêu chủ yếu năm 2026", _row([titles[column] for column in columns])]
    if random.random() < 0.3:
        lines.append(_row([f"({number + 1})" for number in range(len(columns))]))
    for number, (name, unit) in enumerate(_rows(random), 1):
        value, sign = _some(random, unit), random.choice(list(SIGNS))
        cells = {"number": str(number), "name": up(name), "unit": unit, "plan": sign + figure(value)}
        cells |= {"before": figure(value - 1), "change": "105", "watch": "Phòng Kinh tế"}
        lines.append(_row([cells[column] for column in columns]))
        want.append(Goal((name,), value, unit, SIGNS[sign]))
    return lines, want


def inline(random: Random) -> tuple[list[str], list[Goal]]:
    """Figures that carry their unit in the cell."""
    plan = random.choice((*PLANS, "Giá trị", "Kết quả cần đạt", "Mức phấn đấu", "Chỉ tiêu cụ thể"))
    watch = random.choice(("", "Cơ quan chủ trì", "Ghi chú"))
    lines = [
        "II. MỤC TIÊU",
        "Biểu chỉ tiêu năm 2026",
        _row(["STT", random.choice(INDICATORS), plan] + [watch] * bool(watch)),
    ]
    want = []
    for number, (name, unit) in enumerate(_rows(random), 1):
        value, bound = _some(random, unit), random.choice(list(BOUNDS))
        cell = up(bound + figure(value) + (unit if unit == "%" else f" {unit}"))
        lines.append(_row([str(number), up(name), cell] + ["Trạm Y tế xã"] * bool(watch)))
        want.append(Goal((name,), value, unit, BOUNDS[bound]))
    return lines, want


def years(random: Random) -> tuple[list[str], list[Goal]]:
    """A column for each year, below a title of their own or not."""
    span = random.choice(((2026, 2027, 2028), (2026, 2030), (2026, 2027, 2028, 2029, 2030)))
    form = random.choice(("Năm {}", "{}", "KH {}", "Kế hoạch {}", "Đến năm {}"))
    over = random.choice(("", "Kế hoạch thực hiện", "Chỉ tiêu giai đoạn 2026 - 2030", "Lộ trình thực hiện"))
    first, titles = ["TT", random.choice(INDICATORS), random.choice(UNITS)], [form.format(year) for year in span]
    heads = (
        [_row([*first, over, *[""] * (len(span) - 1)]), _row(["", "", "", *titles])] if over else [_row(first + titles)]
    )
    lines, want = ["II. MỤC TIÊU", *heads], []
    for number, (name, unit) in enumerate(_rows(random), 1):
        values = [60 + step for step in range(len(span))]
        lines.append(_row([str(number), up(name), unit, *map(str, values)]))
        want += [Goal((name,), value, unit, due=str(year)) for value, year in zip(values, span, strict=True)]
    return lines, want


def across(random: Random) -> tuple[list[str], list[Goal]]:
    """A column for each place, the unit in a column of its own or in the name of the row."""
    places, units = random.sample(PLACES, 3), random.random() < 0.6
    first = ["TT", random.choice(INDICATORS)] + [random.choice(UNITS)] * units
    over = random.choice(("", "Chia ra", "Chỉ tiêu giao các đơn vị"))
    heads = [_row([*first, over, "", ""]), _row([*[""] * len(first), *places])] if over else [_row(first + places)]
    lines, want = ["II. MỤC TIÊU", "Bảng giao chỉ tiêu năm 2026", *heads], []
    for number, (name, unit) in enumerate(_rows(random, 0), 1):
        values = [_some(random, unit) for _ in places]
        label = [up(name), unit] if units else [f"{up(name)} ({unit})"]
        lines.append(_row([str(number), *label, *map(figure, values)]))
        want += [Goal((name, place), value, unit) for value, place in zip(values, places, strict=True)]
    return lines, want


def matrix(random: Random) -> tuple[list[str], list[Goal]]:
    """A row for each place, a column for each thing counted."""
    things = random.sample(AMOUNTS + COUNTS, 3)
    titles = [f"{up(name)} ({unit})" for name, unit in things]
    first = ["TT", random.choice(("Đơn vị", "Địa phương", "Tên đơn vị", "Thôn"))]
    over = random.choice(("", "Chỉ tiêu giao năm 2026"))
    heads = [_row([*first, over, "", ""]), _row(["", "", *titles])] if over else [_row(first + titles)]
    lines, want = ["II. MỤC TIÊU", "Biểu giao chỉ tiêu năm 2026", *heads], []
    for number, place in enumerate(random.sample(PLACES, 3), 1):
        values = [_some(random, unit) for _, unit in things]
        lines.append(_row([str(number), place, *map(figure, values)]))
        want += [Goal((name, place), value, unit) for value, (name, unit) in zip(values, things, strict=True)]
    return lines, want


def parted(random: Random) -> tuple[list[str], list[Goal]]:
    """Rows that are parts of the row above."""
    (name, unit), parts = (
        random.choice(COUNTS),
        random.choice((("- Nữ", "- Nam"), ("Trong đó: Thành thị", "Nông thôn"))),
    )
    lines = ["II. MỤC TIÊU", _row(["TT", random.choice(INDICATORS), random.choice(UNITS), "Kế hoạch năm 2026"])]
    lines.append(_row(["1", up(name), unit, "15"]))
    lines += [_row(["", part, unit, value]) for part, value in zip(parts, ("12", "3"), strict=True)]
    lines.append(_row(["2", "Tỷ lệ hộ dân sử dụng nước sạch", "%", "95"]))
    words = [part.removeprefix("Trong đó: ").strip("- ") for part in parts]
    want = [Goal((name,), 15, unit), Goal((words[0],), 12, unit), Goal((words[1],), 3, unit)]
    return lines, [*want, Goal(("hộ dân sử dụng nước sạch",), 95)]


def works(random: Random) -> tuple[list[str], list[Goal]]:
    """Activities and how many of each."""
    titles = random.choice(
        (("TT", "Hoạt động", "Số lượng", "Đơn vị thực hiện"), ("STT", "Nội dung", "Số lượng", "Phụ trách"))
    )
    lines, want = ["II. NỘI DUNG THỰC HIỆN NĂM 2026", _row(titles)], []
    known = (
        ("Tập huấn kỹ năng số cho cán bộ thôn", "lớp"), ("Tuyên truyền lưu động tại các chợ", "buổi"),
        ("Xây dựng mô hình thu gom rác", "mô hình"), ("Kiểm tra an toàn thực phẩm", "đợt"),
    )  # fmt: skip
    for number, (work, unit) in enumerate(random.sample(known, 3), 1):
        value = random.choice((2, 5, 10, 150))
        lines.append(_row([str(number), work, f"{value:02} {unit}", "Trạm Y tế xã"]))
        want.append(Goal((work,), value, unit))
    return lines, want


LAYOUTS: tuple[Layout, ...] = (
    share, at_least, amount, change, numbered, table, inline, years, across, matrix, parted, works,
)  # fmt: skip
PAPERS = 12


def _plain(words):
    return " ".join(re.findall(r"\w+", words.lower()))


def _of(targets, want):
    """What the targets say of the goals, and what they say besides."""
    left, found = list(targets), []
    for goal in want:
        own = next(
            (
                own
                for own in left
                if own.value == goal.value and all(_plain(words) in _plain(own.indicator) for words in goal.words)
            ),
            None,
        )
        if own is not None:
            left.remove(own)
            found.append(Goal(goal.words, own.value, own.unit, own.comparator, own.due))
    return found, [(own.indicator, own.value) for own in left]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("seed", range(PAPERS))
def test_the_same_figures_in_every_layout(tmp_path, layout, seed):
    lines, want = layout(Random(seed))
    path = tmp_path / "plan.txt"
    path.write_text(HEAD + "\n".join(lines) + FOOT, encoding="utf-8")
    assert _of(extract(read(path)).targets, want) == (want, [])


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Thay 420 bóng đèn.", [(420, "bóng đèn", None)]),
        ("Sơn lại 12 cổng chào, thay mới 30 biển hiệu trước ngày 30/6/2026.",
         [(12, "cổng chào", "2026-06-30"), (30, "biển hiệu", "2026-06-30")]),
        ("UBND xã thả 15.000 cá giống.", [(15_000, "cá giống", None)]),
        ("Đào 18 ao, giếng trữ nước, chuẩn bị 2.500 lít dầu dự phòng.",
         [(18, "ao, giếng trữ nước", None), (2500, "dầu dự phòng", None)]),
        ("Thực hiện Nghị quyết số 18/NQ-HĐND ngày 10/12/2025 của HĐND xã, sửa 15 cống.", [(15, "cống", None)]),
        ("Cải tạo 3 mẫu 4 sào ao.", [(3.4, "ao", None)]),
        ("Tăng đàn bò từ 1 nghìn 200 con lên 1 nghìn 500 con.", [(1500, "Tăng đàn bò", None)]),
        ("Báo cáo kết quả trước ngày 20/6/2026; số hóa 70% hồ sơ.", [(70, "hồ sơ", None)]),
        ("Xây xong 4 nhà văn hóa trong quý III/2026.", [(4, "nhà văn hóa", "2026-35")]),
        ("Tỷ lệ hộ được cấp thẻ xong đạt 80%.", [(80, "Tỷ lệ hộ được cấp thẻ", None)]),
        ("Giải quyết dứt điểm 15 vụ việc tồn đọng.", [(15, "vụ việc tồn đọng", None)]),
        ("Kể từ nay đến ngày 30/6/2026, trồng 900 cây.", [(900, "cây", "../2026-06-30")]),
        ("90% hộ dân dùng nước sạch kể từ nay đến hết năm 2026.", [(90, "hộ dân dùng nước sạch", "../2026")]),
        ("85% trường có thư viện trong năm học 2026-2027.", [(85, "trường có thư viện", "2026/2027")]),
        ("Năm học 2026-2027: 85% trường có thư viện.", [(85, "trường có thư viện", "2026/2027")]),
        ("Theo Kế hoạch năm học 2026-2027, 85% trường có thư viện.", [(85, "trường có thư viện", None)]),
    ],
)  # fmt: skip
def test_verbs_of_everyday_work_and_times_around_what_they_make(record, sentence, found):
    got = record(f"II. NHIỆM VỤ\n- {sentence}").targets
    assert [(one.value, one.indicator, one.due) for one in got] == found
