"""The pages 资金投入, 志愿服务, 督查整改 and 创建活动 with the sample city and with an empty store."""

from pathlib import Path

import pytest
from screen import opened, sections, texts

from cityreport.pipeline import evaluate
from cityreport.report import inspections, investments, volunteers
from cityreport.report.sums import rate_of, scope_of, sums_of
from cityreport.report.wording import VIEW_WORDS
from cityreport.store import Store
from cityreport.ui import registry
from cityreport.ui.selection import NO_REPORTS

COMMUNITY, SCHOOL = "瀛东社区", "江苏省淮安中学"
TOPICS = ("investments", "volunteers", "inspections", "activities")


def claims(key: str, **query: str) -> list[str]:
    return sections(opened(registry.page(key), **query))


def test_the_community_of_the_reports_spent_about_135000_yuan(reading_samples: Path):
    # 3000元 + 九万多元 + 近2万元 + 2仟元 + 2万多元
    at = opened(registry.page("investments"), unit=COMMUNITY)
    assert f"{COMMUNITY}共投入约 13.50 万元（12.5万元～15.5万元）" in sections(at)
    assert {"约 90,000（九万多元）", "约 20,000（近2万元）", "未拆分", "未填来源"} <= set(texts(at))


def test_the_school_of_the_reports_has_about_360_volunteers(reading_samples: Path):
    # 310多 + 50多
    said = claims("volunteers", unit=SCHOOL)
    assert f"{SCHOOL}注册志愿者约 360 人（360～380），有服务记录人数未填" in said


def test_the_school_of_the_reports_was_inspected_five_times(reading_samples: Path):
    said = claims("inspections", unit=SCHOOL)
    assert f"{SCHOOL}：市级 2 次，区县 3 次；发现问题数未填" in said


def test_the_school_of_the_reports_lists_its_activities(reading_samples: Path):
    at = opened(registry.page("activities"), unit=SCHOOL)
    assert {"清明祭扫烈士陵园", "秋季田径运动会"} <= set(texts(at))
    assert f"{SCHOOL}1—12月累计开展活动 21 场、9 类，主题教育最多（5 场）" in sections(at)


@pytest.mark.parametrize("key", TOPICS)
def test_a_unit_that_sent_nothing_is_told_so(reading_samples: Path, key: str):
    said = texts(opened(registry.page(key), unit="团结街道"))
    assert any(text.startswith("团结街道2023年1月至12月没有报送过") for text in said)


@pytest.mark.parametrize("key", TOPICS)
def test_all_units_are_offered_first(reading_samples: Path, key: str):
    units = next(box for box in opened(registry.page(key)).selectbox if box.key == "unit")
    assert (units.value, units.options[0]) == ("全部单位", "全部单位")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            {"unit": "没有*这家"},
            "这里选不到单位“没有\\*这家”：名册里没有，或者不属于所选的类型，或者当月不在册。"
            "现在显示的是“全部单位”。",
        ),
        ({"unit": SCHOOL, "type": "社区"}, f"这里选不到单位“{SCHOOL}”："),
        ({"type": "公司"}, "这里选不到单位类型“公司”：名册里没有。现在显示的是“全部类型”。"),
        (
            {"month": "2031年1月"},
            "这里选不到月份“2031年1月”：没有那个月的报表。现在显示的是“2023年12月”。",
        ),
    ],
)
def test_what_the_address_asks_for_in_vain_is_said(
    reading_samples: Path, query: dict[str, str], said: str
):
    told = [info.value for info in opened(registry.page("volunteers"), **query).info]
    assert len([text for text in told if text.startswith(said)]) == 1, told


@pytest.mark.parametrize(("asked", "told"), [("按季度", 1), ("全年", 0), ("序时", 0)])
def test_a_view_that_is_not_offered_is_said(reading_samples: Path, asked: str, told: int):
    view = {"全年": VIEW_WORDS["annual"], "序时": VIEW_WORDS["paced"]}.get(asked, asked)
    said = [info.value for info in opened(registry.page("gaps"), view=view).info]
    begins = f"这里选不到计分方式“{view}”：只有{VIEW_WORDS['paced']}和{VIEW_WORDS['annual']}。"
    assert len([text for text in said if text.startswith(begins)]) == told


def test_a_link_that_leads_somewhere_says_nothing(reading_samples: Path):
    at = opened(registry.page("volunteers"), unit=COMMUNITY, type="社区", month="2023年3月")
    assert not [info.value for info in at.info if info.value.startswith("这里选不到")]


@pytest.mark.parametrize("key", TOPICS)
def test_an_empty_store_is_said_in_a_sentence(home: Path, key: str):
    at = opened(registry.page(key))
    assert [info.value for info in at.info] == [NO_REPORTS]
    assert len(at.get("plotly_chart")) == 0


@pytest.mark.parametrize(
    ("numerator", "denominator", "code"),
    [
        (investments.INVESTED, investments.PLAN, "B02"),
        (volunteers.HOURS, volunteers.REGISTERED, "A02"),
        (volunteers.RECORDED, volunteers.REGISTERED, "B06"),
        (inspections.outside("已整改数"), inspections.outside("发现问题数"), "B09"),
        (inspections.outside("按期整改数"), inspections.outside("发现问题数"), "B10"),
        (inspections.outside("反复问题数"), inspections.outside("已整改数"), "B11"),
    ],
)
def test_rates_are_those_of_the_criteria_page(
    sample_city: Path, numerator: str, denominator: str, code: str
):
    store = Store.open(f"sqlite:///{sample_city / 'store' / 'cityreport.db'}")
    evaluation = evaluate(store, 2023)
    store.close()
    number = evaluation.values.indicator_number(code)
    for month in (4, 12):
        rate = rate_of(
            sums_of(evaluation, numerator),
            sums_of(evaluation, denominator),
            scope_of(evaluation, month, None, None),
        )
        city = evaluation.city()
        assert rate.numerator == pytest.approx(float(city.numerator[number, month - 1]))
        assert rate.denominator == pytest.approx(float(city.denominator[number, month - 1]))
