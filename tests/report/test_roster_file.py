"""The roster as a file: what is downloaded can be loaded again as it is."""

from io import BytesIO

import openpyxl

from cityreport import pipeline
from cityreport.exports.xlsx import tables_workbook
from cityreport.report.roster import roster_file
from cityreport.roster import BASE_FIGURES, Unit
from cityreport.roster.parse import REQUIRED


def saved(book: openpyxl.Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def exported(units: tuple[Unit, ...]) -> bytes:
    return tables_workbook([roster_file(units)], "单位名册")


def figures(units: tuple[Unit, ...]) -> list[list[tuple[float, float, float]]]:
    known = [[unit.base[name] for name in BASE_FIGURES if name in unit.base] for unit in units]
    return [[(one.lower, one.value, one.upper) for one in row] for row in known]


def test_a_downloaded_roster_loaded_again_changes_nothing():
    book = openpyxl.Workbook()
    for row in (
        ("单位编码", "单位名称", "单位类型", "别名", "常住人口", "年度资金计划(万元)", "启用月份"),
        ("1", "甲社区", "社区", "甲；甲居委会", "6000多", 18, "2023年3月"),
        ("2", "乙社区", "社区", "", 3000, "约20", ""),
        ("3", "丙社区", "社区", "", 3000, "3000元", ""),
    ):
        book.active.append(row)
    units, _ = pipeline.read_roster("名册.xlsx", saved(book))
    again, findings = pipeline.read_roster("单位名册.xlsx", exported(units))
    assert findings == []
    assert figures(again) == figures(units)
    assert [(one.name, one.aliases, one.kinds, one.start) for one in again] == [
        (one.name, one.aliases, one.kinds, one.start) for one in units
    ]


def test_an_empty_roster_is_a_sheet_with_headers_to_fill():
    book = openpyxl.load_workbook(BytesIO(exported(())))
    headers = {cell.value: cell.column for cell in book.active[3]}
    assert set(REQUIRED) <= set(headers)
    for name, text in (("单位编码", "1"), ("单位名称", "甲社区"), ("单位类型", "社区")):
        book.active.cell(4, headers[name]).value = text
    (unit,), findings = pipeline.read_roster("单位名册.xlsx", saved(book))
    assert (unit.code, unit.name, unit.unit_type) == ("1", "甲社区", "社区")
    assert {one.code for one in findings} == {"missing-base"}
