"""工作汇报 as Word files: the units of the published reports, a reporting unit, the city."""

import pytest
from method.world import unit

from cityreport import pipeline
from cityreport.cli import main
from cityreport.period import Month
from cityreport.pipeline.documents import report_rows
from cityreport.report.provenance import code_of, figure_of
from cityreport.report.yearly import yearly
from cityreport.store import Store
from documents.papers import TODAY, chapters, evaluated, every_text, opened, table_rows


@pytest.fixture
def written(reading_samples, tmp_path, capsys):
    def call(*arguments):
        path = tmp_path / "paper.docx"
        assert main(["report", "--year", "2023", "-o", str(path), *arguments]) == 0
        assert str(path) in capsys.readouterr().err
        return opened(path.read_bytes())

    return call


@pytest.fixture(scope="module")
def year(sample_city):
    store = Store.open(f"sqlite:///{sample_city / 'store' / 'cityreport.db'}")
    yield store, pipeline.evaluate(store, 2023)
    store.close()


def document(year, unit=None):
    store, evaluation = year
    rows = report_rows(store, Month(2023, 12), unit)
    return yearly(evaluation, rows, 12, TODAY, unit=unit, sample=True)


def test_the_community_states_its_figures_under_the_right_headings(written):
    told = chapters(written("--unit", "瀛东社区"))
    money, projects = told["资金投入"], told["民生实事和整治成果"]
    # 3000 + 九万多 + 近2万 + 2仟 + 2万多 = 135000; bounds 125000 and 155000
    assert "约13.5万元（含约数，在12.5万元至15.5万元之间），共5笔" in money
    assert "东升新村改造约9万元（原文“九万多元”）" in money
    assert "200万" not in money
    for words in ("路灯24盏", "绿化带补植与硬化21处", "垃圾桶70个", "公共信息栏5个",
                  "绿化带约300平方米", "清运乱堆放52车次", "约800户（原文“800多户”）"):  # fmt: skip
        assert words in projects
    assert "除四害消杀6次" in told["创建活动和宣传"]


def test_what_the_community_did_not_send_is_said_and_marked_for_the_writer(written):
    told = chapters(written("--unit", "瀛东社区"))
    assert told["志愿服务"].strip() == (
        "2023年本单位没有报送志愿服务（未报）。【待补充：志愿服务开展情况】"
    )
    assert "【待补充：所获荣誉】" in told["荣誉表彰"]
    assert "1.对照标准查漏补缺。【待补充：责任单位、完成时限】" in told["下一步工作打算"]
    assert "2.巩固已有成果。" in told["下一步工作打算"]


def test_the_town_says_what_it_sent_and_that_no_figure_was(written):
    word = written("--unit", "某镇（汇报二）")
    told = chapters(word)
    assert "报送了下步计划1项、工作机制6项。报送的内容中没有任何数字" in told[""]
    assert "领导接访" in told["组织领导和工作机制"]
    for kind in ("资金投入", "志愿服务"):
        assert f"没有报送{kind}（未报）" in told[kind]
    assert "全年没有报送过的表有资金投入、志愿服务、督查检查、创建活动" in told["数据报送"]


def test_chapters_and_numbers_follow_the_official_order(written):
    word = written("--unit", "瀛东社区")
    firsts = [one.text for one in word.paragraphs if one.style.name == "Heading 1"]
    assert firsts == ["一、工作开展情况", "二、主要成效", "三、存在问题", "四、下一步工作打算"]
    seconds = [one.text for one in word.paragraphs if one.style.name == "Heading 2"]
    assert seconds[:2] == ["（一）基本情况", "（二）组织领导和工作机制"]
    assert "1.东升新村改造：路灯24盏，绿化带补植与硬化21处。" in every_text(word)


def test_the_figures_of_a_unit_are_the_sums_of_its_rows(year):
    store, _ = year
    text = document(year, "苇笛社区").text
    for kind, column, form in (
        ("资金投入", "金额", "累计投入创建资金{}万元"), ("志愿服务", "服务时长", "服务时长{}小时"),
        ("志愿服务", "参与人次", "参与{}人次"), ("创建活动", "场次", "开展创建活动{}场次"),
    ):  # fmt: skip
        rows = store.ledger(kind, Month(2023, 1), Month(2023, 12), "苇笛社区")
        total = sum(one.quantities[column].value for one in rows if column in one.quantities)
        shown = f"{total / 10_000:.2f}" if kind == "资金投入" else f"{total:,.1f}"
        assert form.format(shown.removesuffix(".0")) in text


def test_the_city_counts_inspections_without_its_own_and_names_both_parts(year):
    store, _ = year
    rows = [
        one
        for one in store.ledger("督查检查", Month(2023, 1), Month(2023, 12))
        if one.texts["检查级别"].text != "自查"
    ]
    found = sum(
        one.quantities["发现问题数"].value for one in rows if "发现问题数" in one.quantities
    )
    mended = sum(one.quantities["已整改数"].value for one in rows if "已整改数" in one.quantities)
    text = document(year).text
    assert f"检查发现问题{found:,.0f}个，已整改{mended:,.0f}个" in text
    assert f"问题整改率{mended / found:.2%}（已整改÷发现问题，{mended:,.0f}÷{found:,.0f}" in text
    assert "【待补充：全市下一步工作打算】" in text


def test_overdue_of_the_months_added_up_stands_apart_from_the_open_cases_of_the_register(year):
    store, _ = year
    text = document(year).text
    added = "2023年各月填报数相加（不含自查，同一问题连续几个月逾期的每月都计）：逾期未整改"
    assert added in text
    units = {one.unit for one in store.register("问题整改台账", Month(2023, 12))}
    assert f"截至12月，问题整改台账（{len(units)}家单位报送）中未完成整改的问题" in text
    assert "各月逾期未整改合计" in text


def test_score_and_rank_of_a_unit_are_those_of_the_evaluation(year):
    _, evaluation = year
    at = evaluation.values.unit_number("苇笛社区")
    score = evaluation.scored("paced").score[at, 11]
    rank = evaluation.ranking(12).rank[at]
    text = document(year, "苇笛社区").text
    assert f"{score:.2f}分，在参加排名的6家社区中列第{rank}名" in text
    assert "不是官方测评得分" in text


@pytest.mark.parametrize("unit", ["瀛东社区", "江苏省淮安中学", "苇笛社区", None])
def test_every_cited_figure_stands_in_the_text_and_its_code_finds_it_again(year, unit):
    _, evaluation = year
    paper = document(year, unit)
    assert paper.cited
    for one in paper.cited:
        assert one.text in paper.text
        if one.figure:
            assert figure_of(code_of(one.figure, evaluation), evaluation) == one.figure


def test_the_annex_names_file_sheet_cell_and_words_and_can_be_left_out(written):
    word = written("--unit", "瀛东社区")
    (annex,) = word.tables
    rows = {line[2]: line for line in table_rows(annex)[1:]}
    assert rows["路灯"][1] == "24盏"
    assert rows["路灯"][3] == "瀛东社区_2023年11月_月报.xlsx · 实事项目 · F4（24盏）"
    assert all(
        cell in rows["投入创建资金"][3]
        for cell in ("F4（3000元）", "F5（九万多元）", "F8（2万多元）")
    )
    assert rows["投入创建资金"][4].startswith("2312-")
    assert written("--unit", "瀛东社区", "--no-sources").tables == []


def test_samples_mark_every_page(written):
    (section, *_) = written("--unit", "瀛东社区").sections
    assert section.header.paragraphs[0].text == "示例"
    assert section.even_page_header.paragraphs[0].text == "示例"


def test_a_year_without_reports_and_an_unknown_unit_are_named(reading_samples, tmp_path, capsys):
    path = str(tmp_path / "x.docx")
    assert main(["report", "--year", "2019", "-o", path]) == 1
    assert "2019年还没有登记任何月报" in capsys.readouterr().err
    assert main(["report", "--year", "2023", "--unit", "无此社区", "-o", path]) == 1
    assert "名册中没有「无此社区」" in capsys.readouterr().err
    assert not (tmp_path / "x.docx").exists()


def test_an_empty_store_answers_in_a_sentence(home, tmp_path, capsys):
    path = str(tmp_path / "x.docx")
    assert main(["bulletin", "-o", path]) == 1
    assert "还没有登记任何月报" in capsys.readouterr().err
    assert main(["report", "--year", "2023", "-o", path]) == 1
    assert "还没有登记任何月报" in capsys.readouterr().err


def test_a_city_without_units_and_a_unit_without_reports_are_papers_of_blanks():
    city = yearly(evaluated([]), {}, 12, TODAY)
    assert "【待补充：主送机关】" in city.text
    assert "没有应报的表" in city.text
    silent = yearly(evaluated([unit("甲")]), {}, 3, TODAY, unit="甲")
    assert "2023年1至3月本单位没有报送任何数据" in silent.text
    assert "应报月报表12张，已报0张，报送率0.00%" in silent.text
    assert silent.title == "甲2023年1至3月文明城市创建工作情况汇报"


def test_a_unit_that_sent_registers_alone_is_no_unit_that_reported(written):
    """Three sent sheets that nobody asked of them alone; the ranking says so as well."""
    assert "家报送过数据（其中3家没有报送任何应报的表，只报了其他表）" in "".join(
        one.text for one in written().paragraphs
    )
