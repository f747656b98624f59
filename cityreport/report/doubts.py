"""待核实数据: what the months make doubtful, with evidence and cells; what people answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from cityreport.doubts import CODES, Answered, Doubt
from cityreport.doubts.figures import MEASURES
from cityreport.pipeline import Doubts, Evaluation
from cityreport.report.picked import added, of_row
from cityreport.report.wording import count
from cityreport.sheets import BY_NAME
from cityreport.sheets import Column as SheetColumn
from cityreport.style import NONE, write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Chart, Column, Headline, Section, Series, Table
from cityreport.tables.stored import StoredRow

MOST_SHOWN = 12
"""More questions at once are not answered; the rest follow when these are."""
_CELLS_NAMED = 4
_NOTHING = "{span}的数据没有待核实的疑点。新的月报提交后会自动再查。"


@dataclass(frozen=True, slots=True)
class Selected:
    """The doubts of a selection: up to a month, of a unit type, of one unit."""

    open: tuple[Doubt, ...]
    answered: tuple[Answered, ...]


def select(
    evaluation: Evaluation, found: Doubts, month: int, unit_type: str | None = None,
    unit: str | None = None,
) -> Selected:  # fmt: skip
    """The doubts about the months up to one, of one unit type and unit where they are given."""
    names = {
        one.name
        for one in evaluation.roster.units
        if unit_type in (None, one.unit_type) and unit in (None, one.name)
    }

    def meant(doubt: Doubt) -> bool:
        return doubt.unit in names and doubt.month.number <= month

    review = found.review
    return Selected(
        tuple(filter(meant, review.open)),
        tuple(one for one in review.answered if meant(one.doubt)),
    )


def headlines(selected: Selected, today: date) -> tuple[Headline, ...]:
    """How many questions are open, answered and to be followed up."""
    units = {doubt.unit for doubt in selected.open}
    kinds: dict[str, int] = {}
    for doubt in selected.open:
        kinds[CODES[doubt.code]] = kinds.get(CODES[doubt.code], 0) + 1
    commonest = max(kinds, key=lambda name: kinds[name], default="")
    waiting = [one for one in selected.answered if one.answer.verdict == "待跟进"]
    overdue = _overdue(waiting, today)
    summaries = sum(one.answer.verdict == "汇总数" for one in selected.answered)
    return (
        Headline("待核实", f"{count(len(selected.open))} 处", f"{count(len(units))} 家单位" if units else "",
                 "疑点只提醒、不改数；核实以前照原数计算。"),
        Headline("最多的一类", commonest or NONE, f"{kinds[commonest]} 处" if commonest else ""),
        Headline("待跟进", f"{count(len(waiting))} 处", f"其中 {count(len(overdue))} 处已过跟进日期" if overdue else ""),
        Headline("已核实", f"{len(selected.answered) - len(waiting)} 处",
                 f"其中 {count(summaries)} 处为汇总数，不计入" if summaries else ""),
    )  # fmt: skip


def count_line(evaluation: Evaluation, found: Doubts, month: int, unit_type: str | None) -> str:
    """待核实 n 处 in one line for 总览; empty when nothing is open."""
    chosen = select(evaluation, found, month, unit_type)
    if not chosen.open:
        return ""
    units = len({doubt.unit for doubt in chosen.open})
    return f"待核实数据 {count(len(chosen.open))} 处（{count(units)} 家单位）"


def questions(selected: Selected) -> tuple[Doubt, ...]:
    """The open doubts to ask now, unit by unit, the surest first; no more than can be answered."""
    order = list(CODES)
    own: dict[str, list[Doubt]] = {}
    for doubt in selected.open:
        own.setdefault(doubt.unit, []).append(doubt)
    ranked = sorted(own.values(), key=lambda some: min(order.index(one.code) for one in some))
    asked = [one for some in ranked for one in sorted(some, key=lambda d: order.index(d.code))]
    return tuple(asked[:MOST_SHOWN])


def rest(selected: Selected) -> str:
    """How many more doubts wait behind those asked now, "" without any."""
    more = len(selected.open) - MOST_SHOWN
    return f"另有 {count(more)} 处没有列出：先核实上面的，或在上面选择单位。" if more > 0 else ""


def nothing_open(evaluation: Evaluation, month: int) -> Section:
    """What is said in place of the doubts when there are none."""
    span = f"{evaluation.year}年1—{month}月" if month > 1 else f"{evaluation.year}年1月"
    return Section("doubts-none", "没有待核实的疑点", empty=_NOTHING.format(span=span))


def evidence(found: Doubts, doubt: Doubt, rows: Mapping[str, Sequence[StoredRow]]) -> Section:
    """One question with the unit's months drawn and the very cells; ``rows`` by sheet kind."""
    found_in = tuple(_cells(doubt, rows.get(doubt.kind, ())))
    cells = tuple(cell for cell, _ in found_in)
    subject = f"{doubt.kind}{f'的{doubt.column}' if doubt.column else ''}"
    chart = _months(found, doubt)
    return Section(
        key=f"doubt-{_slug(doubt)}",
        title=f"{doubt.unit}{doubt.month.number}月{subject}：{CODES[doubt.code]}",
        lead=doubt.text,
        chart=chart,
        table=Table(
            (Column("文件"), Column("工作表"), Column("单元格"), Column("列"), Column("原文")),
            cells,
            tuple((of_row(row),) for _, row in found_in),
        ),
        source=_source(cells),
    )


def form_key(doubt: Doubt) -> str:
    """A short key of the doubt for the widgets of its answer."""
    return _slug(doubt)


def answers(selected: Selected, now: datetime) -> Section:
    """What people answered: who, when, why, who follows up until when; to follow up first.

    ``now`` is aware: its day says what is overdue, its zone how the times are written.
    """
    listed = sorted(
        selected.answered,
        key=lambda one: (one.answer.verdict != "待跟进", -one.answer.at.timestamp()),
    )
    waiting = [one for one in listed if one.answer.verdict == "待跟进"]
    overdue = len(_overdue(waiting, now.date()))
    late = f"，{count(overdue)} 处已过跟进日期" if overdue else ""
    title = f"已答复 {count(len(listed))} 处，其中待跟进 {count(len(waiting))} 处{late}"
    return Section(
        key="doubts-answered",
        title=title if listed else "还没有答复过疑点",
        lead="数值不变，答复一直有效；数值改了会重新提问",
        table=Table(
            (
                Column("单位"), Column("月份"), Column("疑点"), Column("依据"), Column("核实结果"),
                Column("原因"), Column("责任人"), Column("跟进日期"), Column("核实人"), Column("核实时间"),
            ),
            tuple(_answer_row(one, now) for one in listed),
        ),
        empty="" if listed else "核实疑点后，结果、原因和核实人列在这里。",
    )  # fmt: skip


def left_out_notes(
    evaluation: Evaluation, month: int, units: Iterable[str] | None = None
) -> tuple[str, ...]:
    """The reports left out as summaries of children, a sentence a unit (method.md section 13)."""
    meant = None if units is None else set(units)
    by_unit: dict[str, list[str]] = {}
    for unit, of, kind in sorted(evaluation.left_out, key=lambda one: (one[0], one[1], one[2])):
        if of <= month and (meant is None or unit in meant):
            by_unit.setdefault(unit, []).append(f"{of}月{kind}")
    return tuple(
        f"{unit}{'、'.join(sheets)}已核实为下属单位汇总数，算已报送，数字不计入。"
        for unit, sheets in by_unit.items()
    )


def _overdue(waiting: Iterable[Answered], today: date) -> list[Answered]:
    return [one for one in waiting if one.answer.follow_up and one.answer.follow_up < today]


def _slug(doubt: Doubt) -> str:
    kind = BY_NAME[doubt.kind]
    names = [column.name for column in kind.columns]
    place = names.index(doubt.column) if doubt.column else "sheet"
    return f"{doubt.code}-{doubt.unit}-{doubt.month}-{kind.slug}-{place}"


def _cells(doubt: Doubt, rows: Sequence[StoredRow]) -> Iterable[tuple[tuple[Cell, ...], StoredRow]]:
    for row in rows:
        if row.unit != doubt.unit or row.month != doubt.month:
            continue
        for name, quantity in row.quantities.items():
            if doubt.column in ("", name):
                yield (row.file, row.sheet, quantity.cell, name, quantity.raw), row


def _source(cells: Sequence[tuple[Cell, ...]]) -> str:
    if not cells:
        return "出处：该月为零报告或没有这一列，没有单元格。"
    file, sheet = cells[0][0], cells[0][1]
    same = [cell for cell in cells if cell[:2] == (file, sheet)]
    named = "、".join(f"{cell[2]}（{cell[4]}）" for cell in same[:_CELLS_NAMED])
    more = f"等 {len(cells)} 格" if len(cells) > min(len(same), _CELLS_NAMED) else ""
    return f"出处：{file} · {sheet} · {named}{more}"


def _months(found: Doubts, doubt: Doubt) -> Chart | None:
    """The unit's months as a line, the median of the others dotted where one was compared."""
    column = _drawn(found, doubt)
    if column is None:
        return None
    values = found.figures.series(doubt.unit, doubt.kind, column.name)
    shown = tuple(None if np.isnan(value) else float(value) for value in values)
    texts = tuple(
        write(value, "number") if at == doubt.month.number and value is not None else ""
        for at, value in enumerate(shown, start=1)
    )
    series = [Series(column.name, shown, texts=texts if any(texts) else ())]
    if doubt.usual is not None:
        last = max((at for at, value in enumerate(shown) if value is not None), default=0)
        median = tuple(doubt.usual if at <= last else None for at in range(len(shown)))
        series.append(Series("其余各月中位数", median, "pace"))
    months = tuple(f"{number}月" for number in range(1, len(shown) + 1))
    return Chart(
        "line", months, tuple(series), format="number", measure_unit=column.measure_unit,
        figures=_figures(found, doubt, column, shown),
    )  # fmt: skip


def _figures(
    found: Doubts, doubt: Doubt, column: SheetColumn, shown: Sequence[float | None]
) -> tuple[Figure | None, ...]:
    """The months' own sums; a stock is no sum of its rows."""
    if column.role != "flow" or BY_NAME[doubt.kind].dated_by:
        return ()
    year = doubt.month.year
    return tuple(
        None if value is None
        else added(Figure(year, at, unit=doubt.unit, only_month=at), doubt.kind, column.name)
        for at, value in enumerate(shown, start=1)
    )  # fmt: skip


def _drawn(found: Doubts, doubt: Doubt) -> SheetColumn | None:
    """The column asked about, for a whole sheet its first one with a value in the month."""
    for kind, column in MEASURES:
        if kind.name != doubt.kind or doubt.column not in ("", column.name):
            continue
        value = found.figures.series(doubt.unit, kind.name, column.name)[doubt.month.number - 1]
        if doubt.column or not np.isnan(value):
            return column
    return None


def _answer_row(one: Answered, now: datetime) -> tuple[Cell, ...]:
    doubt, answer = one.doubt, one.answer
    until = f"{answer.follow_up:%Y-%m-%d}" if answer.follow_up else NONE
    late = "（已过）" if answer.follow_up and answer.follow_up < now.date() else ""
    return (
        doubt.unit, f"{doubt.month.number}月", CODES[doubt.code], doubt.text.rpartition("：")[0],
        answer.verdict, answer.reason or NONE, answer.owner or NONE,
        f"{until}{late if answer.verdict == '待跟进' else ''}", answer.by,
        f"{answer.at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}",
    )  # fmt: skip
