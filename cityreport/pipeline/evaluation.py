"""One year evaluated: values, scores, groups and completeness, computed on demand and kept."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np

from cityreport import doubts, gaps, indicators, quality, scores
from cityreport.evaluation import Bools, Group, Scored, Values, View
from cityreport.framework import Framework
from cityreport.period import Month, months_of
from cityreport.pipeline.office import framework_in_force, settings_in_force
from cityreport.roster import Roster
from cityreport.settings import OfficeSettings, places
from cityreport.store import Store
from cityreport.tables.causes import GapCause
from cityreport.tables.observations import Observations
from cityreport.tables.remarks import Remark
from cityreport.tables.vetoes import VetoTick

CITY = "全市"


@dataclass(frozen=True, eq=False)
class Evaluation:
    """One calendar year, evaluated: values, scores, groups and completeness on demand.

    ``sent`` is what units reported, ``observations`` what counts of it: ``left_out`` are the
    reports (unit, month 1–12, kind) that a person called a summary (method.md section 13).
    ``vetoes`` are the ticks of the 负面清单 that stand, ``causes`` the tags on gaps that do,
    ``remarks`` the 批注 that do, dated in the office's time zone.
    """

    year: int
    revision: int
    roster: Roster
    framework: Framework
    settings: OfficeSettings
    sent: Observations
    left_out: frozenset[tuple[str, int, str]]
    observations: Observations
    values: Values
    vetoes: tuple[VetoTick, ...] = ()
    causes: tuple[GapCause, ...] = ()
    remarks: tuple[Remark, ...] = ()
    _groups: dict[tuple[str, View, bool], Group] = field(default_factory=dict, repr=False)
    _scored: dict[tuple[View, bool], Scored] = field(default_factory=dict, repr=False)
    _ranked: dict[tuple[int, View, bool], scores.Ranking] = field(default_factory=dict, repr=False)

    def scored(self, view: View = "paced", *, strict: bool = False) -> Scored:
        """The scores of all units in a view."""
        key = (view, strict)
        if key not in self._scored:
            line = self.settings.completeness_line
            self._scored[key] = scores.score_units(self.values, view, strict=strict, line=line)
        return self._scored[key]

    def group(
        self, name: str, members: Bools, view: View = "paced", *, strict: bool = False
    ) -> Group:
        """The roll-up of some units; kept under its name."""
        key = (name, view, strict)
        if key not in self._groups:
            line = self.settings.completeness_line
            self._groups[key] = scores.roll_up(
                self.values, members, name, view, strict=strict, line=line
            )
        return self._groups[key]

    def city(self, view: View = "paced", *, strict: bool = False) -> Group:
        """The roll-up of all units."""
        return self.group(CITY, np.ones(len(self.values.units), dtype=bool), view, strict=strict)

    def of_type(self, unit_type: str, view: View = "paced", *, strict: bool = False) -> Group:
        """The roll-up of the units of a type."""
        members = np.array([unit.unit_type == unit_type for unit in self.values.units], dtype=bool)
        return self.group(unit_type, members, view, strict=strict)

    def ranking(self, month: int, view: View = "paced", *, strict: bool = False) -> scores.Ranking:
        """Ranks inside each unit type at a month; kept, for every unit of a page asks."""
        key = (month, view, strict)
        if key not in self._ranked:
            scored = self.scored(view, strict=strict)
            self._ranked[key] = scores.rank_units(scored, self.values, month)
        return self._ranked[key]

    def completeness(self, month: int) -> quality.Completeness:
        """Who has reported for a month of the year."""
        return self._completeness[month - 1]

    @cached_property
    def _completeness(self) -> tuple[quality.Completeness, ...]:
        return tuple(
            quality.completeness(self.sent, self.roster.units, month, self.settings)
            for month in months_of(self.year)
        )

    @cached_property
    def first_reports(self) -> dict[str, int]:
        """The first month of the year each unit sent a sheet for that it has to send.

        A register or an award beside them does not make a unit one that reports.
        """
        asked = {unit.name: unit.kinds for unit in self.roster.units}
        months = self.sent.reports.groupby(["unit", "kind"], observed=True)["month"].min()
        firsts: dict[str, int] = {}
        for (unit, kind), month in zip(months.index.tolist(), months.tolist(), strict=True):
            if kind in asked.get(unit, ()):
                firsts[unit] = min(int(month), firsts.get(unit, int(month)))
        return firsts

    @cached_property
    def latest_received(self) -> tuple[date | None, ...]:
        """For each month the day the last sheet up to it was received, None if none was."""
        reports = self.sent.reports
        days = reports["received"].astype(str).groupby(reports["month"]).max()
        last = [max(days[days.index <= one.number], default="") for one in months_of(self.year)]
        return tuple(date.fromisoformat(day) if day else None for day in last)

    @cached_property
    def enough_month(self) -> Month | None:
        """The latest month of the year that is at least half reported (details.md C24)."""
        rates = [(c.month, c.rate) for c in self._completeness]
        return quality.latest_enough(rates)

    def unit_gaps(
        self,
        month: int,
        view: View = "paced",
        *,
        unit: str | None = None,
        unit_type: str | None = None,
        code: str | None = None,
    ) -> list[gaps.Gap]:
        """The gaps of the units at a month, costliest first; of one unit, type or indicator."""
        members = self._members(unit, unit_type)
        return gaps.unit_gaps(self.values, self.scored(view), month, units=members, code=code)

    def reporting_units(self, month: int, code: str, unit_type: str | None) -> tuple[int, int]:
        """How many units, all or of a type, have a value of an indicator, and how many should."""
        members = self._members(None, unit_type)
        return gaps.reporting_units(self.values, month, code, members)

    def city_gaps(self, month: int, view: View = "paced") -> list[gaps.Gap]:
        """The gaps of the city at a month."""
        return gaps.group_gaps(self.values, self.city(view), month)

    def not_reported(self, month: int) -> list[gaps.NotReported]:
        """What units should have sent and did not."""
        return gaps.not_reported(self.values, month)

    def _members(self, unit: str | None, unit_type: str | None) -> Bools:
        """Which units are the one of that name, or of that type; with neither all are."""
        asked = [
            unit in (None, one.name) and unit_type in (None, one.unit_type)
            for one in self.values.units
        ]
        return np.array(asked, dtype=bool)


def evaluate(store: Store, year: int) -> Evaluation:
    """Everything computed of one year, from what the store holds now."""
    revision, roster, settings = store.revision(), store.roster(), settings_in_force(store)
    framework = framework_in_force(store, roster)
    sent = store.observations(year)
    left_out = summaries(store, sent, roster)
    observations, values = valued(sent, left_out, framework, roster, settings)
    return Evaluation(
        year=year,
        revision=revision,
        roster=roster,
        framework=framework,
        settings=settings,
        sent=sent,
        left_out=left_out,
        observations=observations,
        values=values,
        vetoes=store.vetoes().standing,
        causes=tuple(one for one in store.gap_causes() if one.standing),
        remarks=_remarks(store, year),
    )


def _remarks(store: Store, year: int) -> tuple[Remark, ...]:
    zone = places().timezone
    standing = (one for one in store.remarks(year) if one.standing)
    return tuple(replace(one, at=one.at.astimezone(zone)) for one in standing)


def valued(
    sent: Observations,
    left_out: frozenset[tuple[str, int, str]],
    framework: Framework,
    roster: Roster,
    settings: OfficeSettings,
) -> tuple[Observations, Values]:
    """What counts of what was sent, and the indicator values that follow from it."""
    observations = doubts.without_reports(sent, left_out)
    system = quality.system_measures(sent, roster.units, settings)
    return observations, indicators.values(observations, framework, roster, system)


def summaries(store: Store, sent: Observations, roster: Roster) -> frozenset[tuple[str, int, str]]:
    """The reports a person answered 汇总数 to, as long as they still are what was answered to."""
    answers = store.doubt_answers(sent.year)
    if not any(answer.verdict == "汇总数" for answer in answers):
        return frozenset()
    asked = doubts.summaries_of_children(doubts.figures_of([sent], roster.units))
    return doubts.review(asked, answers).summaries()


def default_month(store: Store) -> Month | None:
    """The latest month at least half reported, else the latest with a sheet (C24)."""
    months = store.months()
    for year in sorted({month.year for month in months}, reverse=True):
        evaluation = evaluate(store, year)
        if evaluation.enough_month is not None:
            return evaluation.enough_month
    return months[-1] if months else None
