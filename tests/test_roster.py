"""The roster: what a sheet of units must say, and how each fault is named (details.md C27)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityreport.period import Month
from cityreport.roster import BASE_FIGURES, COLUMNS, Roster, parse_roster
from cityreport.sheets import FIRST_RING
from cityreport.tables.workbook import Finding, SheetCells, column_letters

HEADERS = tuple(COLUMNS)
GOOD = {
    "单位编码": "S01",
    "单位名称": "瀛东社区",
    "单位类型": "社区",
    "常住人口": 6000,
    "年度资金计划": 180000,
}


def sheet(*rows: dict[str, object], headers: tuple[str, ...] = HEADERS, **more) -> SheetCells:
    """A roster sheet: header in row 1, the units from row 2."""
    body = [tuple(row.get(name) for name in HEADERS) for row in rows]
    return SheetCells("名册", (headers, *body), **more)


def read(*rows: dict[str, object], **more):
    return parse_roster(sheet(*rows, **more), "名册.xlsx")


def unit(**cells: object):
    units, findings = read(GOOD | cells)
    assert len(units) == 1, findings
    return units[0]


def told(findings: list[Finding], severity: str) -> list[tuple[str, str | None]]:
    return [(f.code, f.cell) for f in findings if f.severity == severity]


def cell(column: str, row: int = 2) -> str:
    return f"{column_letters(HEADERS.index(column))}{row}"


def test_a_row_becomes_a_unit():
    found = unit(
        别名="瀛东社区居委会；瀛东",
        上级单位="",
        备注="示例",
        启用月份="2023年3月",
        停用月份="2024-12",
    )
    assert (found.code, found.name, found.unit_type) == ("S01", "瀛东社区", "社区")
    assert found.aliases == ("瀛东社区居委会", "瀛东")
    assert found.remark == "示例"
    assert (found.start, found.end) == (Month(2023, 3), Month(2024, 12))
    assert found.base["常住人口"].value == 6000


def test_units_are_found_by_alias_whatever_the_bracket_width():
    units, _ = read(GOOD | {"别名": "瀛东（居委会）"})
    assert Roster(units).match(" 瀛东(居委会) ") == units[0]


def test_approximate_base_figure_keeps_its_bounds():
    people = unit(常住人口="6000多").base["常住人口"]
    assert (people.raw, people.precision) == ("6000多", "at_least")
    assert (people.value, people.lower, people.upper) == (6000, 6000, 7000)


@pytest.mark.parametrize(
    ("header", "written", "yuan"),
    [
        ("年度资金计划(元)", 180000, 180000),
        ("年度资金计划（万元）", 18, 180000),
        ("年度资金计划", "18万元", 180000),
    ],
)
def test_plan_is_stored_in_yuan_whatever_the_header_says(header, written, yuan):
    headers = tuple(header if name == "年度资金计划" else name for name in HEADERS)
    units, findings = read(GOOD | {"年度资金计划": written}, headers=headers)
    assert units, findings
    assert units[0].base["年度资金计划"].value == yuan


def test_empty_kinds_mean_the_four_first_ring_sheets():
    assert unit().kinds == FIRST_RING


def test_kinds_are_read_in_any_order_and_separator():
    assert unit(应报表种="创建活动，志愿服务").kinds == ("志愿服务", "创建活动")


@pytest.mark.parametrize(
    "text", ["2023-03", "2023.3", "202303", "2023年3月", "2023年3月份", "2023-03-01"]
)
def test_months_are_read_as_people_write_them(text):
    assert unit(启用月份=text).start == Month(2023, 3)


def test_missing_base_figures_are_a_remark_not_an_error():
    units, findings = read(GOOD | {"常住人口": None, "年度资金计划": "—"})
    assert len(units) == 1
    assert units[0].base == {}
    assert told(findings, "info") == [
        ("missing-base", cell("常住人口")),
        ("missing-base", cell("年度资金计划")),
    ]


def test_a_base_figure_that_says_no_number_is_not_called_blank():
    (found,), findings = read(GOOD | {"常住人口": "若干"})
    assert "常住人口" not in found.base
    (said,) = findings
    assert (said.severity, said.cell, said.value) == ("warning", cell("常住人口"), "若干")
    assert said.message.startswith("常住人口填的“若干”没有具体的数")


def test_what_is_said_stands_in_the_order_of_the_cells():
    _, findings = read(
        GOOD | {"停用月份": "某月"},
        GOOD | {"单位名称": "瀛西社区", "户数": "很多"},
        GOOD | {"单位编码": "S03", "启用月份": "某月"},
    )
    wanted = [("停用月份", 2), ("单位编码", 3), ("户数", 3), ("单位名称", 4), ("启用月份", 4)]
    assert [one.cell for one in findings] == [cell(name, row) for name, row in wanted]


def test_unknown_parent_is_a_warning_and_an_alias_becomes_the_name():
    street = GOOD | {
        "单位编码": "S02",
        "单位名称": "汐岚街道",
        "别名": "汐岚街道办",
        "单位类型": "街道",
    }
    units, findings = read(
        GOOD | {"上级单位": "汐岚街道办"},
        street,
        GOOD | {"单位编码": "S03", "单位名称": "檐雨社区", "上级单位": "没有的街道"},
    )
    assert [one.parent for one in units] == ["汐岚街道", "", "没有的街道"]
    assert told(findings, "warning") == [("unknown-parent", cell("上级单位", 4))]


def test_type_of_the_office_s_own_is_kept_with_a_remark():
    units, findings = read(GOOD | {"单位类型": "交通站点", "职工数": 20})
    assert units[0].unit_type == "交通站点"
    assert told(findings, "info") == [("new-type", cell("单位类型"))]


def test_totals_and_notes_below_are_no_units():
    units, _ = read(GOOD, {"单位名称": "合计", "常住人口": 6000}, {"单位名称": "注：人口为年末数"})
    assert len(units) == 1


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"单位编码": None}, "单位编码"),
        ({"单位名称": None}, "单位名称"),
        ({"单位类型": None}, "单位类型"),
        ({"常住人口": "很多人"}, "常住人口"),
        ({"常住人口": -5}, "常住人口"),
        ({"应报表种": "资金投入、微笑"}, "应报表种"),
        ({"启用月份": "2023-13"}, "启用月份"),
        ({"启用月份": "春天"}, "启用月份"),
        ({"启用月份": "2023-05", "停用月份": "2023-04"}, "停用月份"),
    ],
)
def test_a_faulty_cell_is_named_and_nothing_is_taken(cells, column):
    units, findings = read(GOOD | cells)
    assert units == ()
    assert [place for _, place in told(findings, "error")] == [cell(column)]


@pytest.mark.parametrize(
    ("cells", "column", "earlier"),
    [
        ({"单位编码": "S01", "单位名称": "乙社区"}, "单位编码", "单位编码"),
        ({"单位编码": "S02", "单位名称": "瀛东 社区"}, "单位名称", "单位名称"),
        ({"单位编码": "S02", "单位名称": "乙社区", "别名": "瀛东"}, "别名", "别名"),
        ({"单位编码": "S02", "单位名称": "瀛东"}, "单位名称", "别名"),
        ({"单位编码": "S02", "单位名称": "乙社区", "别名": "瀛东社区"}, "别名", "单位名称"),
    ],
)
def test_code_name_or_alias_of_two_units_is_refused_with_both_cells(cells, column, earlier):
    units, findings = read(GOOD | {"别名": "瀛东"}, GOOD | cells)
    assert units == ()
    assert told(findings, "error") == [("doubled-unit", cell(column, 3))]
    assert cell(earlier) in findings[-1].message


def test_every_fault_in_one_run():
    _, findings = read(GOOD | {"单位类型": None}, GOOD | {"单位编码": "S02", "常住人口": "很多人"})
    assert set(told(findings, "error")) == {
        ("blank-cell", cell("单位类型")),
        ("bad-number", cell("常住人口", 3)),
        ("doubled-unit", cell("单位名称", 3)),
    }


def test_a_sheet_without_header_or_without_units_is_refused():
    units, findings = parse_roster(SheetCells("s", (("a", "b"),)), "乱.xlsx")
    assert (units, told(findings, "error")) == ((), [("no-header", None)])
    assert "乱.xlsx" in findings[0].message
    units, findings = read()
    assert (units, told(findings, "error")) == ((), [("no-rows", None)])


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=12))
def test_every_unit_comes_back_in_order_with_its_figures(people):
    rows = [
        GOOD | {"单位编码": f"U{i}", "单位名称": f"第{i}站", "常住人口": count}
        for i, count in enumerate(people)
    ]
    units, _ = read(*rows)
    assert [one.base["常住人口"].value for one in units] == people
    assert all(set(one.base) <= set(BASE_FIGURES) for one in units)
