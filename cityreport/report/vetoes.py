"""负面清单: what is ticked, said over any score in words (method.md section 6, product D9)."""

from collections.abc import Sequence
from datetime import tzinfo

from cityreport.pipeline import CITY, Evaluation
from cityreport.style import NONE
from cityreport.tables.section import Cell, Column, Section, Table
from cityreport.tables.vetoes import VetoList, VetoTick

SAID = "负面清单"


def ticked(
    evaluation: Evaluation, *, unit_type: str | None = None, unit: str | None = None
) -> tuple[str, ...]:
    """The sentences to stand over a score: of the city always, of units where they are shown."""
    types = {one.name: one.unit_type for one in evaluation.roster.units}
    return tuple(
        sentence(tick)
        for tick in sorted(evaluation.vetoes, key=lambda tick: tick.unit is not None)
        if tick.unit is None
        or (tick.unit == unit if unit else unit_type in (None, types.get(tick.unit)))
    )


def of_units(evaluation: Evaluation) -> dict[str, str]:
    """What is ticked for single units, in words, by unit; for the rows of a table."""
    found: dict[str, list[str]] = {}
    for tick in evaluation.vetoes:
        if tick.unit is not None:
            found.setdefault(tick.unit, []).append(tick.item)
    return {unit: f"{SAID}：{'；'.join(items)}" for unit, items in found.items()}


def sentence(tick: VetoTick) -> str:
    """One tick as it stands over a score: where, what, when and the note."""
    return f"{SAID} · {tick.unit or CITY}：{tick.item}（{_day(tick)}）。{tick.note}"


def checklist(known: VetoList) -> Section:
    """Every item with whether it is ticked, for whom and since when."""
    standing = [tick.item for tick in known.standing]
    rows = tuple(_item_row(item, known) for item in _all_items(known))
    return Section(
        key="veto-items",
        title=f"{len(rows)} 项中 {len(set(standing))} 项已勾选" if standing else f"{len(rows)} 项都没有勾选",
        lead="由人逐项核对勾选，程序不判断 · 勾选后写在得分上方，不改变任何数字",
        table=Table(
            (Column("项目"), Column("是否发生"), Column("范围"), Column("发生日期"), Column("来源")), rows
        ),
        notes=("公开通知里见到的项目列为“公开通知”；各届口径不同，以本届正式文件为准，本市可以增加项目。",),
    )  # fmt: skip


def ticks(known: VetoList, zone: tzinfo | None) -> Section:
    """Every tick with who made it and, where it was lifted, who did and why; newest first."""
    return Section(
        key="veto-ticks",
        title=f"勾选记录 {len(known.ticks)} 条，{len(known.standing)} 条有效"
        if known.ticks
        else "没有勾选记录",
        lead="撤销的也保留 · 新的在前",
        table=Table(
            (Column("范围"), Column("项目"), Column("发生日期"), Column("说明"), Column("状态"),
             Column("勾选人"), Column("勾选时间"), Column("撤销")),
            tuple(_tick_row(tick, zone) for tick in reversed(known.ticks)),
        ),
        empty="" if known.ticks else "还没有勾选过任何项目。发生负面清单所列情形时，在上面勾选并写明情况。",
    )  # fmt: skip


def _all_items(known: VetoList) -> Sequence[str]:
    """The list in force, and what is ticked although the office dropped it."""
    return tuple(dict.fromkeys((*known.items, *(tick.item for tick in known.standing))))


def _item_row(item: str, known: VetoList) -> tuple[Cell, ...]:
    found = [tick for tick in known.standing if tick.item == item]
    return (
        item, "■ 已勾选" if found else "□ 未勾选",
        "、".join(tick.unit or CITY for tick in found) or NONE,
        "、".join(_day(tick) for tick in found) or NONE,
        "本市增加" if item in known.own else "公开通知",
    )  # fmt: skip


def _tick_row(tick: VetoTick, zone: tzinfo | None) -> tuple[Cell, ...]:
    lifted = ""
    if tick.lifted_at is not None:
        when = f"{tick.lifted_at.astimezone(zone):%Y-%m-%d %H:%M}"
        lifted = f"{tick.lifted_by} {when} {tick.lifted_reason}"
    return (
        tick.unit or CITY, tick.item, _day(tick), tick.note,
        "■ 有效" if tick.standing else "× 已撤销", tick.by,
        f"{tick.at.astimezone(zone):%Y-%m-%d %H:%M}", lifted,
    )  # fmt: skip


def _day(tick: VetoTick) -> str:
    return f"{tick.on.year}年{tick.on.month}月{tick.on.day}日"
