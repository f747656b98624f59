"""The expressions of 分子 and 分母: ``表种.列名[列=值、值；列≠值]`` (details.md A3, A15, E7)."""

import re
from typing import Final

from cityreport.framework.model import (
    DATA_SOURCE,
    REPORTING_SOURCE,
    ROSTER_SOURCE,
    SYSTEM_MEASURES,
    Behaviour,
    Filter,
    Measure,
)
from cityreport.roster.model import BASE_FIGURES
from cityreport.sheets import BY_NAME, KINDS, SheetKind
from cityreport.sheets import Column as SheetColumn
from cityreport.tables.named import CellError, fold

_EXPRESSION: Final = re.compile(r"(?:([^.\[\]]+)\.)?([^.\[\]]+?)(?:\[(.*)\])?")
_CONDITION: Final = re.compile(r"([^=≠]+?)(=|≠|!=|<>)(.+)")
_BRACKETS: Final = str.maketrans("【】", "[]")
_SUGGESTION: Final = (
    "写法如：志愿服务.服务时长、资金投入.金额[资金来源=单位自筹、居民集资]、名册.常住人口。"
)


def parse_measure(text: str) -> Measure:
    """The measure an expression names; CellError in Chinese when it names none.

    A bare column name is accepted where exactly one sheet kind has it as a quantity.
    """
    match = _EXPRESSION.fullmatch(fold(text).translate(_BRACKETS))
    if match is None:
        raise CellError("bad-measure", f"“{text}”不是正确的取数写法。", _SUGGESTION)
    source, column, conditions = match[1], match[2], match[3]
    if source is None:
        source = _only_source(column)
    if source in BY_NAME:
        return _sheet_measure(BY_NAME[source], column, conditions)
    return _office_measure(source, column, conditions)


def unlisted_values(measure: Measure) -> tuple[str, ...]:
    """The filter values that are not among the choices of their column, as 列=值."""
    if not measure.from_sheet:
        return ()
    kind = BY_NAME[measure.source]
    return tuple(
        f"{condition.column}={value}"
        for condition in measure.filters
        for value in condition.values
        if (choices := _choices(kind, condition.column)) and value not in choices
    )


def _choices(kind: SheetKind, column: str) -> tuple[str, ...]:
    found = kind.column(column)
    return found.choices if found is not None else ()


def _only_source(column: str) -> str:
    """The one source that has the column; CellError when there is none or several."""
    sources = [kind.name for kind in KINDS if _quantity(kind, column) is not None]
    sources += [ROSTER_SOURCE] if column in BASE_FIGURES else []
    sources += [source for source, names in SYSTEM_MEASURES.items() if column in names]
    if not sources:
        raise CellError("unknown-measure", f"没有哪张表有“{column}”这一列。", _SUGGESTION)
    if len(sources) > 1:
        named = "、".join(f"{source}.{column}" for source in sources)
        raise CellError(
            "ambiguous-measure", f"“{column}”在多张表里都有。", f"请写明是哪一个：{named}。"
        )
    return sources[0]


def _quantity(kind: SheetKind, name: str) -> SheetColumn | None:
    return next((c for c in kind.measures if name in (fold(c.name), fold(c.title))), None)


def _sheet_measure(kind: SheetKind, name: str, conditions: str | None) -> Measure:
    column = _quantity(kind, name)
    if column is None:
        known = "、".join(measure.name for measure in kind.measures) or "（无数量列）"
        raise CellError(
            "unknown-measure", f"“{kind.name}”表没有“{name}”这个数量列。", f"可用的列：{known}。"
        )
    behaviour: Behaviour = "stock" if column.role == "stock" else "flow"
    if behaviour == "stock" and conditions is not None:
        # A month-end figure belongs to the unit, not to the row it happens to stand in.
        raise CellError(
            "bad-filter", f"“{column.name}”是期末数，不能加方括号条件。", "请去掉方括号。"
        )
    filters = () if conditions is None else _filters(kind, conditions)
    return Measure(kind.name, column.name, behaviour, filters)


def _office_measure(source: str, name: str, conditions: str | None) -> Measure:
    names = tuple(BASE_FIGURES) if source == ROSTER_SOURCE else SYSTEM_MEASURES.get(source)
    if names is None:
        known = "、".join((*BY_NAME, ROSTER_SOURCE, REPORTING_SOURCE, DATA_SOURCE))
        raise CellError("unknown-measure", f"没有“{source}”这张表。", f"可用的表：{known}。")
    if name not in names:
        raise CellError(
            "unknown-measure", f"“{source}”没有“{name}”。", f"可用的：{'、'.join(names)}。"
        )
    if conditions is not None:
        raise CellError("bad-filter", f"“{source}.{name}”不能加方括号条件。", "请去掉方括号。")
    return Measure(source, name, "base" if source == ROSTER_SOURCE else "flow")


def _filters(kind: SheetKind, conditions: str) -> tuple[Filter, ...]:
    parts = [part for part in conditions.split(";") if part]
    if not parts:
        raise CellError(
            "bad-filter", "方括号里没有条件。", "写法如 [资金来源=单位自筹、居民集资]。"
        )
    filters = tuple(_filter(kind, part) for part in parts)
    columns = [condition.column for condition in filters]
    if len(set(columns)) < len(columns):
        raise CellError("bad-filter", "同一列写了两个条件。", "同一列的几个值请用“、”连写。")
    return filters


def _filter(kind: SheetKind, condition: str) -> Filter:
    match = _CONDITION.fullmatch(condition)
    if match is None:
        raise CellError(
            "bad-filter", f"条件“{condition}”看不懂。", "写法如 资金来源=单位自筹、居民集资。"
        )
    column = next((c for c in kind.dimensions if fold(c.name) == match[1]), None)
    if column is None:
        known = "、".join(dimension.name for dimension in kind.dimensions) or "（无）"
        raise CellError(
            "bad-filter", f"“{kind.name}”表不能按“{match[1]}”筛选。", f"可筛选的列：{known}。"
        )
    known_values = {fold(choice): choice for choice in column.choices}
    values = tuple(known_values.get(value, value) for value in match[3].split("、") if value)
    if not values:
        raise CellError("bad-filter", f"条件“{condition}”没有写值。", "请在等号后写上值。")
    return Filter(column.name, values, negated=match[2] != "=")
