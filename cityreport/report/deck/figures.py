"""Headline figures as a slide: four to six large numbers under one sentence."""

from cityreport.report import standing
from cityreport.report.deck.entry import Build, Figures
from cityreport.report.deck.meeting import Meeting
from cityreport.report.standing import group_of
from cityreport.report.wording import pace_sentence, source_line
from cityreport.tables.agenda import AgendaItem
from cityreport.tables.section import Column, Headline, Section, Table

_COLUMNS = (Column("项目"), Column("数"), Column("说明"))


def standing_figures(meeting: Meeting, item: AgendaItem) -> tuple[Headline, ...]:
    """The headline figures of 总览, with the days to the assessment where a day is set."""
    return standing.headlines(
        meeting.evaluation, meeting.month, item.unit_type or None, item.view, meeting.today
    )


def standing_section(meeting: Meeting, item: AgendaItem) -> Section:
    """Where the city (or a type) stands, in one sentence over its headline figures."""
    group = group_of(meeting.evaluation, item.unit_type or None, item.view)
    rate = next(one for one in standing_figures(meeting, item) if one.label == "报送率")
    said = f"{item.unit_type or '全市'}：{pace_sentence(group, meeting.month)}"
    return Section(
        key="standing",
        title=f"{said}，{meeting.month}月报送率 {rate.text}",
        table=_table(standing_figures(meeting, item)),
        source=source_line(meeting.evaluation, meeting.month),
    )


def figures_section(key: str, kind: str, figures: Figures) -> Build:
    """A builder of the headline figures of a topic, whose sheets are of that kind."""

    def build(meeting: Meeting, item: AgendaItem) -> Section:
        found = figures(meeting, item)
        who = item.unit or item.unit_type or "全市"
        first = found[0]
        return Section(
            key=key,
            title=f"{who}{first.label} {first.text}",
            table=_table(found),
            source=source_line(meeting.evaluation, meeting.month, (kind,)),
        )

    return build


def _table(found: tuple[Headline, ...]) -> Table:
    return Table(
        _COLUMNS,
        tuple((one.label, one.text, one.note) for one in found),
        tuple((one.figure,) for one in found),
    )
