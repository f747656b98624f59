"""Hand-over from ``store`` to ``indicators`` and ``quality``: one year, grouped by the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Observations:
    """What all units reported in one calendar year.

    ``facts``: one row per unit, month (1–12), kind, column, reporter and dimension values
    ``dim1``–``dim4`` (order of ``SheetKind.dimensions``) with at least one filled cell: ``value``,
    ``lower``, ``upper`` (stored units), ``filled`` and ``approximate`` (cells). A stock is the last
    filled cell of the report (details.md B3), has no dimension values, and is ``differing`` when
    the filled cells disagree.
    ``row_groups``: the ledger ``rows`` behind, per unit, month, kind, reporter, dimension values.
    ``reports``: one row per unit, month, kind, reporter: ``rows``, ``left_out``, ``empty``,
    ``submission`` (the newest that counts), ``received`` and ``committed_at`` (ISO, of the first).
    """

    year: int
    facts: pd.DataFrame
    row_groups: pd.DataFrame
    reports: pd.DataFrame

    def facts_of(self, kind: str, column: str) -> pd.DataFrame:
        """The facts of one column of a sheet kind, in their order; none for an unknown one."""
        return self.facts.iloc[self._places.get((kind, column), [])]

    @cached_property
    def _places(self) -> Mapping[tuple[str, str], NDArray[np.intp]]:
        """Where the facts of each column stand: looked up for every figure of a page."""
        groups = self.facts.groupby(["kind", "column"], sort=False, observed=True)
        return cast("Mapping[tuple[str, str], NDArray[np.intp]]", groups.indices)
