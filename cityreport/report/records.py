"""上传记录: the versions of every report, one submission looked at, closed months, rules re-run."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from cityreport.pipeline.rechecking import Recheck
from cityreport.report.submissions import state
from cityreport.report.upload import meaning
from cityreport.report.wording import count
from cityreport.style import NONE
from cityreport.tables.corrections import Corrections, TableCorrection
from cityreport.tables.section import Cell, Column, Section, Table
from cityreport.tables.stored import (
    MonthLock,
    ReportVersion,
    ScopeEntry,
    ScopeState,
    SubmissionRecord,
    VersionPage,
)
from cityreport.tables.workbook import Finding

STATES: dict[ScopeState, str] = {
    "valid": "● 有效", "replaced": "○ 已被替换", "withdrawn": "× 已撤回",
}  # fmt: skip
"""The state words of a report version (details.md D7), each with its shape."""
PAGE_ROWS = 200


def versions(page: VersionPage, offset: int, zone: tzinfo, chosen: str) -> Section:
    """The versions of reports that fit the filter, newest first; ``chosen`` says the filter."""
    first, last = offset + 1, offset + len(page.versions)
    shown = f"，这里是第 {count(first)}—{count(last)} 份" if page.total > len(page.versions) else ""
    return Section(
        key="versions",
        title=f"{chosen or '登记过'}的报表共 {count(page.total)} 份{shown}",
        lead="一份报表＝一家单位、一个月、一个表种、一个填报方 · 新的在前 · 版次按登记先后数，含已撤回的",
        table=Table(
            (
                Column("登记编号"), Column("单位"), Column("月份"), Column("表种"), Column("填报方"),
                Column("状态"), Column("版次"), Column("内容"), Column("文件"), Column("收到日期"),
                Column("登记人"), Column("登记时间"), Column("撤回"),
            ),
            tuple(_version_row(one, zone) for one in page.versions),
        ),
        empty="" if page.versions else _nothing(chosen),
    )  # fmt: skip


def _nothing(chosen: str) -> str:
    if chosen:
        return f"没有{chosen}的报表。请放宽上面的筛选条件，或到“上传月报”上传。"
    return "还没有登记过报表。请到“上传月报”上传各单位的表格。"


def _version_row(one: ReportVersion, zone: tzinfo) -> tuple[Cell, ...]:
    key = one.key
    return (
        str(one.submission), key.unit, key.month.label, key.kind, key.reporter or NONE,
        STATES[one.state], f"第 {one.number} 版，共 {one.count} 版" if one.count > 1 else "仅此一版",
        _content(one), one.file, f"{one.received:%Y-%m-%d}", one.by or NONE,
        f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}", _withdrawal(one, zone),
    )  # fmt: skip


def _content(one: ReportVersion) -> str:
    words = "零报告" if one.empty else f"{count(one.rows)} 行"
    added = "（补充）" if one.added else ""
    left_out = f"，略去 {count(one.left_out)} 行" if one.left_out else ""
    return f"{words}{added}{left_out}"


def _withdrawal(one: ReportVersion, zone: tzinfo) -> str:
    if one.withdrawn_at is None:
        return ""
    when = f"{one.withdrawn_at.astimezone(zone):%Y-%m-%d %H:%M}"
    return f"{one.withdrawn_by or NONE} {when} {one.withdrawn_reason or ''}".strip()


def submission(record: SubmissionRecord, zone: tzinfo) -> Section:
    """One submission: who, when, and what became of each report in it."""
    gone = ""
    if record.withdrawn_at is not None:
        when = f"{record.withdrawn_at.astimezone(zone):%Y-%m-%d %H:%M}"
        gone = f" · {record.withdrawn_by or NONE} 于 {when} 撤回：{record.withdrawn_reason or '未写原因'}"
    return Section(
        key="submission",
        title=f"{record.id} 号登记：{record.file}，{state(record)}",
        lead=f"{record.by or NONE} 于 {record.at.astimezone(zone):%Y-%m-%d %H:%M} 登记 · "
        f"收到日期 {record.received:%Y-%m-%d}{gone}",
        table=Table(
            (
                Column("单位"), Column("月份"), Column("表种"), Column("填报方"), Column("状态"),
                Column("内容"),
            ),
            tuple(_entry_row(entry) for entry in record.scope),
        ),
    )  # fmt: skip


def _entry_row(entry: ScopeEntry) -> tuple[Cell, ...]:
    words = "零报告" if entry.empty else f"{count(entry.rows)} 行"
    added = "（补充）" if entry.added else ""
    key = entry.key
    return (
        key.unit, key.month.label, key.kind, key.reporter or NONE, STATES[entry.state],
        f"{words}{added}",
    )  # fmt: skip


def changes(number: int, said: Corrections) -> Section:
    """What a person put right before a submission was committed: cells, and how it was read."""
    rows = (
        *((one.sheet, one.cell, "改了单元格", one.raw or "（空）", one.text or "（空）") for one in said.edits),
        *(line for one in said.tables for line in _table_lines(one)),
    )  # fmt: skip
    return Section(
        key="changes",
        title=f"{number} 号登记：登记前改过 {len(said.edits)} 个单元格，更正过 {len(said.tables)} 张表的读法",
        lead="原文件照原样保存，没有改动；这里是登记时按什么读的",
        table=Table(
            (Column("工作表"), Column("位置"), Column("改了什么"), Column("原内容"), Column("登记时改为")),
            rows,
        ),
        empty="" if rows else "这次登记没有改过单元格，也没有更正过表头。",
    )  # fmt: skip


def _table_lines(said: TableCorrection) -> Iterator[tuple[Cell, ...]]:
    place = f"第 {said.header} 行"
    rows = place if said.rows < 2 else f"第 {said.header}、{said.header + 1} 行"
    words = (
        ("表头所在的行", rows if said.rows else ""),
        ("报表种类", said.kind),
        ("单位", said.unit),
        ("月份", said.month.label if said.month else ""),
    )
    for what, given in words:
        if given:
            yield said.sheet, place, what, NONE, given
    for cell, column in said.columns:
        yield said.sheet, cell, "这一列是什么", NONE, meaning(column)


def locks(closed: Sequence[MonthLock], zone: tzinfo) -> Section:
    """The closed months, who closed them and when."""
    return Section(
        key="locks",
        title=f"已锁定 {len(closed)} 个月" if closed else "没有锁定的月份",
        lead="锁定后，这个月的报表不能再登记、替换或撤回，各页数字不再变动；解除后照常",
        table=Table(
            (Column("月份"), Column("锁定人"), Column("锁定时间")),
            tuple(
                (one.month.label, one.by or NONE, f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}")
                for one in reversed(closed)
            ),
        ),
        empty="" if closed else "一个月的数据定稿后，可在下面锁定。",
    )


def rechecked(number: int, result: Recheck) -> Section:
    """What today's rules say of a stored file that was not said when it was registered."""
    changed = len(result.appeared) + len(result.gone) + len(result.reports)
    rows = (
        *(("◆ 现在会指出", *_finding_cells(one)) for one in result.appeared),
        *(("○ 现在不再指出", *_finding_cells(one)) for one in result.gone),
        *(("▲ 行数不同", "", "", "", _rows_words(key.unit, key.month.label, key.kind, then, now))
          for key, then, now in result.reports),
    )  # fmt: skip
    return Section(
        key="rechecked",
        title=_recheck_title(number, result),
        lead=f"按现行规则和现在的单位名册重新读原文件 · 相同的问题 {result.kept} 条不列 · 只比较，不改动已登记的数据",
        table=Table(
            (Column("变化"), Column("工作表"), Column("单元格"), Column("原内容"), Column("问题")),
            rows,
        ),
        empty="" if changed else "重新核对的结果与登记时完全一致，无需处理。",
    )  # fmt: skip


def _recheck_title(number: int, result: Recheck) -> str:
    if not (result.appeared or result.gone or result.reports):
        return f"{number} 号登记：按现行规则核对，没有变化"
    would = "；今天上传会被拦下" if result.status in ("error", "unreadable") else ""
    return f"{number} 号登记：按现行规则会多指出 {count(len(result.appeared))} 处、少指出 {count(len(result.gone))} 处{would}"


def _finding_cells(finding: Finding) -> tuple[Cell, ...]:
    return finding.sheet or "", finding.cell or "", finding.value or "", finding.message


def _rows_words(unit: str, month: str, kind: str, then: int | None, now: int | None) -> str:
    before = "没有登记" if then is None else f"登记了 {count(then)} 行"
    today = "读不到这份报表" if now is None else f"读到 {count(now)} 行"
    return f"{unit}{month}{kind}：当时{before}，现在{today}。"
