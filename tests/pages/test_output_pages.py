"""材料输出 and 会议留档: documents with what they hold and lack; copies, and what was corrected since."""

import hashlib
import importlib
from datetime import UTC, date, datetime
from pathlib import Path

from screen import elements, opened, sections, texts
from streamlit.testing.v1 import AppTest

from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.settings import places
from cityreport.store import Store
from cityreport.tables.agenda import Agenda, AgendaItem
from cityreport.tables.ledger import CellQuantity, FileReading, LedgerRow, Submission, TableReading
from cityreport.ui import registry

SEPTEMBER = "2023年9月"
LATER = datetime(2030, 1, 2, 9, tzinfo=UTC)


def page(key: str, **query: str) -> AppTest:
    return opened(registry.page(key), **query)


def documents(**query: str) -> AppTest:
    return page("documents", month=SEPTEMBER, **query)


def short_agenda() -> None:
    store = Store.open(places().database_url)
    items = (AgendaItem("investments-months"), AgendaItem("standing"))
    store.save_agenda(Agenda("短会", items), "李敏", datetime(2023, 10, 8, tzinfo=UTC))
    store.close()


def keep(name: str, *files: str) -> AppTest:
    at = documents(agenda="短会")
    at.text_input(key="kept-name").input(name)
    at.text_input(key="kept-by").input("李敏")
    at.multiselect(key="kept-files").set_value(list(files))
    at = at.run()
    return at.button(key="kept-save").click().run()


def corrected_amount(unit: str, amount: float) -> None:
    """The unit's 资金投入 of September, sent again with another amount."""
    month, kind, content = Month(2023, 9), "资金投入", f"{unit}{amount}".encode()
    cells = {"金额": CellQuantity(Quantity(f"{amount:g}", amount, "exact", amount, amount), "F4")}
    rows = (LedgerRow(kind, unit, month, "", "Sheet1", 4, cells, {}),)
    table = TableReading("Sheet1", kind, "A3", {}, (unit,), (month,), 1, {}, rows, ())
    sha256 = hashlib.sha256(content).hexdigest()
    reading = FileReading("更正.xlsx", sha256, True, (table,), (), content)
    store = Store.open(places().database_url)
    store.commit(Submission(reading, "王强", date(2030, 1, 2)), LATER)
    store.close()


# --- 材料输出 ------------------------------------------------------------------------------


def test_every_document_says_what_it_holds_and_what_it_lacks(reading_samples: Path):
    at = documents()
    said = texts(at)
    assert sections(at)[:3] == ["会议幻灯片（PPT）", "督查通报（Word）", "工作汇报（Word）：全市"]
    assert len(at.get("download_button")) == 6
    assert any("2 页还没有数据：荣誉表彰、下步计划" in text for text in said)
    assert any("9月：6 家有表未报，1 家迟报" in text for text in said)
    assert "正在使用示例数据：每份材料上都标“示例”。" in said


def test_the_report_of_one_unit_is_named_after_it(reading_samples: Path):
    at = documents(type="社区")
    at.selectbox(key="report-unit").select("鸢堤社区").run()
    assert "工作汇报（Word）：鸢堤社区" in sections(at)
    assert any("社区2023年9月报来的" in text for text in texts(at))


def test_without_a_browser_the_zip_of_pictures_says_so(reading_samples: Path, monkeypatch):
    offers = importlib.import_module("cityreport.ui.documents.offers")
    monkeypatch.setattr(offers, "find_browser", lambda: None)
    at = documents()
    assert len(at.get("download_button")) == 5
    assert any("没有找到 Chrome 或 Edge" in text for text in texts(at))


# --- 会议留档 ------------------------------------------------------------------------------


def test_a_meeting_is_kept_with_numbers_and_files_and_opened_as_it_was_shown(sample_home: Path):
    short_agenda()
    at = keep("十月例会", "2023年9月短会.pptx", "2023年9月督查通报.docx")
    assert [one.value for one in at.success] == ["已留档：十月例会，3 页，2 个文件。"]
    at = page("archive")
    assert [fault.value for fault in at.exception] == []
    assert sections(at) == [
        "留档 1 次会议，展示过的数据没有更正", "“十月例会”展示过的数据没有更正",
    ]  # fmt: skip
    [row] = at.dataframe[0].value.to_dict("records")
    assert row["文件"] == "2023年9月督查通报.docx、2023年9月短会.pptx"
    store = Store.open(places().database_url)
    [kept] = store.kept_meetings()
    assert {store.kept_document(kept.id, name)[:2] for name in kept.files} == {b"PK"}
    store.close()
    at = at.button(key="wall-start").click().run()
    said = [one.proto.body for one in elements(at.main) if one.type == "html"]
    assert any("<h1>短会</h1>" in one for one in said)
    assert sum(one.startswith('<div class="sheet-foot">') for one in said) == 3


def test_an_old_month_sent_again_is_told_for_every_copy_that_held_it(sample_home: Path):
    short_agenda()
    keep("十月例会")
    corrected_amount("鸢堤社区", 5_000_000.0)
    at = page("archive")
    assert sections(at)[0] == "留档 1 次会议，其中 1 次的数据后来有更正"
    assert sections(at)[1].startswith("数据更正提示：“十月例会”展示过的数据有 ")
    table = at.dataframe[1].value
    [september] = table[(table["行"] == "9月") & (table["页"] == "第2页 各月资金投入")].to_dict(
        "records"
    )[:1]
    assert september["当时"] != september["现在"]
    [sentence] = [one.value for one in at.code]
    assert "鸢堤社区1月2日重新报送了2023年9月资金投入" in sentence
    assert f"原为 {september['当时']}，现为 {september['现在']}。" in sentence
    corrected = at.dataframe[0].value["更正"].iloc[0]
    assert corrected == f"{len(table)} 处"


def test_without_a_copy_the_page_says_how_one_is_made(reading_samples: Path):
    assert any("还没有留档的会议" in text for text in texts(page("archive")))
