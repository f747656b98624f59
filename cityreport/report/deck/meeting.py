"""What a meeting's slides are made from: the evaluation, the registers, what was corrected."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.quality import due_date
from cityreport.report import materials, problems
from cityreport.report.materials import Rows
from cityreport.report.wording import month_of
from cityreport.store import Store
from cityreport.tables.stored import ListedRow, ReportVersion, VersionFilter

SHOWN_COLUMNS = {**materials.COLUMNS, problems.KIND: problems.COLUMNS}
"""Sheet kind → the columns of it that slides are made of."""
Reader = Callable[[str, Month, tuple[str, ...]], list[ListedRow]]
"""Some columns of a sheet kind's rows up to a month, as ``Store.listed`` reads them."""
MOST_CORRECTIONS = 200
"""More re-sent reports than this are counted and not listed; the 上传记录 has them all."""


class Registers(Mapping[str, list[ListedRow]]):
    """The rows of all units up to a month by sheet kind, each kind read when it is asked for."""

    def __init__(self, read: Reader, until: Month) -> None:
        self._read, self._until = read, until

    def __getitem__(self, kind: str) -> list[ListedRow]:
        return self._read(kind, self._until, SHOWN_COLUMNS[kind])

    def __iter__(self) -> Iterator[str]:
        return iter(SHOWN_COLUMNS)

    def __len__(self) -> int:
        return len(SHOWN_COLUMNS)


@dataclass(frozen=True, slots=True)
class Correction:
    """A report of an earlier month that was sent again or withdrawn after the last meeting."""

    unit: str
    month: Month
    kind: str
    how: str


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """What is shown at a meeting: a month (1–12) of an evaluated year against an earlier one.

    ``earlier`` is the month shown last time, None without one in the year, ``since`` the day of
    that meeting where it is known; ``rows`` are the registers by kind, ``days`` reads the days of
    the 整改台账 alone; ``sample`` says that sample data are loaded.
    """

    evaluation: Evaluation
    month: int
    today: date
    rows: Rows
    days: Callable[[], list[ListedRow]]
    earlier: int | None = None
    since: date | None = None
    corrections: tuple[Correction, ...] = ()
    sample: bool = False


def gather(
    store: Store,
    evaluation: Evaluation,
    month: int,
    today: date,
    *,
    earlier: int | None = None,
    since: date | None = None,
    read: Reader | None = None,
) -> Meeting:
    """The meeting on a month; ``earlier`` and ``since`` are month and day of the last one.

    Without them the month before is compared, and corrected is what came after its due day.
    ``read`` reads registers where somebody keeps them; without, the store does.
    """
    before = earlier or (month - 1 or None)
    until, reader = month_of(evaluation, month), read or cache(store.listed)
    return Meeting(
        evaluation=evaluation,
        month=month,
        today=today,
        rows=Registers(reader, until),
        days=partial(reader, problems.KIND, until, problems.DAYS),
        earlier=before,
        since=since,
        corrections=_corrections(store, evaluation, before, since) if before else (),
        sample=store.has_samples(),
    )


def _corrections(
    store: Store, evaluation: Evaluation, earlier: int, since: date | None
) -> tuple[Correction, ...]:
    """The reports up to the earlier month that changed after the last meeting, newest first."""
    shown = month_of(evaluation, earlier)
    after = since or due_date(shown, evaluation.settings)
    found: dict[Correction, None] = {}
    for state, how in (("replaced", "重新报送"), ("withdrawn", "撤回")):
        wanted = VersionFilter(state=state)  # type: ignore[arg-type]
        for version in store.versions(wanted, MOST_CORRECTIONS).versions:
            month = version.key.month
            shown_then = month.year == shown.year and month <= shown and version.received <= after
            if shown_then and _changed_on(store, evaluation, version) > after:
                found[Correction(version.key.unit, month, version.key.kind, how)] = None
    return tuple(found)


def _changed_on(store: Store, evaluation: Evaluation, version: ReportVersion) -> date:
    """The day a version stopped to count: withdrawn then, or the day its successor came."""
    if version.withdrawn_at is not None:
        return version.withdrawn_at.date()
    reports, key = evaluation.sent.reports, version.key
    now = reports.loc[
        (reports["unit"] == key.unit)
        & (reports["month"] == key.month.number)
        & (reports["kind"] == key.kind)
        & (reports["reporter"] == key.reporter),
        "submission",
    ]
    return store.submission(int(now.max())).received if len(now) else date.min
