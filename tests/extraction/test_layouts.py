"""However a plan sets out who does what by when, the record says the same.

Real plans differ less in what they say than in how they set it out. Each function below is one way to set it out; it
draws the marks of its lists, the titles of its columns and the words of its labels, so that a few hundred papers try
combinations that nobody would write by hand.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

import pytest

from pipeline import read
from pipeline.extraction import extract
from pipeline.extraction.context import Context

HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ ĐÔNG HÒA\nSố: 45/KH-UBND\nĐông Hòa, ngày 12 tháng 3 năm 2026\nKẾ HOẠCH\n"
    "Triển khai Chương trình hành động năm 2026 trên địa bàn xã\nI. MỤC ĐÍCH, YÊU CẦU\n"
    "- Nâng cao nhận thức của Nhân dân.\nII. NỘI DUNG\n- Triển khai đồng bộ các giải pháp.\n"
)
FOOT = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Bình\n"
BODIES = (
    "Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Công an xã", "Ban Chỉ huy Quân sự xã", "Trạm Y tế xã",
    "Văn phòng HĐND và UBND xã", "Trung tâm Phục vụ hành chính công xã", "Hội Nông dân xã", "Hội Liên hiệp Phụ nữ xã",
    "Đoàn Thanh niên xã", "Ủy ban MTTQ Việt Nam xã", "Trường THCS Lê Lợi", "Trung tâm Dịch vụ tổng hợp",
    "Ban Quản lý chợ Đông Hòa", "Tổ công nghệ số cộng đồng", "Sở Nông nghiệp và Môi trường", "Thanh tra tỉnh",
    "Hợp tác xã Nông nghiệp Tân Tiến", "Ban Tuyên giáo và Dân vận Đảng ủy", "Các thôn", "Điện lực khu vực Bình Sơn",
    "Ngân hàng Chính sách xã hội", "Hạt Kiểm lâm khu vực II", "Đồn Biên phòng Cửa Đại", "Bộ phận Một cửa",
)  # fmt: skip
TASKS = (
    "Rà soát, thống kê số hộ chưa có nước sạch", "Tổ chức tập huấn kỹ năng số cho cán bộ thôn",
    "Tham mưu thành lập tổ kiểm tra liên ngành", "Tuyên truyền trên hệ thống truyền thanh cơ sở",
    "Lắp đặt biển báo tại các điểm nguy hiểm", "Cập nhật dữ liệu đất đai lên hệ thống",
    "Kiểm tra việc chấp hành quy định về an toàn thực phẩm", "Vận động đoàn viên tham gia dọn vệ sinh đường làng",
    "Nâng cấp đường truyền Internet tại nhà văn hóa", "Khảo sát nhu cầu học nghề của lao động nông thôn",
    "Tiêm phòng bệnh dại cho đàn chó, mèo", "Nạo vét kênh mương nội đồng", "Tặng quà các gia đình chính sách",
    "Ký kết giao ước thi đua giữa các thôn", "Phun thuốc khử trùng tại các chợ", "Thẩm định dự toán kinh phí",
    "Biên soạn tài liệu hỏi đáp về chuyển đổi số", "Quản lý chặt chẽ người nghiện có hồ sơ",
)  # fmt: skip
IN_CLAUSE = {
    "": None,
    "trước ngày 30/6/2026": "2026-06-30",
    "xong trước ngày 15 tháng 5 năm 2026": "2026-05-15",
    "trong quý II/2026": "2026-34",
    "hoàn thành trong tháng 9/2026": "2026-09",
}
IN_CELL = {
    "Trước 30/6/2026": "2026-06-30",
    "Quý II/2026": "2026-34",
    "Tháng 4 - 6/2026": "2026-06",
    "Từ 01/4/2026 đến 30/6/2026": "2026-06-30",
    "Quý I, II/2026": "2026-34",
    "Năm 2026": "2026",
    "15/5/2026": "2026-05-15",
    "Thường xuyên": None,
}
OPENING = {
    "Trước ngày 30/6/2026, ": "2026-06-30",
    "Trong quý II/2026, ": "2026-34",
    "Chậm nhất ngày 15/5/2026, ": "2026-05-15",
    "Căn cứ Kế hoạch này, ": None,
    "Quý II/2026: ": "2026-34",
    "Từ ngày 01/4/2026 đến ngày 30/6/2026: ": "2026-06-30",
}
PHASES = {
    "Giai đoạn 1 (từ tháng 3 đến tháng 5/2026)": "2026-05",
    "Quý III/2026": "2026-35",
    "Đợt 1: Từ ngày 15/3/2026 đến ngày 30/4/2026": "2026-04-30",
}


@dataclass(frozen=True)
class Work:
    """What a record has to say of a task: who, as what, by when."""

    role: str
    body: str
    task: str
    due: str | None = None


Layout = Callable[[Random], tuple[str, list[Work]]]


def low(words: str) -> str:
    """The words as they go on a sentence."""
    return words[0].lower() + words[1:]


def _drawn(random: Random, count: int, dues: dict[str, str | None]) -> list[tuple[Work, list[str], str]]:
    """Tasks with their lead, those who help, and the words of their deadline."""
    drawn = []
    for body, task in zip(random.sample(BODIES, count), random.sample(TASKS, count), strict=True):
        others = [other for other in BODIES if other not in (body, "Các thôn")]
        words = random.choice(list(dues))
        drawn.append((Work("lead", body, task, dues[words]), random.sample(others, random.choice((0, 1, 2))), words))
    return drawn


def _with(work: Work, partners: Sequence[str]) -> list[Work]:
    return [work, *(replace(work, role="coordinate", body=name) for name in partners)]


def _label(random: Random) -> Callable[[int], str]:
    form = random.choice(("{}. ", "{}) ", "3.{}. ", "({}) ", "{}/ "))
    return lambda number: form.format(number)


def headed(random: Random) -> tuple[str, list[Work]]:
    """A heading that names a body, dashes below it."""
    label, dash, colon = _label(random), random.choice(("- ", "+ ", "• ", "* ")), random.choice(("", ":"))
    heading = random.choice(("PHÂN CÔNG NHIỆM VỤ", "TỔ CHỨC THỰC HIỆN", "TRÁCH NHIỆM CỦA CÁC CƠ QUAN, ĐƠN VỊ"))
    lines, want = [f"III. {heading}"], []
    for number, (work, _, due) in enumerate(_drawn(random, 4, IN_CLAUSE), 1):
        lines += [f"{label(number)}{work.body}{colon}", f"{dash}{work.task} {due}".rstrip() + "."]
        want.append(work)
    return "\n".join(lines), want


def beside(random: Random) -> tuple[str, list[Work]]:
    """A dash that names a body, its tasks as dashes beside it."""
    lines, want = ["III. TỔ CHỨC THỰC HIỆN"], []
    for work, _, due in _drawn(random, 3, IN_CLAUSE):
        lines += [f"- {work.body}:", f"- {work.task} {due}".rstrip() + "."]
        want.append(work)
    return "\n".join(lines), want


def led(random: Random) -> tuple[str, list[Work]]:
    """A sentence in which one leads and others help."""
    label, lines, want = _label(random), ["III. TỔ CHỨC THỰC HIỆN"], []
    form = random.choice(("{} chủ trì, phối hợp với {} {}", "{}: Chủ trì, phối hợp {} {}"))
    for number, (work, partners, due) in enumerate(_drawn(random, 4, IN_CLAUSE), 1):
        partners = partners or [next(name for name in ("Công an tỉnh", "Sở Tài chính") if name != work.body)]
        sentence = form.format(work.body, " và ".join(partners), low(work.task))
        lines.append(f"{label(number)}{sentence} {due}".rstrip() + ".")
        want += _with(work, partners)
    return "\n".join(lines), want


def opened(random: Random) -> tuple[str, list[Work]]:
    """A sentence that says first by when."""
    label, lines, want = _label(random), ["III. TỔ CHỨC THỰC HIỆN"], []
    for number, (work, _, words) in enumerate(_drawn(random, 3, OPENING), 1):
        body = low(work.body) if work.body == "Các thôn" else work.body
        lines.append(f"{label(number)}{words}{body} {low(work.task)}.")
        want.append(work)
    return "\n".join(lines), want


def given(random: Random) -> tuple[str, list[Work]]:
    """Topics of which each sentence hands something to a body, in no part on implementation."""
    lines, want = ["III. NHIỆM VỤ, GIẢI PHÁP"], []
    for number, topic in enumerate(("Công tác tuyên truyền", "Về hạ tầng số"), 1):
        lines.append(f"{number}. {topic}")
        for work, _, due in _drawn(random, 2, IN_CLAUSE):
            lines.append(f"- Giao {work.body} {low(work.task)} {due}".rstrip() + ".")
            want.append(work)
    return "\n".join(lines), want


def labelled(random: Random) -> tuple[str, list[Work]]:
    """A task with labels below it."""
    lead, help_, time = random.choice(
        (
            ("Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện"),
            ("Chủ trì thực hiện", "Phối hợp thực hiện", "Hoàn thành"),
            ("Phụ trách", "Phối hợp", "Thời hạn"),
        )
    )
    mark, dash = random.choice((("{}. ", "- "), ("({}) ", "+ "), ("- ", ""), ("* ", "- ")))
    end, lines, want = random.choice(("", ".", ";")), ["III. NHIỆM VỤ, GIẢI PHÁP"], []
    for number, (work, partners, due) in enumerate(_drawn(random, 3, IN_CELL), 1):
        lines += [mark.format(number) + work.task, f"{dash}{lead}: {work.body}{end}"]
        lines += [f"{dash}{help_}: {', '.join(partners)}{end}"] if partners else []
        lines.append(f"{dash}{time}: {due}{end}")
        want += _with(work, partners)
    return "\n".join(lines), want


def bracketed(random: Random) -> tuple[str, list[Work]]:
    """A task with a bracket behind it."""
    lead, help_ = random.choice(
        (
            ("Chủ trì: {}", "; Phối hợp: {}"),
            ("Đơn vị thực hiện: {}", ", phối hợp: {}"),
            ("{} chủ trì", "; phối hợp: {}"),
            ("{} chủ trì", ", {} phối hợp"),
            ("giao {} chủ trì", ", phối hợp với {}"),
        )
    )
    label, lines, want = _label(random), ["III. NHIỆM VỤ CỤ THỂ"], []
    for number, (work, partners, due) in enumerate(_drawn(random, 4, IN_CLAUSE), 1):
        said = lead.format(work.body) + (help_.format(", ".join(partners)) if partners else "")
        lines.append(f"{label(number)}{work.task} ({said}{f'; {due}' if due else ''}).")
        want += _with(work, partners)
    return "\n".join(lines), want


def phased(random: Random) -> tuple[str, list[Work]]:
    """Phases of a timetable, with the bodies that act in each."""
    label, lines, want = _label(random), ["III. TIẾN ĐỘ THỰC HIỆN"], []
    for number, (phase, due) in enumerate(PHASES.items(), 1):
        lines.append(f"{label(number)}{phase}")
        for work, _, _ in _drawn(random, 2, {"": due}):
            lines.append(f"- {work.body} {low(work.task)}.")
            want.append(work)
    return "\n".join(lines), want


def table(random: Random) -> tuple[str, list[Work]]:
    """A table of tasks: columns in several orders, groups, cells that repeat the one above."""
    titles = {
        "s": random.choice(("TT", "STT")),
        "t": random.choice(("Nội dung công việc", "Nhiệm vụ", "Công việc", "Hoạt động", "Nhiệm vụ cụ thể")),
        "l": random.choice(("Cơ quan chủ trì", "Đơn vị thực hiện", "Phân công thực hiện", "Đơn vị phụ trách")),
        "p": random.choice(("Cơ quan phối hợp", "Đơn vị phối hợp thực hiện", "Phối hợp")),
        "w": random.choice(("Thời gian", "Tiến độ thực hiện", "Thời hạn hoàn thành", "Hoàn thành")),
        "g": "Ghi chú",
    }
    order, repeats = random.choice(("stlpw", "tlpw", "swtlp", "stlw", "tlw", "stlpwg", "wtlg")), random.random() < 0.4
    lines, want, above = ["III. TỔ CHỨC THỰC HIỆN", " | ".join(titles[column] for column in order)], [], ""
    for number, (work, partners, due) in enumerate(_drawn(random, 5, IN_CELL), 1):
        same = repeats and number in (2, 3)
        lead = random.choice(("nt", "″", "-nt-")) if same else work.body
        work = replace(work, body=above) if same else work
        partners = [name for name in partners if name != work.body]
        cells = {"s": str(number), "t": work.task, "l": lead, "p": ", ".join(partners), "w": due, "g": ""}
        lines.append(" | ".join(cells[column] for column in order))
        want += _with(work, partners if "p" in order else ())
        above = work.body
    return "\n".join(lines), want


def shared_cell(random: Random) -> tuple[str, list[Work]]:
    """A table in which one cell says who leads and who helps."""
    title = random.choice(("Đơn vị thực hiện", "Phân công", "Thành phần", "Cơ quan chủ trì/phối hợp"))
    lead, help_ = random.choice(
        (
            ("Chủ trì: {}", "; Phối hợp: {}"),
            ("{} (chủ trì)", ", {} (phối hợp)"),
            ("{} chủ trì", ", phối hợp với {}"),
            ("- Chủ trì: {}", " - Phối hợp: {}"),
        )
    )
    lines, want = ["III. LỘ TRÌNH THỰC HIỆN", f"TT | Nội dung | {title} | Thời gian"], []
    for number, (work, partners, due) in enumerate(_drawn(random, 5, IN_CELL), 1):
        cell = lead.format(work.body) + (help_.format(", ".join(partners)) if partners else "")
        lines.append(f"{number} | {work.task} | {cell} | {due}")
        want += _with(work, partners)
    return "\n".join(lines), want


def by_body(random: Random) -> tuple[str, list[Work]]:
    """A table of bodies and their work, under titles that do not say so."""
    titles = random.choice(
        (("Cơ quan", "Nhiệm vụ được giao"), ("Bộ phận", "Nội dung công việc"), ("Đơn vị", "Trách nhiệm"))
    )
    lines, want = ["III. PHÂN CÔNG NHIỆM VỤ", f"TT | {titles[0]} | {titles[1]} | Thời gian"], []
    for number, (work, _, due) in enumerate(_drawn(random, 4, IN_CELL), 1):
        lines.append(f"{number} | {work.body} | {work.task} | {due}")
        want.append(work)
    return "\n".join(lines), want


LAYOUTS: tuple[Layout, ...] = (
    headed, beside, led, opened, given, labelled, bracketed, phased, table, shared_cell, by_body,
)  # fmt: skip


PAPERS = 12


def _plain(words):
    return " ".join(re.findall(r"\w+", words.lower()))


def _of(assignments, want):
    """What the assignments say of the work, in its words: a task may begin with whom it is done with."""
    left, found = list(assignments), []
    for work in want:
        task = _plain(work.task)
        own = next(
            (
                own
                for own in left
                if own.role == work.role and _plain(own.body) == _plain(work.body) and task in _plain(own.task)
            ),
            None,
        )
        if own is not None:
            left.remove(own)
            found.append(Work(own.role, work.body, work.task, own.due))
    return found, [(own.role, own.body, own.task) for own in left]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("seed", range(PAPERS))
def test_the_same_work_in_every_layout(tmp_path, layout, seed):
    text, want = layout(Random(seed))
    path = tmp_path / "plan.txt"
    path.write_text(HEAD + text + FOOT, encoding="utf-8")
    assert _of(extract(read(path)).assignments, want) == (want, [])


def test_a_sentence_that_does_not_end_comes_in_pieces_and_loses_nothing(document) -> None:
    days = [f"ngày {day:02}/{month:02}/2026" for month in range(1, 13) for day in range(1, 29)]
    made = document("Các ngày họp: " + ", ".join(days * 3) + ".")
    context = Context(made)
    pieces = context.sentences(made.blocks[0])
    assert max(end - start for start, end in pieces) <= 4000
    assert "".join(made.text[slice(*span)] for span in pieces) == made.text
    assert len(extract(made).dates) == 3 * len(days)


def test_no_figure_is_cut_where_a_long_sentence_comes_in_pieces(record) -> None:
    counted = (
        "I. CHỈ TIÊU\n1. Trồng cây tại " + " ".join(f"thôn {n} (trồng {n + 100} cây)" for n in range(1, 400)) + "."
    )
    assert {int(target.value) for target in record(counted).targets} == set(range(101, 500))
