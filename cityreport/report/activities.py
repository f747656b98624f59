"""创建活动: what was held when, by whom, with how many people, papers and pest campaigns."""

from collections.abc import Sequence
from dataclasses import replace
from math import isnan

from cityreport.evaluation import State
from cityreport.pipeline import Evaluation
from cityreport.report.amounts import bounds, cell, joined, with_bounds, written, written_bare
from cityreport.report.breakdowns import (
    by_months,
    figure_of,
    month_names,
    monthly,
    months_figure,
    no_reports,
    peak,
    peak_clause,
    until,
)
from cityreport.report.comparison import against, behind_sentence, unit_rows, units_figure
from cityreport.report.parts import parts_by_month
from cityreport.report.sums import Amount, Scope, peers_of, scope_of, sums_of
from cityreport.report.wording import count, source_line
from cityreport.sheets import BY_NAME
from cityreport.style import write
from cityreport.tables.figure import Figure
from cityreport.tables.section import (
    Cell,
    Chart,
    Column,
    Format,
    Headline,
    Section,
    Series,
    Table,
)

KIND = "创建活动"
EVENTS, PEOPLE = "创建活动.场次", "创建活动.参与人次"
PAPERS, LOADS = "创建活动.宣传资料份数", "创建活动.清运车次"
PESTS = "创建活动.场次[活动类别=病媒消杀]"
NO_CATEGORY = "未填类别"
_CATEGORIES = next(c for c in BY_NAME[KIND].columns if c.name == "活动类别").choices


def headlines(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> tuple[Headline, ...]:
    """Events, person-times, papers, pest campaigns and loads cleared, to date and this month."""
    scope = scope_of(evaluation, month, unit_type, unit)
    shown = (
        ("场次", EVENTS, "场"), ("参与人次", PEOPLE, "人次"), ("宣传资料", PAPERS, "份"),
        ("病媒消杀", PESTS, "场"), ("清运", LOADS, "车次"),
    )  # fmt: skip
    return tuple(
        replace(
            _headline(evaluation, scope, name, text, measure_unit),
            figure=figure_of(evaluation, month, unit_type, unit, text),
        )
        for name, text, measure_unit in shown
    )


def calendar(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """Events by kind and month, with the number in each field and 未报 where nothing came."""
    scope = scope_of(evaluation, month, unit_type, unit)
    held = parts_by_month(evaluation, EVENTS, "活动类别", scope, lambda text: text or NO_CATEGORY)
    came = [one.state for one in monthly(sums_of(evaluation, EVENTS), scope)]
    known = [
        name for name in (*_CATEGORIES, *sorted(held.keys() - set(_CATEGORIES))) if name in held
    ]
    series = tuple(
        Series(
            name,
            tuple(_held(held[name], number, came) for number in range(1, month + 1)),
            texts=tuple(_held_words(held[name], number, came) for number in range(1, month + 1)),
        )
        for name in known
    )  # fmt: skip
    events = figure_of(evaluation, month, unit_type, unit, EVENTS)
    figures = [replace(events, column="活动类别", part=name) for name in known]
    never = [name for name in _CATEGORIES if name not in held and name != "其他"]
    return Section(
        key="activities-calendar",
        title=_calendar_title(scope, held),
        lead="活动类别 × 月份 · 场次（场） · 0 为已报但当月没有这类活动，斜纹为未报",
        chart=Chart(
            "heat", month_names(month), series, format="count", measure_unit="场",
            figures=tuple(one for row in figures for one in by_months(row)),
        ),
        table=Table(
            (Column("活动类别"), *(Column(name, "count") for name in month_names(month)),
             Column("合计（场）", "count")),
            tuple(
                (row.name, *(_table_cell(v, t) for v, t in zip(row.values, row.texts, strict=True)),
                 sum(one.value for one in held[row.name].values()))
                for row in series
            ),
            tuple((None, *by_months(row), row) for row in figures),
        ),
        notes=(f"已报的月份里没有出现过的类别：{'、'.join(never)}。",) if never and known else (),
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty="" if series else _empty(evaluation, scope, EVENTS),
    )  # fmt: skip


def people_by_month(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """Person-times in each month."""
    return _by_month(evaluation, month, unit_type, unit, PEOPLE, "参与人次", "人次")


def papers_by_month(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """Papers handed out in each month."""
    return _by_month(evaluation, month, unit_type, unit, PAPERS, "宣传资料", "份")


def by_unit(evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None) -> Section:
    """Each unit's events against its target, with its other counts in the table."""
    scope = peers_of(evaluation, month, unit_type, unit)
    events = sums_of(evaluation, EVENTS)
    others = [sums_of(evaluation, text) for text in (PEOPLE, PAPERS, LOADS)]

    def cells(number: int) -> tuple[Cell, ...]:
        counts = (cell(one.of_unit(number, month), "count") for one in others)
        return evaluation.values.units[number].unit_type, *counts

    rows = unit_rows(
        evaluation, scope, against(evaluation, month, EVENTS, measure_unit="场"),
        lambda number: events.of_unit(number, month), cells,
    )  # fmt: skip
    return units_figure(
        "activities-units", behind_sentence(rows, "活动场次", "count", "场", unit), "活动场次", rows,
        (Column("类型"), Column("参与人次", "count"), Column("宣传资料（份）", "count"),
         Column("清运车次", "count")),
        "number", "场",
        lead=f"{until(month)} · 场 · 目标取测评标准目录",
        own=unit,
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty="没有需要报送创建活动的单位。",
        figure=Figure(evaluation.year, month, measure=EVENTS),
    )  # fmt: skip


def pest_control(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """Pest campaigns of the units that the catalogue asks for them."""
    scope = peers_of(evaluation, month, unit_type, unit)
    pests = sums_of(evaluation, PESTS)
    asked = against(evaluation, month, PESTS, measure_unit="次")
    rows = unit_rows(
        evaluation, scope, asked, lambda number: pests.of_unit(number, month),
        lambda number: (evaluation.values.units[number].unit_type,),
    )  # fmt: skip
    kept = [
        row for row in rows
        if not isnan(row.target) and (row.value.known or KIND in _kinds(evaluation, row.name))
    ]  # fmt: skip
    none = sum(row.value.known and row.value.value == 0 for row in kept)
    said = behind_sentence(kept, "病媒消杀", "count", "次", unit)
    return units_figure(
        "activities-pests", f"{said}；{count(none)} 家还没有开展" if none else said, "病媒消杀", kept,
        (Column("类型"),), "number", "次",
        lead=f"{until(month)} · 活动类别为“病媒消杀”的场次 · 目标取测评标准目录，只列适用的单位类型",
        own=unit,
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty="测评标准目录没有对本类单位规定病媒消杀次数。",
        figure=Figure(evaluation.year, month, measure=PESTS),
    )  # fmt: skip


def _headline(
    evaluation: Evaluation, scope: Scope, name: str, text: str, measure_unit: str
) -> Headline:
    sums = sums_of(evaluation, text)
    total, now = sums.total(scope), sums.in_month(scope, scope.month)
    note = f"{scope.month}月 {written(now, 'count', measure_unit)}"
    said = bounds(total, "count")
    return Headline(
        f"{until(scope.month)}{name}", written(total, "count", measure_unit),
        f"{said}；{note}" if said else note,
    )  # fmt: skip


def _by_month(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None, text: str,
    name: str, measure_unit: str,
) -> Section:  # fmt: skip
    scope = scope_of(evaluation, month, unit_type, unit)
    sums = sums_of(evaluation, text)
    amounts, total, form = monthly(sums, scope), sums.total(scope), _COUNT
    key = "activities-people" if text == PEOPLE else "activities-papers"
    return months_figure(
        key, _months_title(scope, name, amounts, total, measure_unit), name, amounts, form, measure_unit,
        lead=f"当月数 · {measure_unit} · {sums.units_known(scope)} 家单位有数据",
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty=_empty(evaluation, scope, text),
        figure=figure_of(evaluation, month, unit_type, unit, text),
    )  # fmt: skip


_COUNT: Format = "count"


def _months_title(
    scope: Scope, name: str, amounts: Sequence[Amount], total: Amount, measure_unit: str
) -> str:
    if peak(amounts) is None:
        return f"{scope.name}：{until(scope.month)}{name}{written_bare(total, 'count')}"
    said = (
        f"{scope.name}{until(scope.month)}{name}{joined(with_bounds(total, 'count', measure_unit))}"
    )
    return said + peak_clause(amounts, lambda one: written(one, "count", measure_unit))


def _held(months: dict[int, Amount], number: int, came: Sequence[State]) -> float | None:
    if number in months:
        return months[number].value
    return 0.0 if came[number - 1] is State.VALUE else None


def _held_words(months: dict[int, Amount], number: int, came: Sequence[State]) -> str:
    if number in months:
        return written_bare(months[number], "count")
    return "0" if came[number - 1] is State.VALUE else came[number - 1].word


def _table_cell(value: float | None, words: str) -> Cell:
    return words if value is None else value


def _calendar_title(scope: Scope, held: dict[str, dict[int, Amount]]) -> str:
    if not held:
        return f"{scope.name}：没有活动场次"
    totals = {name: sum(one.value for one in months.values()) for name, months in held.items()}
    whole, first = sum(totals.values()), max(totals, key=lambda name: totals[name])
    inexact = any(one.approximate for months in held.values() for one in months.values())
    total = write(whole, "count", inexact)
    said = f"{scope.name}{until(scope.month)}开展活动 {total} 场"
    if len(held) == 1:
        return f"{said}，都是{first}"
    return f"{said}、{len(held)} 类，{first}最多（{write(totals[first], 'count')} 场）"


def _kinds(evaluation: Evaluation, name: str) -> tuple[str, ...]:
    return evaluation.values.units[evaluation.values.unit_number(name)].kinds


def _empty(evaluation: Evaluation, scope: Scope, text: str) -> str:
    """Why there is nothing: nothing came, nothing was held, or this figure was left blank."""
    total = sums_of(evaluation, text).total(scope)
    if total.known:
        return f"{scope.name}{until(scope.month)}已报送，没有开展创建活动（零报告）。"
    if total.state is State.BLANK:
        column = text.split(".")[1]
        return f"{scope.name}报了{KIND}表，但没有填{column}（未填）。请在月报里补填后重新上传。"
    return no_reports(evaluation, scope, KIND)
