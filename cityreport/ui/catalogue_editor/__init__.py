"""The catalogue edited on the page: one indicator at a time, kept as a new edition."""

from cityreport.ui.catalogue_editor.editing import editor

__all__ = ["editor"]
