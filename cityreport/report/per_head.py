"""Units of one type per head, with the denominator named (product I5)."""

from cityreport.evaluation import State
from cityreport.pipeline import Evaluation
from cityreport.report.activities import EVENTS
from cityreport.report.activities import KIND as EVENTS_KIND
from cityreport.report.amounts import cell, scaled, written
from cityreport.report.breakdowns import until
from cityreport.report.investments import INVESTED
from cityreport.report.investments import KIND as MONEY_KIND
from cityreport.report.investments import RULE as INVESTED_RULE
from cityreport.report.sums import Amount, Scope, Sums, quotient, scope_of, sums_of
from cityreport.report.volunteers import HOURS
from cityreport.report.volunteers import KIND as HOURS_KIND
from cityreport.report.wording import source_line
from cityreport.roster import Unit
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Column, Format, Section, Table

HEADS = ("常住人口", "学生数", "职工数")
"""Which base figure counts a type's heads: the first that most of its units have."""
NOT_OWED = "不需报"
_SHOWN: tuple[tuple[str, Format], ...] = (
    (MONEY_KIND, "number"), (HOURS_KIND, "hours"), (EVENTS_KIND, "number"),
)  # fmt: skip
_HOURS_FOR, _EVENTS_FOR = 100, 1000


def per_head(evaluation: Evaluation, month: int, unit_type: str) -> Section:
    """Money, volunteer hours and activities per head of each unit, most hours first."""
    scope = scope_of(evaluation, month, unit_type, None)
    name = denominator(evaluation, scope)
    heads = sums_of(evaluation, f"名册.{name}")
    sums = [sums_of(evaluation, text) for text in (INVESTED, HOURS, EVENTS)]
    found = [
        (evaluation.values.units[n], heads.of_unit(n, month), _rates(sums, heads, n, month))
        for n in scope.numbers
    ]
    found.sort(key=lambda one: (not one[2][1].known, -one[2][1].value if one[2][1].known else 0))
    known = any(rate.known for _, _, rates in found for rate in rates)
    return Section(
        key="per-head",
        title=_title(unit_type, name, found),
        lead=f"分母：单位名册中的{name} · {until(month)} · 投入{INVESTED_RULE}",
        table=Table(
            (Column("单位"), Column(f"{name}（人）", "count"), Column("人均投入（元/人）", "number"),
             Column(f"每百人（{name}）志愿服务时长（小时）", "hours"),
             Column(f"每千人（{name}）创建活动（场次）", "number")),
            tuple(_row(*one) for one in found),
            tuple((Figure(evaluation.year, month, unit=one[0].name),) for one in found),
        ),
        leads_only=True,
        notes=("各单位只报自己的工作，而上级单位的常住人口含下属单位的人口：上级单位的人均数不能与下属单位比。",)
        if name == HEADS[0] else (),
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if known else f"{unit_type}还没有可以按人头比较的数：报送的数或名册中的{name}不全。",
    )  # fmt: skip


def denominator(evaluation: Evaluation, scope: Scope) -> str:
    """The base figure most units of the scope have; the first one where none has any."""
    units = [evaluation.values.units[n] for n in scope.numbers]
    return max(HEADS, key=lambda name: sum(name in unit.base for unit in units))


def _rates(sums: list[Sums], heads: Sums, n: int, month: int) -> tuple[Amount, Amount, Amount]:
    money, hours, events = (
        quotient(one.of_unit(n, month), heads.of_unit(n, month), base=True) for one in sums
    )
    return money, scaled(hours, _HOURS_FOR), scaled(events, _EVENTS_FOR)


def _row(unit: Unit, heads: Amount, rates: tuple[Amount, Amount, Amount]) -> tuple[Cell, ...]:
    count = cell(heads, "count") if heads.known else State.NO_DENOMINATOR.word
    shown = (
        NOT_OWED if rate.state is State.MISSING and kind not in unit.kinds else cell(rate, form)
        for rate, (kind, form) in zip(rates, _SHOWN, strict=True)
    )
    return (unit.name, count, *shown)


def _title(
    unit_type: str, name: str, found: list[tuple[Unit, Amount, tuple[Amount, Amount, Amount]]]
) -> str:
    known = [(unit, rates[1]) for unit, _, rates in found if rates[1].known]
    if len(known) < 2:
        return f"{unit_type}按{name}的人均比较"
    best, rate = known[0]
    return f"{unit_type}每百人（{name}）志愿服务时长，{best.name}最多（{written(rate, 'hours', '小时')}）"
