"""志愿服务: hours, person-times and registered volunteers, and what falls on each volunteer."""

from collections.abc import Sequence
from dataclasses import replace

from cityreport.evaluation import State
from cityreport.pipeline import Evaluation
from cityreport.report.amounts import (
    bounds,
    cell,
    joined,
    scaled,
    with_bounds,
    written,
    written_bare,
)
from cityreport.report.breakdowns import (
    by_months,
    figure_of,
    month_names,
    monthly,
    months_figure,
    no_reports,
    parts_figure,
    peak,
    peak_clause,
    until,
)
from cityreport.report.comparison import Against, against, behind_sentence, unit_rows, units_figure
from cityreport.report.parts import Part, parts_of
from cityreport.report.sums import (
    Amount,
    Scope,
    left_out,
    peers_of,
    quotient,
    rate_of,
    scope_of,
    sums_of,
)
from cityreport.report.wording import count, source_line
from cityreport.style import write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Chart, Column, Format, Headline, Section, Series, Table

KIND = "志愿服务"
HOURS, PEOPLE = "志愿服务.服务时长", "志愿服务.参与人次"
REGISTERED, RECORDED = "志愿服务.期末注册志愿者数", "志愿服务.其中有服务记录人数"
POPULATION = "名册.常住人口"
STOCK_RULE = "期末注册数取每家单位本年最近一次填报的数，几个填报方（如教职工、学生）相加"


def headlines(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> tuple[Headline, ...]:
    """Hours, person-times, registered volunteers, how many are active, and hours per head."""
    scope = scope_of(evaluation, month, unit_type, unit)
    hours, people, registered = (sums_of(evaluation, text) for text in (HOURS, PEOPLE, REGISTERED))
    now, now_people = hours.in_month(scope, month), people.in_month(scope, month)
    known = registered.units_known(scope)

    def figure(measure: str, below: str = "") -> Figure:
        return replace(figure_of(evaluation, month, unit_type, unit, measure), below=below)

    return (
        Headline(f"{until(month)}服务时长", written(hours.total(scope), "hours", "小时"),
                 f"{month}月 {written(now, 'hours', '小时')}", figure=figure(HOURS)),
        Headline(f"{until(month)}参与人次", written(people.total(scope), "count", "人次"),
                 f"{month}月 {written(now_people, 'count', '人次')}", figure=figure(PEOPLE)),
        Headline(
            "期末注册志愿者", written(registered.total(scope), "count", "人"),
            bounds(registered.total(scope), "count") or f"{count(known)} 家单位有数据", f"{STOCK_RULE}。",
            figure(REGISTERED),
        ),
        replace(_active_headline(evaluation, scope), figure=figure(RECORDED, REGISTERED)),
        replace(_per_head_headline(evaluation, scope), figure=figure(HOURS, REGISTERED)),
    )  # fmt: skip


def hours_by_month(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """Hours of service in each month."""
    return _by_month(evaluation, month, unit_type, unit, HOURS, ("服务时长", "hours", "小时"))


def people_by_month(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """Person-times in each month."""
    return _by_month(evaluation, month, unit_type, unit, PEOPLE, ("参与人次", "count", "人次"))


def by_category(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """Hours by kind of service, largest first."""
    scope = scope_of(evaluation, month, unit_type, unit)
    parts = parts_of(evaluation, HOURS, "服务类别", scope, lambda text: text or "未填类别")
    return parts_figure(
        "volunteers-categories", _parts_title(scope, parts), "服务类别", "服务时长", parts,
        "hours", "小时",
        lead=f"{until(month)} · 小时（各人服务时间之和）",
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty=_empty(evaluation, scope, HOURS),
        figure=figure_of(evaluation, month, unit_type, unit, HOURS),
    )  # fmt: skip


def registered_by_month(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """Registered volunteers at each month's end, with those who have a service record."""
    scope = scope_of(evaluation, month, unit_type, unit)
    registered = monthly(sums_of(evaluation, REGISTERED), scope)
    recorded = monthly(sums_of(evaluation, RECORDED), scope)
    names = month_names(month)
    figures = [
        figure_of(evaluation, month, unit_type, unit, text) for text in (REGISTERED, RECORDED)
    ]
    series = tuple(
        Series(
            name, tuple(one.value if one.known else None for one in amounts),
            texts=tuple(written_bare(one, "count") for one in amounts),
        )
        for name, amounts in (("注册志愿者", registered), ("有服务记录", recorded))
    )  # fmt: skip
    return Section(
        key="volunteers-registered",
        title=_registered_title(evaluation, scope, registered[-1]),
        lead="人 · 月末数 · 取每家单位本年最近一次填报的数，几个填报方相加",
        chart=Chart(
            "line", names, series, format="count", measure_unit="人", figures=by_months(figures[0]),
        ),
        table=Table(
            (Column("月份"), Column("注册志愿者（人）", "count"), Column("上下限"),
             Column("有服务记录（人）", "count")),
            tuple(
                (name, cell(one, "count"), bounds(one, "count") or "—", cell(other, "count"))
                for name, one, other in zip(names, registered, recorded, strict=True)
            ),
            tuple(
                (None, one, None, other)
                for one, other in zip(*(by_months(figure) for figure in figures), strict=True)
            ),
        ),
        source=source_line(evaluation, month, (KIND,), unit_type),
        help=f"{STOCK_RULE}；当月没填的沿用上月，不跨年。",
        empty="" if registered[-1].known else _empty(evaluation, scope, REGISTERED),
    )  # fmt: skip


def by_unit(evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None) -> Section:
    """Hours on each registered volunteer, unit by unit, with the other figures per head."""
    scope = peers_of(evaluation, month, unit_type, unit)
    hours, people, registered, recorded, population = (
        sums_of(evaluation, text) for text in (HOURS, PEOPLE, REGISTERED, RECORDED, POPULATION)
    )

    def per_head(number: int) -> Amount:
        return quotient(hours.of_unit(number, month), registered.of_unit(number, month))

    def cells(number: int) -> tuple[Cell, ...]:
        volunteers = registered.of_unit(number, month)
        people_each = quotient(people.of_unit(number, month), volunteers)
        active = scaled(quotient(recorded.of_unit(number, month), volunteers), 100)
        of_people = scaled(quotient(volunteers, population.of_unit(number, month), base=True), 100)
        return (
            evaluation.values.units[number].unit_type, cell(volunteers, "count"),
            cell(people_each, "score"), cell(active, "percent"), cell(of_people, "percent"),
        )  # fmt: skip

    rows = unit_rows(evaluation, scope, _asked(evaluation, month), per_head, cells)
    return units_figure(
        "volunteers-units", behind_sentence(rows, "人均服务时长", "score", "小时", unit), "人均服务时长", rows,
        (Column("类型"), Column("注册志愿者（人）", "count"), Column("人均参与（人次）", "score"),
         Column("有服务记录占注册（%）", "percent"), Column("注册占常住人口（%）", "percent")),
        "score", "小时",
        lead=f"{until(month)}服务时长÷期末注册志愿者数 · 小时/人 · 人均参与同一分母",
        notes=("常住人口只有社区、街道、镇等填在单位名册中，没有的为缺基数。",),
        own=unit,
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty="没有需要报送志愿服务的单位。",
        figure=Figure(evaluation.year, month, measure=HOURS, below=REGISTERED),
    )  # fmt: skip


def _by_month(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None, text: str,
    what: tuple[str, str, str],
) -> Section:  # fmt: skip
    scope = scope_of(evaluation, month, unit_type, unit)
    name, form, measure_unit = what
    amounts, total = (
        monthly(sums_of(evaluation, text), scope),
        sums_of(evaluation, text).total(scope),
    )
    key = "volunteers-hours" if text == HOURS else "volunteers-people"
    return months_figure(
        key, _months_title(scope, name, amounts, total, what), name, amounts, form, measure_unit,  # type: ignore[arg-type]
        lead=f"当月数 · {measure_unit} · {sums_of(evaluation, text).units_known(scope)} 家单位有数据",
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty=_empty(evaluation, scope, text),
        figure=figure_of(evaluation, month, unit_type, unit, text),
    )  # fmt: skip


def _asked(evaluation: Evaluation, month: int) -> Against | None:
    return against(evaluation, month, HOURS, REGISTERED, "小时")


def _active_headline(evaluation: Evaluation, scope: Scope) -> Headline:
    recorded = sums_of(evaluation, RECORDED).total(scope)
    rate = rate_of(sums_of(evaluation, RECORDED), sums_of(evaluation, REGISTERED), scope)
    if not rate.amount.known:
        return Headline(
            "其中有服务记录", written(recorded, "count", "人"), "占注册志愿者的比例无法计算"
        )
    parts = f"{write(rate.numerator, 'count')}/{write(rate.denominator, 'count')}"
    apart = _apart(evaluation, scope, RECORDED, "有服务记录人数", ("count", "人"))
    note = f"占注册志愿者 {written_bare(rate.amount, 'rate')}（{parts}）{apart}"
    return Headline("其中有服务记录", written(recorded, "count", "人"), note)


def _apart(
    evaluation: Evaluation, scope: Scope, text: str, name: str, unit: tuple[Format, str]
) -> str:
    """Who is not in a rate per volunteer, as a tail of its note: one of its parts is missing."""
    top, registered = sums_of(evaluation, text), sums_of(evaluation, REGISTERED)
    people, volunteers = left_out(registered, top, scope)
    units, amount = left_out(top, registered, scope)
    told = (
        f"；另 {count(people)} 家{joined(written(volunteers, 'count', '人'))}没有报{name}，不计"
        if people
        else "",
        f"；另 {count(units)} 家{joined(written(amount, *unit))}没有报注册志愿者数，不计"
        if units
        else "",
    )
    return "".join(told)


def _per_head_headline(evaluation: Evaluation, scope: Scope) -> Headline:
    rate = rate_of(sums_of(evaluation, HOURS), sums_of(evaluation, REGISTERED), scope)
    help_text = (
        f"服务时长 ÷ 期末注册志愿者数，只计两项都有数的单位：{count(rate.units)} 家，"
        f"{write(rate.numerator, 'hours')} 小时 ÷ {write(rate.denominator, 'count')} 人。"
    )
    asked = _asked(evaluation, scope.month)
    targets = {asked.due[number] for number in scope.numbers} if asked else set()
    if not rate.amount.known:
        return Headline("注册志愿者人均时长", rate.amount.state.word, "服务时长 ÷ 期末注册志愿者数")
    due = f"；本月应达到 {write(targets.pop(), 'number')} 小时" if len(targets) == 1 else ""
    apart = _apart(evaluation, scope, HOURS, "服务时长", ("hours", "小时"))
    note = f"÷ {write(rate.denominator, 'count')} 名注册志愿者{due}{apart}"
    return Headline("注册志愿者人均时长", written(rate.amount, "score", "小时"), note, help_text)


def _months_title(
    scope: Scope, name: str, amounts: Sequence[Amount], total: Amount, what: tuple[str, str, str]
) -> str:
    if peak(amounts) is None:
        return f"{scope.name}：{until(scope.month)}没有{name}数据"
    form, unit = what[1], what[2]
    said = f"{scope.name}{until(scope.month)}{name}{joined(with_bounds(total, form, unit))}"  # type: ignore[arg-type]
    return said + peak_clause(amounts, lambda one: written(one, form, unit))  # type: ignore[arg-type]


def _parts_title(scope: Scope, parts: Sequence[Part]) -> str:
    whole = sum(part.amount.value for part in parts)
    if whole <= 0:
        return f"{scope.name}：没有按服务类别的时长"
    first = parts[0]
    share = write(first.amount.value / whole, "rate", first.amount.approximate)
    return f"{scope.name}服务时长以{first.name}最多，{written(first.amount, 'hours', '小时')}，占 {share}"


def _registered_title(evaluation: Evaluation, scope: Scope, last: Amount) -> str:
    if not last.known:
        return f"{scope.name}：没有注册志愿者数"
    recorded = sums_of(evaluation, RECORDED).total(scope)
    said = f"{scope.name}注册志愿者{joined(with_bounds(last, 'count', '人'))}"
    if not recorded.known:
        return f"{said}，有服务记录人数未填"
    return f"{said}，其中有服务记录 {written(recorded, 'count', '人')}"


def _empty(evaluation: Evaluation, scope: Scope, text: str) -> str:
    """Why there is nothing: nothing came, or it came without this figure."""
    if sums_of(evaluation, text).total(scope).state is State.BLANK:
        column = text.split(".")[1]
        return f"{scope.name}报了{KIND}表，但没有填{column}（未填）。请在月报里补填后重新上传。"
    return no_reports(evaluation, scope, KIND)
