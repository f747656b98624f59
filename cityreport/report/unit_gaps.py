"""一单位一表: the unit's gaps, what it has not sent, and what is asked about its data."""

from collections.abc import Sequence

from cityreport.doubts import CODES, Doubt
from cityreport.evaluation import View
from cityreport.pipeline import Evaluation
from cityreport.report import causes
from cityreport.report.attention import amount, shortfall_unit, speed_up, still_needed
from cityreport.report.picked import added, counted
from cityreport.report.standing import weight_with_data
from cityreport.report.wording import VIEW_WORDS, count, source_line
from cityreport.style import NONE, write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Column, Section, Table
from cityreport.tables.workbook import Finding

SEVERITIES = {"error": "◆ 错误", "warning": "▲ 警告"}


def gaps_of_unit(evaluation: Evaluation, name: str, month: int, view: View) -> Section:
    """The unit's gaps, costliest first, and the indicators it has sent nothing for by name."""
    found = evaluation.unit_gaps(month, view, unit=name)
    silent = [one.indicator.name for one in evaluation.not_reported(month) if one.unit == name]
    lost = sum(gap.points_lost for gap in found)
    row = evaluation.values.unit_number(name)
    whole = write(weight_with_data(evaluation, evaluation.scored(view), month, row), "number")
    rows = tuple(
        (
            gap.indicator.name, gap.indicator.weight, gap.points_lost,
            still_needed(gap.shortfall, shortfall_unit(gap)),
            still_needed(gap.needed, shortfall_unit(gap)), amount(gap.recent, shortfall_unit(gap)),
            speed_up(gap), gap.indicator.responsible or NONE, gap.indicator.deadline or NONE,
            causes.of_unit(evaluation, gap.indicator.code, name),
        )
        for gap in found
    )  # fmt: skip
    return Section(
        key="gaps-of-unit",
        title=f"{len(found)} 项指标失分，共 {write(lost, 'score')} 分（有数据的 {whole} 分中）"
        if found
        else "有数据的指标没有失分",
        lead=f"{VIEW_WORDS[view]} · 缺口对照全年目标 · 未报的不算差距",
        table=Table(
            (
                Column("指标"), Column("分值", "number"), Column("失分（分）", "score"), Column("缺口"),
                Column("余下每月需"), Column("近三月月均"), Column("需提速"), Column("责任单位"),
                Column("完成时限"), Column("原因"),
            ),
            rows,
            tuple(
                (Figure(evaluation.year, month, unit=name, indicator=gap.indicator.code, view=view),)
                for gap in found
            ),
        ),
        notes=(f"未报的指标 {len(silent)} 项：{'、'.join(silent)}。",) if silent else (),
        source=source_line(evaluation, month),
        empty="" if found else _no_gap(silent),
    )  # fmt: skip


def doubts_of_unit(found: Sequence[Doubt], name: str, month: int) -> Section:
    """The open questions about the unit's figures up to a month, in words."""
    own = [one for one in found if one.unit == name and one.month.number <= month]
    return Section(
        key="doubts-of-unit",
        title=f"待核实数据 {len(own)} 条" if own else "没有待核实的数据",
        lead="看板不改任何数；在“月报收集”的“待核实数据”里逐条写明",
        table=Table(
            (Column("月份"), Column("表种"), Column("列"), Column("疑点"), Column("依据")),
            tuple((one.month.label, one.kind, one.column or "整张表", CODES[one.code], one.text) for one in own),
            tuple((_asked(one),) for one in own),
        ),
        leads_only=True,
        empty="" if own else "没有等待核实的疑点。",
    )  # fmt: skip


def _asked(one: Doubt) -> Figure:
    """What is asked about: the column's sum of the month, of a whole sheet its rows."""
    about = Figure(one.month.year, one.month.number, unit=one.unit, only_month=one.month.number)
    return added(about, one.kind, one.column) if one.column else counted(about, one.kind)


def findings_of_unit(found: Sequence[tuple[str, Finding]], name: str) -> Section:
    """What was wrong in the files that count, by file, sheet and cell."""
    kept = [(file, one) for file, one in found if one.severity in SEVERITIES]
    return Section(
        key="findings-of-unit",
        title=f"报来的文件里有 {count(len(kept))} 处数据问题" if kept else "报来的文件没有数据问题",
        lead="现行有效的文件中的错误和警告；几家单位合报的文件只列本单位的行",
        table=Table(
            (Column("文件"), Column("工作表"), Column("单元格"), Column("原内容"), Column("程度"),
             Column("问题"), Column("怎么办")),
            tuple(
                (
                    file, one.sheet or NONE, one.cell or NONE, one.value or NONE,
                    SEVERITIES[one.severity], one.message, one.suggestion or NONE,
                )
                for file, one in kept
            ),
        ),
        empty="" if kept else f"{name}报来的文件没有错误和警告。",
    )  # fmt: skip


def _no_gap(silent: Sequence[str]) -> str:
    if silent:
        return f"还没有能计分的差距；未报的指标 {len(silent)} 项：{'、'.join(silent)}。"
    return "有数据的指标都已达到目标。"
