"""How the marks of a native chart look: fill, hatching, number, whisker."""

from pptx.enum.chart import XL_LABEL_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from cityreport import style
from cityreport.exports.pptx.look import AXIS, Native, colour, style_font

_BEFORE_FORMAT = ("c:idx", "c:layout", "c:tx")


def fill(marks: Native, code: str, *, hatched: bool = False) -> None:
    """Fill a series or one mark of it; what is approximate is hatched."""
    filling = marks.format.fill
    if not hatched:
        filling.solid()
        filling.fore_color.rgb = colour(code)
        return
    filling.patterned()
    filling.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    filling.fore_color.rgb = colour(code)
    filling.back_color.rgb = colour(style.PAPER)


def outline(series: Native, code: str) -> None:
    """An empty bar with a dashed frame, whose end is the pace to be reached."""
    from pptx.enum.dml import MSO_LINE

    series.format.fill.background()
    series.format.line.color.rgb = colour(code)
    series.format.line.width = 19_050
    series.format.line.dash_style = MSO_LINE.DASH


def number_marks(
    series: Native,
    code: str,
    position: XL_LABEL_POSITION | None = XL_LABEL_POSITION.OUTSIDE_END,
) -> None:
    """Write each value at its mark, in that number format; the numbers follow the workbook."""
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = code, False
    if position is not None:
        labels.position = position
    style_font(labels.font, AXIS)


def number_mark(
    series: Native,
    place: int,
    code: str,
    position: XL_LABEL_POSITION | None = XL_LABEL_POSITION.OUTSIDE_END,
    ink: str = style.INK,
) -> None:
    """A format of its own for one number: 约 or the shape of its status before it."""
    label = series.points[place].data_label
    style_font(label.font, AXIS, ink)
    if position is not None:
        label.position = position
    entry = label._get_or_add_dLbl()  # python-pptx knows no format of one label
    form = parse_xml(f'<c:numFmt {nsdecls("c")} formatCode="" sourceLinked="0"/>')
    form.set("formatCode", code)
    last = [child for child in entry if child.tag in {qn(name) for name in _BEFORE_FORMAT}][-1]
    last.addnext(form)


def move_label(series: Native, place: int, *, right: float = 0.0, up: float = 0.0) -> None:
    """Move one number by shares of the chart, beyond a whisker that would strike it through."""
    entry = series.points[place].data_label._get_or_add_dLbl()
    layout = parse_xml(
        f"<c:layout {nsdecls('c')}><c:manualLayout>"
        f'<c:x val="{right:.4f}"/><c:y val="{-up:.4f}"/></c:manualLayout></c:layout>'
    )
    entry.find(qn("c:idx")).addnext(layout)


def about(code: str) -> str:
    """The number format with 约 before the number, in each of its sections."""
    return _before(f"{style.APPROXIMATE} ", code)


def shaped(shape: str, code: str) -> str:
    """The number format with the shape of a status before the number."""
    return _before(f"{shape} ", code)


def _before(words: str, code: str) -> str:
    sections = []
    for section in code.split(";"):
        condition, bracket, rest = section.rpartition("]")
        sections.append(f'{condition}{bracket}"{words}"{rest}')
    return ";".join(sections)


def whiskers(
    series: Native,
    down: list[float],
    up: list[float],
) -> None:
    """Bounds of approximate values as error bars, zero long where a value is exact."""
    ink = style.INK.removeprefix("#")
    bars = parse_xml(
        f'<c:errBars {nsdecls("c")}><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="1"/><c:plus>{_numbers(up)}</c:plus><c:minus>{_numbers(down)}</c:minus>'
        f'<c:spPr><a:ln {nsdecls("a")} w="25400"><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill>'
        "</a:ln></c:spPr></c:errBars>"
    )
    element = series._element  # python-pptx has no error bars
    element.find(qn("c:cat")).addprevious(bars)


def _numbers(lengths: list[float]) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{length!r}</c:v></c:pt>'
        for place, length in enumerate(lengths)
        if length
    )
    count = f'<c:ptCount val="{len(lengths)}"/>'
    return f"<c:numLit><c:formatCode>General</c:formatCode>{count}{points}</c:numLit>"
