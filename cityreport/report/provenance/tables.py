"""查看出处: the contributions of a figure as tables that add up to it, down to the cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isnan

from cityreport.evaluation import State
from cityreport.pipeline import Evaluation
from cityreport.report.provenance.cells import Evidence, SourceCell, total
from cityreport.report.provenance.codes import code_of
from cityreport.report.provenance.facts import facts_of
from cityreport.report.provenance.picked_words import GONE
from cityreport.report.provenance.words import in_full, name, value, what
from cityreport.report.wording import source_line
from cityreport.style import APPROXIMATE, NONE
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Column, Section, Table

MOST_CELLS = 3000
"""More cells than this are shown unit by unit only; all of them are still added up."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One submission that a figure rests on: its id, its file, and how many of the cells."""

    submission: int
    file: str
    cells: int


def listing(evaluation: Evaluation, month: int) -> Section:
    """The city's indicators at a month with their codes, to begin from."""
    figures = [
        Figure(evaluation.year, month, indicator=one.code)
        for one in evaluation.framework.indicators
    ]
    shown = [one for one in figures if facts_of(evaluation, one).state is State.VALUE]
    return Section(
        key="codes",
        title=f"{evaluation.year}年{month}月全市 {len(shown)} 项有数据的指标",
        lead="点一行看它怎么算、由哪些单元格相加 · 别的数在各页“查看出处”里有自己的出处码",
        table=Table(
            (Column("编码"), Column("指标"), Column("当前值"), Column("出处码")),
            tuple(
                (one.indicator, what(evaluation, one), value(evaluation, one), code_of(one, evaluation))
                for one in shown
            ),
            tuple((one,) for one in shown),
        ),
        source=source_line(evaluation, month),
        empty="" if shown else "本月没有有数据的指标。",
        leads_only=True,
    )  # fmt: skip


def cell_sections(
    evaluation: Evaluation, figure: Figure, found: Sequence[Evidence]
) -> tuple[Section, ...]:
    """One section a side of the figure, its cells with their raw text and their sum."""
    return tuple(
        _cell_section(evaluation, figure, one, f"cells-{place}") for place, one in enumerate(found)
    )


def unit_section(
    evaluation: Evaluation, figure: Figure, found: Sequence[Evidence]
) -> Section | None:
    """What each unit contributes, most first; None for a figure of one unit."""
    if figure.unit or not found:
        return None
    sums = [_by_unit(one.cells) for one in found]
    names = list(dict.fromkeys(unit for side in sums for unit in side))
    names.sort(key=lambda unit: -sums[0].get(unit, 0.0))
    types = {unit.name: unit.unit_type for unit in evaluation.values.units}
    return Section(
        key="source-units",
        title=f"由 {len(names)} 家单位组成",
        lead="点一行看这家单位的单元格",
        table=Table(
            (
                Column("单位"), Column("类型"),
                *(Column(f"{one.name}（{one.unit or '数'}）", "number") for one in found),
            ),
            tuple((unit, types[unit], *(side.get(unit) for side in sums)) for unit in names),
            tuple((replace(figure, unit=unit, unit_type="", needs=()),) for unit in names),
        ),
        source=source_line(evaluation, figure.month),
        empty="" if names else "没有单位报来数据。",
    )  # fmt: skip


def files_of(found: Sequence[Evidence]) -> tuple[SourceFile, ...]:
    """The submissions behind a figure, those with most cells first."""
    counted: dict[tuple[int, str], int] = {}
    for side in found:
        for cell in side.cells:
            if cell.submission is not None:
                key = (cell.submission, cell.file)
                counted[key] = counted.get(key, 0) + 1
    files = (SourceFile(number, file, count) for (number, file), count in counted.items())
    return tuple(sorted(files, key=lambda one: (-one.cells, one.submission)))


def why_no_cells(figure: Figure) -> str:
    """What is said of a figure without any cells."""
    if figure.picked:
        return GONE
    return "得分由各项指标的得分合成，单元格在各指标的出处里。点“整页查看”逐项看。"


def comparison(side: Evidence) -> str:
    """The sum of the cells beside the figure's amount, in words."""
    if isnan(side.amount):
        return f"{side.name}没有数，也没有单元格。"
    figure = in_full(side.amount, side.unit)
    if side.agrees:
        return f"{len(side.cells)} 个数相加 {in_full(side.added, side.unit)}，与{side.name} {figure} 一致，差 0。"
    return (
        f"{len(side.cells)} 个数相加 {in_full(side.added, side.unit)}，{side.name}是 {figure}，"
        "两者不一致。请把本页发给维护人员。"
    )


def _cell_section(evaluation: Evaluation, figure: Figure, side: Evidence, key: str) -> Section:
    shown = side.cells if len(side.cells) <= MOST_CELLS else ()
    several = any(cell.reporter for cell in shown)
    inexact = sum(cell.precision != "exact" for cell in side.cells)
    said = f"，其中 {inexact} 处为约数" if inexact else ""
    return Section(
        key=key,
        title=f"{side.name}：{comparison(side).removesuffix('。')}{said}",
        lead=f"{side.said} · {_unit_words(side)}，原内容照单元格里写的",
        table=Table(
            _columns(side, several=several, inexact=inexact > 0),
            tuple(_rows(shown, several=several, inexact=inexact > 0)),
        ),
        source=f"{name(evaluation, figure)} · {source_line(evaluation, figure.month)}",
        empty=_empty(side, shown),
    )


def _unit_words(side: Evidence) -> str:
    return "一行计 1" if side.counts else f"数值已换算成{side.unit or '个'}"


def _columns(side: Evidence, *, several: bool, inexact: bool) -> tuple[Column, ...]:
    reporter = (Column("填报方"),) if several else ()
    return (
        Column("单位"), *reporter, Column("月份"), Column("文件"), Column("工作表"), Column("单元格"),
        Column("原内容"), Column(f"数值（{side.unit or '数'}）", "number"),
        *((Column("约"),) if inexact else ()), Column("登记编号"),
    )  # fmt: skip


def _rows(
    cells: Sequence[SourceCell], *, several: bool, inexact: bool
) -> Iterator[tuple[Cell, ...]]:
    for cell in cells:
        about = "" if cell.precision == "exact" else APPROXIMATE
        yield (
            cell.unit, *((cell.reporter or NONE,) if several else ()),
            cell.month.label if cell.month else NONE, cell.file, cell.sheet or NONE,
            cell.cell or NONE, cell.raw, cell.value,
            *((about,) if inexact else ()),
            NONE if cell.submission is None else str(cell.submission),
        )  # fmt: skip


def _empty(side: Evidence, shown: Sequence[SourceCell]) -> str:
    if shown:
        return ""
    if side.cells:
        return f"共 {len(side.cells)} 个单元格，太多了，不逐个列出；请在上表点一家单位。"
    if not isnan(side.amount):
        return "没有单元格：这几个月报的都是零报告（本月无），或没有符合条件的行，合计为 0。"
    return "没有单元格：没有报送，或格子没有填。"


def _by_unit(cells: Sequence[SourceCell]) -> dict[str, float]:
    grouped: dict[str, list[SourceCell]] = {}
    for cell in cells:
        grouped.setdefault(cell.unit, []).append(cell)
    return {unit: total(own) for unit, own in grouped.items()}
