"""督查通报 as a Word file: every number of its tables equals the evaluation's."""

import math

import pytest
from method.world import found, indicator, unit

from cityreport import pipeline
from cityreport.cli import main
from cityreport.report.bulletin import bulletin
from cityreport.report.provenance import code_of, figure_of
from cityreport.store import Store
from documents.papers import TODAY, chapters, evaluated, opened, row, table_rows


@pytest.fixture(scope="module")
def paper(sample_city, tmp_path_factory):
    path = tmp_path_factory.mktemp("bulletin") / "通报.docx"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITYREPORT_HOME", str(sample_city))
        assert main(["bulletin", "--month", "2023-07", "-o", str(path)]) == 0
    return opened(path.read_bytes())


@pytest.fixture(scope="module")
def evaluation(sample_city):
    store = Store.open(f"sqlite:///{sample_city / 'store' / 'cityreport.db'}")
    yield pipeline.evaluate(store, 2023)
    store.close()


def ranks_of(paper):
    return [
        line
        for table in paper.tables
        if table_rows(table)[0][:3] == ("名次", "单位", "得分")
        for line in table_rows(table)[1:]
    ]


def test_the_head_names_office_number_title_and_addressees(paper):
    texts = [one.text for one in paper.paragraphs[:4]]
    assert texts[0] == "创建办督查通报"
    assert texts[1] == "【待补充：发文字号】"
    assert texts[2].replace("\n", "") == "关于2023年7月文明城市创建工作督查情况的通报"
    assert texts[3] == "各街道、各镇、各社区、各学校、各幼儿园、各机关："


def test_the_chapters_come_in_order(paper):
    firsts = [one.text for one in paper.paragraphs if one.style.name == "Heading 1"]
    assert firsts == ["一、总体情况", "二、排名情况", "三、主要问题", "四、工作要求"]


def test_every_unit_stands_once_with_the_evaluations_rank_score_and_coverage(paper, evaluation):
    rows = {line[1]: line for line in ranks_of(paper)}
    values, scored = evaluation.values, evaluation.scored("paced")
    ranks = evaluation.ranking(7)
    assert len(rows) == len(ranks_of(paper)) == len(values.units)
    for n, one in enumerate(values.units):
        rank, _, score, _, coverage, *_ = rows[one.name]
        if ranks.rank[n]:
            assert (rank, score) == (str(ranks.rank[n]), f"{scored.score[n, 6]:.2f}")
        else:
            assert rank == "—"
            assert score in ("未报", "数据不足")
        share = scored.coverage[n, 6]
        assert coverage == ("—" if math.isnan(share) else f"{share:.2%}")
    assert rows["团结街道"][2] == "未报"


def test_reporting_and_city_score_are_the_evaluations(paper, evaluation):
    told = chapters(paper)
    now, before = evaluation.completeness(7), evaluation.completeness(6)
    assert f"已报{now.reported}张，报送率{now.rate:.2%}" in told["数据报送"] + told[""]
    moved = round((now.rate - before.rate) * 100, 2)
    if moved:
        assert f"{abs(moved):.2f}个百分点" in "".join(told.values())
    scored = evaluation.city("paced").scored
    city = scored.score[0, 6]
    assert f"{city:.2f}分，较上月" in told["工作进度"]
    assert "不是官方测评得分" in told["工作进度"]


def test_what_only_people_know_is_left_to_the_writer(paper):
    told = chapters(paper)["工作要求"]
    assert "【待补充：补报时限】" in told
    assert "【待补充：本月其他工作要求" in told


def test_a_number_given_stands_in_the_head_and_sources_can_be_left_out(
    reading_samples, tmp_path, capsys
):
    path = tmp_path / "b.docx"
    asked = ["bulletin", "--month", "2023-07", "--number", "〔2023〕7号", "--no-sources"]
    assert main([*asked, "-o", str(path)]) == 0
    word = opened(path.read_bytes())
    assert word.paragraphs[1].text == "〔2023〕7号"
    assert "文中数字出处" not in [one.text for one in word.paragraphs]


# --- a city small enough to write by hand --------------------------------------------------

CASES = "问题整改台账"


@pytest.fixture
def small():
    listed = [
        indicator(
            "整改率", "督查检查.已整改数", "督查检查.发现问题数", target=90.0, measure_unit="%"
        )
    ]
    return evaluated(
        [unit("甲"), unit("乙"), unit("丙")],
        found("甲", 1, 10, 9, 逾期未整改数=1), found("乙", 1, 5, 5), listed=listed,
    )  # fmt: skip


def inspection(name, theme, problems, mended, level="市"):
    return row(
        "督查检查", name, 检查级别=level, 检查内容=theme, 发现问题数=problems, 已整改数=mended
    )


def test_themes_are_added_over_units_and_own_checks_left_out(small):
    rows = {
        "督查检查": [
            inspection("甲", "楼道", 6, 5), inspection("乙", "楼道", 5, 5),
            inspection("甲", "广告", 4, 4), inspection("甲", "楼道", 99, 0, level="自查"),
        ],
    }  # fmt: skip
    text = bulletin(small, rows, 1, TODAY).text
    assert "1.楼道：发现问题11个，已整改10个，涉及甲、乙。" in text
    assert "2.广告：发现问题4个，已整改4个，涉及甲。" in text
    # 9 + 5 rectified of 10 + 5 found
    assert "问题整改率93.33%（14÷15）" in text
    assert "1月月报表填报有逾期未整改问题的1家（不含自查）：甲1个。" in text
    assert "有表未报的3家" in text


@pytest.fixture
def two_months():
    """甲 was overdue in January only, 乙 in February."""
    return evaluated(
        [unit("甲"), unit("乙"), unit("丙")],
        found("甲", 1, 10, 6, 逾期未整改数=4), found("甲", 2, 10, 14, 逾期未整改数=0, 反复问题数=2),
        found("乙", 1, 5, 5), found("乙", 2, 5, 3, 逾期未整改数=1),
    )  # fmt: skip


def test_the_overdue_named_and_asked_to_act_are_those_of_the_month(two_months):
    text = bulletin(two_months, {}, 2, TODAY).text
    assert "2月月报表填报有逾期未整改问题的1家（不含自查）：乙1个。" in text
    assert "2月月报表填报整改后又出现反复的1家（不含自查）：甲2个。" in text
    # 4 + 0 of 甲 and 1 of 乙
    assert (
        "1至2月累计（各月填报数相加，不含自查，同一问题连续几个月逾期的每月都计）：逾期未整改5个、整改后反复2个。"
        in text
    )
    assert "整改逾期问题。乙对逾期未整改的问题逐个整改" in text


def test_a_month_with_nothing_overdue_asks_nobody_to_act(two_months):
    rows = {
        CASES: [
            row(CASES, "丙", 2, 问题描述="垃圾未清", 发现日期="2023-02-20", 整改期限="2023-03-05")
        ]
    }
    text = bulletin(
        evaluated([unit("甲")], found("甲", 1, 9, 5, 逾期未整改数=4), found("甲", 2, 9, 9, 逾期未整改数=0)),
        rows, 2, TODAY,
    ).text  # fmt: skip
    assert "2月月报表中没有逾期未整改的问题。" in text
    assert "1至2月累计" in text
    assert "整改逾期问题" not in text


def test_cases_of_the_register_past_their_day_are_named_with_that_day(two_months):
    rows = {
        CASES: [
            row(CASES, "丙", 2, 问题描述="垃圾未清", 发现日期="2023-02-01", 整改期限="2023-02-08"),
            row(CASES, "甲", 2, 问题描述="小广告", 发现日期="2023-02-20", 整改期限="2023-02-28"),
        ]
    }  # fmt: skip
    text = bulletin(two_months, rows, 2, TODAY).text
    # the deadline itself is still in time: overdue from the day after
    assert f"{CASES}中超过整改期限仍未整改的1家（截至2月28日）：丙1个。" in text
    assert "整改逾期问题。乙、丙对逾期未整改的问题逐个整改" in text


def test_open_cases_are_grouped_and_listed_in_an_annex_across_the_page(small):
    rows = {
        CASES: [
            row(CASES, "甲", 标准类别="公共环境", 点位名称="南街", 问题描述="垃圾未清", 发现日期="2023-01-03"),
            row(CASES, "乙", 标准类别="公共环境", 问题描述="小广告", 发现日期="2023-01-04", 完成日期="2023-01-09"),
        ]
    }  # fmt: skip
    paper = bulletin(small, rows, 1, TODAY)
    assert "未完成整改的问题1个" in paper.text
    assert "1.公共环境1个，如甲南街：垃圾未清。" in paper.text
    (annex,) = [one for one in paper.annexes if one.title == "未完成整改问题清单"]
    assert annex.landscape
    (cells,) = annex.blocks[0].table.rows
    assert cells[1:5] == ("甲", "南街", "垃圾未清", "公共环境")


def test_items_under_a_new_lead_sentence_begin_at_one_again(small):
    rows = {
        "督查检查": [inspection("甲", "楼道", 6, 5), inspection("乙", "广告", 5, 5)],
        CASES: [row(CASES, "甲", 标准类别="公共环境", 问题描述="垃圾未清", 发现日期="2023-01-03")],
    }
    text = bulletin(small, rows, 1, TODAY).text
    assert "2.广告" in text
    assert "1.公共环境1个" in text


def test_the_unit_is_not_said_twice_where_the_point_begins_with_it(small):
    rows = {
        CASES: [
            row(CASES, "甲", 点位名称="甲便民市场", 问题描述="地面积水", 发现日期="2023-01-03"),
            row(CASES, "甲", 点位名称="南街", 问题描述="垃圾未清", 发现日期="2023-01-03"),
        ]
    }  # fmt: skip
    text = bulletin(small, rows, 1, TODAY).text
    assert "如甲便民市场：地面积水；甲南街：垃圾未清。" in text


def test_what_should_be_less_is_to_be_brought_down(evaluation):
    text = bulletin(evaluation, {}, 12, TODAY).text
    gap = next(one for one in evaluation.city_gaps(12) if one.indicator.name == "平均整改用时")
    assert f"把平均整改用时降下来，现比全年目标多{gap.shortfall:.2f}天。" in text
    assert "补上平均整改用时" not in text


def test_nothing_reported_says_so_in_every_chapter():
    paper = bulletin(evaluated([unit("甲")]), {}, 1, TODAY)
    assert "没有单位报送督查检查数据（未报）" in paper.text
    assert "都不参加排名" in paper.text
    assert paper.annexes[0].title == "2023年1月未报和迟报单位名单"


def test_an_empty_roster_makes_a_paper_of_blanks():
    paper = bulletin(evaluated([]), {}, 1, TODAY)
    assert "【待补充：主送单位】" in paper.text
    assert paper.annexes == ()


def test_figures_of_a_bulletin_have_codes_that_find_them(evaluation):
    cited = [one for one in bulletin(evaluation, {}, 7, TODAY).cited if one.figure]
    assert cited
    for one in cited:
        assert figure_of(code_of(one.figure, evaluation), evaluation) == one.figure
