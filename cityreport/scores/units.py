"""The score of each unit by each month of the year (method.md section 6)."""

import numpy as np

from cityreport.evaluation import Floats, Scored, State, Values, View, pace
from cityreport.scores.attainment import attain
from cityreport.scores.points import score_up


def target_to_date(values: Values, view: View) -> Floats:
    """The target each unit should have reached by each month, units × indicators × 12."""
    return values.target[:, :, None] * pace(values.indicators, view)[None, :, :]


def unit_attainment(values: Values, view: View) -> Floats:
    """The attainment of every unit, indicator and month; NaN where there is no value."""
    shares = pace(values.indicators, view)
    columns = [indicator_attainment(values, number, share) for number, share in enumerate(shares)]
    return np.stack(columns, axis=1)


def indicator_attainment(values: Values, number: int, share: Floats) -> Floats:
    """The attainment of every unit by month for one indicator, with the share of T that is due."""
    target = values.target[:, number, None] * share
    return attain(values.indicators[number], values.value[:, number], target, share[None, :])


def score_units(values: Values, view: View, *, strict: bool, line: float) -> Scored:
    """Attainment, points, score and coverage of every unit (method.md section 6, B4, B5)."""
    state = values.state
    paced = unit_attainment(values, "paced")
    attainment = paced if view == "paced" else unit_attainment(values, view)
    with_value = state == State.VALUE
    outside = (State.NOT_APPLICABLE, State.NOT_MONITORED, State.NOT_FOR_TYPE)
    in_all = ~np.isin(state, outside)
    return score_up(
        values.indicators,
        attainment,
        paced,
        (with_value.astype(float), in_all.astype(float)),
        with_value | (state == State.MISSING),
        view=view,
        strict=strict,
        line=line,
    )
