"""The blank monthly workbooks, read back as a unit's Excel would open them."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cityreport.period import Month
from cityreport.roster.model import Unit
from cityreport.sheets import BY_NAME, FIRST_RING, KINDS
from cityreport.template import (
    TEMPLATE_VERSION,
    all_workbooks,
    blank_workbook,
    file_name,
    kinds_for,
)

MARCH = Month(2023, 3)
KIND_NAMES = [kind.name for kind in KINDS]
UNIT = Unit("S01", "城东社区", "社区", kinds=tuple(KIND_NAMES))
"""A unit that is asked for every sheet there is."""


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return opened(blank_workbook(UNIT, MARCH))


def rules_by_cell(sheet: Worksheet) -> dict[str, object]:
    rules = sheet.data_validations.dataValidation
    return {str(rule.sqref).split(":", maxsplit=1)[0]: rule for rule in rules}


def test_a_workbook_has_the_guide_one_sheet_a_kind_and_hidden_lists(
    book: openpyxl.Workbook,
) -> None:
    assert book.sheetnames == ["填表说明", *KIND_NAMES, "字典"]
    assert [sheet.sheet_state for sheet in book] == ["visible"] * (1 + len(KIND_NAMES)) + ["hidden"]


@pytest.mark.parametrize("kind", KINDS, ids=KIND_NAMES)
def test_title_captions_and_header_stand_where_agreed(
    book: openpyxl.Workbook, kind: object
) -> None:
    sheet = book[kind.name]
    captions = [cell.value for cell in sheet[2] if cell.value]
    assert sheet["A1"].value == f"城东社区2023年3月{kind.name}月报表"
    assert captions == [
        "填报单位：城东社区",
        "月份：2023年3月",
        "填报方：",
        "本月无此项工作请在右格填“本月无”：",
    ]
    assert [cell.value for cell in sheet[3] if cell.value] == [
        column.title for column in kind.entered
    ]
    assert sheet["A2"].value == captions[0]
    assert sheet.freeze_panes == "A4"


def test_the_cell_right_of_the_nothing_label_is_empty_and_offers_the_word(
    book: openpyxl.Workbook,
) -> None:
    for name in KIND_NAMES:
        sheet = book[name]
        label = next(cell for cell in sheet[2] if str(cell.value).startswith("本月无"))
        answer = label.offset(column=1)
        assert answer.value is None
        assert rules_by_cell(sheet)[answer.coordinate].formula1 == '"本月无"'


def test_no_data_cell_is_filled_in_beforehand(book: openpyxl.Workbook) -> None:
    for name in KIND_NAMES:
        rows = book[name].iter_rows(min_row=4, values_only=True)
        assert all(value is None for row in rows for value in row)


@pytest.mark.parametrize("kind", KINDS, ids=KIND_NAMES)
def test_every_column_has_a_rule_over_all_data_rows_that_never_refuses(
    book: openpyxl.Workbook, kind: object
) -> None:
    rules = book[kind.name].data_validations.dataValidation
    over_rows = {str(rule.sqref): rule for rule in rules if str(rule.sqref).endswith("203")}
    assert len(over_rows) == len(kind.entered)
    for column, rule in zip(kind.entered, over_rows.values(), strict=True):
        assert column.help[:20] in rule.prompt
        if column.is_measure:
            assert (rule.type, rule.operator, rule.formula1) == (
                "decimal",
                "greaterThanOrEqual",
                "0",
            )
            assert rule.errorStyle == "warning"
        elif column.choices:
            assert (rule.type, rule.errorStyle) == ("list", "warning")


def test_the_drop_downs_point_at_the_choices_of_their_column(book: openpyxl.Workbook) -> None:
    for kind in KINDS:
        rules = rules_by_cell(book[kind.name])
        for place, column in enumerate(kind.entered, start=1):
            if column.choices:
                rule = rules[book[kind.name].cell(4, place).coordinate]
                sheet_name, cells = rule.formula1.lstrip("=").split("!")
                found = [row[0].value for row in book[sheet_name][cells.replace("$", "")]]
                assert tuple(found) == column.choices


def test_messages_fit_what_excel_shows(book: openpyxl.Workbook) -> None:
    rules = [rule for name in KIND_NAMES for rule in book[name].data_validations.dataValidation]
    assert all(len(rule.promptTitle or "") <= 32 for rule in rules)
    assert all(0 < len(rule.prompt or "") <= 255 for rule in rules)


def test_every_header_carries_its_help_as_a_note(book: openpyxl.Workbook) -> None:
    for kind in KINDS:
        for column, cell in zip(kind.entered, book[kind.name][3], strict=False):
            assert column.help in cell.comment.text


def test_pages_print_on_one_landscape_a4_width_with_the_header_repeated(
    book: openpyxl.Workbook,
) -> None:
    for name in KIND_NAMES:
        sheet = book[name]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # One page wide is the format's default and not written; 0 means any number of pages.
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$3"


def test_the_month_column_takes_what_is_typed_as_text(book: openpyxl.Workbook) -> None:
    # 2023.10 typed into a number cell would become 2023.1 (details.md C30).
    assert book["资金投入"]["B4"].number_format == "@"
    assert book["资金投入"]["F4"].number_format == "#,##0.00"
    assert book["志愿服务"]["G4"].number_format == "#,##0.0#"


def test_the_version_stands_in_the_guide_a_name_and_a_property(book: openpyxl.Workbook) -> None:
    guide = " ".join(str(cell.value) for row in book["填表说明"] for cell in row if cell.value)
    assert f"模板版本：{TEMPLATE_VERSION}" in guide
    assert book.defined_names["模板版本"].value == f'"{TEMPLATE_VERSION}"'
    assert book.custom_doc_props["模板版本"].value == TEMPLATE_VERSION


def test_the_guide_explains_every_sheet_and_every_column(book: openpyxl.Workbook) -> None:
    texts = {str(cell.value) for row in book["填表说明"] for cell in row if cell.value}
    assert all(kind.help in texts for kind in KINDS)
    assert all(column.title in texts for kind in KINDS for column in kind.entered)
    assert any("约300" in text for text in texts)
    assert any("累计数不填" in text for text in texts)


def test_without_unit_and_month_the_places_are_left_to_fill_in() -> None:
    sheet = opened(blank_workbook(None, None))["资金投入"]
    assert sheet["A1"].value == "资金投入月报表"
    assert [cell.value for cell in sheet[2] if cell.value][:2] == ["填报单位：", "月份："]


def test_a_unit_gets_the_sheets_it_has_to_send_and_the_projects() -> None:
    school = Unit("X01", "实验小学", "学校", kinds=("志愿服务", "阵地设施"))
    assert [kind.name for kind in kinds_for(school)] == ["志愿服务", "实事项目", "阵地设施"]
    assert [kind.name for kind in kinds_for(None)] == [*FIRST_RING, "实事项目"]
    assert opened(blank_workbook(school, MARCH)).sheetnames[1:-1] == [
        "志愿服务",
        "实事项目",
        "阵地设施",
    ]
    only = (BY_NAME["创建活动"],)
    assert opened(blank_workbook(school, MARCH, only)).sheetnames[1:-1] == ["创建活动"]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert blank_workbook(UNIT, MARCH) == blank_workbook(UNIT, MARCH)


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-城东", "@城东", "{=1}"])
def test_a_unit_name_never_becomes_a_formula(name: str) -> None:
    book = opened(blank_workbook(Unit("1", name, "社区"), None))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert book["资金投入"]["A1"].value == f"{name}资金投入月报表"


def test_the_zip_holds_one_workbook_for_every_active_unit() -> None:
    units = (
        UNIT,
        Unit("S02", "城西/北社区", "社区"),
        Unit("S03", "已撤社区", "社区", end=Month(2023, 2)),
        Unit("S04", "新建社区", "社区", start=MARCH),
    )
    with zipfile.ZipFile(BytesIO(all_workbooks(units, MARCH))) as archive:
        assert archive.namelist() == [
            "城东社区_2023年3月_月报.xlsx",
            "城西_北社区_2023年3月_月报.xlsx",
            "新建社区_2023年3月_月报.xlsx",
        ]
        assert all(info.flag_bits & 0x800 for info in archive.infolist()), "names are UTF-8"
        one = opened(archive.read("新建社区_2023年3月_月报.xlsx"))
    assert one["资金投入"]["A2"].value == "填报单位：新建社区"


def test_a_workbook_in_the_zip_is_the_one_a_unit_would_get_alone() -> None:
    units = (
        UNIT,
        Unit("S02", "=A&B<社区>", "社区"),
        Unit("X", "小学", "学校", kinds=("志愿服务",)),
    )
    with zipfile.ZipFile(BytesIO(all_workbooks(units, MARCH))) as archive:
        zipped = [archive.read(name) for name in archive.namelist()]
    for unit, content in zip(units, zipped, strict=True):
        assert parts(content) == parts(blank_workbook(unit, MARCH))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_units_whose_names_differ_only_in_forbidden_signs_keep_their_own_files() -> None:
    units = (Unit("A", "一/二", "社区"), Unit("B", "一?二", "社区"))
    with zipfile.ZipFile(BytesIO(all_workbooks(units, MARCH))) as archive:
        assert archive.namelist() == [
            "一_二_2023年3月_月报.xlsx",
            "一_二_2023年3月_月报_B.xlsx",
        ]


def test_file_names_leave_out_what_is_not_known() -> None:
    assert file_name(None, None) == "月报.xlsx"
    assert file_name(None, MARCH) == "2023年3月_月报.xlsx"
