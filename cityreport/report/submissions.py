"""What was registered of late, so that a wrong upload can be taken back."""

from collections.abc import Sequence
from datetime import tzinfo

from cityreport.style import NONE
from cityreport.tables.section import Cell, Column, Section, Table
from cityreport.tables.stored import SubmissionRecord

_MOST_NAMED = 2


def recent(records: Sequence[SubmissionRecord], count: int, timezone: tzinfo) -> Section:
    """The newest submissions with what they reported and whether it still counts."""
    shown = records[:count]
    title = f"最近 {len(shown)} 次登记" if len(records) > count else f"共登记过 {len(records)} 次"
    return Section(
        key="recent-submissions",
        title=title,
        lead="新的在前 · 报表数按单位、月份、表种计",
        table=Table(
            (
                Column("登记编号"), Column("文件"), Column("内容"), Column("报表数", "count"),
                Column("状态"), Column("收到日期"), Column("登记人"), Column("登记时间"), Column("撤回原因"),
            ),
            tuple(_row(record, timezone) for record in shown),
        ),
        empty="" if records else "还没有登记过任何文件。",
    )  # fmt: skip


def described(record: SubmissionRecord) -> str:
    """A submission on one line: 12 号 · 东河社区12月月报.xlsx · 东河社区 2023年12月."""
    return f"{record.id} 号 · {record.file} · {_content(record)}"


def state(record: SubmissionRecord) -> str:
    """Whether what a submission reported still counts."""
    if record.withdrawn_at is not None:
        return "已撤回"
    states = [entry.state for entry in record.scope]
    if all(one == "valid" for one in states):
        return "有效"
    if "valid" not in states:
        return "已被替换"
    return f"{states.count('valid')} 份有效，{states.count('replaced')} 份已被替换"


def _row(record: SubmissionRecord, timezone: tzinfo) -> tuple[Cell, ...]:
    return (
        str(record.id), record.file, _content(record), len(record.scope), state(record),
        f"{record.received:%Y-%m-%d}", record.by or NONE,
        f"{record.at.astimezone(timezone):%Y-%m-%d %H:%M}", record.withdrawn_reason or "",
    )  # fmt: skip


def _content(record: SubmissionRecord) -> str:
    units = list(dict.fromkeys(entry.key.unit for entry in record.scope))
    months = sorted({entry.key.month for entry in record.scope})
    named = "、".join(units[:_MOST_NAMED])
    who = f"{named}等 {len(units)} 家" if len(units) > _MOST_NAMED else named
    when = months[0].label if len(months) == 1 else f"{months[0].label}至{months[-1].label}"
    return f"{who} {when}"
