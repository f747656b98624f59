"""督查整改 and 模拟测评 with what the sample city's office keeps: the register and two rounds."""

import re
from pathlib import Path

from screen import opened, sections, texts
from streamlit.testing.v1 import AppTest

from cityreport.ui import registry

NOVEMBER, DECEMBER = "2023年11月", "2023年12月"


def inspections(**query: str) -> AppTest:
    return opened(registry.page("inspections"), **query)


def assessments(**query: str) -> AppTest:
    return opened(registry.page("assessments"), **query)


def claim(at: AppTest, begins: str) -> str:
    return next(one for one in sections(at) if one.startswith(begins))


# --- the register --------------------------------------------------------------------------


def test_the_register_is_compared_with_the_week_before(reading_samples: Path):
    at = inspections(month=DECEMBER)
    assert re.match(r"整改台账较上周（12月24日）：新增 \d+ 个，已整改 \d+ 个，逾期由 \d+ 个变为 \d+ 个",
                    claim(at, "整改台账较上周"))  # fmt: skip
    assert any(one.startswith("整改后 30 天反弹率") for one in sections(at))
    assert any("未整改" in one and "最久的已" in one for one in sections(at))


def test_any_other_day_can_be_compared_with(reading_samples: Path):
    at = inspections(month=DECEMBER)
    at.button_group(key="problems-since").select("指定日期")
    at.run()
    assert claim(at, "整改台账较指定日期").startswith("整改台账较指定日期（12月24日）")
    # No meeting was kept, so none is offered.
    assert list(at.button_group(key="problems-since").options) == ["上周", "指定日期"]


def test_the_river_bank_comes_back_most(reading_samples: Path):
    at = inspections(month=DECEMBER, unit="枫玦街道")
    assert "河道沿线最高" in claim(at, "整改后 30 天反弹率")


def test_a_month_without_the_register_says_so(reading_samples: Path):
    said = texts(inspections(month="2023年3月"))
    assert any(text.startswith("所选的月份和单位没有报送过问题整改台账") for text in said)


def test_a_unit_without_cases_says_so(reading_samples: Path):
    said = texts(inspections(month=DECEMBER, unit="墨舟社区"))
    assert any(text.startswith("所选的月份和单位没有报送过问题整改台账") for text in said)


# --- mock assessments ----------------------------------------------------------------------


def test_both_rounds_stand_on_the_page(reading_samples: Path):
    at = assessments(month=DECEMBER)
    assert claim(at, "得分率从第1期的")
    assert at.selectbox(key="round").options == ["第2期", "第1期"]


def test_an_earlier_month_knows_the_first_round_only(reading_samples: Path):
    assert assessments(month="2023年6月").selectbox(key="round").options == ["第1期"]


def test_a_unit_that_was_not_assessed_is_named(reading_samples: Path):
    at = assessments(month=DECEMBER)
    assert any("整家未测评：鹿笙社区" in one for one in sections(at))
    at = assessments(month=DECEMBER, unit="鹿笙社区")
    assert any(one.endswith("整家未测评：鹿笙社区") for one in sections(at))


def test_a_month_before_any_round_says_what_to_send(reading_samples: Path):
    said = texts(assessments(month="2023年3月"))
    assert any(text.startswith("所选的月份和单位没有报送过测评打分") for text in said)
