"""How long a year of 1,000 units × 40 indicators × 12 months takes from rows to ranks.

Run: ``PYTHONPATH=. python benchmarks/score_city.py``. The floor is one bincount and one cumsum
over the same number of rows: no evaluation from these frames can be quicker.
"""

from collections.abc import Callable
from time import perf_counter, process_time
from typing import TypeVar

import numpy as np
import pandas as pd

from cityreport import gaps, indicators, quality, scores
from cityreport.evaluation import Values
from cityreport.framework import (
    Accrual,
    Framework,
    Indicator,
    Parameters,
    Rollup,
    Target,
    parse_measure,
)
from cityreport.period import MONTHS_A_YEAR
from cityreport.quantities import Quantity
from cityreport.roster import Roster, Unit
from cityreport.settings import OfficeSettings
from cityreport.sheets import KINDS
from cityreport.tables.observations import Observations

UNITS, MONTHS, INDICATORS, REPEATS = 1000, MONTHS_A_YEAR, 40, 5
TYPES = ("社区", "村", "学校", "机关", "企业")
LINE = 0.8
Result = TypeVar("Result")
DIMS = ("dim1", "dim2", "dim3", "dim4")
KEY = ("unit", "month", "kind", "reporter")
RATIOS = (
    ("督查检查.已整改数", "督查检查.发现问题数"),
    ("督查检查.按期整改数", "督查检查.发现问题数"),
    ("志愿服务.期末注册志愿者数", "名册.常住人口"),
    ("志愿服务.服务时长", "志愿服务.参与人次"),
)


def roster() -> Roster:
    """Units of five types; every fortieth is the street above the 39 after it."""
    people = {"常住人口": Quantity("3000", 3000.0, "exact", 3000.0, 3000.0)}
    return Roster(
        tuple(
            Unit(
                f"U{n}",
                f"单位{n}",
                "街道" if n % 40 == 0 else TYPES[n % len(TYPES)],
                parent="" if n % 40 == 0 else f"单位{n - n % 40}",
                base=people,
            )
            for n in range(UNITS)
        )
    )


def catalogue() -> Framework:
    """Forty indicators over the four monthly sheets: ratios, filtered and plain measures."""
    listed = [_indicator(n, *pair) for n, pair in enumerate(RATIOS)]
    sources = [f"{k.name}.{c.name}" for k in KINDS if k.first_ring for c in k.measures]
    sources += [
        f"创建活动.场次[活动类别={choice}]"
        for choice in ("动员培训", "主题教育", "道德实践", "公益服务", "宣传宣讲")
    ]
    sources += [
        f"督查检查.发现问题数[检查级别≠{choice}]" for choice in ("自查", "国家", "省", "市")
    ]
    while len(listed) < INDICATORS:
        listed.append(_indicator(len(listed), sources[len(listed) % len(sources)]))
    return Framework("基准", tuple(listed))


def _indicator(number: int, numerator: str, denominator: str = "") -> Indicator:
    top = parse_measure(numerator)
    below = parse_measure(denominator) if denominator else None
    accrual: Accrual = "even" if below is None and top.behaviour == "flow" else "level"
    rollup: Rollup = "pooled" if below or number % 2 else "mean"
    return Indicator(
        f"A{number:02d}", "项目", "", numerator, "", "up", "rate", Parameters(),
        Target(120.0), accrual, 100 / INDICATORS, top, below, rollup,
    )  # fmt: skip


def ledger(units: tuple[Unit, ...]) -> Observations:
    """Every sheet of every unit and month, three groups of rows each, in categorical frames."""
    random = np.random.default_rng(7)
    facts, groups, reports = [], [], []
    for kind in (kind for kind in KINDS if kind.first_ring):
        base = _cross(len(units), kind.name)
        reports.append(base.assign(rows=6, empty=False, received="2023-05-01", left_out=0))
        choices = [choice for column in kind.dimensions for choice in column.choices][:3] or [""]
        grouped = [base.assign(dim1=c, dim2="", dim3="", dim4="", rows=2) for c in choices]
        groups += grouped
        for column in kind.measures:
            for part in grouped[:1] if column.role == "stock" else grouped:
                value = random.integers(0, 20, len(part)).astype(float)
                measured = part.drop(columns="rows").assign(column=column.name, value=value)
                facts.append(measured.assign(lower=value, upper=value, filled=2, approximate=0))
    arrived = pd.concat(reports, ignore_index=True)
    arrived["committed_at"] = "2023-05-01T08:00:00"
    return Observations(2023, *(_packed(f, units) for f in (facts, groups, [arrived])))


def _cross(count: int, kind: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit": np.repeat([f"单位{n}" for n in range(count)], MONTHS),
            "month": np.tile(np.arange(1, MONTHS + 1), count),
            "kind": kind,
            "reporter": "",
        }
    )


def _packed(frames: list[pd.DataFrame], units: tuple[Unit, ...]) -> pd.DataFrame:
    frame = pd.concat(frames, ignore_index=True)
    texts = [name for name in (*KEY, *DIMS, "column") if name in frame and name != "month"]
    return frame.astype(dict.fromkeys(texts, "category"))


def timed(name: str, work: Callable[[], Result]) -> Result:
    """The result of the work; prints the best wall and processor time of a few runs."""
    wall, processor = [], []
    for _ in range(REPEATS):
        begun, used = perf_counter(), process_time()
        result = work()
        wall.append((perf_counter() - begun) * 1000)
        processor.append((process_time() - used) * 1000)
    print(f"{name:<40}{min(wall):9.1f} ms{min(processor):9.1f} ms of processor")
    return result


def floor(observations: Observations) -> np.ndarray:
    """One bincount and one cumsum over all facts, months and indicators."""
    facts = observations.facts
    at = facts["unit"].cat.codes.to_numpy(np.int64) * MONTHS + facts["month"].to_numpy() - 1
    amounts = facts["value"].to_numpy()
    summed = np.bincount(at, amounts, minlength=UNITS * MONTHS).reshape(UNITS, 1, MONTHS)
    return np.cumsum(np.repeat(summed, INDICATORS, axis=1), axis=2)


def main() -> None:
    """Prints the table of timings."""
    units, framework, settings = roster(), catalogue(), OfficeSettings()
    observations = ledger(units.units)
    everyone = np.ones(UNITS, dtype=bool)
    print(f"{UNITS} units × {INDICATORS} indicators × {MONTHS} months, "
          f"{len(observations.facts):,} facts")  # fmt: skip
    timed("floor: bincount + cumsum", lambda: floor(observations))
    system = timed(
        "quality.system_measures",
        lambda: quality.system_measures(observations, units.units, settings),
    )
    values = timed(
        "indicators.values",
        lambda: indicators.values(observations, framework, units, system),
    )
    scored = timed(
        "scores.score_units, annual",
        lambda: scores.score_units(values, "annual", strict=False, line=LINE),
    )
    timed("scores.roll_up, city, annual", lambda: _city(values, everyone))
    timed("scores.rank_units, one month", lambda: scores.rank_units(scored, values, 12))
    timed("gaps.unit_gaps, one month", lambda: gaps.unit_gaps(values, scored, 12))
    timed("all of it once, without gaps", lambda: _whole(observations, framework, units, everyone))


def _city(values: Values, everyone: np.ndarray) -> object:
    return scores.roll_up(values, everyone, "全市", "annual", strict=False, line=LINE)


def _whole(
    observations: Observations, framework: Framework, units: Roster, everyone: np.ndarray
) -> None:
    system = quality.system_measures(observations, units.units, OfficeSettings())
    values = indicators.values(observations, framework, units, system)
    scored = scores.score_units(values, "paced", strict=False, line=LINE)
    scores.roll_up(values, everyone, "全市", "paced", strict=False, line=LINE)
    scores.rank_units(scored, values, 12)


if __name__ == "__main__":
    main()
