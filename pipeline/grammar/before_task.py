"""What a task does not begin with: in what capacity, on what ground, under what condition, how often (ruling 5)."""

from __future__ import annotations

import re

from pipeline.grammar import bodies
from pipeline.grammar.phrases import AT_START, rule, table
from pipeline.text.spans import Span


def if_verb_follows(match: re.Match[str]) -> int | None:
    """The end of a match behind which a verb follows."""
    return match.end() if bodies.verb_first(match.string[match.end() : match.endpos]) else None


def _verb_inside(match: re.Match[str]) -> re.Match[str] | None:
    """The task verb inside a match, after its first word."""
    found = bodies.verbs().search(match.string, match.start() + _FIRST_WORD, match.end() - 1)
    return found if found and found.group("verb") else None


_FIRST_WORD = 8  # characters
_ALSO_DOING = re.compile(r"(?:phải|có trách nhiệm|chịu|coi|xem|đưa|lập|tự|cụ thể)")
"""Verbs that the lexicon lacks, because they are none everywhere."""


def _as_far_as_verb(match: re.Match[str]) -> int | None:
    """Where the verb begins that a ground runs on to."""
    verb = _verb_inside(match)
    return verb.start() if verb else None


def _past_ground(match: re.Match[str]) -> int | None:
    """Where, behind a comma or semicolon of a ground, a verb of doing begins."""
    text, end = match.string, match.endpos
    for found in re.compile(r"[,;]\s+").finditer(text, match.start(), end):
        if bodies.verb_first(text[found.end() : end]) or _ALSO_DOING.match(text, found.end(), end):
            return found.end()
    return None


def _past_condition(match: re.Match[str]) -> int | None:
    """Where, behind the last comma of a condition or its "thì", a verb of doing begins."""
    parts = [*re.compile(r",\s+|\sthì\s+").finditer(match.string, match.end(), match.endpos)]
    then = [found for found in parts if "thì" in found.group()][:1]
    for found in then or parts:
        if bodies.verb_first(match.string[found.end() : match.endpos]):
            return found.end()
    return None


def _past_topic(match: re.Match[str]) -> int | None:
    """Where, behind a comma of what a task is about, a verb of doing begins and no body is named."""
    text, end = match.string, min(match.endpos, match.start() + _TOPIC_MOST)
    for found in re.compile(r",\s+").finditer(text, match.start(), end):
        if bodies.verb_first(text[found.end() : min(match.endpos, found.end() + _VERB_MOST)]):
            return found.end()
        if bodies.begins(text, found.end(), match.endpos) and text[found.end()].isupper():
            return None
    return None


_TOPIC_MOST = 400  # characters of what a task is about
_VERB_MOST = 60  # characters of adverbs and a verb


def _past_standing(match: re.Match[str]) -> int | None:
    """Where a verb of doing begins, right behind the words or behind the next comma."""
    text, end = match.string, match.endpos
    verb = bodies.verbs().match(text, match.end() + 1, end)
    if verb and verb.group("verb") and not verb.group().startswith("phòng"):
        return match.end()
    comma = re.compile(r"[^;.]{0,60}?[,;]\s+(?!chống)").match(text, match.end(), end)
    return comma.end() if comma else None


def _past_members(match: re.Match[str]) -> int | None:
    """Where, behind the next comma or in the clause itself, those above all meant begin to do something."""
    comma = re.compile(r"[^;.:,]{0,120}?,\s+").match(match.string, match.end(), match.endpos)
    if comma and bodies.verb_first(match.string[comma.end() : match.endpos]):
        return comma.end()
    verb = bodies.verb_of_clause(match.string, match.end(), match.endpos)
    return verb.start() if verb else None


_GROUND = r"(?:[Cc]ăn cứ|[Tt]rên cơ sở|Theo (?:chức năng|nhiệm vụ|thẩm quyền))\b"


def _if_nothing_done(match: re.Match[str]) -> int | None:
    """Past what says how often, where nothing is done in it and a verb of doing follows."""
    return None if _verb_inside(match) else if_verb_follows(match)


BEFORE_TASK = table(
    (
        rule(
            "before-standing",
            r"(?:(?:Là|là)\s+(?:(?:cơ quan|đơn vị|bộ phận) )?"
            r"(?:thường trực|đầu mối|chủ trì|tham mưu|điều phối|giúp việc)|"
            r"(?:Cơ quan|Đơn vị|Bộ phận) (?:thường trực|đầu mối))",
            examples=(
                ("Là cơ quan thường trực, theo dõi các thôn", "Là cơ quan thường trực,"),
                ("Là đơn vị đầu mối theo dõi, đôn đốc", "Là đơn vị đầu mối"),
            ),
            against=("Cơ quan thường trực phòng, chống bão họp",),
            ends=_past_standing,
        ),
        rule(
            "before-competence",
            r"(?:theo|trong phạm vi|với|[Cc]ăn cứ(?:\s+vào)?)\s+(?:phạm vi\s+)?"
            r"(?:chức năng|nhiệm vụ|thẩm quyền|quyền hạn|trách nhiệm)"
            r"[^.;:]{0,90}?(?:,\s+|\s)(?:có trách nhiệm\s+)?(?=(?:chủ trì|phối hợp|tổ chức(?!\s+của)|xây dựng|"
            r"triển khai|chủ động|rà soát|tham mưu|hướng dẫn|chỉ đạo|ban hành|khẩn trương|tập trung|tăng cường|"
            r"tiếp tục|thường xuyên|kịp thời)\b)",
            examples=(
                ("theo chức năng, nhiệm vụ hướng dẫn các hộ", "theo chức năng, nhiệm vụ"),
                ("căn cứ chức năng được giao chủ động lập dự toán", "căn cứ chức năng được giao"),
            ),
            against=("theo dõi, hướng dẫn các hộ",),
        ),
        rule(
            "before-ground-of-list",
            rf"{_GROUND}[^,;]*;",
            examples=(("căn cứ khả năng ngân sách tham mưu phân bổ; quyết toán", "căn cứ khả năng ngân sách"),),
            against=("căn cứ tình hình thực tế; quyết toán",),
            ends=_as_far_as_verb,
        ),
        rule(
            "before-ground-of-paper",
            rf"{_GROUND}(?:\s+vào)?\s(?:[^,;:.]|,\s(?=nhiệm vụ|quyền hạn|thẩm quyền)){{3,90}}?"
            r"\s(?:này|nêu trên|được giao|được phân công|thực tế)\s+",
            examples=(
                ("căn cứ Kế hoạch này tổ chức học tập, quán triệt", "căn cứ Kế hoạch này"),
                ("căn cứ chức năng, nhiệm vụ được giao theo dõi, đôn đốc", "căn cứ chức năng, nhiệm vụ được giao"),
            ),
            against=("căn cứ Kế hoạch này, các thôn",),
            ends=if_verb_follows,
        ),
        rule(
            "before-ground-of-making",
            rf"{_GROUND}(?:\s+vào)?\s[^,;:.]{{3,110}}?\s(?:để|nhằm)\s+"
            r"(?=(?:xây dựng|lập|ban hành|tham mưu|triển khai|tổ chức)\s)",
            examples=(("Căn cứ vào nội dung Đề án để xây dựng kế hoạch", "Căn cứ vào nội dung Đề án để"),),
            against=("Căn cứ tình hình thực tế, bố trí kinh phí",),
        ),
        rule(
            "before-ground",
            _GROUND,
            examples=(("Căn cứ tình hình thực tế, bố trí kinh phí", "Căn cứ tình hình thực tế,"),),
            against=("Căn cứ vào tình hình thực tế.",),
            ends=_past_ground,
        ),
        rule(
            "before-members",
            r"(?:nhất là|đặc biệt là|trong đó (?:trọng tâm|chủ yếu|nòng cốt) là)\s",
            examples=(
                ("nhất là các thôn ven sông chủ động tuần tra", "nhất là các thôn ven sông"),
                ("nhất là các thôn ven sông, tuần tra đê", "nhất là các thôn ven sông,"),
            ),
            against=("nhất là các thôn ven sông; tuần tra đê", "đặc biệt chú ý các thôn"),
            ends=_past_members,
        ),
        rule(
            "before-condition",
            r"(?:[Tt]rong (?:quá trình|thời gian)|[Kk]hi|[Nn]ếu|[Tt]rường hợp)\s",
            examples=(
                ("khi có bão, sơ tán các hộ ven sông", "khi có bão,"),
                (
                    "trong quá trình tuần tra nếu thấy sạt lở, có người mắc kẹt thì báo cáo ngay",
                    "trong quá trình tuần tra nếu thấy sạt lở, có người mắc kẹt thì",
                ),
            ),
            against=("trong thời gian nghỉ lễ.",),
            ends=_past_condition,
        ),
        rule(
            "before-topic",
            r"Đối với\s[^;:.]{3,200}?,\s+",
            examples=(
                (
                    "Đối với các công trình thuộc phạm vi quản lý, kiểm tra",
                    "Đối với các công trình thuộc phạm vi quản lý,",
                ),
            ),
            against=("Đối với các công trình, các thôn kiểm tra",),
            ends=_past_topic,
        ),
        rule(
            "before-period",
            r"[Đđ]ịnh kỳ(?:\s+(?:hằng|hàng)\s+(?:năm|quý|tháng|tuần)|\s+\d+\s+(?:tháng|năm))?"
            r"(?:\s*\([^()\n]{2,60}\))?(?:\s+(?:hoặc|và)\s+(?:đột xuất|khi có yêu cầu)"
            r"(?:\s+\(?(?:khi có|theo) yêu cầu[^(),;]{0,40}\)?)?)?,?\s+",
            examples=(
                ("Định kỳ hoặc đột xuất (khi có yêu cầu), tổng hợp", "Định kỳ hoặc đột xuất (khi có yêu cầu),"),
                (
                    "định kỳ hằng quý (trước ngày 20) hoặc đột xuất kiểm kê phao",
                    "định kỳ hằng quý (trước ngày 20) hoặc đột xuất",
                ),
            ),
            against=("định kỳ hằng năm một lần",),
            ends=if_verb_follows,
        ),
        rule(
            "before-passive",
            r"(?:được|đang)\s(?!giao\s|phân công\s)[^.;:,]{3,90}?\s(?=(?:có trách nhiệm|chịu trách nhiệm|phải|cần)\s)",
            examples=(("được lấy ý kiến phải trả lời", "được lấy ý kiến"),),
            against=("được lấy ý kiến về đề án",),
        ),
        rule(
            "before-being",
            r"là\s(?!đầu mối|cơ quan|đơn vị|bộ phận)[^.;:,]{3,90},\s+",
            examples=(("là Tổ trưởng Tổ xung kích, trực tiếp báo động", "là Tổ trưởng Tổ xung kích,"),),
            against=("là Tổ trưởng Tổ xung kích, các thôn",),
            ends=if_verb_follows,
        ),
        rule(
            "before-capacity",
            r"với (?:vai trò|tư cách)\s[^.;:,]{3,110},\s+",
            examples=(("với vai trò là nòng cốt, vận động hội viên", "với vai trò là nòng cốt,"),),
            against=("với vai trò là nòng cốt, các thôn",),
            ends=if_verb_follows,
        ),
        rule(
            "before-set-up",
            r"do\s[^.;:,]{3,110}?\s(?:thành lập|phê duyệt|ban hành|bổ nhiệm|quyết định|chỉ định|đứng đầu)"
            r"[^.;:,]{0,40},\s+(?:có trách nhiệm\s+)?",
            examples=(
                ("do Chủ tịch xã thành lập, có trách nhiệm rà soát", "do Chủ tịch xã thành lập, có trách nhiệm"),
            ),
            against=("do các thôn đề nghị, các hộ",),
            ends=if_verb_follows,
        ),
        rule(
            "before-recurring",
            r"(?:[Đđ]ịnh kỳ|[Hh]ằng|[Hh]àng)\s[^;:]{2,90}?,\s+",
            examples=(("Hằng tháng, tổng hợp số liệu", "Hằng tháng,"),),
            against=("Hằng tháng, các thôn họp", "Hằng tháng tổng hợp số liệu, gửi các thôn"),
            ends=_if_nothing_done,
        ),
    ),
    starts=AT_START,
)
"""What a task does not begin with: in what capacity, on what ground, how often (ruling 5)."""


def operative(text: str, start: int, end: int) -> int:
    """Where the operative clause begins: "Căn cứ ...", "Là cơ quan thường trực" dropped (ruling 5)."""
    at = start
    while at < end and text[at] in " ,;:-":
        at += 1
    while phrase := BEFORE_TASK.at(text, at, end):
        at = phrase.span[1]
    return at


MAY = re.compile(r"\s(?:có thể|có quyền|được quyền|được phép)$")
"""Who may do something is not told to."""
TELLS = re.compile(
    r"(?:là(?!\s+(?:cơ quan |đơn vị )?đầu mối)|được(?!\s(?:giao|phân công|phép|ủy quyền))|(?:bao )?gồm|tự giải thể)\s|"
    r"(?:(?:đã|thống nhất|biểu quyết)\s+)*(?:quyết định|quyết nghị|thông qua|ban hành|công bố|thống nhất)\s"
    r"[^.;\n]*(?:như sau|sau đây):"
)
"""How a sentence goes on that tells what a body is, gets, consists of or resolves, and not what it is to do."""
_NEGATED = re.compile(r"\s(?:(?:cũng|sẽ|còn|thì)\s)*(?P<word>không|chưa|chỉ|cũng|sẽ|còn)$")
_CHANGES_MEANING = ("không", "chưa", "chỉ")


def without_negation(text: str, body: Span) -> tuple[Span, int | None]:
    """The name without the "không", "chỉ" or "sẽ" behind it, and where the task begins that "không" belongs to."""
    found = _NEGATED.search(text[slice(*body)])
    if found is None or not found.start():
        return body, None
    at = body[0] + found.start("word")
    return (body[0], body[0] + found.start()), at if found["word"] in _CHANGES_MEANING else None
