"""Hand-over from ``store`` to ``indicators`` and ``quality``: one year, grouped by the store."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False)
class Observations:
    """What all units reported in one calendar year.

    ``facts``: one row per unit, month (1–12), kind, column, reporter and dimension values
    ``dim1``–``dim3`` (order of ``SheetKind.dimensions``) with at least one filled cell: ``value``,
    ``lower``, ``upper`` (stored units), ``filled`` and ``approximate`` (cells).
    ``row_groups``: the ledger ``rows`` behind, per unit, month, kind, reporter, dimension values.
    ``reports``: one row per unit, month, kind, reporter: ``rows``, ``empty``, ``received`` (ISO).
    """

    year: int
    facts: pd.DataFrame
    row_groups: pd.DataFrame
    reports: pd.DataFrame
