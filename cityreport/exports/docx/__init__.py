"""Word files: a document in the layout of GB/T 9704-2012, in styles that a writer can go on with."""

from cityreport.exports.docx.writer import document_bytes

__all__ = ["document_bytes"]
