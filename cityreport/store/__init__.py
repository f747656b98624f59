"""The store: what units reported, the roster, the catalogue and the settings. The only SQL."""

from cityreport.store.store import Store

__all__ = ["Store"]
