"""建成了什么: what the money made, from 实事项目 and from 完成数量 beside the amounts."""

from collections.abc import Mapping, Sequence

from cityreport.pipeline import Evaluation
from cityreport.quantities import add
from cityreport.report.investments import KIND as MONEY
from cityreport.report.ledger import as_quantity
from cityreport.report.picked import of_row, origin, words
from cityreport.report.sums import scope_of
from cityreport.report.wording import count, source_line
from cityreport.style import NONE, write
from cityreport.tables.section import Cell, Column, Section, Table
from cityreport.tables.stored import StoredQuantity, StoredRow

PROJECTS = "实事项目"
DONE = "完成数量"
NAMED, MOST_UNITS = 3, 60


def builders(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> tuple[str, ...]:
    """The units of a selection that say what was built, no more than a page can list."""
    scope = scope_of(evaluation, month, unit_type, unit)
    done = evaluation.observations.facts_of(MONEY, DONE)
    sent = evaluation.sent.reports
    works = (sent["kind"] == PROJECTS) & (sent["month"] <= month) & (sent["rows"] > 0)
    told = {*sent.loc[works, "unit"], *done.loc[done["month"] <= month, "unit"]}
    names = (evaluation.values.units[number].name for number in scope.numbers)
    return tuple(name for name in names if name in told)[:MOST_UNITS]


def built(
    evaluation: Evaluation,
    told: Sequence[str],
    projects: Sequence[StoredRow],
    money: Sequence[StoredRow],
    month: int,
    unit_type: str | None,
    unit: str | None,
) -> Section:
    """Every work with its amount, whom it serves, and the money that its sheet names for it.

    ``told`` are the ``builders``, ``projects`` and ``money`` their rows.
    """
    scope = scope_of(evaluation, month, unit_type, unit)
    counted = [row for row in money if DONE in row.quantities]
    paid = _paid(money)
    rows = [_project_line(row, paid) for row in projects] + [_money_line(row) for row in counted]
    shown = [*projects, *counted]
    return Section(
        key="built",
        title=_title(scope.name, rows),
        lead="实事项目表逐项，加上资金投入表里写了完成数量的 · 资金照“关联资金项目”对上同一单位的项目名称，对不上的不写",
        table=Table(
            (
                Column("单位"), Column("月份"), Column("项目"), Column("做成了什么"), Column("数量"),
                Column("计量单位"), Column("受益户数（户）"), Column("受益人数（人）"),
                Column("对应资金（万元）"), Column("出处"),
            ),
            tuple(rows),
            tuple((of_row(row),) for row in shown),
        ),
        notes=(f"只列前 {MOST_UNITS} 家单位，其余请在上面选单位看。",) if len(told) == MOST_UNITS else (),
        source=source_line(evaluation, month, (MONEY,), unit_type),
        empty="" if rows else f"{scope.name}没有报送{PROJECTS}，资金投入表也没有填完成数量。"
        "请在月报里写明钱做成了什么。",
    )  # fmt: skip


def _paid(money: Sequence[StoredRow]) -> dict[tuple[str, str], list[StoredQuantity]]:
    """The amounts by unit and 项目名称; without that name they belong to no work."""
    paid: dict[tuple[str, str], list[StoredQuantity]] = {}
    for row in money:
        name = words(row, "项目名称")
        if name and "金额" in row.quantities:
            paid.setdefault((row.unit, name), []).append(row.quantities["金额"])
    return paid


def _project_line(
    row: StoredRow, paid: Mapping[tuple[str, str], Sequence[StoredQuantity]]
) -> tuple[Cell, ...]:
    named = paid.get((row.unit, words(row, "关联资金项目")), ())
    made = words(row, "成果名称") or words(row, "项目名称") or NONE
    return (
        row.unit, row.month.label, words(row, "项目名称") or NONE, made, _amount(row, "数量"),
        words(row, "计量单位") or NONE, _amount(row, "受益户数"), _amount(row, "受益人数"),
        _added(named), origin(row),
    )  # fmt: skip


def _money_line(row: StoredRow) -> tuple[Cell, ...]:
    name = words(row, "项目名称") or NONE
    paid = [row.quantities["金额"]] if "金额" in row.quantities else []
    return (
        row.unit, row.month.label, name, name, _amount(row, DONE),
        words(row, "计量单位") or NONE, NONE, NONE, _added(paid), origin(row),
    )  # fmt: skip


def _amount(row: StoredRow, column: str) -> str:
    if column not in row.quantities:
        return NONE
    one = row.quantities[column]
    return write(one.value, "number", one.precision != "exact")


def _added(paid: Sequence[StoredQuantity]) -> str:
    """The money in 万元, 约 where any part of it is."""
    if not paid:
        return NONE
    whole = add([as_quantity(one) for one in paid])
    return write(whole.value, "money", whole.precision != "exact")


def _title(name: str, rows: Sequence[tuple[Cell, ...]]) -> str:
    known = [row for row in rows if row[4] != NONE]
    if not rows:
        return f"{name}：建成了什么"
    said = "、".join(f"{row[3]} {row[4]} {row[5]}" for row in known[:NAMED])
    more = "等" if len(known) > NAMED else ""
    return f"{name}报了 {count(len(rows))} 项建成的内容" + (f"：{said}{more}" if said else "")
