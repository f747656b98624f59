"""Each term once, in one sentence, beside whatever it heads (details.md E1)."""

import pytest

from cityreport.report import terms
from cityreport.report.terms import TERMS, explained, help_for, help_of, listed, named_in
from cityreport.tables.section import Headline, Section
from start import ROOT

GUIDE = ROOT / "docs" / "guide" / "10-words.md"
E1 = (
    "分值", "得分率", "序时得分", "按全年目标得分", "数据完整度", "缺基数", "未报按0分计", "测算",
    "计算说明", "计分办法", "查看出处", "待核实数据", "一单位一表", "投屏", "会议留档", "位次升降",
    "反弹", "从汇报材料提取", "年底预计", "名次带",
)  # fmt: skip


def test_every_term_of_the_office_has_its_sentence():
    assert set(E1) - set(TERMS) == set()
    assert [term for term, text in TERMS.items() if not text.endswith("。")] == []


@pytest.mark.parametrize("term", TERMS)
def test_the_guide_says_the_same(term: str):
    assert f"| {term} | {TERMS[term]} |" in GUIDE.read_text("utf-8").splitlines()


def test_the_longer_term_hides_the_shorter_one():
    assert named_in("序时得分与数据完整度，序时得分") == ("序时得分", "数据完整度")
    assert named_in("没有名词的一句话") == ()


def test_what_is_known_comes_first_and_is_not_said_twice():
    said = explained("得分率和分值", known="得分率＝得到的分÷分值。")
    assert said.split("\n\n") == [
        "得分率＝得到的分÷分值。",
        "分值：一项指标占多少分，全部加起来 100。",
        "更多见“设置 → 计分办法”。",
    ]


def test_without_a_term_the_help_is_what_it_was():
    assert explained("各单位投入", known="含约数。") == "含约数。"
    assert explained("各单位投入") == ""


def test_a_block_explains_its_title_and_its_grey_line():
    said = help_for(Section("k", "失分最多的三项", lead="按序时得分"))
    assert TERMS["失分"] in said
    assert TERMS["序时得分"] in said


def test_a_headline_figure_explains_its_label():
    assert TERMS["报送率"] in help_of(Headline("报送率", "85.57%", note="应报 97 张"))


def test_the_list_holds_all_of_them():
    table = listed().table
    assert table is not None
    assert dict(table.rows) == terms.TERMS
