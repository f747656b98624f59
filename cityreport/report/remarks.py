"""批注 on the figures they were written to: on screen, slide and in documents alike (J3, L4)."""

from dataclasses import replace

from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.tables.remarks import MARK, Place, Remark
from cityreport.tables.section import Section


def place_of(section: Section, month: Month, unit_type: str = "", unit: str = "") -> Place:
    """What a 批注 to a section is kept under: of a unit, else of a type, else of the city."""
    return Place(section.key, month, "" if unit else unit_type, unit)


def remarks_at(evaluation: Evaluation, place: Place) -> tuple[Remark, ...]:
    """The 批注 to one figure, the oldest first."""
    return tuple(one for one in evaluation.remarks if one.place == place)


def remarked(
    section: Section, evaluation: Evaluation, month: int, unit_type: str = "", unit: str = ""
) -> Section:
    """The section with the 批注 to it among its notes, the one way they reach any output.

    ``month`` is 1–12 of the evaluated year; a 批注 to a type's or a unit's figure stands on that
    figure only.
    """
    place = place_of(section, Month(evaluation.year, month), unit_type, unit)
    found = tuple(one.sentence for one in remarks_at(evaluation, place))
    return replace(section, notes=(*section.notes, *found)) if found else section


def remarks_of(section: Section) -> tuple[str, ...]:
    """The 批注 among a section's notes."""
    return tuple(note for note in section.notes if note.startswith(MARK))
