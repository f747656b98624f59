"""The process that opens an office's master first, started as ``python -m …pptx.child``.

A presentation that makes a library eat memory or never end takes this process with it.
"""

import zipfile
from io import BytesIO

from lxml.etree import LxmlError
from pptx import Presentation
from pptx.exc import PythonPptxError

from cityreport.confined.child import serve
from cityreport.exports.pptx.base import empty_presentation, layout_for
from cityreport.exports.pptx.frame import Page, add_slide

SOUND, REFUSED = b"sound", b"refused"
_FOREIGN = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, ArithmeticError),
    *(NotImplementedError, zipfile.BadZipFile, LxmlError, PythonPptxError),
)
"""What python-pptx throws at files it was not made for."""


def answer(_: str, content: bytes) -> bytes:
    """Whether slides can be put on the master, tried with one slide of each kind."""
    try:
        presentation = empty_presentation(content)
        presentation.slides.add_slide(layout_for(presentation, cover=True))
        add_slide(presentation, Page.of(presentation, sample=False), "题", "注", "来源")
        stream = BytesIO()
        presentation.save(stream)
        Presentation(BytesIO(stream.getvalue()))
    except _FOREIGN:
        return REFUSED
    return SOUND


if __name__ == "__main__":
    serve(answer, REFUSED)
