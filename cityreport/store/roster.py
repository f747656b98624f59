"""The roster: units by code, kept when a new file leaves them out (details.md C27)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.roster.model import Roster, Unit, fold_name
from cityreport.store.encoding import quantity_from_json, quantity_to_json
from cityreport.store.schema import UNIT


def roster(connection: Connection) -> Roster:
    """All units in the order they were first entered."""
    rows = connection.execute(select(UNIT).order_by(UNIT.c.id))
    return Roster(tuple(_unit(row) for row in rows))


def save_units(connection: Connection, units: Sequence[Unit], *, sample: bool) -> None:
    """Add new units and renew known ones; UserError if the result would be ambiguous."""
    known = {unit.code: unit for unit in roster(connection).units}
    merged = _merged(known, units)
    _check(units, merged.values())
    new = [_record(unit) for code, unit in merged.items() if code not in known]
    renewed = [_record(merged[code]) for code in known if merged[code] != known[code]]
    if new:
        connection.execute(insert(UNIT), [{**record, "sample": sample} for record in new])
    if renewed:
        _renew(connection, renewed)
    if not sample:
        codes = [unit.code for unit in units if unit.code in known]
        own = update(UNIT).where(UNIT.c.code == bindparam("of_code")).values(sample=False)
        if codes:
            connection.execute(own, [{"of_code": code} for code in codes])


def _merged(known: dict[str, Unit], units: Sequence[Unit]) -> dict[str, Unit]:
    merged = known | {unit.code: unit for unit in units}
    given = {unit.code for unit in units}
    renamed = {
        known[code].name: merged[code].name
        for code in known
        if known[code].name != merged[code].name
    }
    # Children that the new rows do not mention follow their parent to its new name.
    return {
        code: unit
        if code in given or unit.parent not in renamed
        else replace(unit, parent=renamed[unit.parent])
        for code, unit in merged.items()
    }


def _check(units: Sequence[Unit], merged: Iterable[Unit]) -> None:
    faults = [
        f"单位编码“{code}”用了 {count} 次"
        for code, count in Counter(unit.code for unit in units).items()
        if count > 1
    ]
    owners: dict[str, Unit] = {}
    for unit in merged:
        for name in (unit.name, *unit.aliases):
            owner = owners.setdefault(fold_name(name), unit)
            if owner.code != unit.code:
                faults.append(
                    f"“{name}”既是{_called(owner)}的名称或别名，又是{_called(unit)}的名称或别名"
                )
    if faults:
        raise UserError(f"单位名册没有保存：{'；'.join(faults)}。请改正后再上传。")


def _called(unit: Unit) -> str:
    return f"“{unit.name}”（编码 {unit.code}）"


def _renew(connection: Connection, records: list[dict[str, object]]) -> None:
    changed: dict[str, object] = {
        name: bindparam(f"new_{name}") for name in records[0] if name != "code"
    }
    statement = update(UNIT).where(UNIT.c.code == bindparam("new_code")).values(**changed)
    connection.execute(
        statement, [{f"new_{name}": value for name, value in one.items()} for one in records]
    )


def _record(unit: Unit) -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "unit_type": unit.unit_type,
        "aliases": list(unit.aliases),
        "parent": unit.parent,
        "base": {name: quantity_to_json(figure) for name, figure in unit.base.items()},
        "kinds": list(unit.kinds),
        "start_month": None if unit.start is None else unit.start.key,
        "end_month": None if unit.end is None else unit.end.key,
        "remark": unit.remark,
    }


def _unit(row: Row[Any]) -> Unit:
    return Unit(
        code=row.code,
        name=row.name,
        unit_type=row.unit_type,
        aliases=tuple(row.aliases),
        parent=row.parent,
        base={name: quantity_from_json(figure) for name, figure in row.base.items()},
        kinds=tuple(row.kinds),
        start=None if row.start_month is None else Month.from_key(row.start_month),
        end=None if row.end_month is None else Month.from_key(row.end_month),
        remark=row.remark,
    )
