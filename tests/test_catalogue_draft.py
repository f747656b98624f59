"""A catalogue being edited: nothing lost on the way, the same faults as for a file, new editions only."""

from pathlib import Path

import pytest

from cityreport import pipeline
from cityreport.exports.xlsx.catalogue import catalogue_workbook
from cityreport.framework import parse_framework, parse_measure
from cityreport.framework.draft import (
    Draft,
    blank_row,
    changed_rows,
    draft_of,
    read_measure,
    sheet_of,
    written_measure,
)
from cityreport.pipeline.drafting import check_draft, draft_in_force, file_name, save_draft
from cityreport.roster import Roster
from cityreport.store import Store

NEW = "测评标准目录（2025版）"


@pytest.fixture
def store(tmp_path: Path):
    opened = Store.open(f"sqlite:///{tmp_path / 'city.db'}")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    opened = Store.open(f"sqlite:///{tmp_path_factory.mktemp('shipped') / 'city.db'}")
    draft = draft_in_force(opened)
    opened.close()
    return draft


def place(draft: Draft, code: str) -> int:
    return next(n for n, row in enumerate(draft.rows) if row["编码"] == code)


def edited(draft: Draft, code: str, **changes: str) -> Draft:
    number = place(draft, code)
    return draft.with_row(number, {**draft.rows[number], **changes})


def named(draft: Draft, name: str = NEW) -> Draft:
    return Draft(name, draft.rows)


def test_the_shipped_catalogue_comes_back_as_the_same_edition(shipped: Draft):
    found, findings = parse_framework(sheet_of(shipped), "x.xlsx", Roster(()))
    assert findings == []
    assert found == pipeline.shipped_framework(Roster(()))
    assert draft_of(sheet_of(shipped), Roster(())) == shipped


def test_the_running_total_is_the_sum_that_must_be_100(shipped: Draft):
    assert shipped.total == 100
    # B09 carries 8 points; as 仅展示 or 加分 a row counts nothing.
    assert edited(shipped, "B09", 分值="6.5").total == pytest.approx(98.5)
    assert edited(shipped, "B09", 计分规则="仅展示").total == 92
    assert edited(shipped, "B09", 分值="八").total == 92
    assert shipped.without(place(shipped, "B09")).total == 92


def test_a_wrong_total_is_refused_with_the_sentence_of_the_file(shipped: Draft):
    [fault] = check_draft(edited(shipped, "B09", 分值="7"), Roster(()))
    assert fault.message == "计分指标的分值合计是 99，不是 100。"
    assert (fault.code, fault.severity) == ("weight-sum", "error")


def test_every_fault_is_named_by_the_cell_of_its_row(shipped: Draft):
    wrong = edited(edited(shipped, "A01", 年度目标="很多"), "A02", 分子="没有的表.列")
    faults = {fault.cell: fault.code for fault in check_draft(wrong, Roster(()))}
    # Row 3 of the sheet is the first indicator: title, header, A01, A02.
    assert set(faults) == {"I3", "L4"}


def test_a_draft_becomes_a_new_edition_and_the_old_one_stays(store: Store, shipped: Draft):
    store.set_settings({"points_confirmed": True}, "王")
    wanted = named(edited(shipped, "B09", 年度目标="90"))
    assert [f for f in save_draft(store, wanted, "李") if f.severity == "error"] == []
    [kept] = store.editions()
    assert (kept.name, kept.by, kept.in_force, kept.file) == (NEW, "李", True, f"{NEW}.xlsx")
    assert pipeline.framework_in_force(store, store.roster()).indicator("B09").target.default == 90
    assert pipeline.settings_in_force(store).points_confirmed is False
    second = named(edited(wanted, "B09", 年度目标="85"), "测评标准目录（2026版）")
    assert [f for f in save_draft(store, second, "李") if f.severity == "error"] == []
    assert [one.in_force for one in store.editions()] == [False, True]
    assert draft_of(store.editions()[0].sheet, store.roster()) == wanted


@pytest.mark.parametrize(
    ("name", "words"), [("", "没有写新版的名称"), ("测评标准目录（2024版·示范）", "已有一版叫")]
)
def test_an_edition_needs_a_name_of_its_own(store: Store, shipped: Draft, name: str, words: str):
    faults = [f for f in save_draft(store, named(shipped, name), "李") if f.severity == "error"]
    assert any(words in fault.message for fault in faults)
    assert store.editions() == []


def test_a_faulty_draft_is_not_kept(store: Store, shipped: Draft):
    save_draft(store, named(edited(shipped, "B09", 分值="1")), "李")
    assert store.editions() == []


def test_the_excel_file_loads_back_as_the_same_catalogue(store: Store, shipped: Draft):
    wanted = named(edited(shipped, "B09", 年度目标="90；学校=85", 备注="=1+1"))
    findings = pipeline.load_catalogue(store, "目录.xlsx", catalogue_workbook(wanted), "李")
    assert [f.message for f in findings if f.severity == "error"] == []
    assert draft_in_force(store) == wanted


def test_changed_new_and_gone_rows_are_counted(shipped: Draft):
    after = edited(shipped, "B09", 分值="7").without(0).with_new(blank_row("新01"))
    assert set(changed_rows(shipped, after)) == {"A01", "B09", "新01"}


def test_a_new_row_says_what_it_lacks(shipped: Draft):
    faults = check_draft(shipped.with_new(blank_row("新01")), Roster(()))
    assert any("没有填写" in fault.message for fault in faults)


@pytest.mark.parametrize(
    "text",
    [
        "创建活动.场次", "资金投入.金额[资金来源=单位自筹、居民集资]", "名册.常住人口", "报送.按时数",
        "督查检查.已整改数[检查级别≠自查]", "资金投入.金额[投入类别=其他；完工状态≠计划]",
    ],
)  # fmt: skip
def test_measures_are_written_as_they_are_read(text: str):
    assert written_measure(parse_measure(text)) == text


def test_every_measure_of_the_shipped_catalogue_can_be_picked(shipped: Draft):
    for row in shipped.rows:
        for side in ("分子", "分母"):
            measure = read_measure(row[side])
            assert (measure is None) == (row[side] == "")
            assert measure is None or parse_measure(written_measure(measure)) == measure


def test_nonsense_is_no_measure():
    assert read_measure("没有.的列") is None
    assert read_measure("") is None


def test_the_file_name_holds_nothing_a_disk_refuses(shipped: Draft):
    assert file_name(named(shipped, "../目录:2025*")) == "目录2025.xlsx"
    assert file_name(named(shipped, "//")) == "测评标准目录.xlsx"
