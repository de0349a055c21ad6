"""Groups of targets: every target once, nothing merged in silence, the order of the input without effect."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.comparing.groups import _subject, group_targets
from pipeline.records import Target
from pipeline.settings import CompareSettings

WORDINGS = (
    "hộ nghèo được vay vốn", "hộ nghèo tiếp cận vốn vay ưu đãi", "tỷ lệ hộ nghèo", "hộ cận nghèo", "mô hình điểm",
    "thôn văn hóa",
    "trẻ 5 tuổi ra lớp", "trẻ 3 tuổi ra lớp", "", "???", "100", "rác thải được thu gom",
    "thu gom chất thải rắn sinh hoạt",
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(WORDINGS), st.sampled_from(["%", "hộ", ""])), max_size=14), st.randoms())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_each_target_is_sure_once_and_order_is_nothing(
    make_target: Callable[..., Target], drawn: list[tuple[str, str]], draw
) -> None:  # type: ignore[no-untyped-def]  # noqa: E501
    targets = [(f"p{at // 3}", at, make_target(text, 1, unit, at)) for at, (text, unit) in enumerate(drawn)]
    groups = group_targets(targets)
    sure = [(m.document, m.target) for group in groups for m in group.sure]
    assert sorted(sure) == sorted((stem, at) for stem, at, _ in targets)
    assert len({group.id for group in groups}) == len(groups)
    assert all(0.0 <= m.similarity <= 1.0 for group in groups for m in group.members)
    draw.shuffle(targets)
    assert group_targets(targets) == groups


def test_same_wording_for_two_years_is_one_indicator(make_target: Callable[..., Target]) -> None:
    first = make_target("hộ dân dùng nước sạch", 80, at=0, due="2026", section="II.1")
    second = make_target("hộ dân dùng nước sạch", 95, at=1, due="2030", section="II.2")
    (group,) = group_targets([("a", 0, first), ("a", 1, second)])
    assert len(group.sure) == 2


def test_between_the_thresholds_is_perhaps_and_stays_a_group(make_target: Callable[..., Target]) -> None:
    targets = [
        ("a", 0, make_target("hộ nuôi chó ký cam kết không thả rông")),
        ("b", 0, make_target("hộ nuôi chó ký cam kết đeo rọ mõm")),
    ]
    groups = group_targets(targets, CompareSettings(same=0.999, perhaps=0.05))
    assert [len(group.sure) for group in groups] == [1, 1]
    perhaps = [(group.id, m.document) for group in groups for m in group.members if m.perhaps]
    assert len(perhaps) == 1
    (group,) = group_targets(targets, CompareSettings(same=0.05, perhaps=0.01))
    assert not any(m.perhaps for m in group.members)


def test_another_unit_is_never_joined(make_target: Callable[..., Target]) -> None:
    targets = [("a", 0, make_target("hộ nghèo", 5, "%")), ("b", 0, make_target("hộ nghèo", 40, "hộ"))]
    assert len(group_targets(targets)) == 2
    money = [
        ("a", 0, make_target("thu ngân sách", 2, "tỷ đồng")),
        ("b", 0, make_target("thu ngân sách", 900, "triệu đồng")),
    ]
    assert len(group_targets(money)) == 1


def test_a_scant_wording_is_read_with_the_title(make_target: Callable[..., Target]) -> None:
    targets = [(stem, 0, make_target("mô hình điểm", 2, "mô hình")) for stem in ("a", "b", "c")]
    waste, rabies = "Phân loại rác thải sinh hoạt tại nguồn", "Phòng, chống bệnh dại trên động vật"
    groups = group_targets(targets, None, {"a": waste, "b": waste, "c": rabies})
    assert sorted(sorted(m.document for m in group.sure) for group in groups) == [["a", "b"], ["c"]]


def test_what_a_plan_lists_side_by_side_is_rather_two(make_target: Callable[..., Target]) -> None:
    texts = ("trường mầm non đạt chuẩn quốc gia", "trường học đạt chuẩn quốc gia")
    apart = [("a", 0, make_target(texts[0])), ("b", 0, make_target(texts[1]))]
    listed = [("a", at, make_target(text, at=at, section="I.1", due="2026")) for at, text in enumerate(texts)]

    def best(targets: list[tuple[str, int, Target]]) -> float:
        groups = group_targets(targets, CompareSettings(same=1.0, perhaps=0.0))
        return max((m.similarity for group in groups for m in group.members if m.perhaps), default=0.0)

    assert best(listed) < best(apart)


def test_no_targets() -> None:
    assert group_targets([]) == ()


TITLES = {
    "a": "Phòng cháy, chữa cháy năm 2026 trên địa bàn xã Sông Đầm",
    "b": "Chuyển đổi số trên địa bàn xã Suối Vằn năm 2026",
    "c": "Chuyển đổi số năm 2026 của xã Đồi Chè",
}


def test_one_wording_of_plans_about_other_things_is_two_rows_with_two_names(make_target: Callable[..., Target]) -> None:
    targets = [
        (stem, at, make_target(wording, 100 + at, unit, at))
        for stem in TITLES
        for at, (wording, unit) in enumerate((("Kinh phí", "triệu đồng"), ("Số người tham gia", "người")))
    ]
    groups = group_targets(targets, contexts=TITLES)
    assert sorted((group.label, {member.document for member in group.sure} == {"a"}) for group in groups) == [
        ("Kinh phí (Chuyển đổi số)", False),
        ("Kinh phí (Phòng cháy, chữa cháy)", True),
        ("Số người tham gia (Chuyển đổi số)", False),
        ("Số người tham gia (Phòng cháy, chữa cháy)", True),
    ]
    assert len({group.id for group in groups}) == 4


def test_a_wording_of_one_group_alone_keeps_its_name(make_target: Callable[..., Target]) -> None:
    (group,) = group_targets([(stem, 0, make_target("Kinh phí", 9, "tỷ đồng")) for stem in "bc"], contexts=TITLES)
    assert group.label == "Kinh phí"


def test_two_figures_of_a_plan_for_one_date_are_two_indicators(make_target: Callable[..., Target]) -> None:
    def of(stem: str, part: float, whole: float) -> list[tuple[str, int, Target]]:
        first = make_target("Kinh phí", part, "triệu đồng", section="II.1")
        return [(stem, 0, first), (stem, 1, make_target("Tổng kinh phí", whole, "triệu đồng", 1, section="II.2"))]

    groups = group_targets([*of("b", 120, 300), *of("c", 450, 800)], contexts=TITLES)
    assert sorted((group.label, len(group.sure)) for group in groups) == [("Kinh phí", 2), ("Tổng kinh phí", 2)]
    (one,) = group_targets([*of("b", 120, 300)[:1], *of("c", 450, 800)[1:]], contexts=TITLES)
    assert len(one.sure) == 2


def test_a_group_of_plans_without_titles_has_no_subject(make_target: Callable[..., Target]) -> None:
    (group,) = group_targets([("a", 0, make_target("hộ dân dùng nước sạch", 80))])
    assert _subject(group, {"a": "Nạo vét kênh nội đồng"}) == "Nạo vét kênh nội đồng"
    assert _subject(group, {}) == _subject(group, {"a": " "}) == ""
