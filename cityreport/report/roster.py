"""单位名册: who reports, with which base figures, and what is missing from the roster."""

from collections.abc import Sequence
from dataclasses import replace

from cityreport.quantities import Quantity, parse_quantity
from cityreport.report.wording import count
from cityreport.roster import Unit
from cityreport.roster.model import BASE_FIGURES
from cityreport.roster.parse import PLAN, REQUIRED
from cityreport.sheets import MEASURE_UNITS
from cityreport.tables.section import Cell, Column, Section, Table

HEADERS = (
    "单位编码", "单位名称", "别名", "单位类型", "上级单位", "常住人口", "户数", "职工数", "学生数",
    "年度资金计划(元)", "应报表种", "启用月份", "停用月份", "备注",
)  # fmt: skip
"""The columns of the roster file, so that the exported table can be loaded again."""


def roster(units: Sequence[Unit]) -> Section:
    """All units in the columns of the roster file, base figures as written."""
    types = dict.fromkeys(unit.unit_type for unit in units)
    counts = "、".join(f"{name} {sum(u.unit_type == name for u in units)}" for name in types)
    return Section(
        key="roster",
        title=f"名册共 {count(len(units))} 家单位：{counts}" if units else "名册为空",
        lead="基数照原文；应报表种为空的，按资金投入、志愿服务、督查检查、创建活动四种",
        table=Table(tuple(Column(name) for name in HEADERS), tuple(_row(unit) for unit in units)),
        empty="" if units else "还没有单位。上传 Excel 名册，或在“上传月报”里从第一批文件建立。",
    )


def roster_file(units: Sequence[Unit]) -> Section:
    """The roster to be filled in Excel and loaded; without units a blank row below the headers."""
    section = roster(units)
    if units:
        return section
    blank = tuple("" for _ in HEADERS)
    return replace(
        section,
        title="单位名册",
        lead=f"一行一家单位，{'、'.join(REQUIRED)}必填；填好后在“设置 › 单位名册”上传",
        table=Table(tuple(Column(name) for name in HEADERS), (blank,)),
        empty="",
    )


def missing_figures(units: Sequence[Unit], needed: dict[str, tuple[str, ...]]) -> Section:
    """Units without a base figure that some indicator of the catalogue needs, as a to-do list.

    ``needed`` names the base figures asked of each unit type.
    """
    rows = tuple(
        (unit.name, unit.unit_type, "、".join(absent))
        for unit in units
        if (absent := [f for f in needed.get(unit.unit_type, ()) if f not in unit.base])
    )
    return Section(
        key="missing-figures",
        title=f"{count(len(rows))} 家单位缺少计算指标要用的基数",
        lead="缺基数的指标不计分；补在名册里，重新上传即可",
        table=Table((Column("单位"), Column("类型"), Column("缺少的基数")), rows),
        empty="" if rows else "计算指标要用的基数都已填写。",
    )


def _row(unit: Unit) -> tuple[Cell, ...]:
    return (
        unit.code, unit.name, "；".join(unit.aliases), unit.unit_type, unit.parent,
        *(_figure(name, unit.base[name]) if name in unit.base else "" for name in BASE_FIGURES),
        "、".join(unit.kinds), str(unit.start or ""), str(unit.end or ""), unit.remark,
    )  # fmt: skip


def _figure(name: str, figure: Quantity) -> str:
    """The figure as written, with the measure unit (万元) where it stood in the header only."""
    if name != PLAN:
        return figure.raw
    texts = [figure.raw, *(f"{figure.raw}{unit}" for unit in MEASURE_UNITS["money"])]
    return next((text for text in texts if _says(text, name, figure)), figure.raw)


def _says(text: str, name: str, figure: Quantity) -> bool:
    read = parse_quantity(text, BASE_FIGURES[name], "money", "")
    return isinstance(read, Quantity) and replace(read, raw=figure.raw) == figure
