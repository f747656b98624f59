"""一、工作开展情况: what was set up, spent, served, inspected and held."""

from collections.abc import Sequence

from cityreport.quantities import Quantity
from cityreport.report import activities, volunteers
from cityreport.report.materials import MATERIALS, MECHANISMS
from cityreport.report.parts import Part as SumPart
from cityreport.report.parts import parts_of
from cityreport.report.provenance.naming import part_name
from cityreport.report.writing import (
    Part,
    as_written,
    blank,
    clauses,
    derived,
    from_cells,
    listed,
    of_sum,
    paragraph,
    places,
    sized,
    word,
)
from cityreport.report.yearly.inspected import inspected
from cityreport.report.yearly.money import money
from cityreport.report.yearly.subject import MOST_ITEMS, Subject, by_name
from cityreport.roster.model import BASE_FIGURES
from cityreport.tables.document import Block, Heading, Paragraph, Run
from cityreport.tables.figure import Figure
from cityreport.tables.section import Format
from cityreport.tables.stored import StoredRow


def work(subject: Subject) -> tuple[Block, ...]:
    """The first chapter."""
    return (
        Heading(1, "工作开展情况"),
        *_base(subject),
        Heading(2, "组织领导和工作机制"),
        *_mechanisms(subject),
        Heading(2, "资金投入"),
        *money(subject),
        Heading(2, "志愿服务"),
        *_volunteering(subject),
        Heading(2, "督查检查和问题整改"),
        *inspected(subject),
        Heading(2, "创建活动和宣传"),
        *_activities(subject),
        *_materials(subject),
    )


def _base(subject: Subject) -> tuple[Block, ...]:
    """The base figures of a unit, as its roster entry has them."""
    if subject.unit is None:
        return ()
    base = subject.evaluation.roster.units[subject.scope.numbers[0]].base
    told = {name: base[name] for name in BASE_FIGURES if name in base}
    if not told:
        return ()
    figures = listed([[name, _base_figure(name, amount)] for name, amount in told.items()], "，")
    return Heading(2, "基本情况"), paragraph("据单位名册，", *figures, "。")


def _base_figure(name: str, amount: Quantity) -> Run:
    return derived(name, as_written(amount, BASE_FIGURES[name]), f"单位名册：{amount.raw}")


def _mechanisms(subject: Subject) -> tuple[Paragraph, ...]:
    rows = subject.of(MECHANISMS)
    built = [row for row in rows if word(row, "是否建立") == "是"]
    if not rows:
        return (subject.nothing(MECHANISMS, "领导机构、责任分工和工作制度"),)
    count = from_cells("已建立的工作机制", f"{len(built)}项", places(built, "机制项"))
    names = list(dict.fromkeys(word(row, "机制项") for row in built))[:MOST_ITEMS]
    kept = f"包括{'、'.join(names)}" if subject.unit else f"主要有{'、'.join(names)}"
    said = paragraph(
        f"{subject.who}已建立工作机制", count, subject.senders(MECHANISMS),
        f"，{kept}。" if names else "。",
    )  # fmt: skip
    lacking = [word(row, "机制项") for row in rows if word(row, "是否建立") == "否"]
    missing = (paragraph(f"尚未建立的有{'、'.join(lacking[:MOST_ITEMS])}。"),) if lacking else ()
    return (said, *missing)


def _volunteering(subject: Subject) -> tuple[Paragraph, ...]:
    kind = volunteers.KIND
    rows = subject.of(kind)
    shown: tuple[tuple[str, str, str, Format], ...] = (
        ("参与", volunteers.PEOPLE, "人次", "count"),
        ("服务时长", volunteers.HOURS, "小时", "hours"),
    )
    known = [
        (words, of_sum(subject.evaluation, text, subject.scope, unit, f"志愿服务{words}",
                       form=form, rows=rows if subject.unit else None))
        for words, text, unit, form in shown
    ]  # fmt: skip
    registered = of_sum(
        subject.evaluation, volunteers.REGISTERED, subject.scope, "人", "注册志愿者",
        rows=_last(rows, "期末注册志愿者数") if subject.unit else None,
    )  # fmt: skip
    if not any(run for _, run in known) and registered is None:
        return (subject.nothing(kind, "志愿服务开展情况"),)
    said, unsaid = clauses(known)
    stock: list[Part] = ["；期末注册志愿者" if said else "期末注册志愿者", registered or "数未填"]
    service = ["志愿服务", *said] if said else []
    lacking = [blank(f"志愿服务{'、'.join(unsaid)}（表中未填）")] if unsaid else []
    return (
        paragraph(f"{subject.span}{subject.who}", *service, *stock, subject.senders(kind), "。", *lacking),
        *_named(subject, rows, "活动名称", "开展的志愿服务有"),
    )  # fmt: skip


def _activities(subject: Subject) -> tuple[Paragraph, ...]:
    kind, rows = activities.KIND, subject.of(activities.KIND)
    shown = (
        ("开展创建活动", activities.EVENTS, "场次"), ("参与", activities.PEOPLE, "人次"),
        ("发放宣传资料", activities.PAPERS, "份"), ("清运乱堆放", activities.LOADS, "车次"),
    )  # fmt: skip
    known = [
        (words, of_sum(subject.evaluation, text, subject.scope, unit, words,
                       rows=rows if subject.unit else None))
        for words, text, unit in shown
    ]  # fmt: skip
    said, _ = clauses(known)
    if not said:
        return (subject.nothing(kind, "创建活动和宣传情况"),)
    parts = parts_of(
        subject.evaluation, activities.EVENTS, "活动类别", subject.scope, part_name("活动类别")
    )
    figures = [_kind_held(subject, one) for one in parts]
    return (
        paragraph(f"{subject.span}{subject.who}", *said, subject.senders(kind), "。"),
        *((paragraph("按活动类别分，", *listed(figures), "。"),) if len(parts) > 1 else ()),
        *_held(subject, rows),
    )


def _kind_held(subject: Subject, one: SumPart) -> list[Part]:
    text = sized(one.amount.value, "场", approximate=one.amount.approximate)
    note = f"活动类别为“{one.name}”的{one.cells}个场次相加"
    figure = Figure(
        subject.evaluation.year, subject.month, subject.unit or "",
        measure=activities.EVENTS, column="活动类别", part=one.name,
    )  # fmt: skip
    return [one.name, derived(f"创建活动：{one.name}", text, note, figure)]


def _held(subject: Subject, rows: Sequence[StoredRow]) -> tuple[Paragraph, ...]:
    """Each activity of a unit with how often it was held."""
    items = by_name(subject, rows, "活动名称", "场次", "场")
    return (paragraph("包括：", *listed(items), "。"),) if items else ()


def _materials(subject: Subject) -> tuple[Block, ...]:
    rows = subject.of(MATERIALS)
    if not rows:
        return ()
    handed = [row for row in rows if word(row, "是否已交") == "是"]
    return (
        Heading(2, "申报材料"),
        paragraph(
            "应收集申报材料", from_cells("申报材料", f"{len(rows)}份", places(rows, "材料名称")),
            "，已交", from_cells("已交申报材料", f"{len(handed)}份", places(handed, "是否已交")), "。",
        ),
    )  # fmt: skip


def _named(
    subject: Subject, rows: Sequence[StoredRow], column: str, lead: str
) -> tuple[Paragraph, ...]:
    names = list(dict.fromkeys(word(row, column) for row in rows if column in row.texts))
    if not subject.unit or not names:
        return ()
    more = f"等{len(names)}项" if len(names) > MOST_ITEMS else ""
    return (paragraph(f"{lead}{'、'.join(names[:MOST_ITEMS])}{more}。"),)


def _last(rows: Sequence[StoredRow], column: str) -> list[StoredRow]:
    """The last row of each reporter that has a stock, of the last month with one (B3)."""
    filled = [row for row in rows if column in row.quantities]
    month = max((row.month for row in filled), default=None)
    return list({row.reporter: row for row in filled if row.month == month}.values())
