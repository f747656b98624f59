"""Names a stranger chose, from the upload to what goes back: text everywhere, and never a path."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
import screen
from streamlit.testing.v1.element_tree import Block
from ui.uploads import EAST, book, commit, drop, opened

from cityreport import pipeline
from cityreport.errors import UserError
from cityreport.pipeline import returning
from cityreport.roster import Roster
from cityreport.settings import OfficeSettings, places
from cityreport.store import Store
from cityreport.ui import markup, registry

MARKUP = "![图](http://evil.example/x.png) [点我](javascript:alert(1)) <script>alert(1)</script>"
FILE = f"{MARKUP} =cmd|' calc'!A0 :red[星] \u202excod.xlsx"
SHEET = "<b>=1+1 {粗} `~~x~~`"
HEADER = ("单位", "月份", "项目名称", "金额(元)")
SHOWN_AS_TEXT = {
    "dataframe",
    "selectbox",
    "multiselect",
    "file_uploader",
    "text_input",
    "text_area",
}
"""Elements that show their cells and options as they are; only their labels are Markdown."""


@pytest.fixture
def city(home):
    (home / "store").mkdir()
    store = Store.open(places().database_url)
    store.save_units([EAST], "测试")
    yield store
    store.close()


def faulty(name: str = FILE):
    """A workbook with a good row and one whose amount nobody can read."""
    good, bad = (EAST.name, "2023年3月", MARKUP, 3000), (EAST.name, "2023年3月", "=1+1", "很多钱")
    return book(("城东社区2023年3月资金投入月报表",), HEADER, good, bad, name=name, sheet=SHEET)


def markdown(app) -> list[str]:
    """Every text of the page that the browser reads as Markdown."""
    told = []
    for element in screen.elements(app.main):
        names = (
            ("label", "help")
            if element.type in SHOWN_AS_TEXT
            else ("label", "help", "body", "value")
        )
        for source in (element.proto, *(() if isinstance(element, Block) else (element,))):
            found = [getattr(source, name, "") for name in names]
            told += [text for text in found if isinstance(text, str) and text]
    return told


def harmless(app) -> None:
    assert not app.exception
    told = [text for text in markdown(app) if "evil" in text or "星" in text or "粗" in text]
    for text in told:
        assert "![图](" not in text
        assert "[点我](" not in text
        assert "<script>" not in text
        assert ":red[" not in text
        assert "<b>" not in text


def test_on_the_pages_such_names_are_text(city):
    app = drop(opened(), faulty())
    harmless(app)
    assert any("evil" in text for text in screen.texts(app))
    harmless(screen.opened(registry.page("history")))


def test_a_registered_file_of_such_a_name_is_text_wherever_it_is_named(city):
    good = (EAST.name, "2023年3月", MARKUP, 3000)
    title = ("城东社区2023年3月资金投入月报表",)
    app = commit(drop(opened(), book(title, HEADER, good, name=FILE, sheet=SHEET)))
    harmless(app)
    assert [record.file for record in city.history()] == [FILE]
    for key, query in (("history", {}), ("unit", {"unit": EAST.name, "month": "2023年3月"}),
                       ("merged", {"month": "2023年3月"}), ("investments", {})):  # fmt: skip
        shown = screen.opened(registry.page(key), **query)
        harmless(shown)


@pytest.mark.parametrize(("key", "name"), [("provenance", "code"), ("unit", "unit")])
def test_what_stands_in_an_address_is_text(reading_samples, key: str, name: str):
    """A link may come from anybody: what it says is quoted, and never drawn or fetched."""
    harmless(screen.opened(registry.page(key), **{name: MARKUP}))


def test_an_error_is_told_as_text_a_line_at_a_time():
    told = markup.said(UserError("“![图](x)_1_”\n第 2 行"))
    assert told == r"“!\[图\](x)\_1\_”" + "  \n第 2 行"


def test_what_goes_back_has_names_of_files_and_no_formula(city):
    from cityreport.workbook import read_files

    names = ("../../退回/../" + FILE, "..\\..\\a.xlsx", "CON.xlsx", "a\r\nb.xlsx")
    cells = read_files([faulty(name) for name in names])
    roster = Roster((EAST,))
    at = datetime(2023, 4, 5, 9, tzinfo=UTC)
    readings = list(pipeline.read(cells, roster, at.date()))
    with zipfile.ZipFile(
        BytesIO(returning.returned_zip(readings, OfficeSettings(), at))
    ) as archive:
        members = archive.namelist()
        first = archive.read(members[0])
    assert len(set(members)) == len(names)
    for member in members:
        assert member.startswith("退回单_")
        assert not {"/", "\\", ":", "|", "<", "\r", "\n", "\u202e"} & set(member)
    returned = openpyxl.load_workbook(BytesIO(first))
    explanation, own = returned.worksheets[0], returned[SHEET]
    assert [cell.value for row in explanation for cell in row if cell.data_type == "f"] == []
    assert own["C4"].value == "=1+1"  # the unit's own formula stays the unit's own
