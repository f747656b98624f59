"""汇总表: all units' rows of a period by sheet kind, in the columns of the blank sheets."""

from collections.abc import Mapping, Sequence

from cityreport.pipeline import Evaluation
from cityreport.quantities import Precision, Quantity
from cityreport.report import picked
from cityreport.report.ledger import ledger_cell, ledger_column, written_total
from cityreport.report.picked import of_row, origin
from cityreport.report.wording import source_line
from cityreport.sheets import BY_NAME, KINDS, SheetKind
from cityreport.sheets import Column as SheetColumn
from cityreport.style import NONE, write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Column, Section, Table
from cityreport.tables.stored import KindTotal, StoredRow

MOST_SHOWN = 500
"""More rows than this are only in the workbook; a page with more answers slowly."""

Rows = Mapping[str, Sequence[StoredRow]]
Totals = Mapping[str, KindTotal]
"""Sheet kind → what its rows come to, only kinds that have any."""


def period_words(year: int, first: int, last: int) -> str:
    """The period as it stands in titles and file names: 2023年1—12月."""
    return f"{year}年{last}月" if first == last else f"{year}年{first}—{last}月"


def of_type(
    evaluation: Evaluation, rows: Rows, unit_type: str | None
) -> dict[str, list[StoredRow]]:
    """The rows of the units of a type (all without one) by kind, in template order."""
    types = {unit.name: unit.unit_type for unit in evaluation.roster.units}
    kept = {
        kind.name: [
            row for row in rows.get(kind.name, ()) if unit_type in (None, types.get(row.unit))
        ]
        for kind in KINDS
    }
    return {name: found for name, found in kept.items() if found}


def totals(
    evaluation: Evaluation, added: Totals, first: int, last: int, unit_type: str | None
) -> Section:
    """What every column that adds up comes to, with its bounds where it is approximate."""
    lines = [
        line
        for name, found in added.items()
        for column in BY_NAME[name].measures
        if (line := _total_line(name, found, column))
    ]
    unfilled = [
        f"{name}的{column.name}"
        for name, found in added.items()
        for column in BY_NAME[name].measures
        if all(column.name != one.name for one in found.columns)
    ]
    count = sum(found.rows for found in added.values())
    units = len(frozenset().union(*(found.units for found in added.values())))
    period = period_words(evaluation.year, first, last)
    only = last if first == last else 0
    about = Figure(evaluation.year, last, unit_type=unit_type or "", only_month=only)
    return Section(
        key="merged-totals",
        title=f"{period}：{write(units, 'count')} 家单位共 {write(count, 'count')} 行数据",
        lead="各表种可相加的各列 · 约数按所写的数计入合计，并列出范围 · 空着的格不计入",
        table=Table(
            (
                Column("表种"), Column("列"), Column("合计"), Column("计量单位"), Column("范围"),
                Column("有数的行", "count"), Column("其中约数", "count"), Column("单位数", "count"),
            ),
            tuple(lines),
            tuple((picked.added(about, str(line[0]), str(line[1])),) for line in lines),
        ),
        notes=(
            "月末数（如注册志愿者数）和计量单位不一的数量不相加，见各表明细。",
            *_counted_apart(added),
            *((f"没有单位填写的列：{'、'.join(unfilled)}。",) if unfilled else ()),
        ),
        source=source_line(evaluation, last, tuple(added), unit_type, first),
        empty="" if lines else f"{period}没有登记任何数据行。上传月报，或换一个月份。",
    )  # fmt: skip


def detail(
    evaluation: Evaluation,
    name: str,
    rows: Sequence[StoredRow],
    first: int,
    last: int,
    unit_type: str | None,
    added: KindTotal | None = None,
) -> Section:
    """The rows of one kind in the columns of the blank sheet, raw words, with where they stand.

    ``added`` are the totals where only the first of many rows are given.
    """
    kind, shown = BY_NAME[name], rows[:MOST_SHOWN]
    count = added.rows if added else len(rows)
    units = len(added.units if added else {row.unit for row in rows})
    more = (
        f"页面只列前 {write(MOST_SHOWN, 'count')} 行，全部 {write(count, 'count')} 行在下载的工作簿里。",
    )
    return Section(
        key=f"merged-{kind.slug}",
        title=f"{kind.name}：{write(units, 'count')} 家单位 {write(count, 'count')} 行",
        lead=f"{period_words(evaluation.year, first, last)} · 数量已换算成表头的计量单位，约数附各单位原文 · 未填的必填格写“未填”",
        table=Table(
            (*(ledger_column(column) for column in kind.columns), Column("出处")),
            tuple(_row(kind, row) for row in shown),
            tuple((of_row(row),) for row in shown),
        ),
        notes=more if count > MOST_SHOWN else (),
        source=source_line(evaluation, last, (kind.name,), unit_type, first),
        empty="" if rows else f"这段时间没有{kind.name}的数据行。",
    )


def silent(evaluation: Evaluation, month: int, unit_type: str | None) -> Section:
    """Who has no row in the month, and why: 未报 or 零报告."""
    reports = evaluation.observations.reports
    nothing = reports[(reports["month"] == month) & reports["empty"]]
    empty = set(zip(nothing["unit"].astype(str), nothing["kind"].astype(str), strict=True))
    owed: dict[str, list[str]] = {}
    zero: dict[str, list[str]] = {}
    for row in evaluation.completeness(month).rows:
        if unit_type not in (None, row.unit_type):
            continue
        if not row.reported:
            owed.setdefault(row.unit, []).append(row.kind)
        elif (row.unit, row.kind) in empty:
            zero.setdefault(row.unit, []).append(row.kind)
    lines = [(unit, "未报", "、".join(kinds)) for unit, kinds in owed.items()]
    lines += [(unit, "零报告", "、".join(kinds)) for unit, kinds in zero.items()]
    parts = [f"{len(owed)} 家有表未报"] if owed else []
    parts += [f"{len(zero)} 家有表填“本月无”"] if zero else []
    return Section(
        key="merged-silent",
        title=f"{month}月没有数据行的：{'，'.join(parts)}" if parts else f"{month}月应报的表都有数据行",
        lead="未报的不按 0 计；填“本月无”的按 0 计",
        table=Table((Column("单位"), Column("情况"), Column("表种")), tuple(lines)),
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if lines else "没有未报和零报告的单位。",
    )  # fmt: skip


def _counted_apart(added: Totals) -> tuple[str, ...]:
    said = [f"{name}的{note}" for name in added if (note := BY_NAME[name].sum_note)]
    return (f"{'；'.join(said)}。",) if said else ()


def _total_line(kind: str, added: KindTotal, column: SheetColumn) -> tuple[Cell, ...]:
    # Stocks do not add up over rows, and counts in mixed measure units not at all.
    if column.role != "flow" or not column.measure_unit:
        return ()
    found = next((one for one in added.columns if one.name == column.name), None)
    if found is None:
        return ()
    precision: Precision = "about" if found.approximate else "exact"
    quantity = Quantity("", found.value, precision, found.lower, found.upper)
    words, _, bounds = written_total(quantity, column).partition("（")
    number, _, unit = words.rpartition(" ")
    return (
        kind, column.name, number, unit, bounds.removesuffix("）") or NONE, found.filled,
        found.approximate, found.units,
    )  # fmt: skip


def _row(kind: SheetKind, row: StoredRow) -> tuple[Cell, ...]:
    cells = tuple(_cell(row, column) for column in kind.columns)
    return (*cells, origin(row))


def _cell(row: StoredRow, column: SheetColumn) -> Cell:
    known = {"unit": row.unit, "month": row.month.label, "reporter": row.reporter}
    if column.role in known:
        return known[column.role]
    return ledger_cell(row, column)
