"""The shipped defaults and samples: they load without an error and say what the reports say."""

import csv
import sys
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from cityreport import intake, workbook
from cityreport.framework import Framework, parse_framework
from cityreport.period import Month
from cityreport.quantities import Quantity, add
from cityreport.roster import Roster, parse_roster
from cityreport.settings import SHIPPED_DATA
from cityreport.tables.ledger import FileReading, LedgerRow, ReportKey
from cityreport.tables.workbook import SheetCells

SAMPLES = SHIPPED_DATA / "samples"
TODAY = date(2024, 1, 31)
sys.path.insert(0, str(SHIPPED_DATA))

import make_defaults  # noqa: E402
import make_samples  # noqa: E402
from sampling import ledgers, plan, units  # noqa: E402


def cells_of(content: bytes) -> SheetCells:
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    return SheetCells(sheet.title, tuple(sheet.iter_rows(values_only=True)))


@cache
def roster() -> Roster:
    found, findings = parse_roster(
        cells_of((SHIPPED_DATA / "units.xlsx").read_bytes()), "units.xlsx"
    )
    assert [f for f in findings if f.severity != "info"] == []
    return Roster(found)


@cache
def catalogue() -> Framework:
    content = (SHIPPED_DATA / "criteria.xlsx").read_bytes()
    framework, findings = parse_framework(cells_of(content), "criteria.xlsx", roster())
    assert findings == []
    assert framework is not None
    return framework


@cache
def listed() -> tuple[dict[str, str], ...]:
    with (SAMPLES / "manifest.csv").open(encoding="utf-8-sig", newline="") as lines:
        return tuple(csv.DictReader(lines))


@pytest.fixture(scope="module")
def readings() -> dict[str, FileReading]:
    """Every sample file read through the same doors as an upload."""
    names = [row["文件"] for row in listed()]
    books = workbook.read_files(
        [(Path(name).name, (SAMPLES / name).read_bytes()) for name in names]
    )
    read = [intake.read(book, roster(), TODAY) for book in books]
    return dict(zip(names, read, strict=True))


def rows_of(readings: dict[str, FileReading], unit: str, kind: str) -> list[LedgerRow]:
    return [
        row
        for name, reading in readings.items()
        if not name.startswith("extra/")
        for table in reading.tables
        for row in table.rows
        if (row.unit, row.kind) == (unit, kind)
    ]


def reported(reading: FileReading) -> tuple[ReportKey, ...]:
    return reading.keys()


def quantities(rows: list[LedgerRow], column: str) -> list[Quantity]:
    return [row.quantities[column].quantity for row in rows if column in row.quantities]


class TestDefaults:
    def test_are_what_the_script_writes(self):
        assert (SHIPPED_DATA / "units.xlsx").read_bytes() == make_defaults.roster_bytes()
        assert (SHIPPED_DATA / "criteria.xlsx").read_bytes() == make_defaults.catalogue_bytes()

    def test_part_a_has_60_points_and_part_b_40(self):
        """4+5+3+2+2+6+3+3+2+2+1+2+2+2+3+2+3+3+2+8 = 60; 6+3+3+8+5+3+2+5+2+1+2 = 40."""
        weights = {i.code: i.weight for i in catalogue().indicators}
        assert sum(w for code, w in weights.items() if code.startswith("A")) == 60
        assert sum(w for code, w in weights.items() if code.startswith("B")) == 40
        assert len(weights) == 39
        assert "B20" not in weights

    def test_rules_of_the_default_catalogue(self):
        """details.md E7: scored rows 完成率; 0 points 仅展示 but B01; these six accrue evenly."""
        indicators = catalogue().indicators
        assert {i.rule for i in indicators if i.weight} == {"rate"}
        assert {i.code for i in indicators if not i.weight and i.rule != "info"} == {"B01"}
        even = {i.code for i in indicators if i.accrual == "even"}
        assert even == {"A02", "A19", "B01", "B02", "B14", "B18"}
        assert catalogue().indicator("B01").target.default == "年度资金计划"
        assert {i.code for i in indicators if i.source == "本系统建议"} == {
            i.code for i in indicators if i.code.startswith("B")
        }

    def test_every_type_has_three_units_and_asks_no_more_than_the_first_ring(self):
        types = [unit.unit_type for unit in roster().units]
        assert all(types.count(name) >= 3 for name in types)
        assert roster().match("云汐市橘灯幼儿园").kinds == ("志愿服务", "创建活动")

    def test_units_of_the_reports_say_so_and_know_only_what_the_reports_say(self):
        told = [u for u in roster().units if u.remark.startswith("示例·来自公开汇报")]
        assert len(told) == 5
        assert all(u.remark.startswith("示例·虚构") for u in roster().units if u not in told)
        assert {u.name: u.base for u in told if u.base}.keys() == {"瀛东社区"}
        people = roster().match("瀛东社区居委会").base["常住人口"]
        assert (people.raw, people.lower, people.upper) == ("6000多", 6000, 7000)


class TestFiles:
    def test_manifest_names_every_file_once(self):
        names = [row["文件"] for row in listed()]
        there = [p.relative_to(SAMPLES).as_posix() for p in SAMPLES.rglob("*") if p.is_file()]
        assert sorted(names) == sorted(set(there) - {"manifest.csv"})

    def test_all_files_together_stay_small(self):
        sizes = [path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()]
        assert len(sizes) <= 250
        assert sum(sizes) < 3_000_000

    def test_every_file_loads_without_an_error(self, readings):
        wrong = [
            (name, f.cell, f.message)
            for name, reading in readings.items()
            for f in reading.findings
            if f.severity == "error"
        ]
        assert wrong == []
        assert all(reading.readable and reading.keys() for reading in readings.values())

    def test_warnings_are_only_about_what_the_reports_leave_blank(self, readings):
        names = {n for n, r in readings.items() if any(f.severity == "warning" for f in r.findings)}
        assert {name.split("/")[1].split("_")[0] for name in names} == {"江苏省淮安中学"}

    def test_no_two_files_report_the_same(self, readings):
        keys = [key for reading in readings.values() for key in reported(reading)]
        assert len(keys) == len(set(keys))

    def test_every_figure_of_the_generator_arrives(self, readings):
        """Counts in = counts out: for each invented unit and kind the year's rows and sums agree."""
        withheld = plan.WITHHELD
        for unit in units.CITY:
            made = [
                ledgers.ledger(unit, month)
                for month in plan.MONTHS
                if (unit.name, month) != withheld
            ]
            for kind in unit.kinds:
                expected = [row for ledger in made for row in ledger[kind]]
                found = rows_of(readings, unit.name, kind)
                assert len(found) == len(expected), (unit.name, kind)
                for column in ("金额", "服务时长", "参与人次", "发现问题数", "场次"):
                    wanted = sum(float(row[column]) for row in expected if column in row)
                    arrived = sum(q.value for q in quantities(found, column))
                    assert arrived == pytest.approx(wanted), (unit.name, kind, column)

    @pytest.mark.parametrize("month", [2, 12])
    def test_the_generator_writes_the_kept_files_again(self, month):
        for file in plan.sample_files([month]):
            kept = (SAMPLES / file.path).read_bytes()
            assert said(kept, file.path) == said(file.content, file.path), file.path
            row = next(row for row in listed() if row["文件"] == file.path)
            assert row["收到日期"] == file.received.isoformat()
            assert row["说明"] == file.note

    def test_manifest_is_written_as_it_is_kept(self):
        file = plan.SampleFile("extra/a.xlsx", b"", None, "不载入")
        assert make_samples.manifest([file]) == "文件,收到日期,说明\nextra/a.xlsx,,不载入\n"


def said(content: bytes, path: str) -> object:
    """What a file says: all cell values by sheet (the guide sheet aside), or its text."""
    if path.endswith(".csv"):
        return content.decode("gbk").splitlines()
    book = openpyxl.load_workbook(BytesIO(content))
    return {s.title: list(s.iter_rows(values_only=True)) for s in book if s.title != "填表说明"}


class TestReports:
    def test_investment_of_report_1(self, readings):
        """3 000 + 90 000 + 20 000 + 2 000 + 20 000 = 135 000.

        Lower 3 000 + 90 000 + 10 000 + 2 000 + 20 000 = 125 000,
        upper 3 000 + 100 000 + 20 000 + 2 000 + 30 000 = 155 000.
        """
        amounts = quantities(rows_of(readings, "瀛东社区", "资金投入"), "金额")
        assert [q.raw for q in amounts] == ["3000元", "九万多元", "近2万元", "2仟元", "2万多元"]
        total = add(amounts)
        assert (total.value, total.lower, total.upper) == (135_000, 125_000, 155_000)

    def test_the_water_debt_is_nowhere(self, readings):
        texts = [
            cell.text
            for kind in ("资金投入", "实事项目", "创建活动")
            for row in rows_of(readings, "瀛东社区", kind)
            for cell in row.texts.values()
        ]
        assert not any("水费" in text or "贰百万" in text for text in texts)

    def test_results_of_report_1(self, readings):
        rows = rows_of(readings, "瀛东社区", "实事项目")
        counted = [row for row in rows if "数量" in row.quantities]
        found = [
            (row.quantities["数量"].quantity.raw, row.quantities["数量"].quantity.value)
            for row in counted
        ]
        assert found == [
            ("24盏", 24), ("21处", 21), ("约300㎡", 300), ("70个", 70), ("5个", 5), ("52车次", 52),
        ]  # fmt: skip
        homes = quantities(rows, "受益户数")
        assert [(q.raw, q.lower, q.upper) for q in homes] == [("800多户", 800, 900)]

    def test_pest_control_counts_and_the_loads_are_not_counted_twice(self, readings):
        rows = rows_of(readings, "瀛东社区", "创建活动")
        assert [q.value for q in quantities(rows, "场次")] == [6]
        assert quantities(rows, "清运车次") == []

    def test_volunteers_of_the_school_stand_beside_each_other(self, readings):
        """310多 + 50多 by two 填报方: 360 people, at least."""
        rows = rows_of(readings, "江苏省淮安中学", "志愿服务")
        people = {row.reporter: row.quantities["期末注册志愿者数"].quantity for row in rows}
        assert {name: q.raw for name, q in people.items()} == {
            "教职工": "310多人",
            "学生": "50多人",
        }
        assert add(list(people.values())).value == 360
        assert quantities(rows, "参与人次") == []

    def test_inspections_of_the_school(self, readings):
        rows = rows_of(readings, "江苏省淮安中学", "督查检查")
        found = {row.texts["检查级别"].text: row.quantities["检查次数"].quantity for row in rows}
        assert {level: (q.raw, q.value) for level, q in found.items()} == {
            "市": ("2次", 2), "区县": ("3次", 3),
        }  # fmt: skip
        assert quantities(rows, "发现问题数") == []

    def test_activities_of_the_school_by_month(self, readings):
        rows = rows_of(readings, "江苏省淮安中学", "创建活动")
        months = [row.month.number for row in rows]
        counts = {number: months.count(number) for number in range(1, 13)}
        assert counts == {
            1: 0, 2: 0, 3: 1, 4: 2, 5: 3, 6: 1, 7: 1, 8: 1, 9: 5, 10: 4, 11: 2, 12: 1,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("name", "mechanisms"), [("某镇（汇报二）", 6), ("团结街道", 6), ("某幼儿园（汇报四）", 5)]
    )
    def test_units_without_a_figure_send_what_they_have_set_up_and_no_number(
        self, readings, name, mechanisms
    ):
        assert roster().match(name) is not None
        sent = [
            key for reading in readings.values() for key in reported(reading) if key.unit == name
        ]
        assert {key.kind for key in sent} <= {"工作机制", "下步计划"}
        assert not {key.kind for key in sent} & set(roster().match(name).kinds)
        rows = [row for kind in ("工作机制", "下步计划") for row in rows_of(readings, name, kind)]
        assert all(not row.quantities for row in rows)
        assert all(row.texts["备注"].text == "原文未写日期" for row in rows)
        assert len(rows_of(readings, name, "工作机制")) == mechanisms

    def test_awards_of_the_school_by_month(self, readings):
        rows = rows_of(readings, "江苏省淮安中学", "荣誉表彰")
        found = [(row.month.number, row.texts["等次"].text, row.texts["对象"].text) for row in rows]
        assert found == [(10, "一等奖", "学生"), (10, "二等奖", "教师"), (12, "一等奖", "学生")]

    def test_mechanisms_and_plans_of_the_units_with_figures(self, readings):
        community = rows_of(readings, "瀛东社区", "工作机制")
        assert {"分工划片责任制", "门前三包责任书"} <= {
            row.texts["机制项"].text for row in community
        }
        school = rows_of(readings, "江苏省淮安中学", "工作机制")
        assert "志愿者服务站" in [row.texts["机制项"].text for row in school]
        assert all(row.texts["是否建立"].text == "是" for row in [*community, *school])
        plans = [row.texts["事项"].text for row in rows_of(readings, "江苏省淮安中学", "下步计划")]
        assert plans == ["班级文化建设", "文明过节送温暖主题活动"]

    def test_every_row_of_the_reports_says_where_its_date_comes_from(self, readings):
        for unit, kinds in (
            ("瀛东社区", ("资金投入", "实事项目", "创建活动")),
            ("江苏省淮安中学", ("志愿服务", "督查检查", "创建活动")),
        ):
            for kind in kinds:
                rows = rows_of(readings, unit, kind)
                assert rows
                assert all("列入2023年" in row.texts["备注"].text for row in rows)


class TestStories:
    def test_a_unit_is_late(self):
        days = [
            date.fromisoformat(row["收到日期"]).day for row in listed() if "迟报" in row["说明"]
        ]
        assert len(days) == 10
        assert min(days) > 5

    def test_a_month_is_missing_and_its_file_lies_aside(self, readings):
        months = {row.month for row in rows_of(readings, "墨舟社区", "志愿服务")}
        assert months == {Month(2023, n) for n in range(1, 13)} - {Month(2023, 9)}
        aside = readings["extra/墨舟社区202309.xlsx"]
        assert {key.month for key in reported(aside)} == {Month(2023, 9)}
        assert next(r for r in listed() if r["文件"].startswith("extra/"))["收到日期"] == ""

    def test_a_month_slips_from_yuan_to_ten_thousands(self, readings):
        rows = rows_of(readings, "棠汀镇", "资金投入")
        july = sum(q.value for q in quantities([r for r in rows if r.month.number == 7], "金额"))
        others = [
            sum(q.value for q in quantities([r for r in rows if r.month.number == n], "金额"))
            for n in (5, 6, 8, 9)
        ]
        assert all(1 / 30_000 < july / other < 3 / 10_000 for other in others)

    def test_a_month_is_copied(self, readings):
        rows = rows_of(readings, "橘灯社区", "志愿服务")
        sent = {
            n: [
                {name: q.quantity.value for name, q in row.quantities.items()}
                for row in rows
                if row.month.number == n
            ]
            for n in (6, 7, 8)
        }
        assert sent[7] == sent[8]
        assert sent[6] != sent[7]

    def test_a_problem_relapses_from_april_to_november(self, readings):
        rows = rows_of(readings, "枫玦街道", "督查检查")
        again = {r.month.number for r in rows if r.quantities["反复问题数"].quantity.value > 0}
        assert again == set(range(4, 12))

    def test_a_school_overtakes_its_neighbour_in_the_autumn(self, readings):
        """Hours a registered volunteer by August and by December: behind, then ahead."""
        slow, fast = "云汐市霁禾中学", "云汐市砚鹭中学"

        def hours_each(unit: str, month: int) -> float:
            rows = [r for r in rows_of(readings, unit, "志愿服务") if r.month.number <= month]
            people = quantities(rows, "期末注册志愿者数")[-1].value
            return sum(q.value for q in quantities(rows, "服务时长")) / people

        assert hours_each(slow, 8) < hours_each(fast, 8)
        assert hours_each(slow, 12) > hours_each(fast, 12)
