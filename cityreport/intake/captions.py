"""What the lines around a table say: 填报单位, 月份, 填报方, 单位:万元, titles, 本月无."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial

from cityreport.intake.columns import KNOWN_UNITS
from cityreport.intake.grid import Grid, fold, is_day, is_number
from cityreport.intake.spelling import Spelled, month_cell, spelled
from cityreport.remembered import remembered
from cityreport.roster.model import Roster, Unit
from cityreport.tables.workbook import Address

_ORGANISATION = (
    "填报单位|报送单位|上报单位|填表单位|单位名称|填报社区|报送社区|填报学校|编报单位|单位"
)
_REPORTER = "填报方|填报部门|填报科室|报送部门|报送科室"
_OTHER = "月份|所属月份|填报月份|填报日期|填报时间|填表人|填报人|审核人|负责人|联系人|电话|金额单位|计量单位"
_NEXT_LABEL = rf"(?=\s*(?:{_ORGANISATION}|{_REPORTER}|{_OTHER})\s*(?:\([^)]*\))?\s*[:：]|$)"
_LABELLED = {
    name: re.compile(rf"(?:{words})\s*(?:\([^)]*\))?\s*:\s*(.*?){_NEXT_LABEL}")
    for name, words in (("unit", _ORGANISATION), ("reporter", _REPORTER))
}
_BARE = {
    name: re.compile(rf"(?:{words})(?:\([^)]*\))?:?")
    for name, words in (("unit", _ORGANISATION.removesuffix("|单位")), ("reporter", _REPORTER))
}
_FILLED_ON = re.compile(
    r"(?:填报|填表|制表|上报|报送|报表|打印)?(?:日期|时间)\s*:?\s*[\d年月日号./\-\s]*"
)
_MEASURE = re.compile(r"(?:金额|货币|计量)?单位\s*:?\s*(?:人民币)?\s*([^\s()]+)")
_JOINTS = re.compile(r"[、,/;和]")
_ASKS_FOR_NONE = re.compile(r"本月无.*请.*填")
_NONE_WORDS = re.compile(
    r"(?:本月|当月|本期)?(?:暂|均)?(?:无|没有|未开展|未发生)(?:此项|该项|相关|新增)?(?:工作|活动|投入|检查|支出|情况|项目|资金投入|资金|志愿服务|督查检查|创建活动|数据)?"
    r"|零报告|零上报|零报送|零"
)
_DASHES = re.compile(r"[-—–―/\\_一]+")
_DAY = re.compile(r"20\d\d年\d{1,2}月\d{1,2}[日号]")
_UNIT_ENDING = re.compile(
    r".{2,}(?:社区|社区居委会|居委会|村|村委会|学校|小学|中学|附小|幼儿园|街道|街道办事处|镇|镇政府|局|医院|公司|中心|集贸市场|菜市场|大厅)"
)
_SECTION_NUMBER = re.compile(r"^[(]?[一二三四五六七八九十]+[)、.]")
_TITLE_TAIL = re.compile(
    r"(?:20\d\d|[二零〇]{2}..)年|\d{1,2}月|[一二三四五六七八九十]+月|文明|创建|资金|志愿|督查|检查|活动|投入|实事|月报|情况|报表|统计|汇总"
)


@dataclass(frozen=True, slots=True)
class UnitClaim:
    """A unit named outside the rows: the text, the roster's unit if it is known, where."""

    text: str
    unit: Unit | None
    at: Address | None
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class MonthClaim:
    """A month (or only a year, or only a number) named outside the rows, and where."""

    text: str
    month: Spelled
    at: Address | None


@dataclass(frozen=True, slots=True)
class Said:
    """What one place (a caption row, a sheet name, a file name) says, in order of precedence."""

    units: tuple[UnitClaim, ...] = ()
    months: tuple[MonthClaim, ...] = ()
    reporters: tuple[tuple[str, Address | None], ...] = ()
    measure_units: tuple[tuple[str, Address], ...] = ()
    none_asked: Address | None = None
    none_answer: tuple[str, Address] | None = None

    def __add__(self, other: "Said") -> "Said":
        return Said(
            self.units + other.units,
            self.months + other.months,
            self.reporters + other.reporters,
            self.measure_units + other.measure_units,
            self.none_asked or other.none_asked,
            self.none_answer or other.none_answer,
        )


def says_none(text: str) -> bool:
    """Whether a text says that there was nothing this month: 本月无, 无, 零报告, —, /."""
    plain = fold(text)
    return bool(_NONE_WORDS.fullmatch(plain) or _DASHES.fullmatch(plain))


def says_none_in_words(text: str) -> bool:
    """The same in words, not by a mere dash."""
    return bool(_NONE_WORDS.fullmatch(fold(text)))


def captions(grid: Grid, cells: Iterable[Address], roster: Roster) -> Said:
    """What the cells above (or below) a table say; labelled units before units in titles."""
    addresses = list(cells)
    if not addresses:
        return Said()
    said = sum((_cell(grid, at, roster) for at in addresses), Said())
    titled = tuple(claim for at in addresses for claim in title_units(grid.text(at), roster, at))
    months = said.months or _joined_months(grid, addresses)
    return Said(
        said.units + titled,
        months,
        said.reporters,
        said.measure_units,
        said.none_asked,
        said.none_answer,
    )


def name_says(name: str, roster: Roster) -> Said:
    """What the name of a sheet or file says about unit and month."""
    found = None if re.search(r"(?<!\d)20\d{6}(?!\d)", name) else spelled(name)
    months = (MonthClaim(name, found, None),) if found else ()
    return Said(units=title_units(name, roster, None), months=months)


def title_units(text: str, roster: Roster, at: Address | None) -> tuple[UnitClaim, ...]:
    """The unit a title names: a roster name in it, else what reads like a unit's name."""
    known = _finder(_One(roster))(text)
    if known is not None:
        return (UnitClaim(known.name, known, at),)
    guess = named_like_unit(text)
    return (UnitClaim(guess, None, at),) if guess else ()


@remembered(4096)
def named_like_unit(text: str) -> str:
    """The part of a title before month and report words if it ends like a unit's name."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    plain = _SECTION_NUMBER.sub("", plain)
    head = _TITLE_TAIL.split(plain, maxsplit=1)[0].strip("_-—·()[]:0123456789.、附件表")
    short = len(head) <= 20 and not re.search(r"[:,。;]", head)
    return head if short and _UNIT_ENDING.fullmatch(head) else ""


@dataclass(frozen=True, slots=True, eq=False)
class _One:
    """One roster as a key: the same only as itself, without comparing a thousand units."""

    roster: Roster

    def __hash__(self) -> int:
        return id(self.roster)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _One) and other.roster is self.roster


@lru_cache(maxsize=4)
def _finder(one: _One) -> Callable[[str], Unit | None]:
    """What finds the unit whose name stands in a text; the answers are kept with the roster."""
    named = ((fold(name), unit) for unit in one.roster.units for name in (unit.name, *unit.aliases))
    names = tuple((name, unit) for name, unit in named if len(name) > 1)
    return remembered(1024)(partial(_unit_within, names))


def _unit_within(names: Iterable[tuple[str, Unit]], text: str) -> Unit | None:
    """The unit whose name stands in the text; the one ending last, then the longest."""
    plain = fold(text)
    best: tuple[int, int] = (0, 0)
    found: Unit | None = None
    for name, unit in names:
        start = plain.rfind(name)
        if start >= 0 and (start + len(name), len(name)) > best:
            best, found = (start + len(name), len(name)), unit
    return found


def _cell(grid: Grid, at: Address, roster: Roster) -> Said:
    value = grid.value(at)
    if is_day(value) or is_number(value):
        return Said(months=_day_month(grid, at))
    text = unicodedata.normalize("NFKC", grid.text(at))
    if _ASKS_FOR_NONE.search(fold(text)):
        return Said(none_asked=at, none_answer=_none_answer(grid, at, text))
    measures = _measure_units(text)
    return Said(
        units=() if measures else _labelled_units(grid, at, text, roster),
        months=_text_months(text, at),
        reporters=tuple(
            (name.split()[0], where) for name, where in _labelled(grid, at, text, "reporter")
        ),
        measure_units=tuple((unit, at) for unit in measures),
    ) + (_labelled_beside_measure(text, at, roster) if measures else Said())


def _labelled_beside_measure(text: str, at: Address, roster: Roster) -> Said:
    """The organisation in a line that also has 单位:万元: 填报单位:瀛东社区 单位:万元."""
    found = _LABELLED["unit"].search(_MEASURE_TAIL.sub("", text))
    name = found[1].split() if found else []
    return (
        Said(units=(UnitClaim(name[0], roster.match(name[0]), at, labelled=True),))
        if name
        else Said()
    )


_MEASURE_TAIL = re.compile(
    rf"(?<!填报)(?<!报送)(?<!上报)(?:金额|货币|计量)?单位\s*:?\s*(?:人民币)?\s*(?:{'|'.join(sorted(map(re.escape, KNOWN_UNITS), key=len, reverse=True))})(?=$|\s|[)、,/;])"
)


def _measure_units(text: str) -> tuple[str, ...]:
    """The measure units of a caption such as 单位:万元 or (单位：人次、小时)."""
    for match in _MEASURE.finditer(text):
        parts = [fold(part) for part in _JOINTS.split(match[1]) if part]
        if parts and all(part in KNOWN_UNITS for part in parts):
            return tuple(parts)
    return ()


def _labelled_units(grid: Grid, at: Address, text: str, roster: Roster) -> tuple[UnitClaim, ...]:
    return tuple(
        UnitClaim(name, roster.match(name), where, labelled=True)
        for name, where in _labelled(grid, at, text, "unit")
        for name in (_best_name(name, roster),)
        if name
    )


def _best_name(text: str, roster: Roster) -> str:
    """The whole text if the roster knows it, else its first word without the month in it."""
    if roster.match(text):
        return text
    first = text.split()[0] if text.split() else ""
    return re.split(r"20\d\d年", first)[0]


def _labelled(grid: Grid, at: Address, text: str, label: str) -> tuple[tuple[str, Address], ...]:
    """What follows a label in the cell, or stands in the next cell when the label is alone."""
    if found := _LABELLED[label].search(text):
        value = found[1].strip(" _")
        # （盖章） left of the name leaves half a bracket; 某镇（汇报二） has a whole one of its own.
        value = (
            value if value.count("(") == value.count(")") and value != "()" else value.strip("()")
        )
        if value.strip():
            return ((value, at),)
    alone = _BARE[label].fullmatch(fold(text))
    beside = _beside(grid, at) if alone else None
    said = grid.text(beside) if beside else ""  # an error value says nothing
    if beside is None or not said or re.search(r"[:：]", said):
        return ()
    return ((said, beside),)


def _beside(grid: Grid, at: Address, reach: int = 3) -> Address | None:
    """The next occupied cell to the right, within a few columns of the (merged) cell."""
    start = grid.merged(at)[3] + 1
    cells = grid.in_row(at[0], start, start + reach)
    return cells[0] if cells else None


def _none_answer(grid: Grid, at: Address, text: str) -> tuple[str, Address] | None:
    after = re.split(r":", text)[-1].strip(" _") if ":" in text else ""
    if after:
        return (after, at)
    beside = _beside(grid, at, reach=grid.width)
    return (grid.text(beside), beside) if beside else None


def _text_months(text: str, at: Address) -> tuple[MonthClaim, ...]:
    """The month of a caption; the day somebody filled the form in is none."""
    plain = _DAY.sub("", _FILLED_ON.sub("", fold(text)))
    found = spelled(plain)
    return (MonthClaim(text.strip(), found, at),) if found else ()


def _day_month(grid: Grid, at: Address) -> tuple[MonthClaim, ...]:
    """The month of a caption cell that holds a date or a number such as 202303."""
    found = month_cell(grid.value(at), grid.sheet.number_formats.get(at, ""))
    if found.year is None or found.fault:
        return ()
    return (MonthClaim(grid.text(at), found, at),)


def _joined_months(grid: Grid, cells: list[Address]) -> tuple[MonthClaim, ...]:
    """Months whose parts stand in cells beside each other: 2023 | 年 | 3 | 月."""
    rows: dict[int, list[Address]] = {}
    for at in cells:
        rows.setdefault(at[0], []).append(at)
    return tuple(
        claim
        for members in rows.values()
        for claim in _text_months("".join(grid.text(at) for at in members), members[0])
    )
