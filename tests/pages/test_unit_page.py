"""一单位一表 and 单位排名: gaps, doubts and faults of a unit; money by source; rank bands."""

from pathlib import Path

import numpy as np
import pytest
from screen import opened, sections, texts

from cityreport import pipeline
from cityreport.report import bands, unit_gaps
from cityreport.store import Store
from cityreport.tables.workbook import Finding
from cityreport.ui import registry

COMMUNITY, SCHOOL = "瀛东社区", "江苏省淮安中学"


@pytest.fixture(scope="module")
def evaluation(sample_city: Path):
    store = Store.open(f"sqlite:///{sample_city / 'store' / 'cityreport.db'}")
    yield pipeline.evaluate(store, 2023)
    store.close()


def test_the_gaps_of_a_unit_are_those_of_the_gap_list(evaluation):
    section = unit_gaps.gaps_of_unit(evaluation, "墨舟社区", 9, "paced")
    found = [gap for gap in evaluation.unit_gaps(9) if gap.unit == "墨舟社区"]
    assert [row[2] for row in section.table.rows] == [gap.points_lost for gap in found]
    assert section.title.startswith(f"{len(found)} 项指标失分，共 ")


def test_what_a_unit_never_sent_is_named_and_is_no_gap(evaluation):
    section = unit_gaps.gaps_of_unit(evaluation, "团结街道", 12, "paced")
    silent = [one for one in evaluation.not_reported(12) if one.unit == "团结街道"]
    words = section.empty or "".join(section.notes)
    assert f"未报的指标 {len(silent)} 项" in words
    assert all(one.indicator.name in words for one in silent)


def test_the_page_shows_everything_known_of_the_community(reading_samples: Path):
    """Rows as written of every sheet it sent, projects and mechanisms among them (汇报一)."""
    at = opened(registry.page("unit"), unit=COMMUNITY)
    said = sections(at)
    for kind in ("资金投入", "实事项目", "工作机制", "下步计划"):
        assert any(kind in one for one in said), kind
    assert any("项指标失分" in one for one in said)
    assert any("待核实" in one for one in said)
    assert any("数据问题" in one for one in said)
    assert {"约 90,000（九万多元）", "未拆分"} & set(texts(at))


def test_the_schools_awards_and_its_blank_cells_stand_on_the_page(reading_samples: Path):
    at = opened(registry.page("unit"), unit=SCHOOL)
    said = sections(at)
    assert any("荣誉表彰" in one for one in said)
    # What the report leaves blank was a warning when its file was read.
    assert any(one.startswith("报来的文件里有") for one in said)
    assert "▲ 警告" in texts(at)


def test_of_a_common_file_only_the_units_own_rows_are_listed(reading_samples: Path):
    at = opened(registry.page("unit"), unit="云汐市橘灯幼儿园")
    assert "报来的文件没有数据问题" in sections(at)


def test_only_errors_and_warnings_are_faults():
    hints = [("a.xlsx", Finding("info", "hidden-sheet", "有隐藏的工作表。", "", "Sheet1", None))]
    assert unit_gaps.findings_of_unit(hints, "甲").empty != ""
    wrong = [
        ("a.xlsx", Finding("error", "unknown-unit", "没有这家单位。", "", "Sheet1", "A4", "x"))
    ]
    assert unit_gaps.findings_of_unit(wrong, "甲").title == "报来的文件里有 1 处数据问题"


def test_a_rank_stands_inside_its_band(evaluation):
    section = bands.bands(evaluation, 12, "社区", "paced")
    rank, low, high = (np.array(series.values) for series in section.chart.series)
    assert ((low <= rank) & (rank <= high)).all()
    assert list(rank) == sorted(rank)
    firm = int((low == high).sum())
    assert section.title.startswith(f"社区 {len(rank)} 家中，{firm} 家名次确定")


def test_the_ranking_page_shows_bands_and_the_heat_map_with_its_numbers(reading_samples: Path):
    at = opened(registry.page("ranking"), type="社区")
    assert any("家名次确定" in one for one in sections(at))
    assert any(one.endswith("各测评项目得分率") for one in sections(at))
