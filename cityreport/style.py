"""How numbers, states and colours look everywhere: screen, slide, Word, print.

The only home of the palette, the status rule (method.md section 8) and the number formats
(method.md section 14). Nothing else may format a number for a person.
"""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, Literal

# --- colours -----------------------------------------------------------------------------

INK = "#1B2A41"
QUIET = "#5B6675"
LINE = "#D9DFE7"
GROUND = "#F5F7FA"
PAPER = "#FFFFFF"
PRIMARY = "#1F5FA8"
LIGHT = "#A9C7E8"
FAINT = "#DCE8F5"
ABSENT = "#9AA5B1"
NOTE_INK = "#7A4E0B"
"""The words of an amber badge, readable on its pale ground."""
PARTS: tuple[str, ...] = (
    "#1F5FA8", "#A9C7E8", "#1B7F79", "#9CCFC9", "#5B6675",
    "#C3CAD4", "#6C5B9E", "#C4BBDD", "#8A6A2F", "#DBC99F",
)  # fmt: skip
"""Colours of parts of a whole, dark and light in turn so that neighbours differ in print."""
SEQUENCE: tuple[str, ...] = ("#F1F6FB", "#DCE8F5", "#A9C7E8", "#6A9CD0", "#1F5FA8")
"""From little to much, for heat maps."""

# --- type --------------------------------------------------------------------------------

FONTS: tuple[str, ...] = (
    "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif",
)  # fmt: skip
FONT_FAMILY = ", ".join(FONTS)
SCREEN_SIZES = (13, 15, 18, 24, 40)
PRESENT_SIZES = (22, 28, 36, 72)

# --- sizes of figures, in pixels ---------------------------------------------------------

ROW_HEIGHT = 30
TILE_HEIGHT = 28
FIGURE_HEIGHT = 300
AXIS_HEIGHT = 26
PICTURE_SIZE = (1280, 720)
LABELLED_MARKS = 12
"""At most so many marks of a figure carry their number."""

# --- status ------------------------------------------------------------------------------

Shown = Literal["value", "absent"]


@dataclass(frozen=True, slots=True)
class Status:
    """A state as word, shape and colour, never one of them alone.

    ``text_colour`` is readable on ``colour``; ``marker`` is the shape's name in a drawn figure.
    """

    word: str
    shape: str
    colour: str
    text_colour: str
    marker: str
    kind: Shown = "value"

    @property
    def label(self) -> str:
        """Shape and word: ● 达到序时."""
        return f"{self.shape} {self.word}"


STATUSES: dict[str, Status] = {
    status.word: status
    for status in (
        Status("达到序时", "●", "#1B7F79", PAPER, "circle"),
        Status("基本达到", "◐", "#6FA8D6", INK, "circle"),
        Status("滞后", "▲", "#E0982A", INK, "triangle-up"),
        Status("严重滞后", "◆", "#B8322A", PAPER, "diamond"),
        Status("未报", "○", ABSENT, INK, "circle-open", "absent"),
        Status("数据不足", "◌", "#C3CAD4", INK, "circle-open-dot", "absent"),
        Status("未填", "□", "#C3CAD4", INK, "square-open", "absent"),
        Status("缺基数", "◇", "#C3CAD4", INK, "diamond-open", "absent"),
        Status("本期不适用", "－", LINE, INK, "line-ew-open", "absent"),
        Status("未纳入监测", "×", LINE, INK, "x-thin-open", "absent"),
        Status("仅展示", "▫", LIGHT, INK, "square"),
    )
}
"""Every state by its word; the first four are levels of attainment, best first."""
LEVELS: tuple[str, ...] = ("达到序时", "基本达到", "滞后", "严重滞后")

_TOLERANCE = 1e-9


def reaches(value: float, line: float) -> bool:
    """Whether a value is at or over a line, float noise forgiven (details.md B13)."""
    return value >= line or math.isclose(value, line, rel_tol=_TOLERANCE)


def status_of(attainment: float, cuts: tuple[float, float, float] = (1.0, 0.9, 0.7)) -> str:
    """The word for a 序时 attainment (fraction), lower bounds inclusive (method.md section 8)."""
    for word, cut in zip(LEVELS, cuts, strict=False):
        if reaches(attainment, cut):
            return word
    return LEVELS[-1]


@dataclass(frozen=True, slots=True)
class Tile:
    """How one reporting state looks in the unit × month tiles."""

    symbol: str
    colour: str
    text_colour: str
    hatched: bool = False


TILES: dict[str, Tile] = {
    "按时": Tile("✓", "#1B7F79", PAPER),
    "已报": Tile("✓", LIGHT, INK),
    "零报告": Tile("零", FAINT, INK),
    "迟报": Tile("迟", "#E0982A", INK),
    "未报": Tile("未", "#E4E8ED", INK, hatched=True),
    "未到期": Tile("·", PAPER, QUIET),
    "不需报": Tile("－", GROUND, QUIET),
}
"""Reporting states by their word (method.md section 12)."""

# --- numbers -----------------------------------------------------------------------------

Format = Literal["text", "count", "money", "score", "rate", "percent", "hours", "number"]
NONE = "—"
APPROXIMATE = "约"
_YUAN_IN_WAN = 10_000
_PLACES: dict[str, int] = {
    "count": 0, "money": 2, "score": 2, "rate": 2, "percent": 2, "hours": 1, "number": 2,
}  # fmt: skip
_SCALES: dict[str, Decimal] = {"money": Decimal(1) / _YUAN_IN_WAN, "rate": Decimal(100)}
_SUFFIXES: dict[str, str] = {"rate": "%", "percent": "%"}
_GUARD_PLACES = 6


def round_half_up(value: float | Decimal, places: int) -> Decimal:
    """The value rounded 四舍五入 on its decimal form (method.md section 14).

    A first rounding six places further down removes float noise, so that 84.67499999999999
    rounds like 84.675 (details.md B13).
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    settled = exact.quantize(Decimal(1).scaleb(-places - _GUARD_PLACES), ROUND_HALF_UP)
    rounded = settled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return abs(rounded) if rounded.is_zero() else rounded


def scale_for(form: Format) -> float:
    """What a stored value is multiplied by before it is written: yuan to 万元, fraction to %."""
    return float(_SCALES.get(form, 1))


def write(value: object, form: Format = "text", approximate: bool = False) -> str:
    """The value as people read it, without its measure unit (which stands in the header).

    ``money`` is yuan written in 万元, ``rate`` a fraction and ``percent`` a 0..100 value, both
    with %; ``number`` drops trailing zeros; a missing value is ``—``; ``approximate`` puts 约
    before it.
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return NONE
    if form == "text" or isinstance(value, str) or not isinstance(value, int | float | Decimal):
        return str(value)
    return _number(value, form, approximate)


# The columns of a large table hold few different numbers.
@lru_cache(maxsize=65536, typed=True)
def _number(value: float | Decimal, form: Format, approximate: bool) -> str:
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    text = f"{round_half_up(exact * _SCALES.get(form, Decimal(1)), _PLACES[form]):,}"
    if form == "number" and "." in text:
        text = text.rstrip("0").rstrip(".")
    prefix = f"{APPROXIMATE} " if approximate else ""
    # The axes of the figures write the minus sign, not the hyphen.
    text = text.replace("-", "−")
    return f"{prefix}{text}{_SUFFIXES.get(form, '')}"


def write_mark(value: float, form: Format = "number") -> str:
    """The value at a mark of a figure: as ``write``, without decimals from a thousand up.

    Twelve such numbers stand side by side in half a screen; the table has them in full.
    """
    shown = abs(value * scale_for(form))
    return write(value, "count" if form in ("hours", "number") and shown >= 1000 else form)


def write_bounds(precision: str, lower: float, upper: float, form: Format = "number") -> str:
    """The bounds of an inexact value in words, "" for an exact one (method.md section 2).

    九万多元 reads ≥9万元、<10万元; 近2万元 >1万元、≤2万元; 约300 270～330.
    """
    if precision == "exact" or math.isnan(lower) or math.isnan(upper):
        return ""
    low, high = _bound(lower, form), _bound(upper, form)
    if precision == "at_least":
        return f"≥{low}" if math.isinf(upper) else f"≥{low}、<{high}"
    if precision == "at_most":
        return f">{low}、≤{high}"
    return f"{low}～{high}"


def _bound(value: float, form: Format) -> str:
    if math.isinf(value):
        return "不限"
    if form != "money":
        return write(value, form)
    if abs(value) >= _YUAN_IN_WAN:
        return f"{write(value / _YUAN_IN_WAN, 'number')}万元"
    return f"{write(value, 'number')}元"


# --- figures -----------------------------------------------------------------------------


def plotly_layout() -> dict[str, Any]:
    """The house's look as the layout of a figure, new at every call.

    No template, and a revision that stays: Streamlit hands a figure it has drawn to Plotly once
    more as a copy, which is drawn anew if anything in it counts as changed. A copied template
    does, and so do copied data without a revision (docs/decisions/0026-figures-drawn-once.md).
    """
    return {
        "font": {"family": FONT_FAMILY, "size": SCREEN_SIZES[0], "color": INK},
        "paper_bgcolor": PAPER, "plot_bgcolor": PAPER, "colorway": list(PARTS),
        "margin": {"l": 8, "r": 16, "t": 12, "b": 8},
        "showlegend": False, "dragmode": False, "datarevision": 1,
        "hoverlabel": {
            "bgcolor": PAPER, "bordercolor": LINE, "align": "left",
            "font": {"family": FONT_FAMILY, "size": SCREEN_SIZES[0], "color": INK},
        },
        "legend": {
            "orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom",
            "itemclick": False, "itemdoubleclick": False, "traceorder": "normal",
        },
        "xaxis": _axis(), "yaxis": _axis(), "separators": ".,",
    }  # fmt: skip


def _axis() -> dict[str, Any]:
    """An axis without line and ticks: naming their colours alone would have Plotly draw them."""
    return {
        "showline": False, "ticks": "",
        "gridcolor": LINE, "linecolor": LINE, "zerolinecolor": ABSENT, "zerolinewidth": 1,
        "tickcolor": LINE, "ticklabelstandoff": 5, "automargin": True, "fixedrange": True,
        "title": {"font": {"color": QUIET, "size": SCREEN_SIZES[0]}},
        "tickfont": {"size": SCREEN_SIZES[0], "color": INK},
    }  # fmt: skip
