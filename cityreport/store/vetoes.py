"""The 负面清单: the office's own items, and ticks that are kept also when they are lifted."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from cityreport.errors import UserError
from cityreport.store.engine import instant
from cityreport.store.schema import UNIT, VETO_ITEM, VETO_TICK
from cityreport.tables.vetoes import DropItem, Lift, NewItem, Tick, VetoChange, VetoList, VetoTick


def vetoes(connection: Connection) -> VetoList:
    """The office's own items and all ticks, the oldest first."""
    own = connection.scalars(select(VETO_ITEM.c.words).order_by(VETO_ITEM.c.id))
    joined = VETO_TICK.outerjoin(UNIT, UNIT.c.id == VETO_TICK.c.unit_id)
    asked = select(VETO_TICK, UNIT.c.name).select_from(joined).order_by(VETO_TICK.c.id)
    return VetoList(tuple(own), tuple(map(_tick, connection.execute(asked))))


def change(connection: Connection, wanted: VetoChange, by: str, at: datetime) -> str:
    """Make one change; what it was done to. UserError in words where it makes no sense, or does
    not say who."""
    if not by.strip():
        raise UserError("请写明是谁在修改负面清单。")
    match wanted:
        case NewItem(words):
            _add(connection, words.strip(), by, at)
            return words.strip()
        case DropItem(words):
            _drop(connection, words)
            return words
        case Tick():
            _keep(connection, wanted, by, at)
            return _ticked(wanted)
        case Lift(number, reason):
            _lift(connection, number, reason.strip(), by, at)
            return next(_ticked(one) for one in vetoes(connection).ticks if one.id == number)


def _ticked(tick: Tick | VetoTick) -> str:
    return f"{tick.unit or '全市'}：{tick.item}"


def _add(connection: Connection, words: str, by: str, at: datetime) -> None:
    if not words:
        raise UserError("请写出要增加的负面清单项目。")
    if words in vetoes(connection).items:
        raise UserError(f"负面清单里已有“{words}”。")
    entry = {"words": words, "made_by": by, "made_at": instant(at)}
    connection.execute(insert(VETO_ITEM).values(entry))


def _drop(connection: Connection, words: str) -> None:
    if any(tick.item == words for tick in vetoes(connection).standing):
        raise UserError(f"“{words}”还勾选着，请先撤销勾选再删除。")
    gone = connection.execute(delete(VETO_ITEM).where(VETO_ITEM.c.words == words))
    if not gone.rowcount:
        raise UserError(f"“{words}”不是本市增加的项目，不能删除。")


def _keep(connection: Connection, tick: Tick, by: str, at: datetime) -> None:
    known = vetoes(connection)
    if tick.item not in known.items:
        raise UserError(f"负面清单里没有“{tick.item}”，请刷新后重新选择。")
    if tick.on > at.date():
        raise UserError(f"发生日期 {tick.on:%Y-%m-%d} 在今天之后，请检查。")
    if not tick.note.strip():
        raise UserError("请写明情况（说明）。")
    if any((one.item, one.unit) == (tick.item, tick.unit) for one in known.standing):
        raise UserError(f"{tick.unit or '全市'}已勾选“{tick.item}”，不用再勾。")
    entry = {
        "item": tick.item, "unit_id": _unit_id(connection, tick.unit), "happened": tick.on.isoformat(),
        "note": tick.note.strip(), "made_by": by, "made_at": instant(at),
    }  # fmt: skip
    connection.execute(insert(VETO_TICK).values(entry))


def _unit_id(connection: Connection, unit: str | None) -> int | None:
    if unit is None:
        return None
    found = connection.scalar(select(UNIT.c.id).where(UNIT.c.name == unit))
    if found is None:
        raise UserError(f"单位名册里没有“{unit}”，没有勾选。")
    return int(found)


def _lift(connection: Connection, number: int, reason: str, by: str, at: datetime) -> None:
    if not reason:
        raise UserError("请写明为什么撤销勾选。")
    standing = (VETO_TICK.c.id == number) & VETO_TICK.c.lifted_at.is_(None)
    entry = {"lifted_by": by, "lifted_at": instant(at), "lifted_reason": reason}
    if not connection.execute(update(VETO_TICK).where(standing).values(entry)).rowcount:
        raise UserError("这条勾选已经撤销，请刷新页面。")


def _tick(row: Row[Any]) -> VetoTick:
    return VetoTick(
        id=row.id,
        item=row.item,
        unit=row.name,
        on=date.fromisoformat(row.happened),
        note=row.note,
        by=row.made_by,
        at=datetime.fromisoformat(row.made_at),
        lifted_by=row.lifted_by or "",
        lifted_at=datetime.fromisoformat(row.lifted_at) if row.lifted_at else None,
        lifted_reason=row.lifted_reason or "",
    )
