"""From agenda to slides: order, what fits, what was left out, what cannot be shown."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cityreport.cli import main
from cityreport.period import Month
from cityreport.pipeline import evaluate
from cityreport.report import deck as decks
from cityreport.report import problems, ranking, standing, warnings
from cityreport.report.deck.fitting import (
    MOST_ROWS,
    fitted,
    fitted_chart,
    fitted_table,
    short,
    whole_cells,
)
from cityreport.settings import places
from cityreport.store import Store
from cityreport.tables.agenda import Agenda, AgendaItem
from cityreport.tables.figure import Figure
from cityreport.tables.remarks import Place, Remark
from cityreport.tables.section import Chart, Column, Section, Series, Table
from cityreport.tables.stored import ListedRow
from tests.cli.test_commands import filled


def one(meeting, *args, **kwargs):
    (slide,) = decks.slides(meeting, Agenda("会", (AgendaItem(*args, **kwargs),)))
    return slide


class TestStandardAgenda:
    def test_it_goes_from_what_changed_to_what_comes_next(self, made):
        keys = [slide.item.section for slide in made.slides]
        assert keys[0] == "since"
        assert keys[-1] == "plans"
        order = ["since", "standing", "dimensions", "gaps", "gap-list", "ranking",
                 "inspections-funnel", "awards", "warnings", "plans"]  # fmt: skip
        assert [key for key in dict.fromkeys(keys) if key in order] == order

    def test_types_with_at_least_two_ranked_units_are_ranked(self, meeting, made):
        types = [slide.item.unit_type for slide in made.slides if slide.item.section == "ranking"]
        assert types == ["社区", "学校", "幼儿园", "机关", "街道", "镇"]

    def test_a_type_beyond_those_ranked_is_named_with_the_contents(
        self, meeting, made, monkeypatch
    ):
        assert made.left_out == ""
        monkeypatch.setattr("cityreport.report.deck.standard.MOST_TYPES", 4)
        standard = decks.standard_agenda(meeting)
        assert [item.unit_type for item in standard.items if item.section == "ranking"] == [
            "社区", "学校", "幼儿园", "机关",
        ]  # fmt: skip
        said = "另有 2 类单位有名次而没有列入：街道、镇。"
        assert decks.deck(meeting, standard).left_out == said
        added = replace(standard, items=(*standard.items, AgendaItem("ranking", unit_type="街道")))
        assert decks.deck(meeting, added).left_out == "另有 1 类单位有名次而没有列入：镇。"
        assert decks.deck(meeting, replace(standard, name="我的会")).left_out == ""

    def test_every_slide_has_one_claim_one_figure_and_a_source(self, made):
        for slide in made.slides:
            section = slide.section
            kinds = [bool(slide.figures), section.chart is not None, section.table is not None,
                     bool(section.empty)]  # fmt: skip
            assert sum(kinds) == 1, slide.item
            assert section.title
            assert "来源：" in section.source, slide.item

    def test_the_cover_says_month_office_and_day(self, made):
        assert (made.title, made.month, made.office, made.day, made.sample) == (
            "创建工作推进会", "2023年12月", "创建办", "2024年1月8日", True,
        )  # fmt: skip


@pytest.mark.parametrize("key", list(decks.CATALOGUE))
def test_whatever_is_in_the_catalogue_can_be_shown(meeting, key):
    entry = decks.CATALOGUE[key]
    item = AgendaItem(
        key, unit_type="社区" if "unit_type" in entry.needs else "",
        unit="墨舟社区" if "unit" in entry.needs else "",
    )  # fmt: skip
    if "choice" in entry.needs:
        item = replace(item, choice=next(iter(decks.choices(entry, meeting, item))))
    slide = one(meeting, item.section, item.unit_type, item.unit, item.choice)
    assert not slide.section.empty
    assert set(entry.needs) <= set(entry.takes)


class TestWhatFits:
    def test_a_chart_keeps_first_and_last_rows_with_their_figures(self):
        names = tuple(f"单位{n}" for n in range(30))
        figures = tuple(Figure(2023, 1, unit=name) for name in names)
        chart = Chart(
            "dot", names, (Series("本月", tuple(map(float, range(30)))),), horizontal=True,
            keys=names, figures=figures,
        )  # fmt: skip
        kept, said = fitted_chart(chart, ends=True)
        assert kept.categories == (*names[:5], *names[25:])
        assert kept.keys == kept.categories
        assert [one.unit for one in kept.figures] == list(kept.categories)
        assert kept.series[0].values == (0, 1, 2, 3, 4, 25, 26, 27, 28, 29)
        assert said == "只列前 5 和后 5 行，全部 30 行见表格"

    def test_a_heat_map_keeps_the_figures_of_its_rows(self):
        rows = tuple(Series(f"甲{n}", (1.0, 2.0)) for n in range(15))
        figures = tuple(
            Figure(2023, month, unit=row.name) for row in rows for month in (1, 2)
        )  # fmt: skip
        kept, said = fitted_chart(Chart("heat", ("1月", "2月"), rows, figures=figures), ends=False)
        assert len(kept.series) == 12
        assert kept.figures == figures[:24]
        assert said == "只列前 12 行，全部 15 行见表格"

    def test_months_are_never_cut(self):
        chart = Chart("bar", tuple(f"{n}月" for n in range(1, 13)), (Series("投入", (1.0,) * 12),))
        assert fitted_chart(chart, ends=False) == (chart, "")

    def test_a_table_keeps_the_named_columns_in_their_order(self):
        table = Table(
            (Column("单位"), Column("得分", "score"), Column("失分（分）", "score")),
            tuple((f"甲{n}", float(n), 1.0) for n in range(12)),
            tuple((Figure(2023, 1, unit=f"甲{n}"),) for n in range(12)),
        )
        kept, said = fitted_table(table, ("失分", "单位"))
        assert [column.title for column in kept.columns] == ["失分（分）", "单位"]
        assert len(kept.rows) == len(kept.figures) == MOST_ROWS
        assert kept.rows[0] == (1.0, "甲0")
        assert said == "只列前 10 行，全部 12 行见表格"

    @pytest.mark.parametrize("columns", [(), ("单位", "余下每月需", "失分")])
    def test_a_column_without_any_entry_is_left_out(self, columns):
        table = Table(
            (Column("单位"), Column("余下每月需"), Column("失分（分）", "score")),
            (("甲", "—", None), ("乙", "—", 0.0)),
        )
        kept, _ = fitted_table(table, columns)
        assert [column.title for column in kept.columns] == ["单位", "失分（分）"]
        assert kept.rows == (("甲", None), ("乙", 0.0))

    def test_a_reason_with_its_numbers_is_never_cut(self, meeting, evaluation):
        whole = warnings.warning_list(evaluation, 12, None).table
        shown = one(meeting, "warnings").section.table
        assert shown.rows == whole.rows[:10]
        assert max(len(row[3]) for row in shown.rows) > 36

    def test_long_texts_wrap_and_fewer_rows_are_shown(self):
        table = Table(
            (Column("单位"), Column("依据")), tuple((f"甲{n}", "因" * 110) for n in range(12))
        )
        # A wall of 118 half-width signs: 114 - 2 for 220, so 2 lines (52 + 7 px) a row.
        kept, said = fitted_table(table, room=33 + 6 * 59 + 58)
        assert kept.rows == table.rows[:6]
        assert said == "只列前 6 行，全部 12 行见表格"

    def test_a_row_is_shown_even_where_it_has_no_room(self):
        table = Table((Column("甲"),), (("长" * 110,), ("乙",)))
        assert fitted_table(table, room=10, ends=True)[1] == "只列前 1 行，全部 2 行见表格"

    def test_a_text_too_long_for_any_cell_stands_whole_in_the_notes(self):
        long = "长" * 119 + "3月"
        section = Section("x", "题", table=Table((Column("事项"),), ((long,), ("短",))))
        shown = fitted(section, decks.CATALOGUE["plans"])
        assert whole_cells(section, shown) == (long,)
        assert whole_cells(shown, shown) == ()

    def test_a_long_text_is_cut_with_a_sign_of_it(self):
        assert short("字" * 40, 36) == "字" * 35 + "…"
        assert short("两\n行", 36) == "两 行"


class TestChoices:
    def test_the_numbers_are_those_of_the_pages(self, meeting, evaluation):
        whole = standing.by_dimension(evaluation, 12, None)
        assert one(meeting, "dimensions").section.chart == whole.chart
        table = ranking.ranking(evaluation, 12, "社区", "paced").table
        shown = one(meeting, "ranking", unit_type="社区").section.table
        assert [row[:3] for row in shown.rows] == [row[:3] for row in table.rows]

    def test_an_edited_title_replaces_the_claim(self, meeting):
        slide = one(meeting, "gaps", title="本月差距")
        assert slide.section.title == "本月差距"

    def test_a_title_too_long_for_the_slide_stands_whole_in_the_notes(self, meeting):
        slide = one(meeting, "gaps", title="长" * 300)
        assert slide.section.title == "长" * 79 + "…"
        assert slide.notes[0] == "长" * 300

    @pytest.mark.parametrize(
        ("item", "said"),
        [
            (AgendaItem("ranking"), "这一项要先选单位类型。"),
            (AgendaItem("bullets"), "这一项要先选测评项目或指标。"),
            (AgendaItem("unit-indicators", unit="不在册"), "名册中没有“不在册”。"),
            (AgendaItem("gaps", unit_type="企业"), "名册中没有“企业”这一类单位。"),
            (AgendaItem("radar"), "这一项已经不在可选内容里。"),
        ],
    )
    def test_what_cannot_be_shown_says_why_and_what_to_do(self, meeting, item, said):
        (slide,) = decks.slides(meeting, Agenda("会", (item,)))
        assert slide.section.empty.startswith(said)
        assert "议程" in slide.section.empty

    def test_a_remark_travels_into_the_notes(self, meeting, evaluation):
        place = Place("gaps", Month(2023, 12), "", "")
        said = Remark(1, place, "请教育局说明", "赵", datetime(2024, 1, 6, 9, tzinfo=UTC))
        remarked = replace(meeting, evaluation=replace(evaluation, remarks=(said,)))
        assert any("请教育局说明" in note for note in one(remarked, "gaps").notes)

    def test_what_moved_in_the_register_is_counted_by_its_days_alone(self, store, evaluation):
        full = {"发现日期": "2023-10-30", "整改期限": "2023-11-20", "点位类型": "学校"}
        cases = [full, {**full, "完成日期": "2023-12-05"}, {**full, "发现日期": "2023-12-02"}]
        asked = []

        def read(kind, until, columns):
            asked.append((kind, columns))
            places = {name: place for place, name in enumerate(columns)}
            unit = evaluation.values.units[0].name
            return [
                ListedRow(kind, unit, until, 1, "台账.xlsx", "台账", number, places,
                          tuple(case.get(name) for name in columns))
                for number, case in enumerate(cases, start=2)
            ] if kind == problems.KIND else []  # fmt: skip

        december = decks.gather(store, evaluation, 12, date(2024, 1, 8), read=read)
        assert "problems-moved" in [item.section for item in decks.standard_agenda(december).items]
        shown = one(december, "problems-moved").section
        assert asked == [(problems.KIND, problems.DAYS)] * 2
        assert "新增 1 个，已整改 1 个，逾期由 2 个变为 2 个" in shown.title

    def test_a_month_without_plans_says_so(self, store, evaluation):
        july = decks.gather(store, evaluation, 7, date(2023, 8, 8))
        assert "没有报送过下步计划（未报）" in one(july, "plans").section.empty


class TestSources:
    def test_a_figure_has_its_code_and_its_cells(self, made):
        (bars,) = [slide for slide in made.slides if slide.item.section == "gaps"]
        assert bars.sources[0].startswith("2312-")
        assert any(".xlsx·创建活动·" in line for line in bars.sources)

    def test_a_large_city_has_codes_without_cells(self, store, meeting, monkeypatch):
        monkeypatch.setattr("cityreport.report.deck.sources.MOST_UNITS", 3)
        agenda = Agenda("会", (AgendaItem("gaps"),))
        (slide,) = decks.slides(meeting, agenda, decks.sources_in(store))
        assert slide.sources
        assert all(line.startswith("2312-") for line in slide.sources)


class TestSinceTheLastMeeting:
    def test_up_and_down_are_counted_as_the_scores_moved(self, meeting, evaluation):
        paced = evaluation.city("paced").scored.paced_attainment[0]
        moved = paced[:, 11] - paced[:, 10]
        weights = [one.weight if one.scored else 0 for one in evaluation.framework.indicators]
        up = sum(m > 0.005 and w > 0 for m, w in zip(moved, weights, strict=True))
        down = sum(m < -0.005 and w > 0 for m, w in zip(moved, weights, strict=True))
        title = one(meeting, "since").section.title
        assert title == f"与11月相比：{up} 项指标上升、{down} 项下降，没有更正的月报"

    def test_january_has_no_meeting_before_it(self, store, evaluation):
        january = decks.gather(store, evaluation, 1, date(2023, 2, 8))
        assert one(january, "since").section.empty == "1 月没有同一年度的上次会议可比。"

    def test_a_month_sent_again_after_the_meeting_is_a_correction(self, home, tmp_path):
        store = _resent(tmp_path)
        evaluation = evaluate(store, 2023)
        corrected = decks.gather(store, evaluation, 4, date(2023, 5, 8)).corrections
        assert [(c.unit, str(c.month), c.kind, c.how) for c in corrected] == [
            ("甲社区", "2023-03", "资金投入", "重新报送")
        ]
        later = decks.gather(
            store, evaluation, 4, date(2023, 5, 8), earlier=3, since=date(2023, 4, 25)
        )
        assert later.corrections == ()
        shown = one(decks.gather(store, evaluation, 4, date(2023, 5, 8)), "since").section
        assert "更正 1 张月报" in shown.title
        store.close()


def _resent(folder):
    """甲社区's March, sent on 3 April and again with another amount on 20 April; the due day is 5."""
    book = filled(folder / "甲.xlsx")
    roster = folder / "名册.xlsx"
    _roster(roster)
    assert main(["roster", "load", str(roster)]) == 0
    assert main(["load", str(book), "--received", "2023-04-03"]) == 0
    again = filled(folder / "甲2.xlsx", amount="5000元")
    assert main(["load", str(again), "--received", "2023-04-20"]) == 0
    return Store.open(places().database_url)


def _roster(path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["单位编码", "单位名称", "单位类型"])
    book.active.append(["1", "甲社区", "社区"])
    book.save(path)
