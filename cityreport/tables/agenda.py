"""An agenda: which sections a meeting is shown, in which order, for whom, under which title.

It names no month: the same agenda serves the next meeting. The store keeps it as plain JSON.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Literal

from cityreport.errors import UserError

View = Literal["paced", "annual"]


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One slide to be: the section's key in the catalogue and what is selected for it.

    An empty ``unit_type`` means all types, an empty ``unit`` none in particular; ``choice`` is
    the 测评项目 or the indicator code where the section asks for one; ``title`` replaces the
    claim made from the data.
    """

    section: str
    unit_type: str = ""
    unit: str = ""
    choice: str = ""
    view: View = "paced"
    title: str = ""

    def as_json(self) -> dict[str, object]:
        """The item as plain values, empty ones left out."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, values: object) -> "AgendaItem":
        """The item that was kept; UserError when the values are none."""
        known = {field.name for field in fields(cls)}
        if (
            not isinstance(values, Mapping)
            or not values.get("section")
            or not all(isinstance(values[name], str) for name in known & values.keys())
            or values.get("view", "paced") not in ("paced", "annual")
        ):
            raise UserError("保存的议程里有一项读不出来。请删去这份议程，重新选择内容。")
        return cls(**{name: values[name] for name in known & values.keys()})


@dataclass(frozen=True, slots=True)
class Agenda:
    """A named list of what is shown, in order."""

    name: str
    items: tuple[AgendaItem, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The agenda as plain values."""
        return {"name": self.name, "items": [item.as_json() for item in self.items]}

    @classmethod
    def from_json(cls, values: object) -> "Agenda":
        """The agenda that was kept; UserError when the values are none."""
        items = values.get("items") if isinstance(values, Mapping) else None
        name = values.get("name") if isinstance(values, Mapping) else None
        if not isinstance(items, list | tuple) or not isinstance(name, str):
            raise UserError("保存的议程读不出来。请删去它，重新选择内容。")
        return cls(name, tuple(AgendaItem.from_json(item) for item in items))
