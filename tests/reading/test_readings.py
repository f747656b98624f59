"""Files understood in processes of their own: the same comes out, and nothing else is believed."""

import sys
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from intake.book import ACTIVITY, ROSTER, TODAY

from cityreport import pipeline, workbook
from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.reading import files as understanding
from cityreport.reading import iter_readings, wire
from cityreport.roster import Unit
from cityreport.tables.corrections import HeaderWord
from cityreport.tables.rows import CellColumn, ColumnRows, ReportKey, RowHead, in_columns
from cityreport.workbook import ReadingProcess


def book(*rows, name="创建活动"):
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as made:
        sheet = made.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return stream.getvalue()


def activity(number):
    return book(
        ACTIVITY, ["东河社区", "2023年3月", f"讲堂{number}", 1, "约30" if number % 3 else 30]
    )


FILES = [
    *[(f"{number}.xlsx", activity(number)) for number in range(18)],
    ("坏.xlsx", activity(1)[:200]),
    ("空.xlsx", b""),
    ("照片.jpg", b"\xff\xd8\xff\xe0" + bytes(64)),
    ("生僻.xlsx", book(["单位", "月份", "活动名称", "场", "参与人次"], ["西河", "15月", "同上", "若干", -3])),
    ("子/三月.csv", "单位,月份,活动名称,场次\n东河,3月,讲堂,2\n".encode()),
]  # fmt: skip
LEARNT = (HeaderWord("西河社区", "创建活动", "场", "场次"),)


@pytest.fixture(scope="module")
def beside():
    return list(iter_readings(FILES, ROSTER, TODAY, LEARNT))


def test_what_processes_understand_is_what_the_program_understands(beside):
    assert len(FILES) >= workbook.MANY
    assert beside == list(pipeline.read(workbook.iter_files(FILES), ROSTER, TODAY, LEARNT))
    assert [reading.file for reading in beside] == [name for name, _ in FILES]
    assert [len(table.rows) for reading in beside[:2] for table in reading.tables] == [1, 1]


def test_a_file_keeps_its_bytes_and_its_fingerprint(beside):
    for reading, (_, content) in zip(beside, FILES, strict=True):
        assert reading.content == content
        assert len(reading.sha256) == 64


def test_a_new_process_is_told_everything_again():
    opening = wire.encode(wire.Opening(ROSTER.units, TODAY, LEARNT))
    with ReadingProcess(30, understanding._COMMAND, opening, wire.decoded) as process:
        first = process.ask(*FILES[0])
        process._child.kill()
        assert process.ask(*FILES[0]) == first
        assert first["tables"][0].units == ("东河社区",)


@pytest.mark.parametrize(
    "said",
    [b"", b"\x00", b"not an answer", wire.encode(wire.Opening((), date(2024, 1, 1), ()))],
)
def test_what_is_no_answer_is_not_believed(said):
    script = f"import sys; from cityreport.confined.frames import send; send(sys.stdout.buffer, {said!r})"
    command = (sys.executable, "-c", f"{script}; sys.stdin.buffer.read()")
    with ReadingProcess(30, command, b"", wire.decoded) as process:
        assert process.ask("a.xlsx", b"x")["refused"] == "reader-crashed"


def test_a_process_that_dies_between_files_costs_none_of_them(monkeypatch):
    asked = []

    class Dying(ReadingProcess):
        def request(self, name, content):
            asked.append(name)
            if name == "3.xlsx":
                self._running()[0].kill()
            return super().request(name, content)

    monkeypatch.setattr(understanding, "ReadingProcess", Dying)
    readings = list(iter_readings(FILES[:18] * 2, ROSTER, TODAY))
    assert len(asked) == 36
    assert all(reading.readable for reading in readings)


def test_units_go_over_whole():
    unit = Unit(
        "C1", "东河社区", "社区", ("东河",), "街道", {"常住人口": Quantity("6000多", 6000, "at_least", 6000, float("inf"))},
        (), Month(2023, 1), None, "备注",
    )  # fmt: skip
    said = wire.Opening((unit,), TODAY, LEARNT)
    assert wire.opening(wire.encode(said)) == said


def rows_of_one(**changed):
    head = RowHead("创建活动", "东河社区", Month(2023, 3), "", "活动")
    cells = CellColumn("创建活动", "场次", [0, 1], ["D2", "D3"], [0, 0])
    said = CellColumn("创建活动", "备注", [1], ["E3"], [0])
    one = Quantity("1", 1, "exact", 1, 1)
    return replace(ColumnRows([head], [0, 0], [2, 3], [cells], [one], [said], ["好"]), **changed)


def test_rows_in_columns_are_the_rows():
    rows = rows_of_one()
    assert len(rows) == 2
    assert rows[1].quantities["场次"].cell == "D3"
    assert [dict(row.texts) for row in rows] == [{}, {"备注": ("好", "E3")}]
    assert rows.reports == {ReportKey("东河社区", Month(2023, 3), "创建活动"): 2}
    assert in_columns(tuple(rows)) == rows == tuple(rows)
    assert in_columns(rows) is rows
    assert rows != rows_of_one(numbers=[2, 4])


@pytest.mark.parametrize(
    "wrong",
    [
        {"head_of": [0]},
        {"head_of": [0, 1]},
        {"heads": []},
        {"quantities": []},
        {"words": [CellColumn("创建活动", "备注", [2], ["E3"], [0])]},
        {"words": [CellColumn("创建活动", "备注", [-1], ["E3"], [0])]},
        {"words": [CellColumn("创建活动", "备注", [1], [], [0])]},
    ],
)
def test_rows_that_point_nowhere_are_no_answer(wrong):
    good, bad = wire.Answer(rows=(rows_of_one(),)), wire.Answer(rows=(rows_of_one(**wrong),))
    with pytest.raises(ValueError, match="zip"):  # a table is missing, but the rows are whole
        wire.decoded(wire.encode(good))
    with pytest.raises(ValueError, match="not there"):
        wire.decoded(wire.encode(bad))
