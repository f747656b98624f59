"""从汇报材料提取 through app.py: read, change, refuse, register, look back; never markup."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from screen import forget, opened, sections, texts

from cityreport.period import Month
from cityreport.store import Store
from cityreport.ui import registry

PAGE = registry.page("narrative")
TEXT = (
    "鸢堤社区2023年12月创建汇报\n常住人口8600余人，积欠水费贰百万元。\n"
    "社区投入近2万元设置垃圾桶70个。本月组织志愿者210人次清理楼道，服务时间合计630小时。\n"
    "发放倡议书份。举办“邻里节”文艺汇演。\n"
)
HOSTILE = "鸢堤社区汇报\n投入3万元 [点我](javascript:alert(1)) <b>粗</b> **星** :red[红] =1+1。\n"


def pasted(text):
    """The page with a text pasted in."""
    at = opened(PAGE)
    at.segmented_control(key="narrative-way").set_value("粘贴文字").run()
    box = next(area for area in at.text_area if area.key.startswith("narrative-text"))
    at = box.input(text).run()
    assert [fault.value for fault in at.exception] == []
    return at


def rows(at):
    return at.dataframe[0].value if at.dataframe else None


def test_the_empty_page_says_what_it_is_for(reading_samples: Path):
    at = opened(PAGE)
    assert any("不用照着抄表" in info.value for info in at.info)


def test_a_pasted_report_offers_its_rows_beside_the_marked_text(reading_samples: Path):
    at = pasted(TEXT)
    said = texts(at)
    assert "1 处缺数，请向单位问清" in sections(at)
    marked = [text for text in said if "-background[" in text]
    assert any(":blue-background[近2万元 :small[资金投入]]" in text for text in marked)
    assert any(":red-background[份 :small[缺数]]" in text for text in marked)
    assert (
        next(box for box in at.selectbox if box.key.startswith("narrative-unit")).value
        == "鸢堤社区"
    )
    # 金额, 垃圾桶, 人次, 小时, 汇演; population and debt are not among them
    assert "建议采纳" in said
    assert "### 5 条" in said
    assert "将登记 4 行，涉及 4 份报表" in sections(at)
    assert any("是欠款或借款，不是投入" in text for text in said)


def test_what_has_no_tick_is_named_with_its_reason_and_sentence(reading_samples: Path):
    at = pasted("鸢堤社区2023年12月创建汇报\n今年以来开展讲座45场。\n备注：另投入6500元修路。\n")
    assert "1 处背景数字，不登记；2 条候选没有打勾" in sections(at)
    left = next(one.value for one in at.dataframe if "为什么不登记" in one.value)
    assert [
        "45场",
        "是几个月的累计数，材料只报一个月，要登记请核对",
        "今年以来开展讲座45场。",
    ] in left.to_numpy().tolist()


def month_box(at):
    """The box for the month of what has none of its own."""
    return next(box for box in at.selectbox if box.key.startswith("narrative-month"))


def test_the_month_of_the_title_is_that_of_rows_without_one(reading_samples: Path):
    august = TEXT.replace("2023年12月", "2023年8月")
    at = pasted(august)
    assert month_box(at).value == "2023年8月"
    assert "没写月份的列入 2023年8月，取自材料标题。" in texts(at)
    assert set(rows(at)["月份"]) == {"2023年8月"}
    month_box(at).set_value("2023年9月").run()
    assert "材料标题写的是 2023年8月，现在选的是 2023年9月，请核对。" in texts(at)


def test_a_title_of_a_span_of_months_gives_none(reading_samples: Path):
    at = pasted(TEXT.replace("2023年12月", "2023年1-8月"))
    assert month_box(at).value == "2023年12月"
    assert any(text.startswith("材料标题没有写明是哪一个月") for text in texts(at))


def test_nothing_of_the_text_becomes_markup(reading_samples: Path):
    shown = [m.value for m in pasted(HOSTILE).markdown if "点我" in m.value]
    assert shown
    assert all("[点我](" not in text and "<b>" not in text and "**星" not in text for text in shown)
    assert all(":red[" not in text for text in shown)


def test_a_kind_can_be_refused_as_a_whole(reading_samples: Path):
    at = pasted(TEXT)
    pills = next(one for one in at.button_group if one.key.startswith("narrative-kinds"))
    pills.set_value(["资金投入"]).run()
    assert "将登记 1 行，涉及 1 份报表" in sections(at)


@pytest.fixture
def store(sample_home: Path):
    forget()
    kept = Store.open(f"sqlite:///{sample_home / 'store' / 'cityreport.db'}")
    yield kept
    kept.close()


def test_registering_adds_rows_and_leads_back_to_the_sentence(store):
    month = Month(2023, 12)
    before = len(store.ledger("志愿服务", month, month, "鸢堤社区"))
    at = pasted(TEXT)
    assert at.button(key="narrative-commit").disabled
    at.text_input(key="narrative-by").input("王敏").run()
    at.button(key="narrative-commit").click().run()
    assert [fault.value for fault in at.exception] == []
    ledger = store.ledger("志愿服务", month, month, "鸢堤社区")
    assert len(ledger) == before + 1
    number = max(row.submission for row in ledger)
    assert any(f"已登记为 {number} 号" in text.value for text in at.success)
    looked = opened(PAGE, submission=str(number))
    assert "登记了 4 行" in sections(looked)
    assert any(":green-background[210人次 :small[志愿服务]]" in m.value for m in looked.markdown)
    # the same text once more would count twice: it is asked for
    again = pasted(TEXT)
    again.text_input(key="narrative-by").input("王敏").run()
    assert again.button(key="narrative-commit").disabled
    assert "会重复计数" in again.checkbox(key="narrative-again").label
    # withdrawn, it counts no more, and says so
    store.undo(number, "王敏", "重复", datetime.now(UTC))
    forget()
    gone = opened(PAGE, submission=str(number))
    assert any("这次登记已经撤回" in info.value for info in gone.info)
    assert not any(text.startswith("有底色的是登记了的") for text in texts(gone))


def test_without_a_roster_it_says_so(home: Path):
    forget()
    at = pasted(TEXT)
    assert any("单位名册" in info.value or "哪家单位" in info.value for info in at.info)


def test_an_unknown_submission_in_the_address_is_a_sentence(reading_samples: Path):
    at = opened(PAGE, submission="99999")
    assert [fault.value for fault in at.exception] == []
    assert any("99999" in error.value for error in at.error)


def test_a_figure_leads_back_to_its_sentence(store):
    at = pasted(TEXT)
    at.text_input(key="narrative-by").input("王敏").run()
    at.button(key="narrative-commit").click().run()
    source = opened(registry.page("provenance"), code=_code_of_money())
    assert [fault.value for fault in source.exception] == []
    labels = [link.proto.label for link in source.get("page_link")]
    assert any(label.startswith("看原句") for label in labels)


def _code_of_money() -> str:
    """The 出处码 of what the community spent by December (B01), in which the report has a part."""
    from cityreport.report import provenance
    from cityreport.tables.figure import Figure
    from cityreport.ui import cache

    evaluation = cache.evaluation(2023)
    figure = Figure(2023, 12, unit="鸢堤社区", indicator="B01")
    return provenance.code_of(figure, evaluation)
