"""The shipped sample city: in by one call; ``Store.clear_samples`` takes it out."""

import csv
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from cityreport.errors import UserError
from cityreport.pipeline.ingest import LoadChoices, Taken, ingest_one
from cityreport.pipeline.office import read_roster
from cityreport.reading import iter_readings
from cityreport.settings import SHIPPED_DATA
from cityreport.store import Store

Progress = Callable[[int, int, str], None]


def load_samples(store: Store, choices: LoadChoices, progress: Progress | None = None) -> int:
    """Loads the shipped sample city into an empty store; returns how many files it took."""
    if not store.is_empty():
        raise UserError("库里已有数据，示例只能载入空库。请先清空示例数据，或另设数据目录。")
    units, findings = read_roster("units.xlsx", (SHIPPED_DATA / "units.xlsx").read_bytes())
    if any(finding.severity == "error" for finding in findings):
        raise UserError("示例名册 data/units.xlsx 已损坏，请重新取得程序文件。")
    store.save_units(units, choices.by, sample=True)
    roster, listed = store.roster(), sample_files(SHIPPED_DATA / "samples")
    contents = [(path.name, path.read_bytes()) for path in listed]
    readings = iter_readings(contents, roster, choices.at.date())
    for number, (reading, received) in enumerate(
        zip(readings, listed.values(), strict=True), start=1
    ):
        ingest_one(store, reading, _received_on(choices, received), Taken())
        if progress is not None:
            progress(number, len(listed), reading.file)
    return len(listed)


def sample_files(folder: Path) -> Mapping[Path, date]:
    """The sample files in order, each with its 收到日期, as the manifest lists them."""
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        folder / row["文件"]: date.fromisoformat(row["收到日期"]) for row in rows if row["收到日期"]
    }


def _received_on(choices: LoadChoices, received: date) -> LoadChoices:
    return LoadChoices(choices.by, received, choices.at, sample=True)
