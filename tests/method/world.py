"""A small city in memory: units, indicators and what was reported, from a plain spec."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cityreport import indicators, quality, scores
from cityreport.evaluation import Group, Scored, State, Values
from cityreport.framework import (
    Framework,
    Indicator,
    Parameters,
    Target,
    parse_measure,
)
from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.quantities import Quantity
from cityreport.roster import Roster, Unit
from cityreport.settings import OfficeSettings
from cityreport.sheets import BY_NAME, FIRST_RING
from cityreport.tables.observations import Observations

YEAR = 2023
LINE = 0.8
DIMS = ("dim1", "dim2", "dim3", "dim4")
KEY = ("unit", "month", "kind", "reporter")
Cell = float | str | Quantity


@dataclass(frozen=True)
class Report:
    """One sheet of one unit and month; no rows means 本月无."""

    unit: str
    month: int
    kind: str
    rows: tuple[Mapping[str, Cell], ...]
    reporter: str = ""
    received: str = ""
    committed: str = ""
    left_out: int = 0


def sheet(unit, month, kind, rows, reporter="", *, received="", committed="", left_out=0) -> Report:
    return Report(unit, month, kind, tuple(rows), reporter, received, committed, left_out)


def empty(unit, month, kind, reporter="", **arrival) -> Report:
    return sheet(unit, month, kind, (), reporter, **arrival)


def events(unit, month, *counts, **filters) -> Report:
    """A 创建活动 sheet with one row per 场次."""
    return sheet(unit, month, "创建活动", [{"场次": n, **filters} for n in counts])


def found(unit, month, found, rectified, level="市", **more) -> Report:
    """A 督查检查 sheet with one row."""
    row = {"检查级别": level, "发现问题数": found, "已整改数": rectified, **more}
    return sheet(unit, month, "督查检查", [{k: v for k, v in row.items() if v is not None}])


def about(nominal: float, lower: float, upper: float) -> Quantity:
    return Quantity(str(nominal), nominal, "about", lower, upper)


def exact(nominal: float) -> Quantity:
    return Quantity(str(nominal), nominal, "exact", nominal, nominal)


def quantity(amount: float | Quantity) -> Quantity:
    return amount if isinstance(amount, Quantity) else exact(float(amount))


def unit(name, unit_type="社区", *, parent="", kinds=FIRST_RING, start=None, end=None, **base):
    return Unit(
        code=name,
        name=name,
        unit_type=unit_type,
        parent=parent,
        kinds=tuple(kinds),
        base={figure: quantity(amount) for figure, amount in base.items()},
        start=Month(YEAR, start) if start else None,
        end=Month(YEAR, end) if end else None,
    )


def indicator(
    code="X", numerator="创建活动.场次", denominator="", *, rule="rate", direction="up",
    measure_unit="", target=None, by_type=None, by_unit=None, accrual=None, weight=100.0,
    rollup="mean", types=(), **parameters,
) -> Indicator:  # fmt: skip
    top = parse_measure(numerator)
    below = parse_measure(denominator) if denominator else None
    even = below is None and top.behaviour == "flow"
    return Indicator(
        code=code, dimension="项目", content="", name=code, measure_unit=measure_unit,
        direction=direction, rule=rule, parameters=Parameters(**parameters),
        target=Target(target, by_type or {}, by_unit or {}),
        accrual=accrual or ("even" if even else "level"), weight=weight,
        numerator=top, denominator=below, rollup=rollup, unit_types=tuple(types),
    )  # fmt: skip


AMOUNTS = ("value", "lower", "upper", "filled", "approximate")
ARRIVAL = ("rows", "empty", "received", "committed_at", "submission", "left_out")


def observe(*reports: Report, year=YEAR) -> Observations:
    """The three frames as the store groups them."""
    rows = [
        {**_key(report), **_dims(report.kind, row), "rows": 1}
        for report in reports
        for row in report.rows
    ]
    facts = [fact for report in reports for fact in _facts(report)]
    arrivals = [_arrival(number, report) for number, report in enumerate(reports, start=1)]
    return Observations(
        year,
        _grouped(facts, (*KEY, "column", *DIMS), AMOUNTS),
        _grouped(rows, (*KEY, *DIMS), ("rows",)),
        pd.DataFrame(arrivals, columns=[*KEY, *ARRIVAL]),
    )


def _grouped(rows, keys, amounts) -> pd.DataFrame:
    groups: dict[tuple, list[float]] = {}
    for row in rows:
        sums = groups.setdefault(tuple(row[key] for key in keys), [0] * len(amounts))
        sums[:] = [total + row[name] for total, name in zip(sums, amounts, strict=True)]
    return pd.DataFrame([(*key, *sums) for key, sums in groups.items()], columns=[*keys, *amounts])


def _key(report: Report) -> dict[str, object]:
    return {
        "unit": report.unit,
        "month": report.month,
        "kind": report.kind,
        "reporter": report.reporter,
    }


def _arrival(number: int, report: Report) -> dict[str, object]:
    received = report.received or f"{YEAR}-{report.month:02d}-28"
    return {
        **_key(report),
        "rows": len(report.rows),
        "empty": not report.rows,
        "received": received,
        "committed_at": report.committed or f"{received}T08:00:00",
        "submission": number,
        "left_out": report.left_out,
    }


def _dims(kind: str, row: Mapping[str, Cell]) -> dict[str, str]:
    names = [column.name for column in BY_NAME[kind].dimensions]
    written = [str(row.get(name, "")) for name in names]
    return dict(zip(DIMS, written + [""] * len(DIMS), strict=False))


def _facts(report: Report) -> Iterable[dict[str, object]]:
    for column in BY_NAME[report.kind].measures:
        rows = [row for row in report.rows if column.name in row]
        stock = column.role == "stock"
        # A stock is the last non-blank cell of the reporter's sheet (details.md B3).
        for row in rows[-1:] if stock else rows:
            amount = quantity(row[column.name])
            yield {
                **_key(report),
                "column": column.name,
                **(dict.fromkeys(DIMS, "") if stock else _dims(report.kind, row)),
                "value": amount.value,
                "lower": amount.lower,
                "upper": amount.upper,
                "filled": len(rows) if stock else 1,
                "approximate": int(amount.precision != "exact"),
            }


@dataclass(frozen=True)
class World:
    """An evaluated year, addressed by unit name, indicator code and month 1–12."""

    values: Values

    def at(self, name, code, month) -> tuple[int, int, int]:
        return self.values.unit_number(name), self.values.indicator_number(code), month - 1

    def state(self, name, month, code="X") -> State:
        return State(self.values.state[self.at(name, code, month)])

    def value(self, name, month, code="X", of="value") -> float:
        return float(getattr(self.values, of)[self.at(name, code, month)])

    def target(self, name, code="X") -> float:
        return float(self.values.target[self.at(name, code, 1)[:2]])

    def scored(self, view="paced", *, strict=False) -> Scored:
        return scores.score_units(self.values, view, strict=strict, line=LINE)

    def attainment(self, name, month, code="X", view="paced") -> float:
        return float(self.scored(view).attainment[self.at(name, code, month)])

    def score(self, name, month, view="paced", *, strict=False) -> float:
        scored = self.scored(view, strict=strict)
        return float(scored.score[self.values.unit_number(name), month - 1])

    def city(self, view="paced", *, strict=False, members=None) -> Group:
        everyone = np.ones(len(self.values.units), dtype=bool)
        if members is not None:
            everyone = np.array([u.name in members for u in self.values.units])
        return scores.roll_up(self.values, everyone, "全市", view, strict=strict, line=LINE)

    def city_attainment(self, month, code="X", view="paced", **choices) -> float:
        group = self.city(view, **choices)
        number = self.values.indicator_number(code)
        return float(group.scored.attainment[0, number, month - 1])

    def city_fact(self, of, month, code="X", **choices) -> float:
        group = self.city(**choices)
        return float(getattr(group, of)[self.values.indicator_number(code), month - 1])

    def ranks(self, month, *, strict=False) -> dict[str, int]:
        ranking = scores.rank_units(self.scored(strict=strict), self.values, month)
        return dict(zip((u.name for u in self.values.units), ranking.rank.tolist(), strict=True))


def world(units, listed, *reports, settings=None) -> World:
    """The year of these units, judged by these indicators, as these sheets reported it."""
    observations = observe(*reports)
    system = quality.system_measures(observations, units, settings or OfficeSettings())
    framework = Framework("试行", tuple(listed))
    roster = Roster(tuple(units))
    return World(indicators.values(observations, framework, roster, system))


def evaluated(units, *reports, listed=(), settings=None, ticks=(), year=YEAR) -> Evaluation:
    """A city of these units, by hand-sized reports, as the pages see it."""
    observations, office_settings = observe(*reports, year=year), settings or OfficeSettings()
    roster = Roster(tuple(units))
    framework = Framework("试行", tuple(listed) or (indicator(target=1200),))
    system = quality.system_measures(observations, roster.units, office_settings)
    values = indicators.values(observations, framework, roster, system)
    return Evaluation(
        year=year, revision=1, roster=roster, framework=framework, settings=office_settings,
        sent=observations, left_out=frozenset(), observations=observations, values=values,
        vetoes=tuple(ticks),
    )  # fmt: skip
