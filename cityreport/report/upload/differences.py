"""What a replacement changes: which cells, old → new, and what it does to the unit's score (C5)."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

from cityreport.period import Month
from cityreport.pipeline import Evaluation, FileResult
from cityreport.report.upload.replacing import Held
from cityreport.report.upload.totals import keyed_rows
from cityreport.sheets import BY_NAME
from cityreport.style import NONE, write
from cityreport.tables.ledger import CellText, LedgerRow, ReportKey
from cityreport.tables.section import Cell, Column, Section, Table
from cityreport.tables.stored import StoredRow

MOST_ROWS = 500
_CHANGED, _ADDED, _GONE = "改了", "新增一行", "少了一行"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of either version: its number, texts and amounts with their cells, by column."""

    number: int
    texts: Mapping[str, CellText]
    amounts: Mapping[str, CellText]

    @property
    def name(self) -> str:
        """What one would call the row: its first texts, else its number."""
        words = [text.text for text in self.texts.values()][:2]
        return " · ".join(words) or f"第 {self.number} 行"


def changed_cells(
    results: Sequence[FileResult], held: Mapping[ReportKey, Sequence[Held]]
) -> Section:
    """Every cell that a replacement changes, row by row, with the rows that come and go."""
    found = [
        (key, line)
        for result in results
        if result.registrable
        for key, rows in keyed_rows(result.reading).items()
        if key in held
        for line in _differences([row for one in held[key] for row in one.rows], rows)
    ]
    shown = found[:MOST_ROWS]
    more = f"，这里列出前 {MOST_ROWS} 处" if len(found) > len(shown) else ""
    return Section(
        key="upload-differences",
        title=f"与已登记的相比有 {len(found)} 处不同{more}" if found else "各行各格与已登记的完全一样",
        lead="行按名称和类别对应，再按表里的先后 · 括号里是各自文件的单元格",
        table=Table(
            (
                Column("单位"), Column("月份"), Column("表种"), Column("变化"), Column("哪一行"),
                Column("哪一列"), Column("已登记的"), Column("新的"),
            ),
            tuple((key.unit, key.month.label, key.kind, *line) for key, line in shown),
            wrapped=True,
        ),
        empty="" if found else "重报的内容与已登记的一样，替换后数字不变。",
    )  # fmt: skip


def score_effect(before: Evaluation, after: Evaluation, keys: Sequence[ReportKey]) -> Section:
    """The score of each unit whose reports are replaced, now and after the commit."""
    places = dict.fromkeys((key.unit, key.month) for key in keys if key.month.year == before.year)
    rows = tuple(_score_row(before, after, unit, month) for unit, month in places)
    moved = sum(row[4] not in (NONE, "不变") for row in rows)
    return Section(
        key=f"upload-effect-{before.year}",
        title=f"提交后 {moved} 家次的得分有变化" if moved else "提交后得分不变",
        lead=f"{before.year}年 · 序时得分 · 按这批可登记的文件全部提交计算，现在还没有保存",
        table=Table(
            (
                Column("单位"), Column("月份"), Column("现在得分"), Column("提交后得分"), Column("变化"),
                Column("现在名次"), Column("提交后名次"),
            ),
            rows,
        ),
    )  # fmt: skip


def _score_row(before: Evaluation, after: Evaluation, unit: str, month: Month) -> tuple[str, ...]:
    old, new = _score(before, unit, month), _score(after, unit, month)
    moved = NONE
    if old is not None and new is not None:
        step = new - old
        moved = (
            f"{'＋' if step > 0 else '－'}{write(abs(step), 'score')}"
            if abs(step) > 1e-9
            else "不变"
        )
    ranks = (_rank(before, unit, month), _rank(after, unit, month))
    return (unit, month.label, _words(old), _words(new), moved, *ranks)


def _score(evaluation: Evaluation, unit: str, month: Month) -> float | None:
    """The score that may be shown, None where the data are not enough (method.md section 6)."""
    at = (evaluation.values.unit_number(unit), month.number - 1)
    scored = evaluation.scored()
    score = float(scored.score[at])
    return None if isnan(score) or not scored.enough[at] else score


def _words(score: float | None) -> str:
    return "数据不足" if score is None else write(score, "score")


def _rank(evaluation: Evaluation, unit: str, month: Month) -> str:
    rank = int(evaluation.ranking(month.number).rank[evaluation.values.unit_number(unit)])
    return f"第 {rank} 名" if rank else NONE


def _differences(old: Sequence[StoredRow], new: Sequence[LedgerRow]) -> Iterator[tuple[Cell, ...]]:
    before, after = [_stored(row) for row in old], [_read(row) for row in new]
    pairs = _matched(before, after)
    for earlier, later in pairs:
        yield from _changes(earlier, later)
    for row in _rest(before, [earlier for earlier, _ in pairs]):
        yield (_GONE, row.name, "整行", _amounts(row), NONE)
    for row in _rest(after, [later for _, later in pairs]):
        yield (_ADDED, row.name, "整行", NONE, _amounts(row))


def _matched(before: Sequence[_Row], after: Sequence[_Row]) -> list[tuple[_Row, _Row]]:
    """Rows that are the same entry: by all texts, by name, by amounts, then by their order."""
    keys: tuple[Callable[[_Row], Hashable], ...] = (
        lambda row: (tuple(_plain(row.texts)), tuple(_plain(row.amounts))),
        lambda row: tuple(_plain(row.texts)),
        lambda row: row.name if row.texts else None,
        lambda row: tuple(_plain(row.amounts)),
    )
    pairs: list[tuple[_Row, _Row]] = []
    left, right = list(before), list(after)
    for key in keys:
        pairs += _paired(left, right, key)
    if len(left) == len(right):
        pairs += zip(left, right, strict=True)
    return sorted(pairs, key=lambda pair: pair[1].number)


def _paired(
    left: list[_Row], right: list[_Row], key: Callable[[_Row], Hashable]
) -> list[tuple[_Row, _Row]]:
    """Pairs of equal key in order; they are taken out of both lists."""
    waiting: dict[Hashable, list[_Row]] = {}
    for row in right:
        waiting.setdefault(key(row), []).append(row)
    pairs = []
    for row in list(left):
        others = waiting.get(key(row))
        if others and key(row) is not None:
            other = others.pop(0)
            pairs.append((row, other))
            _remove(left, row)
            _remove(right, other)
    return pairs


def _remove(rows: list[_Row], row: _Row) -> None:
    rows[:] = [one for one in rows if one is not row]


def _rest(rows: Sequence[_Row], taken: Sequence[_Row]) -> list[_Row]:
    known = {id(row) for row in taken}
    return [row for row in rows if id(row) not in known]


def _changes(earlier: _Row, later: _Row) -> Iterator[tuple[Cell, ...]]:
    for old, new in ((earlier.texts, later.texts), (earlier.amounts, later.amounts)):
        for column in dict.fromkeys((*old, *new)):
            was, now = old.get(column), new.get(column)
            if (was.text if was else "") != (now.text if now else ""):
                yield (_CHANGED, later.name, column, _at(was), _at(now))


def _at(cell: CellText | None) -> str:
    return f"{cell.text}（{cell.cell}）" if cell else "（空）"


def _plain(cells: Mapping[str, CellText]) -> list[tuple[str, str]]:
    return [(name, cell.text) for name, cell in cells.items()]


def _amounts(row: _Row) -> str:
    return "、".join(f"{name} {cell.text}" for name, cell in row.amounts.items()) or NONE


def _stored(row: StoredRow) -> _Row:
    amounts = {
        name: CellText(_written(row.kind, name, one.value, one.raw, one.precision), one.cell)
        for name, one in row.quantities.items()
    }
    return _Row(row.row, row.texts, amounts)


def _read(row: LedgerRow) -> _Row:
    amounts = {
        name: CellText(
            _written(row.kind, name, one.quantity.value, one.quantity.raw, one.quantity.precision),
            one.cell,
        )
        for name, one in row.quantities.items()
    }
    return _Row(row.row, row.texts, amounts)


def _written(kind: str, column: str, value: float, raw: str, precision: str) -> str:
    """An amount in its stored measure unit; an inexact one with the words of its cell."""
    declared = BY_NAME[kind].column(column)
    unit = declared.measure_unit if declared else ""
    if precision != "exact":
        return f"{write(value, 'number', approximate=True)} {unit}（{raw}）"
    return f"{write(value, 'number')} {unit}".strip()
