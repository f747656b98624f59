"""The five reports exactly as the facts about them say (domain/seed-facts.md 4.1)."""

import math

import pytest
from seed import extraction, figures, of

from cityreport import narrative
from cityreport.quantities import add


@pytest.fixture(scope="module")
def found() -> narrative.Extraction:
    return extraction()


def test_the_file_holds_five_reports(found):
    assert [one.title[-4:] for one in found.reports] == [
        "【篇1】",
        "【篇2】",
        "【篇3】",
        "【篇4】",
        "【篇5】",
    ]


def test_every_span_is_the_text_it_names(found):
    for one in (*found.candidates, *found.holes):
        assert found.text[one.start : one.end] == one.text


# --- report 1 ------------------------------------------------------------------------------


def test_report_one_has_five_amounts_with_their_bounds_and_nothing_else(found):
    money = of(found, 1, "资金投入")
    bounds = [(c.quantity.value, c.quantity.lower, c.quantity.upper) for c in money]
    assert bounds == [
        (3000, 3000, 3000), (90000, 90000, 100000), (20000, 10000, 20000), (2000, 2000, 2000),
        (20000, 20000, 30000),
    ]  # fmt: skip
    assert [c.quantity.precision for c in money] == [
        "exact", "at_least", "at_most", "exact", "at_least",
    ]  # fmt: skip
    assert all(c.accept and c.column == "金额" for c in money)
    total = add([c.quantity for c in money])
    # 3000 + 90000 + 20000 + 2000 + 20000; from 12.5 to 15.5 万元
    assert (total.value, total.lower, total.upper) == (135000, 125000, 155000)


def test_the_renewal_was_paid_by_four_and_is_not_divided(found):
    renewal = of(found, 1, "资金投入")[1]
    assert renewal.texts["资金来源"] == "居民集资、单位自筹、街道拨款、共建单位赞助"


def test_the_water_debt_is_background_because_it_is_a_debt(found):
    [debt] = [c for c in of(found, 1) if c.quantity and c.quantity.value == 2_000_000]
    assert (debt.kind, debt.accept) == (narrative.BACKGROUND, False)
    assert "欠款" in debt.reason


def test_report_one_has_its_works(found):
    works = of(found, 1, "实事项目")
    counted = figures([c for c in works if c.accept])
    assert counted == [
        ("数量", "盏", 24), ("数量", "处", 21), ("受益户数", "户", 800), ("数量", "个", 70),
        ("数量", "个", 5), ("数量", "平方米", 300),
    ]  # fmt: skip
    households = next(c for c in works if c.column == "受益户数")
    assert (households.quantity.lower, households.quantity.upper) == (800, 900)
    belt = next(c for c in works if c.measure == "平方米")
    assert (belt.quantity.lower, belt.quantity.upper) == pytest.approx((270, 330))
    # the counselling room has no number: offered, not proposed
    [room] = [c for c in works if not c.accept]
    assert room.assumed
    assert "心理咨询室" in room.text


def test_two_outputs_of_one_amount_are_two_rows_that_name_it(found):
    lamps, belts = [c for c in of(found, 1, "实事项目") if c.measure in ("盏", "处")]
    assert lamps.sentence == belts.sentence == of(found, 1, "资金投入")[1].sentence
    assert (lamps.item, belts.item) == ("路灯", "绿化带")


def test_report_one_has_its_activities(found):
    assert figures(of(found, 1, "创建活动")) == [("清运车次", "车次", 52), ("场次", "次", 6)]


def test_population_blocks_and_years_of_report_one_are_background(found):
    said = {c.text for c in of(found, 1, narrative.BACKGROUND)}
    assert {"20座", "30多年", "6000多", "达3000人之多"} <= said


# --- reports 2 to 4 ------------------------------------------------------------------------


@pytest.mark.parametrize("report", [2, 4])
def test_reports_two_and_four_have_mechanisms_and_no_quantity(found, report):
    assert len(of(found, report, "工作机制")) >= 3
    assert [c for c in of(found, report) if c.quantity is not None] == []


def test_the_kindergarten_names_its_four_systems(found):
    items = [c.item for c in of(found, 4, "工作机制")]
    for name in ("政务公开责任追究制度", "举报投诉制度", "群众意见登记制度", "教代会制度"):
        assert any(name in item for item in items)


def test_report_three_has_mechanisms_and_its_holes(found):
    assert len(of(found, 3, "工作机制")) >= 3
    holes = [found.text[h.start - 2 : h.end + 2] for h in found.holes if h.report == 2]
    assert any(text.startswith("解决名") for text in holes)
    assert any("为名居" in text for text in holes)
    assert any(text.startswith(",为户") for text in holes)
    assert len(holes) >= 3


# --- report 5 ------------------------------------------------------------------------------


def test_the_school_registered_staff_and_pupils_apart(found):
    staff, pupils = of(found, 5, "志愿服务")
    assert (staff.quantity.value, staff.quantity.upper, staff.reporter) == (310, 320, "教职工")
    assert (pupils.quantity.value, pupils.quantity.upper, pupils.reporter) == (50, 60, "学生")
    assert staff.further == ("其中职工志愿者数",)
    assert {staff.month, pupils.month} == {"12"}


def test_the_school_was_inspected_on_two_levels_in_december(found):
    visits = of(found, 5, "督查检查")
    said = [(c.texts["检查级别"], c.quantity.value, c.month) for c in visits]
    assert said == [("市", 2, "12"), ("区县", 3, "12")]


def test_the_month_list_of_the_school(found):
    held = of(found, 5, "创建活动")
    months = {c.month for c in held}
    assert {f"{number:02d}" for number in range(3, 12)} <= months
    assert all(c.quantity.value == 1 for c in held)
    names = " ".join(c.item for c in held)
    for word in ("总结表彰", "成人礼", "文明餐桌", "辩论赛", "献血", "诚信考场", "社会实践", "国防教育",
                 "征文", "联欢", "板报", "演讲比赛", "运动会", "绿色学校", "艺术节"):  # fmt: skip
        assert word in names
    assert [c for c in held if c.assumed and "推定" not in c.reason] == []


def test_the_awards_of_the_school(found):
    won = of(found, 5, "荣誉表彰")
    said = [(c.month, c.texts.get("等次", ""), c.texts.get("级别", "")) for c in won]
    assert said == [
        ("10", "一等奖", "市"),
        ("10", "二等奖", "市"),
        ("11", "", "市"),
        ("12", "一等奖", "市"),
    ]


def test_editions_durations_and_the_page_number_are_background(found):
    said = {c.text for c in of(found, 5, narrative.BACKGROUND)}
    assert {"36届", "36年", "十天", "8月16日至25日", "328137"} <= said


def test_the_plans_of_the_school_are_plans(found):
    plans = of(found, 5, "下步计划")
    assert len(plans) == 2
    assert "文明过节送温暖" in plans[1].text


def test_no_quantity_is_without_bounds(found):
    for one in found.candidates:
        if one.quantity is not None:
            assert math.isfinite(one.quantity.lower)
            assert one.quantity.lower <= one.quantity.value <= one.quantity.upper
