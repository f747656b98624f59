"""Every built page, whatever its subject: its frame, its words, its empty cases.

The pages come from the registry, so that a new one is held to this the day it is built.
"""

import hashlib
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from screen import of_samples, opened, sections, sentences, texts
from streamlit.testing.v1 import AppTest
from words_on_screen import english

from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.report.terms import named_in
from cityreport.roster.model import Unit
from cityreport.store import Store
from cityreport.tables.ledger import (
    CellQuantity,
    EmptyReport,
    FileReading,
    LedgerRow,
    ReportKey,
    Submission,
    TableReading,
)
from cityreport.ui import registry
from cityreport.ui.frame import NOT_FRAMED, SELF_ASSESSED
from start import ROOT

AT = datetime(2023, 4, 3, 9, 30, tzinfo=UTC)
SOLE = "云溪社区"

STAGED = {"unit", "ranking", "gaps", "forecast", "provenance", "present", "documents", "whatif",
          "narrative", "archive"}  # fmt: skip
"""Pages whose picture was taken after something was chosen or done on them."""
TITLES = json.loads((ROOT / "docs" / "screenshots" / "titles.json").read_text("utf-8"))
"""What stood over the blocks when the pictures were taken."""
BY_KEY = {page.key: page for page in registry.built()}

each_page = pytest.mark.parametrize("page", registry.built(), ids=lambda page: page.key)


def holds_together(at: AppTest, page: registry.Page) -> None:
    """No fault, no error box, its own title, and the line every page carries."""
    assert [fault.value for fault in at.exception] == []
    assert [error.value for error in at.error] == []
    assert [title.value for title in at.title] == [page.title]
    assert SELF_ASSESSED in texts(at)


def charts(at: AppTest) -> int:
    return len(at.get("plotly_chart"))


def report(unit: str, month: Month, kind: str, amount: float | None = None) -> Submission:
    """A report of one row, or of none (本月无)."""
    key, column = ReportKey(unit, month, kind), {"资金投入": "金额", "创建活动": "场次"}[kind]
    rows, empty = (), (EmptyReport(key, "Sheet1", "A4"),)
    if amount is not None:
        quantity = Quantity(f"{amount:g}", amount, "exact", amount, amount)
        cells = {column: CellQuantity(quantity, "F4")}
        rows, empty = (LedgerRow(kind, unit, month, "", "Sheet1", 4, cells, {}),), ()
    content = f"{unit}{month}{kind}".encode()
    table = TableReading("Sheet1", kind, "A3", {}, (unit,), (month,), len(rows), {}, rows, empty)
    file, sha256 = f"{unit}{month}.xlsx", hashlib.sha256(content).hexdigest()
    return Submission(
        FileReading(file, sha256, True, (table,), (), content), "李", date(2023, 4, 2)
    )


def home_with(folder: Path, *reports: Submission) -> Path:
    store = Store.open(f"sqlite:///{folder / 'store' / 'cityreport.db'}")
    store.save_units([Unit("U1", SOLE, "社区")], "王")
    for one in reports:
        store.commit(one, AT)
    store.close()
    return folder


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three stores that the pages only look at, each kept by what there is in it."""
    none, nothing, left_out = (tmp_path_factory.mktemp(name) for name in ("a", "b", "c"))
    nothing_done = report(SOLE, Month(2023, 3), "创建活动")
    january = report(SOLE, Month(2023, 1), "资金投入", 135000)
    march = report(SOLE, Month(2023, 3), "创建活动", 2)
    return {
        "empty": none,
        "sole empty report": home_with(nothing, nothing_done),
        "a month left out": home_with(left_out, january, march),
    }


@pytest.fixture
def empty(homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A store nothing was ever put into."""
    monkeypatch.setenv("CITYREPORT_HOME", str(homes["empty"]))


@pytest.fixture
def sole_empty_report(homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A store of one unit that reported one month, and that there was nothing."""
    monkeypatch.setenv("CITYREPORT_HOME", str(homes["sole empty report"]))


@pytest.fixture
def a_month_left_out(homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A store of one unit that reported January and March, and February not at all."""
    monkeypatch.setenv("CITYREPORT_HOME", str(homes["a month left out"]))


# --- with the sample city ------------------------------------------------------------------


@each_page
def test_page_shows_the_sample_city(reading_samples: Path, page: registry.Page):
    at = of_samples(page).at
    holds_together(at, page)
    assert sections(at) != []


@each_page
def test_page_tells_its_samples_from_real_data(reading_samples: Path, page: registry.Page):
    """details.md E4: while the samples are loaded, everything shown carries 示例."""
    assert any("示例" in text for text in texts(of_samples(page).at)[:3])


@each_page
def test_page_speaks_chinese(reading_samples: Path, page: registry.Page):
    left = {text: words for text in texts(of_samples(page).at) if (words := english(text))}
    assert left == {}


@each_page
def test_page_explains_the_terms_that_head_something(reading_samples: Path, page: registry.Page):
    at = of_samples(page).at
    heads = [*at.title, *at.subheader]
    helps = "\n".join(element.proto.help for element in (*heads, *at.caption))
    used = {term for head in heads for term in named_in(head.value)}
    assert {term for term in used if f"{term}：" not in helps and f"{term}＝" not in helps} == set()


@pytest.mark.parametrize("key", sorted({*TITLES} & {*BY_KEY} - STAGED))
def test_the_picture_in_the_guide_shows_the_page_as_it_is(reading_samples: Path, key: str):
    """Else: ``python docs/make_screenshots.py``, with the page's key for its picture alone."""
    shown = [re.sub(r"\W", "", title) for title in sections(of_samples(BY_KEY[key]).at)]
    assert [re.sub(r"\W", "", title) for title in TITLES[key]] == shown


@each_page
def test_page_takes_an_address_with_nonsense_for_one_without(
    reading_samples: Path, page: registry.Page
):
    at = opened(
        page, month="2031年7月", type="<b>x</b>", view="?", unit="没有的单位", indicator="Z9"
    )
    holds_together(at, page)
    assert sections(at) == sections(of_samples(page).at)


@each_page
def test_page_shows_every_choice_of_its_bar(reading_samples: Path, page: registry.Page):
    """Each month, view and unit type is part of a run; January has no month before it."""
    for query in runs(of_samples(page).at):
        at = opened(page, **query)
        holds_together(at, page)
        chosen = {box.key: box.value for box in at.selectbox if box.key in query}
        assert chosen.items() <= query.items()


def runs(at: AppTest) -> list[dict[str, str]]:
    """As few sets of choices as name each one of the page's own bar at least once."""
    types = next((list(box.options) for box in at.selectbox if box.key == "type"), [])
    bars = {box.key for box in [*at.selectbox, *at.button_group]}
    offered = {"month": ["2023年1月", "2023年9月"], "view": ["按全年目标得分"], "type": types}
    own = {name: values for name, values in offered.items() if name in bars and values}
    return [
        {name: values[turn % len(values)] for name, values in own.items()}
        for turn in range(max(map(len, own.values()), default=0))
    ]


def test_one_unit_page_shows_every_unit_of_the_roster(reading_samples: Path):
    """Among them the town and the kindergarten of the reports, which have no rank."""
    page = registry.page("unit")
    names = next(box.options for box in opened(page).selectbox if box.key == "unit")
    assert len(names) > 20
    for name in names:
        at = opened(page, unit=name)
        holds_together(at, page)
        assert any(name in title for title in sections(at))


# --- with little or nothing ----------------------------------------------------------------


@each_page
def test_page_of_an_empty_store_says_what_to_do(empty: None, page: registry.Page):
    at = opened(page)
    holds_together(at, page)
    assert [text for text in sentences(at) if text != SELF_ASSESSED] != []
    assert charts(at) == 0
    assert {text: words for text in texts(at) if (words := english(text))} == {}


@each_page
def test_page_takes_a_single_empty_report(sole_empty_report: None, page: registry.Page):
    at = opened(page)
    holds_together(at, page)
    assert len(texts(at)) > 2


@each_page
def test_page_takes_a_month_nobody_reported_for(a_month_left_out: None, page: registry.Page):
    at = opened(page, month="2023年2月")
    holds_together(at, page)
    assert not any("nan" in text.lower() or "None" in text for text in texts(at))


@each_page
def test_page_without_its_frame_shows_a_sentence_and_nothing_else(home: Path, page: registry.Page):
    at = AppTest.from_file(page.file).run()
    assert [error.value for error in at.error] == [NOT_FRAMED]
    assert texts(at) == [NOT_FRAMED]
    assert [fault.value for fault in at.exception] == []
