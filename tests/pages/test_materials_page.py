"""The page 申报材料与机制 with the sample city and with an empty store."""

from pathlib import Path

from screen import opened, sections, texts

from cityreport.ui import registry
from cityreport.ui.selection import NO_REPORTS

PAGE = registry.page("materials")


def test_the_five_units_of_the_reports_show_what_they_have_set_up(reading_samples: Path):
    """5 (community) + 6 (town) + 6 (street) + 5 (kindergarten) + 7 (school) = 29; 29 units, 24 未报."""
    at = opened(PAGE)
    units = len(next(box for box in at.selectbox if box.key == "unit").options) - 1
    said = sections(at)
    assert f"全市：5 家单位报了工作机制，已建立 29 项；{units - 5} 家未报" in said
    assert "全市工作机制 29 项，29 项没有写佐证材料" in said
    assert "全市1—12月荣誉表彰 3 项：一等奖 2 项、二等奖 1 项" in said
    assert {"四联机制", "督查小组", "教代会制度", "文明过节送温暖主题活动"} <= set(texts(at))


def test_nobody_sent_a_material_and_the_catalogue_says_which_are_wanted(reading_samples: Path):
    """Seven surveys of part A ask for their summary sheet."""
    at = opened(PAGE)
    assert "目录写明材料要求的 7 项指标中，7 项还没有已交的材料" in sections(at)
    assert any(text.startswith("全市没有报送过申报材料（未报）") for text in texts(at))


def test_one_unit_and_an_earlier_month(reading_samples: Path):
    said = sections(opened(PAGE, unit="江苏省淮安中学", month="2023年10月"))
    assert "江苏省淮安中学1—10月荣誉表彰 2 项：一等奖 1 项、二等奖 1 项" in said
    assert "工作机制明细" in said  # the school sent its mechanisms for December


def test_the_registers_stand_on_the_units_own_page(reading_samples: Path):
    at = opened(registry.page("unit"), unit="某镇（汇报二）")
    assert "工作机制：6 行" in sections(at)
    assert {"领导接访", "督查小组"} <= set(texts(at))
    assert "### 未报" in texts(at)


def test_units_with_registers_alone_are_still_unreported(reading_samples: Path):
    for name in ("某镇（汇报二）", "某幼儿园（汇报四）"):
        at = opened(registry.page("unit"), unit=name)
        assert "数据不足（未报）：今年没有报送任何应报的表" in texts(at)
        assert {"### 未报", "### 不参加排名"} <= set(texts(at))


def test_an_empty_store_is_said_in_a_sentence(home: Path):
    at = opened(PAGE)
    assert [info.value for info in at.info] == [NO_REPORTS]
