"""Figures with their comparator and unit: "đạt từ 85% trở lên", "02 lớp", "1.250 triệu đồng", "từ 3 đến 5 mô hình"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from pipeline.grammar import quantity_parts as make
from pipeline.grammar.compounds import JOINED, PART, REST, REST_OR_WORDS
from pipeline.grammar.counted_nouns import noun_pattern
from pipeline.grammar.figures import AT_LEAST, AT_MOST, FIGURE, GLOSS, NUMBER_WORDS, SUM_GLOSS, SUM_WORDS, WORDS
from pipeline.grammar.quantity_parts import Quantity
from pipeline.grammar.rule import Needs, Rule, Table
from pipeline.text.patterns import opening

__all__ = ["Quantity", "find", "table"]

_BOUND = rf"(?:(?P<before>{AT_MOST}|{AT_LEAST})\s+(?:là\s+|đạt\s+|có\s+|khoảng\s+|mức\s+)?)?(?P<sign>[≥≤<>]=?\s?)?"
_OPENS = r"(?<![\w/.,\-–%±])(?<!±\s)"
_ABOUT = r"(?:\s?±\s?\d+(?:[.,]\d+)?(?=\s?[%‰]))?"
"""By how much a share may be off, of which no value is made: "đạt 5 ± 1 %"."""
_SAID = rf"(?:(?P<said>{WORDS})\s?\(\s?(?=\d))?"
_A = rf"{_SAID}(?P<a>{FIGURE}|(?:{WORDS})(?=\s))(?(said)\s?\)){GLOSS}"
_FIGURE = rf"(?P<a>{FIGURE}){GLOSS}"
_TO = (
    r"\s?(?P<dash>-|–|÷|(?:cho\ )?đến(?:\ (?:dưới|gần|khoảng|tối\ đa(?:\ là)?))?|tới|xuống\ còn|lên\ đến|lên\ tới|lên|"
    r"xuống)\s?"
)
_B = rf"(?:(?<!\d)|(?<=\s)|(?<=[-–÷]))(?P<b>{FIGURE}|(?:{WORDS})(?=\s)){GLOSS}"
_RANKS = r"(?:xếp|đứng|nằm|lọt|thuộc|vào|giữ)[^.;,\d]{0,30}?(?:từ\s+)?"
_THEN = r"(?:\s\(?(?:cuối\s)?(?:(?:năm|tháng|quý)\s[\dIVX/]+|năm\ ngoái|hiện\ nay)\)?(?=\s(?:lên|xuống)\s))"
"""When the first figure of a change stood."""
_RATED = r"(?:/(?:năm|tháng)(?:\s\([^()]{1,24}\))?(?=\s(?:lên|xuống)\s))"
"""The period of the first rate of a change: "từ 6,6%/năm (0,55%/tháng) xuống 6,2%/năm"."""
_PERCENT = r"(?:\s?[%‰]|\s?phần\ trăm\b)"
_AFTER_MONEY = r"(?:và|hoặc|từ|cho|để|do|nguồn|trong|năm)\s"
"""Words behind a sum whose "đồng" is left out."""
_ONE_SCALE = r"(?:tỷ|tỉ|triệu|nghìn|ngàn)"
_SCALE = rf"(?:nghìn\ tỷ|nghìn\ tỉ|{_ONE_SCALE[3:-1]})"
_MONEY = (
    rf"(?:(?:{_SCALE}\ )?(?:đồng(?!\s+(?:hồ|bào|chí|phục))|USD|VN[ĐD]|đô\ la)|tr\.?\s?đ(?:ồng)?(?!\w)|đ(?=[\s.,;)/]|$))"
)
_MEASURES = r"(?:m[23²³]?|km[2²]?|ha|kg|tấn|tạ|lít)(?=\s|-|–)"
"""The unit of a lower figure that the higher one bears too."""
_MORE = r"(?P<more>(?:/[^\s,.;:)]+)?\s*(?:\([^)]{0,20}\)\s*)?(?:trở\ lên|trở\ xuống))?"
_NO_GLOSS = r"(?<!\()(?<!\(\s)(?<!chữ\s)(?<!chữ:\s)" + "".join(rf"(?<!\b{word}\s)" for word in NUMBER_WORDS)
_NO_GLOSS += "".join(rf"(?<!\b{word},\s)" for word in ("tỷ", "tỉ", "triệu", "nghìn", "ngàn"))
"""Where no sum in words goes on that says again what a figure says: "(Một trăm hai mươi triệu đồng)"."""
_AGAIN = rf"(?:\s?\(\s?{WORDS}\ phần\ trăm\s?\))?"
"""A share again in words: "100% (một trăm phần trăm)"."""
_ENDS = r"(?!\d|/\d)"
_OUT_OF = r"\strên\s(?:tổng\ (?:số\ )?)?"
"""Between how many and out of how many: "12 trên 15 thôn"."""

_ANCHOR = re.compile(
    r"\d|\b(?:ít nhất|tối thiểu|không quá|tối đa|không dưới|mỗi|mười|\w+\s(?:mươi|chục|trăm|nghìn|ngàn|triệu|tỷ|tỉ|vạn|"
    r"nửa|phần)|(?:hai|ba|bốn|năm|sáu|bảy|tám|chín)\s(?!\d)\w+)\s",
    re.IGNORECASE,
)
_STARTS = opening(
    rf"{_OPENS}(?:(?:{AT_MOST}|{AT_LEAST})\s|[≥≤<>\d]|(?:{WORDS})\s)|xếp|đứng|nằm|lọt|thuộc|vào|lên|giữ",
    letters="≥≤<>bcdđghíklmnstvx",
)
_Made = Callable[[re.Match[str]], Iterator[Quantity]]


def _rule(
    name: str,
    pattern: str,
    made: _Made,
    examples: tuple[tuple[str, tuple[str, ...]], ...],
    against: tuple[str, ...] = (),
    needs: Needs = (),
) -> Rule[Quantity]:
    def named(match: re.Match[str]) -> Iterator[Quantity]:
        for item in made(match):
            yield item._replace(by=f"quantity-{name}", bounds=make.bounds_of(match) if item.comparator != "=" else ())

    return Rule(
        f"quantity-{name}", re.compile(pattern, re.VERBOSE | re.IGNORECASE), named, "ruling 4", examples, against, needs
    )


_RANKS_AND_SHARES = (
    _rule(
        "rank",
        rf"""{_RANKS}(?P<unit>thứ|hạng|vị\ trí(?:\s+thứ)?)\s+(?:từ\s+)?
        (?P<a>\d{{1,3}})(?:\s?(?:đến|-|–|tới)\s?(?:thứ\s+)?(?P<b>\d{{1,3}}))?(?!\d|/)""",
        make.rank,
        (("xếp từ thứ 01 đến 05", ("1..5 thứ =",)), ("giữ vị trí thứ 3 toàn tỉnh", ("3 thứ =",))),
        needs=(("thứ", "hạng", "vị trí"),),
    ),
    _rule(
        "rank-group",
        rf"""(?:{_RANKS}|lên\s)(?P<unit>nhóm|tốp|top)\s+(?:từ\s+)?(?P<a>\d{{1,3}})(?!\d|/)
        (?:\s+(?P<noun>[^\W\d_]+(?:\ [^\W\d_]+)?(?:,\ [^\W\d_]+(?:\ [^\W\d_]+)?)?))?""",
        make.rank_group,
        (
            ("thuộc nhóm 10 xã dẫn đầu", ("10 xã =",)),
            ("lọt tốp 5", ("5 tốp =",)),
            ("lên nhóm 5 xã dẫn đầu", ("5 xã =",)),
            ("vào nhóm 20 tỉnh, thành phố dẫn đầu", ("20 tỉnh, thành phố =",)),
        ),
        needs=(("nhóm", "tốp", "top"),),
    ),
    _rule(
        "percent",
        rf"""{_OPENS}{_BOUND}{_A}{_ABOUT}(?:{_PERCENT}(?:{_THEN}|{_RATED})?)?(?:{_TO}{_B}{_PERCENT})?
        (?:(?<=[%‰])|(?<=phần\ trăm)){_ENDS}{_AGAIN}{_MORE}""",
        make.percent,
        (
            ("đạt từ 85% trở lên", ("85 % >=",)),
            ("giảm 1,0-1,5%/năm", ("1..1.5 %/năm =",)),
            ("không để quá 3% trẻ", ("3 % <=",)),
            ("giảm từ 5 đến 6% số vụ", ("5..6 % =",)),
            ("tăng từ 74% lên 80%", ("80 % =",)),
            ("tăng từ 74% (năm 2025) lên 80%", ("80 % =",)),
            ("giảm từ 6,6%/năm (0,5%/tháng) xuống 6,2%/năm", ("6.2 %/năm =",)),
            ("giảm từ 5% năm 2025 xuống còn 3%", ("3 % =",)),
            ("tối thiểu 95 phần trăm hộ dân", ("95 % >=",)),
            ("còn dưới 12‰", ("12 ‰ <=",)),
            ("đạt 5 ± 1 %", ("5 % =",)),
            ("từ 70 đến dưới 80% số hộ", ("70..80 % =",)),
            ("đạt 100% (một trăm phần trăm) số hộ", ("100 % =",)),
        ),
        needs=(("%", "‰", "phần trăm"),),
    ),
)  # fmt: skip
_MONEY_RULES = (
    _rule(
        "money-compound",
        rf"""{_OPENS}{_BOUND}(?P<a>{FIGURE}|{WORDS})\s(?P<first>{_ONE_SCALE})(?P<less>{REST})
        (?:(?:\sđồng)?{_THEN}?{_TO}(?P<b>{FIGURE})\s(?P<big>{_ONE_SCALE})(?P<rest>{REST}))?
        (?:\s(?P<unit>đồng)(?!\w|\s+(?:hồ|bào|chí|phục))|(?!\w|\s[^\W_]|\s?[-–]\s?\d)|(?=\s{_AFTER_MONEY})){_MORE}""",
        make.compound_money,
        (
            ("kinh phí 1 tỷ 200 triệu đồng", ("1.2 tỷ đồng =",)),
            ("kinh phí 3 tỷ 150 triệu 200 nghìn đồng", ("3.1502 tỷ đồng =",)),
            ("kinh phí 1 tỷ 500 nghìn đồng", ("1.0005 tỷ đồng =",)),
            ("chi 12 triệu 345 nghìn 600 đồng", ("12.3456 triệu đồng =",)),
            ("hỗ trợ 3 triệu 600 nghìn đồng/hộ", ("3.6 triệu đồng/hộ =",)),
            ("góp một triệu rưỡi đồng/hộ", ("1.5 triệu đồng/hộ =",)),
            ("từ 1 tỷ 200 triệu đến 1 tỷ 500 triệu đồng", ("1.2..1.5 tỷ đồng =",)),
            ("nâng từ 1 tỷ 200 triệu đồng năm 2025 lên 1 tỷ 500 triệu đồng", ("1.5 tỷ đồng =",)),
            ("từ 500 nghìn đến 1 triệu 200 nghìn đồng", ("0.5..1.2 triệu đồng =",)),
        ),
        ("1 tỷ 200 nghìn", "1 triệu 200 nghìn cây", "2 triệu 300 nghìn 500 người", "5 tỷ đồng",
         "120 đồng (một triệu hai trăm nghìn đồng)"),
        needs=(("tỷ", "tỉ", "triệu", "nghìn", "ngàn"),),
    ),
    _rule(
        "money",
        rf"""{_OPENS}{_BOUND}{_FIGURE}(?:(?:\s?(?P<own>{_MONEY}|{_SCALE}))?{_THEN}?{_TO}{_B})?\s?
        (?P<unit>{_MONEY})(?!\w){SUM_GLOSS}{_MORE}""",
        make.money,
        (
            ("2,35 tỷ đồng", ("2.35 tỷ đồng =",)),
            ("khoảng 90 tỷ đồng - 95 tỷ đồng", ("90..95 tỷ đồng =",)),
            ("từ 2 tỷ đến 3 tỷ đồng", ("2..3 tỷ đồng =",)),
            ("10 triệu đồng cho đến 20 triệu đồng", ("10..20 triệu đồng =",)),
            ("từ 40 triệu đồng đến tối đa là 60 triệu đồng", ("40..60 triệu đồng =",)),
            ("từ 800 triệu đồng đến 1,2 tỷ đồng", ("0.8..1.2 tỷ đồng =",)),
            ("chi 25.000.000 (hai mươi lăm triệu) đồng", ("2.5e+07 đồng =",)),
            ("đạt 50 - 60 triệu đồng/người/năm", ("50..60 triệu đồng/người/năm =",)),
            ("nâng từ 5,6 tỷ đồng năm 2025 lên 10 tỷ đồng", ("10 tỷ đồng =",)),
            ("chi 12 triệu đồng (mười hai triệu đồng)/hộ", ("12 triệu đồng =",)),
            ("đóng góp 5.000.000đ.", ("5e+06 đồng =",)),
            ("mức thu 50.000đ, chi 12,5 tr.đ cho xã", ("50000 đồng =", "12.5 triệu đồng =")),
            ("chi 350,000,000 đồng và 250,000 đồng/suất", ("3.5e+08 đồng =", "250000 đồng/suất =")),
            ("vốn đối ứng 3.600.000 VNĐ và 12 triệu VND", ("3.6e+06 VNĐ =", "12 triệu VND =")),
            ("chi 250.000đ/buổi", ("250000 đồng/buổi =",)),
            ("ngân sách phường 210 triệu đồng", ("210 triệu đồng =",)),
            ("quà 500.000 đồng/suất và quà 1.000.000 đồng/suất", ("500000 đồng/suất =", "1e+06 đồng/suất =")),
        ),
        ("(Hai trăm năm mươi triệu đồng)",),
        needs=(("đồng", "usd", "vnđ", "vnd", "đô la", "trđ", "tr.đ", "tr đ", *(f"đ{end}" for end in " \u00a0.,;)/")),),
    ),
    _rule(
        "money-words",
        rf"""{_OPENS}{_NO_GLOSS}{_BOUND}(?P<a>{SUM_WORDS})\s(?P<unit>đồng)(?!\w|\s+(?:hồ|bào|chí|phục))""",
        make.money_in_words,
        (
            ("chi sáu trăm triệu đồng", ("600 triệu đồng =",)),
            ("tối đa một tỷ ba trăm triệu đồng/xã", ("1.3 tỷ đồng/xã <=",)),
            ("góp 4 trăm triệu đồng", ("400 triệu đồng =",)),
        ),
        ("120.000.000 đồng (Một trăm hai mươi triệu đồng)", "(Bảy nghìn ba tỷ, tám trăm triệu đồng)",
         "hàng trăm triệu đồng", "năm trăm đồng"),
        needs=(("đồng",), ("triệu", "tỷ", "tỉ", "nghìn", "ngàn")),
    ),
)  # fmt: skip
_OUTSIDE_THE_LEXICON = (
    _rule(
        "index",
        rf"{_OPENS}{_BOUND}(?P<a>{FIGURE})(?=\s*(?:[;)]|[,.](?!\d)|$|\s(?:vào|năm|trong|đến|và|so)(?!\w)))",
        make.index,
        (
            ("Chỉ số phát triển con người (HDI) đạt khoảng 0,8 vào năm 2030", ("0.8  =",)),
            ("tỷ suất chết sơ sinh dưới 9,5 vào năm 2027 và dưới 9 vào năm 2030", ("9.5  <=", "9  <=")),
            ("tỷ suất chết trẻ em trên 1.000 trẻ sinh ra xuống 12", ("12 trên 1.000 trẻ sinh ra =",)),
            ("đạt phát thải ròng bằng 0 vào năm 2050", ("0  =",)),
        ),
        ("thực hiện chỉ số 3, 4 và 5", "chỉ số đạt 12 đơn vị", "Báo cáo đạt 12, xong"),
        needs=(("chỉ số", "hệ số", "tỷ số", "tỉ số", "tỷ suất", "tỉ suất", "phát thải ròng"),),
    ),
    _rule(
        "scaled",
        rf"{_OPENS}{_BOUND}{_FIGURE}(?:{_TO}{_B})?{_ENDS}\s?(?P<unit>{_SCALE})(?=\s*[,.;)/]|\s*$|\s{_AFTER_MONEY}){_MORE}",
        make.scaled,
        (("góp 3,5 tỷ và huy động 250 triệu.", ("3.5 tỷ đồng =", "250 triệu đồng =")),),
        ("Điều 3 triệu", "Điều 21, 22 nghị quyết", "thu thập 4,9 triệu bản ghi"),
        needs=(("tỷ", "tỉ", "triệu", "nghìn", "ngàn"),),
    ),
    _rule(
        "unlisted",
        rf"""{_OPENS}{_BOUND}{_A}(?:{_TO}{_B})?{_ENDS}\s(?P<noun>[^\W\d_]{{2,}})""",
        make.unlisted,
        (
            ("lắp đặt 12 vòi nước", ("12 vòi =",)),
            ("mua 03 dàn âm thanh", ("3 dàn =",)),
            ("mua 2,250 bóng điện", ("2250 bóng điện =",)),
        ),
        ("có 3 của", "một số nơi", "01 dự kiến"),
    ),
)  # fmt: skip


def _share(noun: str) -> Rule[Quantity]:
    return _rule(
        "share",
        rf"""{_OPENS}{_BOUND}(?P<a>\d{{1,2}}|(?:{WORDS})(?=\sphần\s))(?:/|\sphần\s)(?P<of>\d{{1,2}}|{WORDS})\s+
        (?P<number>(?:tổng\s+)?số\s+)?{noun}""",
        make.share,
        (
            ("ít nhất 2/3 số hộ tham gia", ("0.666667 hộ >=",)),
            ("ít nhất 1/4 hộ dân ủ phân", ("0.25 hộ >=",)),
            ("trên 1/2 thôn có đội bóng", ("0.5 thôn >=",)),
            ("hai phần ba số hộ ủ phân", ("0.666667 hộ =",)),
            ("có 3/5 thôn đạt", ("0.6 thôn =",)),
        ),
        ("sáng 1/3 hộ dân ra quân", "có 6/10 thôn đạt", "ít nhất 3/4 tiêu chí", "có 02/10 hộ"),
        needs=(("/", "phần"),),
    )  # fmt: skip


def _half(noun: str) -> Rule[Quantity]:
    return _rule(
        "half",
        rf"{_OPENS}{_BOUND}(?P<a>một)\snửa\s+(?:tổng\s+)?số\s+{noun}",
        make.half,
        (("ít nhất một nửa số hộ ủ phân", ("0.5 hộ >=",)),),
        ("một nửa năm",),
        needs=(("một nửa",),),
    )  # fmt: skip


_RATIO = _rule(
    "ratio",
    rf"""{_OPENS}{_BOUND}(?P<a>{FIGURE})(?P<unit>(?:/|\strên\s)(?:1\.?000|10\.?000|100\.?000|(?:một\s|1\s)?vạn)\s
        (?:[^\W\d_]+\s?){{1,5}})(?!\d)""",
    make.ratio,
    (
        ("tử vong mẹ dưới 4/100.000 trẻ đẻ sống vào năm 2028", ("4 /100.000 trẻ đẻ sống <=",)),
        ("đạt 12,5/10.000 dân", ("12.5 /10.000 dân =",)),
        ("giảm còn 18 trên 1.000 trẻ đẻ sống", ("18 trên 1.000 trẻ đẻ sống =",)),
    ),
    ("Quyết định số 12/1.000",),
    needs=(("/1", "trên 1", "vạn"),),
)


def _change(noun: str) -> Rule[Quantity]:
    return _rule(
        "change",
        rf"""từ\s+{FIGURE}(?:\ (?:triệu|vạn|nghìn|ngàn){REST})?\s+(?P<first>[^\W\d_]+(?:\ [^\W\d_]+)?)
        (?:/[\d.]+\s[^\W\d_]+(?:\ [^\W\d_]+)?)?\s+(?:(?:năm|tháng)\s+[\d/]+\s+)?
        (?:tăng\ lên|giảm\ xuống|lên\ đến|lên\ tới|xuống\ còn|lên|xuống|còn)\s+(?P<a>{FIGURE})
        (?:\ (?P<scale>triệu|vạn|nghìn|ngàn)(?P<rest>{REST}))?\s+{noun}""",
        make.change,
        (
            ("từ 1 nghìn 200 con lên 1 nghìn 500 con", ("1500 con =",)),
            ("từ 12 người lên 25 người", ("25 người =",)),
            ("từ 40 hộ năm 2025 xuống còn 15 hộ", ("15 hộ =",)),
            ("giảm từ 23 ca/1.000 phụ nữ xuống 18 ca/1.000 phụ nữ", ("18 ca/1.000 phụ nữ =",)),
        ),
        needs=(("từ",),),
    )  # fmt: skip


_JOINED = _rule(
    "joined",
    rf"""{_OPENS}{_BOUND}(?P<a>\d{{1,3}}){JOINED}(?:{_TO}(?P<b>\d{{1,3}})\s?(?P=noun)(?P<tail_b>\d{{1,3}})?(?![\w²³]))?
    (?P<of>\b\B)?(?P<raised>\b\B)?""",
    make.joined,
    (
        ("từ 2km500 đến 3km đường", ("2.5..3 km =",)),
        ("rải nhựa 2km500 đường", ("2.5 km =",)),
        ("nạo vét 3m20 kênh", ("3.2 m =",)),
        ("trồng trên 2ha5 rừng", ("2.5 ha >=",)),
    ),
    ("lát 120m2 sân", "bảo vệ 12km2 rừng", "cọc dài 3m20", "đường 2km50"),
)


def _counted(noun: str) -> Rule[Quantity]:
    return _rule(
        "counted",
        rf"""{_OPENS}{_BOUND}{_A}(?:(?:\s?{_MEASURES})?{_TO}{_B})?(?P<of>(?:/|{_OUT_OF})(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{1,4}})(?=\s[^\W\d_]))?{_ENDS}
        (?:\s?(?P<scale>tỷ|tỉ|triệu|vạn|nghìn|ngàn)(?=\s)(?P<rest>{REST_OR_WORDS}))?{noun}{PART}{_MORE}""",
        make.counted,
        (
            ("trồng 1 triệu 200 nghìn cây", ("1.2e+06 cây =",)),
            ("phục vụ 2 triệu 300 nghìn 500 người", ("2.3005e+06 người =",)),
            ("đón 2 triệu rưỡi lượt khách, trồng 1 tỷ cây", ("2.5e+06 lượt =", "1e+09 cây =")),
            ("thu 5 tấn 3 tạ thóc, 2 tạ rưỡi ngô", ("5.3 tấn =", "2.5 tạ =")),
            ("trồng ít nhất 1 ha 2.500 m² rau", ("1.25 ha >=",)),
            ("phát thanh 1 giờ 30 phút", ("1.5 giờ =",)),
            ("trồng 2 ha 5 sào ngô", ("2 ha 5 sào =",)),
            ("trên 1 nghìn 500 lượt khách, 3 nghìn 5 trăm cây", ("1500 lượt >=", "3500 cây =")),
            ("ít nhất 02 mô hình", ("2 mô hình >=",)),
            ("phủ sóng 12 trên 15 thôn, 8 trên tổng số 9 tổ", ("12 thôn =", "8 tổ =")),
            ("Mở 02 (hai) lớp", ("2 lớp =",)),
            ("trồng 12 500 cây bàng", ("12500 cây =",)),
            ("trồng 12,500 cây xoan", ("12500 cây =",)),
            ("trồng 1,300,000 cây xoan, lát 4,000 m2", ("1.3e+06 cây =", "4000 m2 =")),
            ("đạt 88,125 điểm", ("88.125 điểm =",)),
            ("trồng một triệu hai trăm nghìn cây", ("1.2e+06 cây =",)),
            ("từ 02 (hai) đến 03 (ba) mô hình", ("2..3 mô hình =",)),
            ("Mở hai lớp và thành lập bốn tổ", ("2 lớp =", "4 tổ =")),
            ("đổ 300 m 3 bê tông, lát 120 m^2 sân", ("300 m3 =", "120 m2 =")),
            ("đạt 2 km/km² rồi 3 km/km2", ("2 km/km2 =", "3 km/km2 =")),
            ("cấp 3,5 nghìn cây giống", ("3500 cây giống =",)),
            ("xây dựng mười hai mô hình", ("12 mô hình =",)),
            ("vận động hai mươi tư hộ", ("24 hộ =",)),
            ("đón một nghìn hai trăm lượt khách", ("1200 lượt =",)),
            ("xây dựng ba mươi lăm (35) mô hình", ("35 mô hình =",)),
            ("trồng 1,5 vạn cây", ("15000 cây =",)),
            ("13/15 tiêu chí", ("13 tiêu chí =",)),
            ("cắt giảm 2.269/6.974 thủ tục", ("2269 thủ tục =",)),
            ("cắt giảm 12 thủ tục/48 thủ tục", ("12 thủ tục =",)),
            ("năng suất 5,9 tấn/ha", ("5.9 tấn/ha =",)),
            ("không quá 150 ca/100.000 dân", ("150 ca/100.000 dân <=",)),
            ("bình quân 3,5 m²/người", ("3.5 m2/người =",)),
            ("bình quân 30 m2 sàn/người", ("30 m2 sàn/người =",)),
            ("đạt 35 giường bệnh/vạn dân", ("35 giường bệnh/vạn dân =",)),
            ("đạt 12 bác sĩ/1 vạn dân", ("12 bác sĩ/1 vạn dân =",)),
            ("có 12 bác sĩ trên 10.000 dân", ("12 bác sĩ trên 10.000 dân =",)),
            ("tuổi thọ trung bình đạt 75,5 tuổi", ("75.5 tuổi =",)),
            ("số năm sống khỏe tối thiểu 68 năm", ("68 năm >=",)),
            ("bình quân từ 2 m2 đến 3 m2/người", ("2..3 m2/người =",)),
            ("kiểm tra 02 lần/năm học tại trường", ("2 lần/năm học =",)),
            ("Mỗi ấp thành lập một tổ xung kích", ("1 tổ =",)),
        ),
        (
            "trong 05 năm", "20 ngày làm việc", "trẻ em từ 3 đến 5 tuổi", "chính quyền 2 cấp", "thôn 3", "lớp 5",
            "từ ngày 18/9 tiêu độc", "Cứ 10 hộ thì có một đội", "Quốc lộ 37", "gồm hai lớp người", "xây dựng một lớp",
        ),
    )  # fmt: skip


@cache
def table() -> Table[Quantity]:
    """The rules of quantities, in their order; built on first use, as the lexicon of units is read for it."""
    noun = noun_pattern()
    rules = (
        *_RANKS_AND_SHARES,
        _share(noun),
        _half(noun),
        _RATIO,
        *_MONEY_RULES,
        _change(noun),
        _JOINED,
        _counted(noun),
        *_OUTSIDE_THE_LEXICON,
    )
    return Table(rules, show=make.shown, anchor=_ANCHOR, starts=_STARTS)


def find(text: str) -> list[Quantity]:
    """The quantities of `text` that can be commitments, in order; dates, labels and durations are none."""
    return table().find(text)
