"""会议留档 as sections: the list of copies, and the figures of one that were corrected since."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from cityreport.report.kept.reasons import Resent
from cityreport.report.kept.restated import Restated
from cityreport.tables.meetings import KeptMeeting
from cityreport.tables.section import Column, Section, Table

NOTHING = "还没有留档的会议。开完会，在“材料输出”页写上会议名称，点“留档”。"
_COLUMNS = tuple(
    map(Column, ("会议", "日期", "数据月份", "页数", "文件", "更正", "留档人", "留档时间"))
)


def kept_list(
    meetings: Sequence[KeptMeeting], corrected: Mapping[int, int], zone: tzinfo | None
) -> Section:
    """The kept meetings, the newest first; ``corrected`` are the figures that changed, by id."""
    total = sum(1 for one in meetings if corrected.get(one.id))
    said = f"其中 {total} 次的数据后来有更正" if total else "展示过的数据没有更正"
    return Section(
        key="kept-meetings",
        title=f"留档 {len(meetings)} 次会议，{said}" if meetings else "会议留档",
        lead="留档的数、图和文件不再变动 · 旧月份重新报送后，逐个对照留档的数",
        table=Table(_COLUMNS, tuple(_row(one, corrected, zone) for one in meetings)),
        empty="" if meetings else NOTHING,
    )


def corrections(
    kept: KeptMeeting, changes: Sequence[Restated], reasons: Sequence[Resent]
) -> Section:
    """Each figure of a kept copy that reads otherwise now: where, then, now."""
    if not changes:
        return Section(
            "corrections", f"“{kept.name}”展示过的数据没有更正",
            empty="留档的每一个数都与现在的数据一致。",
        )  # fmt: skip
    rows = tuple(
        (f"第{one.page}页 {one.slide}", one.row, one.column, one.before, one.now) for one in changes
    )
    return Section(
        key="corrections",
        title=f"数据更正提示：“{kept.name}”展示过的数据有 {len(changes)} 处与现在不同",
        lead="当时＝留档里写的 · 现在＝按现在的数据重做同一份议程",
        table=Table(tuple(map(Column, ("页", "行", "项目", "当时", "现在"))), rows),
        notes=tuple(f"{one.words}。" for one in reasons),
    )


def _row(one: KeptMeeting, corrected: Mapping[int, int], zone: tzinfo | None) -> tuple[str, ...]:
    count = corrected.get(one.id)
    slides = one.shown.get("slides", ())
    return (
        one.name,
        one.held.isoformat(),
        one.month.label,
        f"{len(slides) + 1 if isinstance(slides, list) else 1} 页",
        "、".join(one.files) or "未留文件",
        f"{count} 处" if count else "无",
        one.by,
        f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}",
    )
