"""The .pptx read back: every number is the section's, in the chart, its workbook and the tables."""

import math
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from cityreport import style
from cityreport.exports.pptx import presentation
from cityreport.exports.pptx.look import lines_of
from cityreport.exports.pptx.spread import SIDE, column_widths
from cityreport.report import deck as decks
from cityreport.report.deck import Deck, Slide
from cityreport.tables.agenda import Agenda, AgendaItem
from cityreport.tables.section import Chart, Column, Headline, Section, Series, Table

HOSTILE = (
    "=1+1", "+cmd|'/c calc'!A1", "@SUM(A1)", "<b>粗</b>&amp;", "</a:t><a:t>", "http://x.cn/a",
    "甲\x00乙\x1b丙\x0b", "\u202egnp.moc\u202c社区", "مدرسة الحي", "坏\ud800字", "长" * 4000, "\u2028",
)  # fmt: skip


def read(made, master=None):
    return Presentation(BytesIO(presentation(made, master)))


def shown(made, document):
    """Each slide of the deck with its slide in the file; cover and contents come before."""
    return list(zip(made.slides, list(document.slides)[2:], strict=True))


def of_kind(slide, name):
    return [shape for shape in slide.shapes if getattr(shape, f"has_{name}", False)]


def texts(slide) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if getattr(shape, "has_table", False):
            for row in shape.table.rows:
                yield from (cell.text_frame.text for cell in row.cells)


def alike(got, wanted):
    """The same numbers to 15 digits, and gaps where there are none; a workbook keeps 16."""
    pairs = list(zip(got, wanted, strict=True))
    return all(
        a is b is None or (None not in (a, b) and math.isclose(a, b, rel_tol=1e-14))
        for a, b in pairs
    )


def small(*slides, sample=False):
    return Deck("推进会", "2023年7月", "创建办", "2023年8月8日", tuple(slides), sample)


def a_slide(section, figures=()):
    return Slide(AgendaItem("x"), "一项", section, figures)


def chart_of(made, chart):
    slide = a_slide(Section("x", "题", chart=chart, source="来源：甲"))
    document = read(small(slide))
    (frame,) = of_kind(document.slides[2], "chart")
    return frame.chart


@pytest.fixture(scope="module")
def every(store, meeting):
    """A slide of everything in the catalogue."""
    items = []
    for entry in decks.CATALOGUE.values():
        item = AgendaItem(
            entry.key, unit_type="社区" if "unit_type" in entry.needs else "",
            unit="墨舟社区" if "unit" in entry.needs else "",
        )  # fmt: skip
        if "choice" in entry.needs:
            item = replace(item, choice=next(iter(decks.choices(entry, meeting, item))))
        items.append(item)
    return decks.deck(meeting, Agenda("全部", tuple(items)), decks.sources_in(store))


@pytest.fixture(scope="module")
def document(every):
    return read(every)


class TestNumbers:
    def test_every_chart_holds_the_numbers_of_its_section(self, every, document):
        checked = 0
        for slide, page in shown(every, document):
            chart = slide.section.chart
            if chart is None or chart.kind in ("heat", "tiles"):
                continue
            (frame,) = of_kind(page, "chart")
            factor = 1e-4 if chart.format == "money" else 1
            kept = {series.name: series.values for series in frame.chart.plots[0].series}
            for series in chart.series:
                if series.role in ("status", "lower", "upper") and series.name not in kept:
                    continue
                wanted = tuple(None if v is None else v * factor for v in series.values)
                assert alike(kept[series.name], wanted), slide.item
                checked += len(wanted)
            assert [name.split("\n")[0].split("　")[0].split("（")[0] for name in
                    frame.chart.plots[0].categories] == [
                name.split("（")[0] for name in chart.categories
            ], slide.item  # fmt: skip
        assert checked > 150

    def test_the_workbook_in_a_chart_holds_what_the_chart_shows(self, every, document):
        for _, page in shown(every, document):
            for frame in of_kind(page, "chart"):
                blob = frame.chart.part.chart_workbook.xlsx_part.blob
                sheet = openpyxl.load_workbook(BytesIO(blob)).active
                for place, series in enumerate(frame.chart.plots[0].series, start=2):
                    assert sheet.cell(1, place).value == series.name
                    cells = [sheet.cell(row, place).value for row in range(2, sheet.max_row + 1)]
                    assert alike(cells, series.values)

    def test_every_table_says_what_its_section_says(self, every, document):
        checked = 0
        for slide, page in shown(every, document):
            table = slide.section.table
            if table is None or slide.figures:
                continue
            (frame,) = of_kind(page, "table")
            for number, row in enumerate(table.rows, start=1):
                for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
                    said = frame.table.cell(number, place).text_frame.text
                    written = "" if value is None and column.format == "text" else style.write(
                        value, column.format
                    )  # fmt: skip
                    assert said.removeprefix(_shape(written)) == " ".join(written.split(" "))
                    checked += 1
        assert checked > 300

    def test_heat_and_tiles_are_real_tables_with_their_words(self, every, document):
        grids = [
            (slide.section.chart, of_kind(page, "table")[0].table)
            for slide, page in shown(every, document)
            if slide.section.chart and slide.section.chart.kind in ("heat", "tiles")
        ]
        assert len(grids) == 3
        for chart, table in grids:
            for number, series in enumerate(chart.series, start=1):
                for place, text in enumerate(series.texts, start=1):
                    said = table.cell(number, place).text_frame.text
                    sign = style.TILES[text.split()[0]].symbol if chart.kind == "tiles" else text
                    assert said == sign

    def test_long_names_beside_a_heat_map_cost_no_number(self):
        names = tuple(f"某某市某某区某某街道某某社区新时代文明实践{n}" for n in range(12))
        rows = tuple(Series(name, (100.0,) * 12, texts=("100.00%",) * 12) for name in names)
        chart = Chart("heat", tuple(f"{n}月" for n in range(1, 13)), rows)
        (frame,) = of_kind(read(small(a_slide(Section("x", "题", chart=chart)))).slides[2], "table")
        cells = [cell.text_frame.text for row in frame.table.rows for cell in row.cells]
        assert cells.count("100.00%") == 144
        assert len({cell for cell in cells if cell.startswith("某某市")}) == 12

    def test_long_names_under_dots_are_broken_into_lines(self, made):
        name = "云汐市高新技术产业开发区东湖街道办事处第1新时代文明实践社区"
        chart = Chart("dot", (name, "甲社区"), (Series("得分", (90.0, 80.0)),))
        first, second = chart_of(made, replace(chart)).plots[0].categories
        assert (first.replace("\n", ""), second) == (name, "甲社区")
        many = replace(chart, categories=(name,) * 10, series=(Series("得分", (90.0,) * 10),))
        lines = chart_of(made, many).plots[0].categories[0].split("\n")
        assert len(lines) == 3
        assert "".join(lines).endswith("社区")
        assert max(map(len, lines)) <= 8

    @pytest.mark.parametrize("size", [20, 12])
    def test_a_column_is_wide_enough_for_its_longest_text_where_there_is_room(self, size):
        texts = [["单位", "月份"], ["江苏省淮安中学", "2023年10月"]]
        widths = column_widths(texts, size, 11_000_000)
        assert [lines_of(text, size, width - 2 * SIDE)
                for text, width in zip(texts[1], widths, strict=True)] == [1, 1]  # fmt: skip
        tight = column_widths([["2023年10月", "长" * 200]], size, 11_000_000)
        assert lines_of("2023年10月", size, tight[0] - 2 * SIDE) == 1

    def test_large_figures_stand_on_their_slide(self, every, document):
        for slide, page in shown(every, document):
            for figure in slide.figures:
                assert f"{figure.label}\n{figure.text}" in "\n".join(texts(page))


def _shape(word):
    status = style.STATUSES.get(word)
    return f"{status.shape} " if status else ""


class TestFrame:
    def test_title_and_source_stand_on_every_slide(self, every, document):
        for slide, page in shown(every, document):
            assert page.shapes.title.text_frame.text == slide.section.title
            assert any(slide.section.source in text for text in texts(page))

    def test_pages_are_numbered_by_fields(self, document):
        for number, page in enumerate(list(document.slides)[1:], start=2):
            (field,) = page._element.iter(qn("a:fld"))
            assert (field.get("type"), field.find(qn("a:t")).text) == ("slidenum", str(number))

    def test_sample_data_are_marked_on_every_page_and_else_nowhere(self, document):
        for page in document.slides:
            assert "示例" in list(texts(page))
        plain = read(small(a_slide(Section("x", "题", empty="没有"))))
        assert not any("示例" in text for page in plain.slides for text in texts(page))

    def test_codes_and_cells_are_in_the_notes_and_not_on_the_slide(self, every, document):
        coded = 0
        for slide, page in shown(every, document):
            notes = page.notes_slide.notes_text_frame.text
            for line in slide.sources:
                assert line.strip() in notes
                coded += 1
                assert not any(
                    line.split("　")[0] in text for text in texts(page) if line[0] == "2"
                )
        assert coded > 50

    def test_it_is_sixteen_to_nine_and_nothing_stands_outside(self, document):
        width, height = document.slide_width, document.slide_height
        assert (width, height) == (12_192_000, 6_858_000)
        for page in document.slides:
            for shape in page.shapes:
                assert 0 <= shape.left <= shape.left + shape.width <= width
                assert 0 <= shape.top <= shape.top + shape.height <= height

    def test_every_text_names_the_chinese_font(self, document):
        for page in document.slides:
            parts = [page._element, *(one.chart._chartSpace for one in of_kind(page, "chart"))]
            for part in parts:
                for properties in [*part.iter(qn("a:rPr")), *part.iter(qn("a:defRPr"))]:
                    if part is page._element or properties.find(qn("a:latin")) is not None:
                        assert properties.find(qn("a:ea")).get("typeface") == "Microsoft YaHei"
            for one in of_kind(page, "chart"):
                font = one.chart._chartSpace.find(qn("c:txPr")).find(f".//{qn('a:defRPr')}")
                assert font.find(qn("a:ea")).get("typeface") == "Microsoft YaHei"

    def test_remarks_stand_under_the_figure_and_in_the_notes(self):
        told = "批注（赵，1月6日）：请教育局说明"
        table = Table((Column("甲"),), (("乙",),))
        slide = replace(
            a_slide(Section("x", "题", table=table, notes=("口径", told))), notes=(told,)
        )
        page = read(small(slide)).slides[2]
        assert told in list(texts(page))
        assert "口径" not in list(texts(page))
        assert told in page.notes_slide.notes_text_frame.text

    def test_no_empty_placeholder_is_left(self, document):
        for page in document.slides:
            assert all(shape.text_frame.text for shape in page.placeholders)

    def test_the_contents_name_every_slide_in_order(self, every, document):
        said = "\n".join(texts(document.slides[1]))
        for number, slide in enumerate(every.slides, start=1):
            assert f"{number}. {slide.name}" in said

    def test_the_contents_say_what_the_agenda_leaves_out(self):
        made = replace(small(a_slide(Section("x", "题", empty="没有"))), left_out="另有 1 类单位")
        assert "另有 1 类单位" in list(texts(read(made).slides[1]))


class TestMarks:
    def test_approximate_bars_are_hatched_numbered_with_about_and_have_whiskers(self, made):
        chart = Chart(
            "bar", ("1月", "2月", "3月"),
            (Series("投入", (135_000.0, 20_000.0, None), texts=("约 13.50", "", "未报")),
             Series("下限", (125_000.0, 20_000.0, None), "lower"),
             Series("上限", (155_000.0, 20_000.0, None), "upper")),
            format="money", measure_unit="万元",
        )  # fmt: skip
        native = chart_of(made, chart)
        assert list(native.plots[0].categories) == ["1月", "2月", "3月\n未报"]
        (series,) = native.plots[0].series
        assert series.values == (13.5, 2.0, None)
        xml = series._element
        assert [dpt.find(qn("c:idx")).get("val") for dpt in xml.iter(qn("c:dPt"))] == ["0"]
        assert xml.find(f".//{qn('a:pattFill')}") is not None
        (label,) = xml.iter(qn("c:dLbl"))
        assert label.find(qn("c:numFmt")).get("formatCode") == '"约 "#,##0.00'
        plus = xml.find(qn("c:errBars")).find(qn("c:plus"))
        # 15.5 - 13.5 = 2 up; the exact month has none.
        assert [float(v.text) for v in plus.iter(qn("c:v"))] == [2.0]

    def test_not_reported_is_a_word_at_the_name_and_a_gap_in_the_bars(self, made):
        chart = Chart(
            "bullet", ("甲社区", "乙社区"),
            (Series("得分率", (80.0, None)), Series("序时进度", (50.0, 50.0), "pace"),
             Series("状态", (None, None), "status", ("达到序时", "未报"))),
            format="percent", horizontal=True,
        )  # fmt: skip
        native = chart_of(made, chart)
        assert list(native.plots[0].categories) == ["甲社区", "乙社区（未报）"]
        assert native.plots[0].series[0].values == (80.0, None)
        code = next(native._chartSpace.iter(qn("c:dLbl"))).find(qn("c:numFmt")).get("formatCode")
        assert code == '"● "#,##0.00"%"'

    def test_a_stage_says_its_share_of_the_one_before(self, made):
        chart = Chart("funnel", ("发现", "整改"), (Series("问题", (200.0, 150.0)),), format="count")
        assert list(chart_of(made, chart).plots[0].categories) == ["发现", "整改　↓ 75.00%"]

    def test_bars_start_at_zero(self, every, document):
        for slide, page in shown(every, document):
            for frame in of_kind(page, "chart"):
                if slide.section.chart.kind in ("bar", "bullet", "funnel", "stacked"):
                    assert frame.chart.value_axis.minimum_scale == 0


class TestHostileText:
    @pytest.mark.parametrize("kind", ["bar", "stacked", "line", "bullet", "dot", "funnel"])
    def test_in_charts(self, made, kind):
        names = tuple(HOSTILE)
        role = "part" if kind == "stacked" else "value"
        series = tuple(
            Series(name, tuple(float(n) for n in range(len(names))), role) for name in HOSTILE[:2]
        )
        native = chart_of(made, Chart(kind, names, series, horizontal=True))
        book = openpyxl.load_workbook(BytesIO(native.part.chart_workbook.xlsx_part.blob))
        cells = [cell for row in book.active.iter_rows() for cell in row]
        assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
        assert native.plots[0].series[0].name == "=1+1"

    @pytest.mark.parametrize("kind", ["heat", "tiles"])
    def test_in_grids(self, kind):
        rows = tuple(Series(name, (1.0, None), texts=(name, name)) for name in HOSTILE)
        chart = Chart(kind, HOSTILE[:2], rows)
        assert len(read(small(a_slide(Section("x", "题", chart=chart)))).slides) == 3

    def test_in_every_other_place(self):
        table = Table((Column("<b>"), Column("=1")), tuple((text, text) for text in HOSTILE))
        slides = [
            Slide(AgendaItem("x"), text, Section("x", text, lead=text, table=table, source=text),
                  notes=(text,), sources=(text,))
            for text in HOSTILE
        ] + [a_slide(Section("x", text, empty=text), ()) for text in HOSTILE] + [
            a_slide(Section("x", "题"), (Headline(text, text, text),)) for text in HOSTILE
        ]  # fmt: skip
        deck = Deck(HOSTILE[3], HOSTILE[0], HOSTILE[6], HOSTILE[7], tuple(slides))
        document = read(deck)
        said = [text for page in document.slides for text in texts(page)]
        assert "<b>粗</b>&amp;" in said
        assert "甲 乙 丙" in said
        assert "gnp.moc社区" in said
        assert "坏字" in said
        for page in document.slides:
            for shape in page.shapes:
                assert shape.top + shape.height <= document.slide_height


def test_an_empty_agenda_says_what_to_do():
    document = read(small())
    assert "这份议程还没有内容" in "\n".join(texts(document.slides[1]))
