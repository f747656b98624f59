"""The sheet kinds (表种): one declaration each, read by every stage."""

from cityreport.sheets import first_ring, second_ring
from cityreport.sheets.model import MEASURE_UNITS, Column, Family, Role, SheetKind

KINDS: tuple[SheetKind, ...] = (
    first_ring.INVESTMENTS,
    first_ring.VOLUNTEERING,
    first_ring.INSPECTIONS,
    first_ring.ACTIVITIES,
    second_ring.PROJECTS,
    second_ring.MATERIALS,
    second_ring.POINTS,
    second_ring.COORDINATION,
    second_ring.PLANS,
    second_ring.RECTIFICATION,
    second_ring.FACILITIES,
    second_ring.SURVEYS,
    second_ring.COUNTED,
    second_ring.MECHANISMS,
    second_ring.AWARDS,
    second_ring.MARKS,
)
BY_NAME: dict[str, SheetKind] = {kind.name: kind for kind in KINDS}
FIRST_RING: tuple[str, ...] = tuple(kind.name for kind in KINDS if kind.first_ring)

__all__ = [
    "BY_NAME",
    "FIRST_RING",
    "KINDS",
    "MEASURE_UNITS",
    "Column",
    "Family",
    "Role",
    "SheetKind",
]
