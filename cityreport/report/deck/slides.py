"""An agenda on a meeting becomes slides: one claim, one figure, its source, its notes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from cityreport.report.deck.catalogue import CATALOGUE
from cityreport.report.deck.entry import Entry
from cityreport.report.deck.fitting import LONGEST_TITLE, fitted, short, whole_cells
from cityreport.report.deck.meeting import Meeting
from cityreport.report.deck.standard import unranked_types
from cityreport.report.remarks import remarked
from cityreport.report.wording import SELF_ASSESSED, count, month_of, source_line
from cityreport.tables.agenda import Agenda, AgendaItem
from cityreport.tables.section import Headline, Section

Sources = Callable[[Meeting, Section], tuple[str, ...]]
"""Where the main figures of a section come from, in lines: file, sheet, cell."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: exactly one of large figures, a chart, a table or a sentence (``empty``).

    ``name`` is what the table of contents calls it. ``section`` carries title, lead and source
    as shown, with the chart or table cut to what can be read; ``figures`` are shown large in its
    place. ``notes`` is what the speaker reads, ``sources`` where the figures come from; neither
    stands on the slide (details.md E2). ``whole`` is the section uncut, None where there is none.
    """

    item: AgendaItem
    name: str
    section: Section
    figures: tuple[Headline, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    whole: Section | None = None


@dataclass(frozen=True, slots=True)
class Deck:
    """All of a meeting: what stands on the cover, the slides in order, what they leave out.

    ``left_out`` is said with the contents, "" where nothing is.
    """

    title: str
    month: str
    office: str
    day: str
    slides: tuple[Slide, ...]
    sample: bool = False
    left_out: str = ""


def deck(meeting: Meeting, agenda: Agenda, sources: Sources | None = None) -> Deck:
    """The slides of an agenda with their cover: title, month, office, day."""
    today = meeting.today
    return Deck(
        title=agenda.name,
        month=month_of(meeting.evaluation, meeting.month).label,
        office=meeting.evaluation.settings.office_name,
        day=f"{today.year}年{today.month}月{today.day}日",
        slides=slides(meeting, agenda, sources),
        sample=meeting.sample,
        left_out=_left_out(unranked_types(meeting, agenda)),
    )


def _left_out(types: tuple[str, ...]) -> str:
    if not types:
        return ""
    return f"另有 {count(len(types))} 类单位有名次而没有列入：{'、'.join(types)}。"


def slides(meeting: Meeting, agenda: Agenda, sources: Sources | None = None) -> tuple[Slide, ...]:
    """One slide an item, in the agenda's order; what cannot be shown says why in a sentence."""
    return tuple(_slide(meeting, item, sources) for item in agenda.items)


def _slide(meeting: Meeting, item: AgendaItem, sources: Sources | None) -> Slide:
    entry = CATALOGUE.get(item.section)
    problem = _problem(meeting, item, entry)
    if entry is None or problem:
        called = item.title or (entry.title if entry else item.section)
        source = source_line(meeting.evaluation, meeting.month)
        said = Section(item.section, short(called, LONGEST_TITLE), source=source, empty=problem)
        return Slide(item, called, said)
    whole = _whole(meeting, item, entry)
    named = replace(whole, title=item.title) if item.title.strip() else whole
    figures = entry.figures(meeting, item) if entry.figures and not whole.empty else ()
    shown = fitted(named, entry)
    return Slide(
        item,
        _name(entry, item),
        replace(shown, table=None) if figures else shown,
        figures,
        _notes(meeting, named, shown),
        sources(meeting, shown) if sources else (),
        whole=named,
    )


def _whole(meeting: Meeting, item: AgendaItem, entry: Entry) -> Section:
    """The section with its 批注, its claim saying whom it is about where that is not the city."""
    built = entry.build(meeting, item)
    who = item.unit or item.unit_type
    title = built.title if who in built.title else f"{who}：{built.title}"
    named = replace(built, title=title)
    return remarked(named, meeting.evaluation, meeting.month, item.unit_type, item.unit)


def _problem(meeting: Meeting, item: AgendaItem, entry: Entry | None) -> str:
    """Why an item cannot be shown, "" when it can."""
    if entry is None:
        return "这一项已经不在可选内容里。请从议程中删去，或换成别的内容。"
    units = {unit.name: unit for unit in meeting.evaluation.roster.units}
    if item.unit and item.unit not in units:
        return f"名册中没有“{item.unit}”。请在议程里重新选单位。"
    if item.unit_type and item.unit_type not in meeting.evaluation.roster.types:
        return f"名册中没有“{item.unit_type}”这一类单位。请在议程里重新选单位类型。"
    words = {
        "unit_type": "单位类型",
        "unit": "单位",
        "choice": "测评项目或指标",
        "view": "计分方式",
    }
    missing = [words[need] for need in entry.needs if not getattr(item, need)]
    return f"这一项要先选{'、'.join(missing)}。请在议程里补上。" if missing else ""


def _name(entry: Entry, item: AgendaItem) -> str:
    """What the slide is called beside others: 单位排名 · 社区."""
    who = item.choice if entry.key == "bullets" else item.unit or item.unit_type
    called = entry.title.partition("（")[0].partition("：")[0]
    return f"{called} · {who}" if who else called


def _notes(meeting: Meeting, whole: Section, shown: Section) -> tuple[str, ...]:
    """What is said beside the slide: the whole title where it was cut, method, notes, 批注."""
    return tuple(
        line
        for line in (
            whole.title if shown.title != whole.title else "",
            shown.lead,
            *whole_cells(whole, shown),
            *whole.notes,
            whole.help,
            SELF_ASSESSED,
        )
        if line
    )
