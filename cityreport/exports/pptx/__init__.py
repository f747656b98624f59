"""Meeting slides: a deck as a .pptx with native charts, on the house's master or the office's."""

from cityreport.exports.pptx.document import presentation

__all__ = ["presentation"]
