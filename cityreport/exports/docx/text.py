"""Text as XML: the one place where what an office wrote is made harmless for a Word file."""

import re
from xml.sax.saxutils import escape

from cityreport.tables.document import Run

_LINE = re.compile(r"[\r\n\t\v\f\u2028\u2029]+")
_ILLEGAL = re.compile(
    "[^\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"  # what XML 1.0 cannot hold
    "|[\\u007f-\\u009f\\ufeff]"  # control signs it can hold, but nobody can see
    "|[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]"  # directions that would turn what follows
)
_BLANK_SHADE = "FFF2CC"


def plain(text: str) -> str:
    """The text without signs that break or turn a document; line ends and tabs become a blank."""
    return _ILLEGAL.sub("", _LINE.sub(" ", text))


def runs_xml(runs: tuple[Run, ...]) -> str:
    """Runs of a paragraph; the blanks a writer has to fill are shaded."""
    return "".join(run_xml(run.text, shaded=run.blank) for run in runs)


def run_xml(text: str, *, shaded: bool = False, size: float = 0) -> str:
    """One run, of a letter size in points where the style's own does not do.

    The hint makes quotation marks and dashes full-width like the text around them.
    """
    letters = (
        f'<w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * size)}"/>' if size else ""
    )
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_BLANK_SHADE}"/>' if shaded else ""
    return (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{letters}{shade}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r>'
    )


def line_break_xml() -> str:
    """A new line within the paragraph."""
    return "<w:r><w:br/></w:r>"


def field_xml(instruction: str) -> str:
    """A field that Word works out itself, such as the page number."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
