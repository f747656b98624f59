"""四、下一步工作打算: what units wrote into 下步计划, and nothing else."""

from cityreport.report.materials import PLANS
from cityreport.report.writing import Part, blank, close, from_sheet, paragraph
from cityreport.report.yearly.subject import Subject
from cityreport.tables.document import Block, Heading, Paragraph
from cityreport.tables.stored import StoredRow

MOST = 20


def plans(subject: Subject) -> tuple[Block, ...]:
    """The fourth chapter."""
    rows = subject.of(PLANS)
    if not rows:
        return Heading(1, "下一步工作打算"), subject.nothing(PLANS, "下一步工作打算")
    whose = "本单位下步计划" if subject.unit else "各单位下步计划"
    lead = paragraph(f"{whose}{subject.senders(PLANS)}共{len(rows)}项：")
    items = tuple(_plan(row, named=subject.unit is None) for row in rows[:MOST])
    more = (paragraph(f"其余{len(rows) - MOST}项见“申报材料与机制”。"),) if len(rows) > MOST else ()
    own = () if subject.unit else (paragraph(blank("全市下一步工作打算")),)
    return (Heading(1, "下一步工作打算"), lead, *items, *more, *own)


def _plan(row: StoredRow, *, named: bool) -> Paragraph:
    told = {name: from_sheet(row.texts[name].text) for name in row.texts}
    parts: list[Part] = [close(f"{f'{row.unit}：' if named else ''}{told.get('事项', '未写事项')}")]
    asides = [name for name in ("责任单位", "完成时限", "完成情况") if name in told]
    if asides:
        parts.append(close("，".join(f"{name}：{told[name]}" for name in asides)))
    missing = [name for name in ("责任单位", "完成时限") if name not in told]
    if missing:
        parts.append(blank("、".join(missing)))
    return paragraph(*parts, level=3)
