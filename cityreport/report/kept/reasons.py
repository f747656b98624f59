"""Why a kept copy reads otherwise now, and the sentences to read out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from cityreport.period import Month
from cityreport.report.kept.restated import CLAIM, Restated
from cityreport.tables.ledger import ReportKey
from cityreport.tables.meetings import KeptMeeting
from cityreport.tables.stored import SubmissionRecord

MOST_REASONS = 5
MOST_READ_OUT = 8


@dataclass(frozen=True, slots=True)
class Resent:
    """A report of a shown month that came, came again or was withdrawn after the meeting."""

    unit: str
    month: Month
    kind: str
    how: str
    on: date

    @property
    def words(self) -> str:
        """Who did what when: 甲社区8月12日重新报送了2023年7月资金投入."""
        return (
            f"{self.unit}{self.on.month}月{self.on.day}日{self.how}了{self.month.label}{self.kind}"
        )


def resent_since(
    history: Iterable[SubmissionRecord], kept: KeptMeeting, zone: tzinfo | None = None
) -> tuple[Resent, ...]:
    """The reports of the year up to the shown month that changed after the copy, oldest first."""
    records = sorted(history, key=lambda record: record.id)
    known: set[ReportKey] = set()
    found: dict[Resent, None] = {}
    for record in records:
        if record.at <= kept.at:
            known |= {entry.key for entry in record.scope}
        for one in _changes(record, kept, known, zone):
            found[one] = None
    return tuple(sorted(found, key=lambda one: one.on))


def _changes(
    record: SubmissionRecord, kept: KeptMeeting, known: set[ReportKey], zone: tzinfo | None
) -> Iterator[Resent]:
    withdrawn = record.withdrawn_at
    came_after = record.at > kept.at
    for entry in record.scope:
        key = entry.key
        if key.month.year != kept.month.year or key.month > kept.month:
            continue
        if came_after and withdrawn is None:
            how = "重新报送" if key in known else "补报"
            yield Resent(key.unit, key.month, key.kind, how, record.at.astimezone(zone).date())
        elif not came_after and withdrawn is not None and withdrawn > kept.at:
            yield Resent(key.unit, key.month, key.kind, "撤回", withdrawn.astimezone(zone).date())


def sentences(kept: KeptMeeting, changes: Sequence[Restated], reasons: Sequence[Resent]) -> str:
    """What can be read out at the next meeting, a line a figure; "" without a change."""
    if not changes:
        return ""
    held = kept.held
    first = (
        f"{held.year}年{held.month}月{held.day}日“{kept.name}”展示的数据有 {len(changes)} 处更正，"
        f"{_because(reasons)}。"
    )
    lines = [first, *(_sentence(change) for change in changes[:MOST_READ_OUT])]
    if len(changes) > MOST_READ_OUT:
        lines.append(f"另有 {len(changes) - MOST_READ_OUT} 处，见更正表。")
    return "\n".join(lines)


def _because(reasons: Sequence[Resent]) -> str:
    if not reasons:
        return "没有新报送的月报，原因是设置、测评标准、名册或核实结果有改动"
    told = "；".join(one.words for one in reasons[:MOST_REASONS])
    more = f"等 {len(reasons)} 张月报" if len(reasons) > MOST_REASONS else ""
    return f"原因是：{told}{more}"


def _sentence(change: Restated) -> str:
    where = f"第{change.page}页“{change.slide}”："
    if change.row == CLAIM:
        return f"{where}{CLAIM}原为“{change.before}”，现为“{change.now}”。"
    what = f"{change.row}的{change.column}" if change.column else change.row
    return f"{where}{what}原为 {change.before}，现为 {change.now.rstrip('。')}。"
