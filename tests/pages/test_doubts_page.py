"""待核实数据 with the sample city: the planted slips are asked about, answered, and stay answered."""

from pathlib import Path

from screen import forget, opened, sections, texts

from cityreport.ui import registry

DOUBTS, OVERVIEW = registry.page("doubts"), registry.page("overview")
SLIP = "measure-unit-棠汀镇-2023-07-investments-5"


def test_the_planted_slips_are_asked_about(reading_samples: Path):
    at = opened(DOUBTS)
    claims = sections(at)
    assert claims[0] == "棠汀镇7月资金投入的金额：计量单位疑似填错"
    assert "橘灯社区8月志愿服务：疑似照抄上月" in claims
    said = texts(at)
    assert any("5.04 元，其余各月中位数 65,200 元，相差约 1 万倍" in text for text in said)
    assert any("资金投入" in text and "F4（5.04）" in text for text in said)


def test_few_of_the_other_figures_are_asked_about(reading_samples: Path):
    """Two slips are planted and one school's report is uneven; the rest are 13 false alarms."""
    at = opened(DOUBTS)
    assert "### 16 处" in [markdown.value for markdown in at.markdown]


def test_the_overview_counts_them(reading_samples: Path):
    links = [link.proto.label for link in opened(OVERVIEW).get("page_link")]
    assert "待核实数据 16 处（11 家单位）" in links


def asked():
    """The page with the form of one doubt opened."""
    at = opened(DOUBTS)
    at.session_state[f"popover-{SLIP}"] = True
    return at.run()


def test_a_form_is_only_sent_once_it_is_opened(reading_samples: Path):
    assert not opened(DOUBTS).radio
    assert [one.key for one in asked().radio] == [f"verdict-{SLIP}"]


def test_an_answer_takes_the_question_off_the_list(sample_home: Path):
    forget()
    at = asked()
    at.radio(key=f"verdict-{SLIP}").set_value("已更正")
    at.text_input(key=f"by-{SLIP}").input("王")
    at.button(key=f"save-{SLIP}").click().run()
    assert [fault.value for fault in at.exception] == []
    at = opened(DOUBTS)
    assert "### 15 处" in [markdown.value for markdown in at.markdown]
    assert "已答复 1 处，其中待跟进 0 处" in sections(at)
    assert "已更正" in texts(at)


def test_an_answer_without_its_reason_or_name_is_not_kept(sample_home: Path):
    forget()
    at = asked()
    at.radio(key=f"verdict-{SLIP}").set_value("属实")
    at.button(key=f"save-{SLIP}").click().run()
    assert [warning.value for warning in at.warning] == ["还差：原因、核实人。"]
    assert "还没有答复过疑点" in sections(opened(DOUBTS))
