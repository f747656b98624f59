"""Settings: environment first, then ``settings.toml``, then the defaults below (details.md E8)."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from zoneinfo import ZoneInfo

from cityreport.errors import UserError

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
class OidcSettings:
    """The office's single sign-on: the provider's address, and what it knows this program by."""

    issuer: str
    client_id: str
    client_secret: str


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


def oidc_settings(environment: Mapping[str, str] | None = None) -> OidcSettings | None:
    """The single sign-on (``[oidc]`` in the file), None when none is set up.

    UserError when only a part of it is written.
    """
    env = os.environ if environment is None else environment
    table = _settings_file(places(env).home).get("oidc", {})
    written = table if isinstance(table, dict) else {}
    names = [field.name for field in fields(OidcSettings)]
    found = {name: env.get(f"CITYREPORT_OIDC_{name.upper()}", str(written.get(name, "")))
             for name in names}  # fmt: skip
    if not any(found.values()):
        return None
    missing = [f"CITYREPORT_OIDC_{name.upper()}" for name, value in found.items() if not value]
    if missing:
        raise UserError(f"统一登录（OIDC）的设置不完整，还差：{'、'.join(missing)}。")
    return OidcSettings(found["issuer"].rstrip("/"), found["client_id"], found["client_secret"])


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
