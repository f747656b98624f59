"""Settings: environment first, then ``settings.toml``, then the defaults below (details.md E8)."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from zoneinfo import ZoneInfo

CHECKOUT = Path(__file__).resolve().parent.parent
SHIPPED_DATA = CHECKOUT / "data"
"""Where the shipped defaults and samples are read from, whatever ``CITYREPORT_HOME`` says."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where this installation keeps things, and how long a login lasts there.

    A login ends ``session_hours`` after its last use, and ``session_days`` after its beginning.
    """

    home: Path
    database_url: str
    max_upload_mb: int
    timezone: ZoneInfo
    session_hours: float = 8.0
    session_days: float = 7.0


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """What an office decides; first values from the file, then kept in the store.

    ``assessment_date`` is ISO or empty; ``due_day`` is the day of the next month by which
    sheets are due; the rates are fractions.
    """

    office_name: str = "创建办"
    assessment_date: str = ""
    due_day: int = 5
    completeness_line: float = 0.8
    status_cuts: tuple[float, float, float] = (1.0, 0.9, 0.7)
    relapse_days: int = 30
    start_month: str = ""
    points_confirmed: bool = False


def places(environment: Mapping[str, str] | None = None) -> Places:
    """Where to work, from the environment (default: the process's own)."""
    env = os.environ if environment is None else environment
    home = Path(env.get("CITYREPORT_HOME", SHIPPED_DATA))
    file = _settings_file(home)
    default_url = f"sqlite:///{home / 'store' / 'cityreport.db'}"
    return Places(
        home=home,
        database_url=env.get("CITYREPORT_DATABASE_URL", str(file.get("database_url", default_url))),
        max_upload_mb=int(env.get("CITYREPORT_MAX_UPLOAD_MB", str(file.get("max_upload_mb", 50)))),
        timezone=ZoneInfo(
            env.get("CITYREPORT_TIMEZONE", str(file.get("timezone", "Asia/Shanghai")))
        ),
        session_hours=float(env.get("CITYREPORT_SESSION_HOURS", str(file.get("session_hours", 8)))),
        session_days=float(env.get("CITYREPORT_SESSION_DAYS", str(file.get("session_days", 7)))),
    )


def first_office_settings(home: Path) -> OfficeSettings:
    """The office settings a fresh store begins with."""
    return office_settings(_settings_file(home))


def office_settings(values: Mapping[str, object]) -> OfficeSettings:
    """Office settings from stored values; unknown names are left out, lists become tuples."""
    known = {field.name for field in fields(OfficeSettings)}
    chosen = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in values.items()
        if name in known
    }
    return OfficeSettings(**chosen)  # type: ignore[arg-type]


def _settings_file(home: Path) -> dict[str, object]:
    path = home / "settings.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
