"""The rules, all of them, in the order in which they are asked. Where two say the same, the earlier one speaks.

Left out, since no form of them was precise on real plans: a target without a body in charge (plans name bodies by part,
not by target); chief headings with a single child; căn cứ in italics (the text does not say); the order of two căn cứ.
"""

from __future__ import annotations

from pipeline.checking import citations, deadlines, form, headings, links, papers, places, promises, wording
from pipeline.checking.model import Basis, Rule

_ND30 = "Nghị định số 30/2020/NĐ-CP"
_PARTS = (
    Basis(f"{_ND30}, Điều 8 khoản 2; Phụ lục I", "2020-03-05", None, "state"),
    Basis("Hướng dẫn số 36-HD/VPTW ngày 03/4/2018", "2018-04-03", "2026-05-27", "party", "B"),
    Basis("Hướng dẫn số 05-HD/VPTW ngày 27/5/2026; Quy định số 399-QĐ/TW ngày 09/01/2026", "2026-05-27", None, "party", "C"),
)
_NUMBERS = (
    Basis(f"{_ND30}, Phụ lục I, phần II, mục 3; Điều 15", "2020-03-05", None, "state"),
    *_PARTS[1:],
)
_DATES = (Basis(f"{_ND30}, Phụ lục I, phần II, mục 4", "2020-03-05", None, "state"), *_PARTS[1:])
_CITING = (Basis(f"{_ND30}, Phụ lục I, phần II, mục 6", "2020-03-05", None, "state"), *_PARTS[1:])
_LAYOUT = (Basis(f"{_ND30}, Phụ lục I, phần II, mục 6 (bố cục)", "2020-03-05", None, "state"), *_PARTS[1:])
_SIGNING = (Basis(f"{_ND30}, Phụ lục I, phần II, mục 7", "2020-03-05", None, "state"), *_PARTS[1:])
_RECIPIENTS = (Basis(f"{_ND30}, Phụ lục I, phần II, mục 9", "2020-03-05", None, "state"), *_PARTS[1:])
_LOGIC = (Basis("lô-gích", strength=""),)
_REGISTRY = (Basis("danh mục văn bản của kehoach", strength=""),)
_IN_FORCE = (
    Basis("Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13 (hiệu lực của văn bản)", "2016-07-01", "2025-04-01", None, "B"),
    Basis("Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 (hiệu lực của văn bản)", "2025-04-01", None, None, "B"),
)
_LOCAL = (
    Basis("Luật Tổ chức chính quyền địa phương số 77/2015/QH13", "2016-01-01", "2025-03-01", None, "B"),
    Basis("Luật Tổ chức chính quyền địa phương số 65/2025/QH15", "2025-03-01", "2025-06-16", None, "B"),
    Basis("Luật Tổ chức chính quyền địa phương số 72/2025/QH15", "2025-06-16", None, None, "B"),
)
_TWO_LEVELS = (Basis("Luật Tổ chức chính quyền địa phương số 72/2025/QH15, Điều 51 khoản 3", "2025-07-01", None, None, "C"),)
_TWO_SYSTEMS = (
    Basis(f"{_ND30}, Phụ lục I, phần II, mục 3; Quy định số 66-QĐ/TW ngày 06/02/2017", "2020-03-05", "2026-01-09"),
    Basis(f"{_ND30}, Phụ lục I, phần II, mục 3; Quy định số 399-QĐ/TW ngày 09/01/2026", "2026-01-09", None),
)

RULES: tuple[Rule, ...] = (
    # ---------------------------------------------------------------------------------------------- form
    Rule("F01", "missing-part", "error", "Thiếu Quốc hiệu và Tiêu ngữ ở đầu văn bản.", "The national name and motto are missing from the head.", form.motto, _PARTS),
    Rule("F02", "missing-part", "warning", "Thiếu tiêu đề “ĐẢNG CỘNG SẢN VIỆT NAM” ở đầu văn bản.", "The title of the Party is missing from the head.", form.party_title, _PARTS, 0.8),
    Rule("F03", "missing-part", "error", "Phần đầu văn bản không có tên cơ quan ban hành.", "The head does not name the issuing body.", form.issuer, _PARTS),
    Rule("F04", "missing-number", "error", "Văn bản chưa có số hoặc thiếu số, ký hiệu ({about}).", "The paper's own number is blank or missing ({about}).", form.number, _NUMBERS),
    Rule("F05", "missing-date", "error", "Văn bản thiếu hoặc để trống ngày, tháng, năm ban hành ({about}).", "The day of issue is blank or missing ({about}).", form.issue_date, _DATES),
    Rule("F06", "missing-part", "error", "Thiếu {about} ở cuối văn bản.", "The foot lacks the signer ({about}).", form.signer, _SIGNING, 0.85),
    Rule("F07", "missing-part", "error", "Phần ký thiếu thẩm quyền ký “{about}”.", "The signature lacks the line of authority “{about}”.", form.authority, _SIGNING),
    Rule("F08", "missing-part", "warning", "Văn bản không có phần Nơi nhận.", "The paper has no list of recipients.", form.recipients, _RECIPIENTS),
    Rule("F09", "missing-part", "warning", "Nơi nhận thiếu dòng “Lưu: VT, …”.", "The recipients lack the line of the archive (Lưu: VT, ...).", form.archive, _RECIPIENTS),
    Rule("F10", "missing-part", "warning", "Văn bản nói có phụ lục kèm theo nhưng không thấy phụ lục.", "An annex is said to be attached, but there is none.", form.annex, (Basis(f"{_ND30}, Điều 8 khoản 3; Phụ lục I", "2020-03-05", None, "state"), *_PARTS[1:]), 0.75),
    Rule("F11", "symbol-form", "warning", "Số, ký hiệu “{about}” của chính văn bản chưa đúng cách viết: văn bản nhà nước viết 07/KH-UBND, văn bản Đảng viết 07-KH/ĐU, số dưới 10 thêm số 0.", "The paper's own number “{about}” is not written as its system has it (state 07/KH-UBND, Party 07-KH/ĐU, a leading 0 below 10).", form.own_symbol, _NUMBERS, 0.85),
    Rule("F12", "other", "info", "Dòng căn cứ “{about} …” kết thúc bằng “{mark}”; mỗi căn cứ kết thúc bằng dấu “;”, căn cứ cuối bằng dấu “.”.", "The line of basis “{about} ...” ends in “{mark}”; each ends in “;”, the last in “.”.", form.basis_lines, _CITING, 0.7),
    Rule("F13", "heading-order", "warning", "Thứ tự đề mục sai: sau {before} là {here} ({about}).", "Labels out of order: {before} is followed by {here} ({about}).", headings.order, _LAYOUT),
    # ----------------------------------------------------------------------------------------- citations
    Rule("R01", "date-conflict", "error", "Văn bản {about} ghi ngày {stated} ở đây nhưng ghi ngày {other} ở chỗ khác trong cùng kế hoạch.", "{about} is dated {stated} here and {other} elsewhere in the plan.", citations.two_dates, _LOGIC),
    Rule("R02", "date-conflict", "error", "Ngày {stated} của {about} không khớp thứ tự số: {other} ban hành ngày {other_date}.", "{stated} cannot be the date of {about}: {other} is dated {other_date}.", citations.number_order, (Basis(f"{_ND30}, Điều 15 (số theo thứ tự trong năm)", None, None),), 0.9),
    Rule("R03", "date-conflict", "error", "Ngày {stated} của {about} khác danh mục văn bản: {known} (danh mục tính đến {as_of}).", "{about} is dated {stated}; the registry has {known} (as of {as_of}).", citations.registry_date, _REGISTRY, 0.92),
    Rule("R04", "date-conflict", "error", "Văn bản {about} ghi ngày {stated}, sau ngày ban hành kế hoạch ({plan}).", "{about} is dated {stated}, after the plan itself ({plan}).", citations.later_than_plan, _LOGIC),
    Rule("R05", "other", "error", "Cơ quan ban hành {about} ghi là {stated}; theo ký hiệu phải là {named}.", "{about} is said to be of {stated}; its symbol names {named}.", citations.issuer_against_symbol, _NUMBERS, 0.9),
    Rule("R06", "other", "error", "Cơ quan ban hành {about} ghi là {stated}; danh mục ghi {known} (tính đến {as_of}).", "{about} is said to be of {stated}; the registry has {known} (as of {as_of}).", citations.registry_issuer, _REGISTRY, 0.9),
    Rule("R07", "other", "warning", "{about} ghi là {stated}; danh mục ghi là {known} (tính đến {as_of}).", "{about} is called {stated}; the registry has {known} (as of {as_of}).", citations.registry_type, _REGISTRY, 0.85),
    Rule("R08", "other", "warning", "{about} gọi là {stated} nhưng ký hiệu là của {named}.", "{about} is called {stated}, but its symbol is that of a {named}.", citations.kind_against_symbol, _NUMBERS, 0.85),
    Rule("R09", "symbol-form", "warning", "Số {stated} gần giống {known} cùng ngày, cùng trích yếu trong danh mục (tính đến {as_of}): có thể ghi sai số.", "{stated} is one slip away from {known} of the same day and title in the registry (as of {as_of}).", citations.registry_number, _REGISTRY, 0.85),
    Rule("R10", "other", "warning", "Cùng một văn bản nhưng ghi hai số: {about} và {other}.", "One document under two numbers: {about} and {other}.", citations.two_numbers, _LOGIC, 0.8),
    Rule("R11", "symbol-form", "warning", "Số {number} trong {about} giống một năm; có thể ghi sai số.", "The number {number} in {about} looks like a year.", citations.looks_like_year, _LOGIC, 0.85),
    Rule("R12", "symbol-form", "warning", "Ký hiệu “{about}” viết chưa đúng; cần viết {proper}.", "“{about}” is not written right; it should read {proper}.", citations.symbol_form, _TWO_SYSTEMS),
    Rule("R13", "symbol-form", "warning", "Số của {about} thiếu năm ban hành{proper}.", "The number {about} lacks its year{proper}.", citations.year_missing, _NUMBERS, 0.9),
    Rule("R14", "other", "warning", "{about} đã hết hiệu lực từ {ended}{by}, trước ngày kế hoạch ({day}).", "{about} is no longer in force since {ended}{by}, before the plan ({day}).", citations.ended, _IN_FORCE, 0.88),
    Rule("R15", "other", "info", "{about} chưa có hiệu lực vào ngày kế hoạch ({day}); có hiệu lực từ {effective}.", "{about} is not yet in force on the day of the plan ({day}), but from {effective}.", citations.not_yet, _IN_FORCE, 0.85),
    Rule("R16", "incomplete-citation", "warning", "Viện dẫn lần đầu {about} không ghi ngày, tháng, năm ban hành.", "The first citation of {about} lacks its date.", citations.undated_first, _CITING, 0.85),
    Rule("R17", "incomplete-citation", "warning", "“{about}” là cách gọi tắt nhưng văn bản không được viện dẫn đầy đủ ở chỗ nào.", "“{about}” is a short form of a document cited in full nowhere.", citations.short_form, _CITING, 0.75),
    Rule("R18", "incomplete-citation", "warning", "Văn bản “{about}” được dựa vào nhưng không ghi số, ngày ban hành.", "“{about}” is relied on without number or date.", papers.relied_on, _CITING, 0.75),
    Rule("R19", "other", "info", "Căn cứ {about} không ghi cơ quan ban hành; số này có ở nhiều địa phương.", "The basis {about} does not name its issuer; every province has this number.", citations.issuer_missing, _CITING, 0.7),
    # --------------------------------------------------------------------------------------------- dates
    Rule("D01", "date-conflict", "error", "Ngày “{about}” không có trong lịch, hoặc không khớp thứ trong tuần.", "“{about}” is no day of the calendar, or not that day of the week.", deadlines.impossible, _LOGIC, 0.95),
    Rule("D02", "date-conflict", "error", "Thời hạn “{about}” đã qua trước ngày ban hành kế hoạch ({plan}).", "The deadline “{about}” lies before the plan itself ({plan}).", deadlines.before_plan, _LOGIC, 0.85),
    Rule("D03", "date-conflict", "warning", "Các giai đoạn trùng năm {year}: {about}.", "The phases overlap in {year}: {about}.", deadlines.phases, _LOGIC, 0.85),
    Rule("D04", "date-conflict", "warning", "Hai thời hạn cho cùng một việc mâu thuẫn nhau: {about}.", "Two deadlines for the same thing contradict each other: {about}.", deadlines.contradicting, _LOGIC, 0.7),
    # ------------------------------------------------------------------------------------------- targets
    Rule("T01", "other", "warning", "Hai chỉ tiêu cho cùng một nội dung có giá trị khác nhau: {first} và {second}.", "Two targets on the same thing differ: {first} and {second}.", promises.disagreeing, _LOGIC, 0.7),
    Rule("T02", "other", "info", "{count} chỉ tiêu ở phần này đều không ghi thời hạn ({about}), trong khi kế hoạch kéo dài nhiều năm.", "None of the {count} targets of this part has a deadline ({about}), though the plan runs over years.", promises.without_deadline, _LOGIC, 0.7),
    # --------------------------------------------------------------------------------------------- units
    Rule("U01", "wrong-unit", "warning", "Kế hoạch của {own} nhưng nhắc đến “{other}”.", "The plan of a {own} speaks of “{other}”.", places.other_kind, _LOCAL, 0.85),
    Rule("U02", "wrong-unit", "warning", "“{other}” là tổ chức của phường; kế hoạch của {own} này chỉ có thôn.", "“{other}” belongs to a phường; this {own} has villages only.", places.urban_groups, _LOCAL, 0.75),
    Rule("U03", "wrong-unit", "warning", "Không còn đơn vị hành chính cấp huyện, thị trấn từ 01/7/2025: “{about}”.", "There is no district level or thị trấn since 01/7/2025: “{about}”.", places.districts, _TWO_LEVELS, 0.9),
    Rule("U04", "wrong-unit", "warning", "{unit} không còn từ 01/7/2025 (Nghị quyết số 202/2025/QH15): “{about}”.", "{unit} ended on 01/7/2025 (202/2025/QH15): “{about}”.", places.old_provinces, (Basis("Nghị quyết số 202/2025/QH15", "2025-07-01"),), 0.85),
    Rule("U05", "wrong-unit", "warning", "“{what}” thuộc cấp trên, không phù hợp với kế hoạch cấp xã.", "“{what}” belongs to a higher level than a commune.", places.national_level, _LOCAL, 0.8),
    Rule("U06", "wrong-unit", "info", "Danh mục địa giới ghi đơn vị này là {known}.", "The gazetteer has this unit as {known}.", places.not_that_kind, _TWO_LEVELS, 0.7),
    # --------------------------------------------------------------------------------------- links, names
    Rule("L01", "suspicious-link", "warning", "Đường dẫn {about} mang dấu vết sao chép ({mark}).", "The link {about} carries a mark of where it was copied from ({mark}).", links.tracking, _LOGIC, 0.95, garbled=True),
    Rule("W01", "other", "info", "Tên riêng “{about}” viết hoa chưa đúng; cần viết {name}.", "The name “{about}” should read {name}.", wording.proper_names, (Basis(f"{_ND30}, Phụ lục II (viết hoa)", "2020-03-05"),), 0.85),
    Rule("W02", "other", "info", "Một cơ quan viết hai cách: {about}.", "One body is written two ways: {about}.", wording.one_body_two_ways, _LOGIC, 0.7),
)  # fmt: skip
