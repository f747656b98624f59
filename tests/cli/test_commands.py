"""The commands as a person types them: exit status, JSON, sentences (interface.md)."""

import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from cityreport.cli import main, session
from cityreport.settings import CHECKOUT, SHIPPED_DATA

EXTRA = SHIPPED_DATA / "samples" / "extra"


@pytest.fixture
def run(capsys):
    def call(*arguments):
        status = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def withheld():
    return next(EXTRA.glob("*.xlsx"))


def filled(path: Path, unit="甲社区", amount="3000元"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "资金投入"
    sheet.append([f"{unit}2023年3月资金投入月报表"])
    sheet.append(["单位", "月份", "项目名称", "金额(元)"])
    sheet.append([unit, "2023年3月", "宣传栏", amount])
    book.save(path)
    return path


@pytest.fixture
def one_unit(home, tmp_path, run):
    path = tmp_path / "名册.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["单位编码", "单位名称", "单位类型"])
    book.active.append(["1", "甲社区", "社区"])
    book.save(path)
    assert run("roster", "load", path)[0] == 0
    return home


class TestCheckAndLoad:
    def test_check_writes_nothing(self, one_unit, tmp_path, run):
        status, out, _ = run("check", filled(tmp_path / "甲.xlsx"), "--json")
        (file,) = json.loads(out)["files"]
        assert (status, file["status"], file["submission"]) == (0, "ok", None)
        assert file["sheets"] == [
            {"sheet": "资金投入", "kind": "资金投入", "units": ["甲社区"], "months": ["2023-03"],
             "rows": 1, "totals": {"金额": 3000.0}}
        ]  # fmt: skip
        assert json.loads(run("history", "--json")[1]) == {"submissions": []}

    def test_each_file_is_said_to_be_what_it_is(self, one_unit, tmp_path, run):
        good, empty = filled(tmp_path / "甲.xlsx"), tmp_path / "空表.xlsx"
        openpyxl.Workbook().save(empty)
        bad = filled(tmp_path / "乙.xlsx", unit="乙社区")
        (tmp_path / "坏.xlsx").write_bytes(good.read_bytes()[:900])
        files = (good, empty, bad, tmp_path / "坏.xlsx")
        assert run("check", *files)[1].splitlines() == [
            "甲.xlsx：可登记", "空表.xlsx：没有可登记的内容", "乙.xlsx：有错误，未登记",
            "坏.xlsx：无法读取",
        ]  # fmt: skip
        assert run("load", *files)[1].splitlines()[:2] == [
            "甲.xlsx：已登记（第 1 号）", "空表.xlsx：没有可登记的内容",
        ]  # fmt: skip

    def test_the_same_bytes_again_add_nothing_until_withdrawn(self, one_unit, tmp_path, run):
        path = filled(tmp_path / "甲.xlsx")
        first = json.loads(run("load", path, "--json")[1])["files"][0]
        again = json.loads(run("load", path, "--json")[1])["files"][0]
        assert (first["status"], again["status"]) == ("ok", "duplicate")
        assert run("undo", first["submission"])[0] == 0
        assert json.loads(run("load", path, "--json")[1])["files"][0]["status"] == "ok"

    def test_an_unknown_unit_is_an_error_with_its_cell(self, one_unit, tmp_path, run):
        status, out, _ = run("load", filled(tmp_path / "乙.xlsx", unit="乙社区"), "--json")
        (file,) = json.loads(out)["files"]
        errors = [one for one in file["findings"] if one["severity"] == "error"]
        assert (status, file["submission"]) == (1, None)
        assert errors[0]["cell"] == "A3"
        assert "乙社区" in errors[0]["message"]

    def test_a_bad_row_can_be_left_out_knowingly_and_stays_listed(self, one_unit, tmp_path, run):
        path = filled(tmp_path / "甲.xlsx")
        book = openpyxl.load_workbook(path)
        book.active.append(["甲社区", "2023年3月", "路灯", "很多钱"])
        book.save(path)
        assert run("load", path, "--json")[0] == 1
        status, out, _ = run("load", path, "--skip-bad-rows", "--json")
        (file,) = json.loads(out)["files"]
        assert (status, file["status"]) == (0, "warning")
        assert file["submission"] is not None
        assert [one["cell"] for one in file["findings"] if one["severity"] == "error"] == ["D4"]

    def test_two_files_with_the_same_report_are_not_both_taken(self, one_unit, tmp_path, run):
        one, two = filled(tmp_path / "1.xlsx"), filled(tmp_path / "2.xlsx", amount="5000元")
        status, out, _ = run("load", one, two, "--json")
        statuses = [file["status"] for file in json.loads(out)["files"]]
        assert (status, statuses) == (1, ["ok", "error"])

    @pytest.mark.parametrize("command", ["check", "load"])
    def test_a_copy_in_one_batch_is_named_beside_its_original(
        self, one_unit, tmp_path, run, command
    ):
        one = filled(tmp_path / "甲.xlsx")
        copy = tmp_path / "甲（副本）.xlsx"
        copy.write_bytes(one.read_bytes())
        status, out, _ = run(command, one, copy, "--json")
        first, second = json.loads(out)["files"]
        assert (status, first["status"], second["status"]) == (0, "ok", "duplicate")
        assert first["findings"] == []
        (said,) = second["findings"]
        assert said["severity"] == "info"
        assert "「甲（副本）.xlsx」与同一批的「甲.xlsx」完全相同" in said["message"]

    def test_a_truncated_file_is_named_and_the_others_go_on(self, one_unit, tmp_path, run):
        good = filled(tmp_path / "好.xlsx")
        (tmp_path / "坏.xlsx").write_bytes(good.read_bytes()[:900])
        status, out, _ = run("load", tmp_path / "坏.xlsx", good, "--json")
        bad, fine = json.loads(out)["files"]
        assert (status, bad["status"], fine["status"]) == (2, "unreadable", "ok")
        assert "坏.xlsx" in bad["findings"][0]["message"]

    def test_a_path_that_does_not_exist_is_a_sentence(self, home, run):
        status, _, err = run("check", "没有这个.xlsx")
        assert status == 2
        assert "没有这个.xlsx" in err

    def test_a_later_file_replaces_and_undo_brings_the_first_back(self, one_unit, tmp_path, run):
        run("load", filled(tmp_path / "1.xlsx"))
        second = json.loads(run("load", filled(tmp_path / "2.xlsx", amount="5000元"), "--json")[1])
        number = second["files"][0]["submission"]
        assert money(run) == 5000
        run("undo", number)
        assert money(run) == 3000
        states = [
            s["scope"][0]["state"] for s in json.loads(run("history", "--json")[1])["submissions"]
        ]
        assert sorted(states) == ["valid", "withdrawn"]

    def test_added_rows_stand_beside_the_first(self, one_unit, tmp_path, run):
        run("load", filled(tmp_path / "1.xlsx"))
        run("load", filled(tmp_path / "2.xlsx", amount="5000元"), "--add")
        assert money(run) == 8000


def money(run):
    out = run("trace", "--unit", "甲社区", "--indicator", "B01", "--month", "2023-03", "--json")[1]
    return json.loads(out)["numerator"]


class TestFigures:
    def test_the_city_and_every_unit_are_in_the_score_document(self, reading_samples, run):
        document = json.loads(run("score", "--json")[1])
        assert document["month"] == "2023-12"
        assert (document["view"], document["strict"]) == ("paced", False)
        assert 0 < document["city"]["score"] < 100
        assert len(document["units"]) == 29
        keys = {"code", "name", "state", "value", "target", "target_to_date", "attainment",
                "points", "weight", "status", "months_reported"}  # fmt: skip
        assert keys <= set(document["units"][0]["indicators"][0])

    def test_strict_counts_what_was_not_reported_as_nothing(self, reading_samples, run):
        strict = json.loads(run("score", "--strict", "--json")[1])
        town = next(unit for unit in strict["units"] if unit["unit"] == "某镇（汇报二）")
        # Nothing reported, nothing on time: 0 of all applicable points, and now it has a rank.
        assert town["score"] == 0
        assert town["rank"] == 4

    def test_gaps_are_ordered_by_points_lost(self, reading_samples, run):
        document = json.loads(run("gaps", "--month", "2023-06", "--json")[1])
        lost = [row["points_lost"] for row in document["rows"]]
        assert lost == sorted(lost, reverse=True)
        assert any(row.get("city") for row in document["rows"])
        assert {"unit": "团结街道", "code": "A01"} in document["not_reported"]

    def test_completeness_counts_expected_sheets(self, reading_samples, run):
        document = json.loads(run("completeness", "--month", "2023-12", "--json")[1])
        assert (document["expected"], document["reported"]) == (97, 83)
        assert document["rate"] == pytest.approx(83 / 97)
        late = {row["unit"] for row in document["rows"] if row["late"]}
        assert late == {"屿麦镇"}

    def test_the_table_form_is_readable_and_csv_and_xlsx_are_written(
        self, reading_samples, tmp_path, run
    ):
        assert "墨舟社区" in run("score")[1]
        run("score", "--format", "csv", "-o", tmp_path / "分.csv")
        assert "墨舟社区" in (tmp_path / "分.csv").read_text("utf-8-sig")
        run("score", "--format", "xlsx", "-o", tmp_path / "分.xlsx")
        texts = {
            c for row in openpyxl.load_workbook(tmp_path / "分.xlsx").active.values for c in row
        }
        assert "墨舟社区" in texts

    def test_an_unknown_unit_gets_near_names(self, reading_samples, run):
        status, _, err = run("score", "--unit", "墨舟社")
        assert status == 1
        assert "墨舟社区" in err

    def test_an_empty_store_says_what_to_do(self, home, run):
        status, _, err = run("score")
        assert status == 1
        assert "demo" in err


class TestSamples:
    def test_samples_go_in_and_out_and_leave_nothing(self, sample_home, run):
        assert run("demo")[0] == 1  # the store is not empty
        assert run("demo", "--clear")[0] == 0
        assert json.loads(run("history", "--json")[1]) == {"submissions": []}
        assert run("score")[0] == 1

    def test_the_withheld_month_changes_the_score_and_undo_changes_it_back(self, sample_home, run):
        def september():
            out = run("score", "--month", "2023-09", "--unit", "墨舟社区", "--json")[1]
            return json.loads(out)["units"][0]

        before = september()
        loaded = json.loads(run("load", withheld(), "--json")[1])["files"][0]
        after = september()
        assert after["score"] != before["score"]
        run("undo", loaded["submission"])
        assert september() == before


class TestWorkbooksOut:
    def test_the_template_for_all_units_is_one_zip(self, reading_samples, tmp_path, run):
        assert run("template", "--all", "--month", "2024-01", "-o", tmp_path / "模板.zip")[0] == 0
        with zipfile.ZipFile(io.BytesIO((tmp_path / "模板.zip").read_bytes())) as archive:
            assert len(archive.namelist()) == 29

    def test_the_merged_sheet_adds_up_to_the_ledger(self, reading_samples, tmp_path, run):
        assert run("merged", "--month", "2023-11", "-o", tmp_path / "汇总.xlsx")[0] == 0
        book = openpyxl.load_workbook(tmp_path / "汇总.xlsx", data_only=True)
        assert {"资金投入", "志愿服务", "督查检查", "创建活动"} <= set(book.sheetnames)

    def test_nothing_to_merge_is_a_sentence(self, reading_samples, tmp_path, run):
        status, _, err = run("merged", "--year", "2020", "-o", tmp_path / "x.xlsx")
        assert status == 1
        assert "没有可汇总" in err


class TestOfficeTables:
    def test_a_bad_catalogue_is_refused_with_every_fault_by_cell(self, home, tmp_path, run):
        book = openpyxl.load_workbook(SHIPPED_DATA / "criteria.xlsx")
        sheet = book.active
        header = [cell.value for cell in sheet[2]]
        sheet.cell(3, header.index("分值") + 1).value = 40
        sheet.cell(4, header.index("分子") + 1).value = "没有的表.列"
        book.save(tmp_path / "坏目录.xlsx")
        status, out, _ = run("catalogue", "load", tmp_path / "坏目录.xlsx", "--json")
        findings = json.loads(out)["files"][0]["findings"]
        cells = {one["cell"] for one in findings if one["severity"] == "error"}
        assert status == 1
        assert sheet.cell(4, header.index("分子") + 1).coordinate in cells
        assert any("100" in one["message"] for one in findings)

    def test_the_shipped_catalogue_and_roster_check_clean(self, home, run):
        assert run("catalogue", "check", SHIPPED_DATA / "criteria.xlsx")[0] == 0
        assert run("roster", "check", SHIPPED_DATA / "units.xlsx")[0] == 0

    def test_a_first_roster_is_suggested_and_can_be_loaded(self, home, tmp_path, run):
        source = filled(tmp_path / "甲社区.xlsx")
        assert run("roster", "suggest", source, "-o", tmp_path / "名册.xlsx")[0] == 0
        assert run("roster", "load", tmp_path / "名册.xlsx")[0] == 0
        assert run("load", source)[0] == 0


def test_help_answers_without_heavy_imports():
    code = "import sys; from cityreport.cli.arguments import parser; parser(); print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pandas", "numpy", "sqlalchemy", "streamlit"} & set(out.stdout.split())


def test_text_in_a_csv_file_is_never_computed(tmp_path):
    rows = [{"单位": text, "得分": -1.5} for text in ("=1+1", "+甲", "-乙", "@丙", "甲=乙")]
    session.write_rows(rows, "csv", tmp_path / "a.csv", "")
    written = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    assert written == [
        "单位,得分",
        "'=1+1,-1.5",
        "'+甲,-1.5",
        "'-乙,-1.5",
        "'@丙,-1.5",
        "甲=乙,-1.5",
    ]


@pytest.mark.parametrize("code_page", ["ascii", "gbk"])
def test_a_pipe_gets_utf_8_whatever_the_code_page_of_the_machine(code_page):
    """✓ and many names are in no Chinese Windows code page: printing them must not fail."""
    done = subprocess.run(
        [sys.executable, "-m", "cityreport", "doctor", "--help"], cwd=CHECKOUT, check=True,
        capture_output=True, env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": code_page},
    )  # fmt: skip
    assert "自检：数据库、文件夹、测评标准" in done.stdout.decode("utf-8")


def test_a_reader_that_stops_early_sees_no_traceback(reading_samples):
    command = [sys.executable, "-m", "cityreport", "score", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


class TestKeeping:
    def test_what_was_undone_after_a_backup_comes_back_with_restore(self, one_unit, tmp_path, run):
        run("load", filled(tmp_path / "1.xlsx"))
        file = tmp_path / "备 份.zip"
        status, _, err = run("backup", file)
        assert (status, "1 家单位、1 次登记" in err) == (0, True)
        run("undo", 1)
        run("load", filled(tmp_path / "2.xlsx", amount="5000元"))
        assert money(run) == 5000
        status, _, err = run("restore", file)
        assert status == 0
        assert money(run) == 3000
        (kept,) = (one_unit / "store").glob("恢复前-*.zip")  # nothing is lost by a restore
        assert kept.name in err
        run("restore", kept)
        assert money(run) == 5000

    def test_a_damaged_backup_is_refused_before_anything_is_written(self, one_unit, tmp_path, run):
        run("load", filled(tmp_path / "1.xlsx"))
        file = tmp_path / "备份.zip"
        run("backup", file)
        file.write_bytes(file.read_bytes()[:-200])
        status, _, err = run("restore", file)
        assert (status, "备份.zip" in err) == (2, True)
        assert money(run) == 3000
        assert not list((one_unit / "store").glob("恢复前-*"))

    def test_doctor_finds_a_new_installation_in_order(self, home, run):
        status, out, _ = run("doctor")
        assert (status, out.splitlines()[-1]) == (0, "一切正常。")
        assert "测评标准目录" in out

    def test_doctor_names_a_file_that_is_no_database(self, home, run):
        (home / "store").mkdir()
        (home / "store" / "cityreport.db").write_text("这不是数据库" * 100)
        status, out, _ = run("doctor")
        assert (status, out.splitlines()[-1]) == (3, "有 1 处需要处理。")
        assert "✗ 数据库" in out
        assert "备份" in out

    def test_doctor_names_a_damaged_page(self, one_unit, tmp_path, run):
        run("load", filled(tmp_path / "1.xlsx"))
        file = one_unit / "store" / "cityreport.db"
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        content = bytearray(file.read_bytes())
        middle = len(content) // 2
        content[middle : middle + 6000] = b"U" * 6000
        file.write_bytes(content)
        status, out, _ = run("doctor")
        assert (status, "✗ 数据库" in out) == (3, True)
