"""从汇报材料提取: the marked text, the rows offered, the figures missing, what was registered."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from cityreport.narrative import (
    BACKGROUND,
    NAME_COLUMNS,
    Accepted,
    Candidate,
    Extraction,
    Hole,
    Report,
    month_for,
    span_name,
    span_of,
)
from cityreport.period import Month
from cityreport.quantities import Quantity, parse_quantity
from cityreport.report.marking import Piece, painted
from cityreport.report.upload import totals
from cityreport.sheets import BY_NAME, KINDS
from cityreport.style import NONE
from cityreport.tables.ledger import FileReading, LedgerRow
from cityreport.tables.section import Cell, Column, Headline, Section, Table
from cityreport.tables.stored import StoredRow

HOLE = "缺数"
HOW = (
    "单位发来的工作汇报、总结不用照着抄表：传上来或粘贴进来，程序找出其中的钱数、人次、次数、"
    "设施、机制和荣誉，逐条核对后登记。没有勾选的一概不登记。"
)
_JOIN = " · "
_AROUND = 24

_EXAMPLES: tuple[tuple[str, str], ...] = (
    ("资金投入", "投入、筹资、拨款、捐款多少元；欠款、罚款、工资、收入不算"),
    ("志愿服务", "志愿者多少人次、服务多少小时、注册多少人"),
    ("督查检查", "各级检查多少次，发现、整改、逾期、反弹多少个问题"),
    ("创建活动", "活动多少场、多少人参加、发放多少份、清运多少车次；有名称而没写场次的按一场推定"),
    ("实事项目", "安装、修建、购置、清理了多少盏、处、个、平方米，惠及多少户"),
    ("工作机制", "成立的领导小组，建立的制度、责任制"),
    ("荣誉表彰", "荣获、被评为什么"),
    ("下步计划", "“下一步”部分的每一条"),
)


@dataclass(frozen=True, slots=True)
class Edited:
    """A row of the table of candidates as a person left it."""

    accepted: bool
    place: str
    item: str
    amount: str
    month: str


def looked_for() -> Section:
    """What is looked for in a report, kind by kind: the page before there is one."""
    return Section(
        key="narrative-looked-for",
        title="从汇报材料里找什么",
        lead="找到的逐条核对，打勾的才登记",
        table=Table((Column("表种"), Column("什么样的话")), _EXAMPLES),
    )


def offered(extraction: Extraction, report: int) -> tuple[Candidate, ...]:
    """The candidates of a report that can be taken over."""
    return tuple(
        one for one in extraction.candidates if one.report == report and one.kind != BACKGROUND
    )


def kinds_offered(candidates: Iterable[Candidate]) -> tuple[str, ...]:
    """The sheet kinds that occur, in the order of the sheets."""
    used = {one.kind for one in candidates}
    return tuple(kind.name for kind in KINDS if kind.name in used)


def place_of(candidate: Candidate) -> str:
    """Sheet kind and column as one choice: 资金投入 · 金额."""
    return f"{candidate.kind}{_JOIN}{candidate.column}"


def places() -> tuple[str, ...]:
    """Every sheet column a candidate can be moved to."""
    measures = [f"{kind.name}{_JOIN}{one.name}" for kind in KINDS for one in kind.measures]
    named = [f"{kind}{_JOIN}{column}" for kind, column in NAME_COLUMNS.items()]
    return tuple(dict.fromkeys((*measures, *named, f"志愿服务{_JOIN}服务队伍")))


def month_said(report: Report, titled: Month | None, chosen: Month) -> str:
    """Where the month of what the text does not date comes from."""
    if titled is None:
        return (
            f"材料标题没有写明是哪一个月，没写月份的列入 {chosen.label}，请核对，不对的在上面改选。"
        )
    if titled != chosen:
        return f"材料标题写的是 {titled.label}，现在选的是 {chosen.label}，请核对。"
    year = "" if "-" in (report.month or "") else "（标题没写年，请核对）"
    return f"没写月份的列入 {chosen.label}，取自材料标题{year}。"


def edited(candidate: Candidate, default: Month) -> Edited:
    """A candidate as the table shows it first."""
    amount = candidate.text if candidate.quantity is not None else ""
    return Edited(
        candidate.accept, place_of(candidate), candidate.item,
        "1" if candidate.assumed else amount, month_for(candidate, default).label,
    )  # fmt: skip


def changed(candidate: Candidate, row: Edited) -> Candidate | str:
    """The candidate as changed in the table, or the sentence that says why it cannot be."""
    kind, _, column = row.place.partition(_JOIN)
    moved = replace(candidate, kind=kind, column=column, item=row.item.strip())
    measure = BY_NAME[kind].column(column)
    if measure is None or not measure.is_measure:
        return replace(moved, quantity=None)
    if candidate.quantity is not None and row.amount in (candidate.text, "1" * candidate.assumed):
        return moved
    read = parse_quantity(row.amount, measure.measure_unit, measure.family)
    if isinstance(read, Quantity):
        return replace(moved, quantity=read, assumed=False)
    what = f"“{row.item or candidate.text}”的数量“{row.amount}”" if row.amount else f"“{row.item}”"
    return f"{what}读不出数，请改成数字，或不采纳这一行。"


def accepted_rows(
    candidates: Sequence[Candidate],
    rows: Sequence[Edited],
    kinds: Iterable[str],
    unit: str,
    months: Callable[[str], Month],
) -> tuple[list[Accepted], list[str]]:
    """What a person takes over of the chosen kinds, and what cannot be read."""
    wanted = set(kinds)
    taken: list[Accepted] = []
    faults: list[str] = []
    for candidate, row in zip(candidates, rows, strict=True):
        if not row.accepted or candidate.kind not in wanted:
            continue
        result = changed(candidate, row)
        if isinstance(result, str):
            faults.append(result)
        else:
            taken.append(Accepted(result, unit, months(row.month)))
    return taken, faults


# --- the marked text ----------------------------------------------------------------------------


def marked(extraction: Extraction, report: int) -> list[list[Piece]]:
    """The paragraphs of a report, cut where a candidate or a hole begins and ends."""
    about = extraction.reports[report]
    spans = [(one.start, one.end, one.kind, _weight(one)) for one in extraction.candidates]
    spans += [(one.start, one.end, HOLE, 4) for one in extraction.holes]
    return painted(extraction.text, about.start, about.end, spans)


def marked_rows(text: str, rows: Iterable[StoredRow]) -> list[list[Piece]]:
    """The paragraphs of a registered report with the words that became rows."""
    spans = [(*span, row.kind, 1) for row in rows for span in _spans(row)]
    return painted(text, 0, len(text), spans)


def _spans(row: StoredRow) -> set[tuple[int, int]]:
    cells = [cell.cell for cell in row.quantities.values()]
    cells = cells or [text.cell for name, text in row.texts.items() if name != "备注"]
    return {span for cell in cells if (span := span_of(cell)) is not None}


def _weight(candidate: Candidate) -> int:
    """Which mark lies on top: a figure over the event it stands in, that over background."""
    if candidate.kind == BACKGROUND:
        return 0
    return 1 if candidate.quantity is None or candidate.assumed else 3


# --- what stands beside -------------------------------------------------------------------------


def headlines(extraction: Extraction, report: int) -> tuple[Headline, ...]:
    """How much of a report is proposed, asked back, left alone."""
    rows = offered(extraction, report)
    proposed = sum(one.accept for one in rows)
    holes = [one for one in extraction.holes if one.report == report]
    left = [o for o in extraction.candidates if o.report == report and o.kind == BACKGROUND]
    return (
        Headline("建议采纳", f"{proposed} 条", f"共找到 {len(rows)} 条候选"),
        Headline("缺数", f"{len(holes)} 处", "请向单位问清" if holes else "没有缺数的地方"),
        Headline("背景数字", f"{len(left)} 处", "人口、债务、日期等，不登记"),
    )


def missing(extraction: Extraction, report: int) -> Section:
    """The places where a figure is missing, each in its sentence, to ask the unit about."""
    rows = tuple(
        (one.text, _sentence(extraction.text, one))
        for one in extraction.holes
        if one.report == report
    )
    return Section(
        key="narrative-holes",
        title=f"{len(rows)} 处缺数，请向单位问清" if rows else "没有缺数的地方",
        lead="数字脱落、隐去（__）或只写了“若干、几百”，不能登记",
        table=Table((Column("缺数处"), Column("原句")), rows),
        empty="" if rows else "这篇材料的数字都写全了。",
    )


def _sentence(text: str, found: Hole | Candidate) -> str:
    start, end = found.sentence
    first, last = max(start, found.start - _AROUND), min(end, found.end + _AROUND)
    before, after = "…" * (first > start), "…" * (last < end)
    return f"{before}{text[first:last].strip()}{after}"


def left_alone(extraction: Extraction, report: int) -> Section:
    """Figures that are no rows and rows without a tick, each with the reason and its words."""
    left = [one for one in extraction.candidates if one.report == report and not one.accept]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.text, one.reason, _sentence(extraction.text, one)) for one in left
    )
    unticked = sum(one.kind != BACKGROUND for one in left)
    more = f"；{unticked} 条候选没有打勾" if unticked else ""
    ticking = "没打勾的，核对后可在候选数据里打勾；" if unticked else ""
    return Section(
        key="narrative-background",
        title=f"{len(rows) - unticked} 处背景数字，不登记{more}",
        lead=f"{ticking}认错了的，可在上传月报的表格里补报",
        table=Table((Column("原文"), Column("为什么不登记"), Column("原句")), rows),
        empty="" if rows else "没有背景数字。",
    )


def preview(reading: FileReading) -> Section:
    """What would be registered: a line a report, with the sums of its quantities."""
    by_key = totals.keyed_rows(reading)
    rows: list[tuple[Cell, ...]] = [
        (key.unit, key.month.label, key.kind, key.reporter or NONE, len(own), _sums(key.kind, own))
        for key, own in by_key.items()
    ]
    return Section(
        key="narrative-preview",
        title=f"将登记 {sum(map(len, by_key.values()))} 行，涉及 {len(rows)} 份报表",
        lead="一份报表＝一家单位、一个月、一个表种、一个填报方",
        table=Table(
            (Column("单位"), Column("月份"), Column("表种"), Column("填报方"), Column("行数", "count"), Column("合计")),
            tuple(rows),
            wrapped=True,
        ),
        empty="" if rows else "还没有采纳任何一行。",
    )  # fmt: skip


def _sums(kind: str, rows: Sequence[LedgerRow]) -> str:
    sums = totals.sums(kind, totals.new_amounts(rows))
    return totals.written_sums(kind, sums, len(rows)) if sums else NONE


def registered(text: str, rows: Sequence[StoredRow]) -> Section:
    """The rows of a registered report, each with its words and the sentence they stand in."""
    return Section(
        key="narrative-registered",
        title=f"登记了 {len(rows)} 行",
        lead="原文是登记的字样，原句是它所在的一句",
        table=Table(
            (Column("单位"), Column("月份"), Column("表种"), Column("位置"), Column("原文"), Column("原句")),
            tuple(_registered_row(text, row) for row in sorted(rows, key=_first_place)),
        ),
        empty="" if rows else "这次登记没有仍然有效的行。",
    )  # fmt: skip


def _first_place(row: StoredRow) -> int:
    return min((start for start, _ in _spans(row)), default=0)


def _registered_row(text: str, row: StoredRow) -> tuple[Cell, ...]:
    spans = sorted(_spans(row))
    remark = row.texts.get("备注")
    sentence = span_of(remark.cell) if remark else None
    return (
        row.unit, row.month.label, row.kind,
        "、".join(span_name(*span) for span in spans),
        "、".join(text[slice(*span)] for span in spans),
        text[slice(*sentence)].strip() if sentence else "",
    )  # fmt: skip
