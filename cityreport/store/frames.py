"""Query results as arrays and frames, the texts behind integer keys put back by look-ups."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, Select

Arrays = dict[str, NDArray[Any]]
_AT_ONCE = 1_000


def lookup(connection: Connection, statement: Select[Any]) -> pd.DataFrame:
    """The result indexed by ``id``, its texts as categories."""
    result = connection.execute(statement)
    frame = pd.DataFrame(
        [tuple(row) for row in result], columns=list(result.keys()), dtype=object
    ).set_index("id")
    numbers = [name for name in frame if name == "month"]
    texts = [name for name in frame if name != "month"]
    return frame.astype(dict.fromkeys(texts, "category") | dict.fromkeys(numbers, "int64"))


def fetch(connection: Connection, statement: Select[Any]) -> Arrays:
    """The columns of the result as arrays, by name."""
    result = connection.execute(statement)
    names = list(result.keys())
    parts: dict[str, list[NDArray[Any]]] = {name: [np.array([], dtype=int)] for name in names}
    # Few rows at a time: half a million tuples at once cost a third more time and the memory.
    for rows in result.partitions(_AT_ONCE):
        for name, column in zip(parts, zip(*rows, strict=True), strict=True):
            parts[name].append(np.array(column))
    return {name: np.concatenate(columns) for name, columns in parts.items()}


def spread(lookup: pd.DataFrame, ids: NDArray[Any]) -> pd.DataFrame:
    """The look-up's row for each id, blank where there is none."""
    return lookup.reindex(ids.astype(int)).reset_index(drop=True)
