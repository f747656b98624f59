"""批注: written at a figure, shown under it, taken down; it travels to wall, slides, Word and Excel."""

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
from docx import Document
from pptx import Presentation
from screen import elements, opened, texts
from streamlit.testing.v1 import AppTest

from cityreport.exports.docx import document_bytes
from cityreport.exports.pptx import presentation
from cityreport.exports.xlsx import tables_workbook
from cityreport.period import Month
from cityreport.pipeline import evaluate
from cityreport.pipeline.documents import bulletin_rows
from cityreport.report import deck as decks
from cityreport.report.bulletin import bulletin
from cityreport.report.exchange import table_set
from cityreport.report.remark_annex import with_remarks
from cityreport.settings import places
from cityreport.store import Store
from cityreport.tables.agenda import Agenda, AgendaItem
from cityreport.tables.remarks import AddRemark, DropRemark, Place
from cityreport.ui import registry

SEPTEMBER = Month(2023, 9)
AT = datetime(2023, 10, 7, 17, tzinfo=UTC)
"""One o'clock in the morning of 8 October at the office."""
TEXT = "<b>因汛期</b>停工两周"
SENTENCE = f"批注（李敏，10月8日）：{TEXT}"


def overview(**query: str) -> AppTest:
    return opened(registry.page("overview"), month=SEPTEMBER.label, **query)


def shown(at: AppTest) -> list[str]:
    return [text for text in texts(at) if text.startswith("批注（")]


def write(place: Place, text: str = TEXT) -> None:
    store = Store.open(places().database_url)
    store.change_remarks(AddRemark(place, text), "李敏", AT)
    store.close()


def test_a_remark_stands_under_its_figure_at_its_month_and_type_only(sample_home: Path):
    write(Place("dimensions", SEPTEMBER))
    assert shown(overview()) == [SENTENCE.replace("<", "\\<").replace(">", "\\>")]
    assert shown(opened(registry.page("overview"), month="2023年8月")) == []
    assert shown(overview(type="社区")) == []


def test_the_box_opens_with_what_was_written(sample_home: Path):
    write(Place("dimensions", SEPTEMBER), "人文环境要加快")
    at = overview().button(key="comment-dimensions").click().run()
    assert [box.label for box in at.text_area] == ["写一条批注"]
    assert at.button(key="remark-drop-1").disabled
    assert any("也会带到投屏、PPT、Word 和表格里" in one.value for one in at.caption)


def test_a_page_without_a_month_has_no_remarks(reading_samples: Path):
    at = opened(registry.page("roster"))
    assert [one.key for one in at.button if str(one.key).startswith("comment-")] == []


def test_a_remark_stands_on_the_wall_as_words(sample_home: Path):
    write(Place("dimensions", SEPTEMBER))
    at = opened(registry.page("present"), month=SEPTEMBER.label, show="1")
    said = [one.proto.body for one in elements(at.main) if one.type == "html"]
    assert [one for one in said if "sheet-notes" in one and "<style>" not in one] == [
        '<div class="sheet-notes"><p>批注（李敏，10月8日）：&lt;b&gt;因汛期&lt;/b&gt;停工两周</p></div>'
    ]


def test_a_remark_travels_to_slides_documents_and_tables(sample_home: Path):
    write(Place("dimensions", SEPTEMBER))
    write(Place("indicators", SEPTEMBER, unit="鸢堤社区"), "新社区")
    store = Store.open(places().database_url)
    evaluation = evaluate(store, 2023)
    meeting = decks.gather(store, evaluation, 9, date(2023, 10, 8))
    items = (
        AgendaItem("dimensions"),
        AgendaItem("dimensions", unit_type="社区"),
        AgendaItem("unit-indicators", unit="鸢堤社区"),
    )
    made = decks.deck(meeting, Agenda("例会", items))
    slides = Presentation(BytesIO(presentation(made, None))).slides
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide]
    assert sum(SENTENCE in text for text in notes) == 1
    assert sum("）：新社区" in text for text in notes) == 1
    document = bulletin(evaluation, bulletin_rows(store, SEPTEMBER), 9, date(2023, 10, 8))
    written = Document(BytesIO(document_bytes(with_remarks(document, evaluation, 9, 9))))
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    assert TEXT in cells
    assert "各测评项目得分率" in cells
    sheets = table_set(meeting, [])
    book = openpyxl.load_workbook(
        BytesIO(
            tables_workbook([one.section for one in sheets], "表", [one.name for one in sheets])
        )
    )
    values = [cell.value for row in book["按测评项目"].iter_rows() for cell in row]
    assert SENTENCE in values
    store.close()


def test_a_remark_taken_down_travels_nowhere(sample_home: Path):
    write(Place("dimensions", SEPTEMBER))
    store = Store.open(places().database_url)
    [remark] = store.remarks(2023)
    store.change_remarks(DropRemark(remark.id), "王强", AT)
    assert evaluate(store, 2023).remarks == ()
    store.close()
