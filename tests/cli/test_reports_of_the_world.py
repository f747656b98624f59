"""The five reports the project comes from, as the sample city carries them (issue text, E4)."""

import json

import pytest

from cityreport.cli import main

REPORT_UNITS = ("瀛东社区", "某镇（汇报二）", "团结街道", "某幼儿园（汇报四）", "江苏省淮安中学")


@pytest.fixture
def run(reading_samples, capsys):
    def call(*arguments):
        assert main([*arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return call


def test_the_investment_of_report_one_has_five_cells_behind_it(run):
    traced = run("trace", "--unit", "瀛东社区", "--indicator", "B01", "--month", "2023-12")
    # 3000 + 九万多 + 近2万 + 2仟 + 2万多 in yuan; the 200 万元 of water debt is no investment.
    assert sorted(cell["value"] for cell in traced["cells"]) == [2000, 3000, 20000, 20000, 90000]
    assert traced["numerator"] == 135000
    assert traced["value"] == pytest.approx(13.5)
    assert {cell["raw"] for cell in traced["cells"]} == {
        "3000元",
        "九万多元",
        "近2万元",
        "2仟元",
        "2万多元",
    }


def test_its_bounds_are_the_sum_of_the_bounds(run):
    shown = run("score", "--month", "2023-12", "--unit", "瀛东社区")["units"][0]
    money = next(one for one in shown["indicators"] if one["code"] == "B01")
    # 3000 + 90000 + 10000 + 2000 + 20000 | 3000 + 100000 + 20000 + 2000 + 30000, in 万元
    assert (money["lower"], money["upper"]) == pytest.approx((12.5, 15.5))


def test_the_school_counts_its_staff_and_its_pupils(run):
    traced = run("trace", "--unit", "淮安中学", "--indicator", "A02", "--month", "2023-12")
    assert {cell["raw"] for cell in traced["denominator_cells"]} == {"310多人", "50多人"}
    assert traced["denominator"] == 360


def test_the_school_was_inspected_five_times_and_tells_no_problem_count(run):
    traced = run("trace", "--unit", "淮安中学", "--indicator", "B07", "--month", "2023-12")
    assert sorted(cell["value"] for cell in traced["cells"]) == [2, 3]
    shown = run("score", "--month", "2023-12", "--unit", "淮安中学")["units"][0]
    states = {one["code"]: one["state"] for one in shown["indicators"]}
    assert states["B09"] == "blank"


def test_no_unit_of_the_reports_has_a_score_or_a_rank_it_has_not_earned(run):
    units = {unit["unit"]: unit for unit in run("score", "--month", "2023-12")["units"]}
    for name in REPORT_UNITS:
        assert units[name]["score"] is None
        assert units[name]["rank"] is None
        assert units[name]["reason"].startswith("数据不足")
    for name in ("某镇（汇报二）", "某幼儿园（汇报四）"):
        sheets = [one for one in units[name]["indicators"] if one["code"] != "B19"]
        assert {one["state"] for one in sheets} <= {"missing", "not_monitored"}
        assert all(one["value"] is None for one in sheets)


def test_the_invented_units_have_a_score_and_a_rank(run):
    units = run("score", "--month", "2023-12")["units"]
    ranked = [unit for unit in units if unit["rank"] is not None]
    assert len(ranked) == len(units) - len(REPORT_UNITS)
