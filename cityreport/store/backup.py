"""One-file backup of a store and the checked way back (a zip of an SQLite file and its card).

The file holds everything of the database, whichever that is: a backup of a server can be
restored into a file and the reverse. ``settings.toml`` is not in it: it belongs to the machine.
"""

import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cityreport.errors import ZIP_FAULTS, UnreadableInputError, UserError, reason
from cityreport.store import migrations
from cityreport.store.engine import instant
from cityreport.store.store import Store
from cityreport.tables.keeping import Holdings

DATABASE, CARD = "cityreport.db", "manifest.json"
_APPLICATION, _FORMAT = "cityreport", 1
_CHUNK = 1 << 20
_NOT_SOUND = (*ZIP_FAULTS, KeyError, TypeError)
"""What a file throws that is no backup: a card nested too deep is a ``RuntimeError`` too."""
_COUNTED = ("unit", "submission", "ledger_row")


@dataclass(frozen=True, slots=True)
class BackupNote:
    """The card in a backup: what it is of, and the checksum of the database in it.

    ``rows`` are ledger rows; ``latest`` is when the newest submission was registered, "" without.
    """

    schema_version: int
    revision: int
    sha256: str
    made_at: str
    units: int
    submissions: int
    rows: int
    latest: str

    @property
    def holdings(self) -> Holdings:
        """The control figures of what is in it."""
        latest = datetime.fromisoformat(self.latest) if self.latest else None
        return Holdings(self.units, self.submissions, self.rows, latest)

    @property
    def made(self) -> datetime:
        """When it was made, aware."""
        return datetime.fromisoformat(self.made_at)


def write(store: Store, file: Path, at: datetime) -> BackupNote:
    """Write everything into one new file and read it back; others may go on working meanwhile.

    UserError when the file exists already, cannot be written, or did not come out right.
    """
    if file.exists():
        raise UserError(f"“{file.name}”已经有了，没有覆盖；请换一个文件名。")
    unfinished = file.with_name(f"{file.name}.part")
    try:
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / DATABASE
            store.copy_into(database)
            note = _note(database, instant(at))
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                card = {"application": _APPLICATION, "format": _FORMAT, **asdict(note)}
                archive.writestr(CARD, json.dumps(card, ensure_ascii=False))
                archive.write(database, DATABASE)
        if check(unfinished) != note:
            raise UserError(f"备份“{file.name}”写完后读回的内容不一致，已作废；请检查磁盘后重做。")
        unfinished.rename(file)
    except OSError as error:
        raise UserError(
            f"备份“{file}”写不进去（{reason(error)}）；请检查位置、权限和剩余空间。"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return note


def check(file: Path) -> BackupNote:
    """The card of a sound backup.

    UnreadableInputError for a damaged or foreign file, UserError for one of a newer program.
    """
    with tempfile.TemporaryDirectory() as folder:
        return _unpacked(file, Path(folder))[1]


def restore(store: Store, file: Path, by: str, at: datetime) -> BackupNote:
    """Put what a backup holds in the place of everything in the store, in one transaction.

    Nothing is changed when the backup is damaged, foreign or of a newer program (errors as
    ``check``). The revision goes on rising, so that whoever looks at the store sees the change.
    """
    with tempfile.TemporaryDirectory() as folder:
        database, note = _unpacked(file, Path(folder))
        older = Store.open(f"sqlite:///{database}")
        try:
            store.take_over(older, by, at)
        finally:
            older.close()
    return note


def sha256_of(file: Path) -> str:
    """The checksum of a file's bytes."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _note(database: Path, made_at: str) -> BackupNote:
    with closing(sqlite3.connect(database)) as connection:
        version, revision = connection.execute(
            "SELECT schema_version, revision FROM store_state"
        ).fetchone()
        units, submissions, rows = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 ours
            for table in _COUNTED
        )
        newest = connection.execute("SELECT made_at FROM submission ORDER BY id DESC").fetchone()
    latest = newest[0] if newest else ""
    return BackupNote(
        version, revision, sha256_of(database), made_at, units, submissions, rows, latest
    )


def _unpacked(file: Path, folder: Path) -> tuple[Path, BackupNote]:
    """The database of a backup, unpacked and found sound, with what is really in it."""
    try:
        with zipfile.ZipFile(file) as archive:
            card = _card(archive, file)
            made_at, sha256 = str(card["made_at"]), str(card["sha256"])
            datetime.fromisoformat(made_at)
            database = folder / DATABASE
            _unpack(archive, database)
    except FileNotFoundError as error:
        raise UnreadableInputError(f"找不到备份文件“{file.name}”；请检查位置。") from error
    except _NOT_SOUND as error:
        raise UnreadableInputError(
            f"“{file.name}”不是完整的备份文件（打不开或已损坏），没有恢复；请换一份备份。"
        ) from error
    if sha256_of(database) != sha256:
        raise UnreadableInputError(
            f"备份“{file.name}”的内容与校验码不符（可能已损坏或被改动），没有恢复；请换一份备份。"
        )
    try:
        sound, note = _is_whole(database), _note(database, made_at)
    except (sqlite3.DatabaseError, TypeError) as error:  # TypeError: no row of ours in it
        raise UnreadableInputError(f"备份“{file.name}”里的数据库读不出来，没有恢复。") from error
    if not sound:
        raise UnreadableInputError(f"备份“{file.name}”里的数据库不完整，没有恢复；请换一份备份。")
    return database, note


def _card(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    card: dict[str, Any] = json.loads(archive.read(CARD))
    if card["application"] != _APPLICATION:
        raise UnreadableInputError(f"“{file.name}”不是本程序的备份文件，没有恢复。")
    if card["format"] > _FORMAT or card["schema_version"] > len(migrations.MIGRATIONS):
        raise UserError(
            f"备份“{file.name}”是用更新版本的程序做的，没有恢复；请先更新本程序，再恢复。"
        )
    return card


def _unpack(archive: zipfile.ZipFile, target: Path) -> None:
    # The zip's own check sums are verified while reading; the name inside is never a path.
    needed = archive.getinfo(DATABASE).file_size
    if needed > shutil.disk_usage(target.parent).free:
        raise UserError(
            f"备份展开要 {needed / 1024**2:,.0f} MB，磁盘剩余空间不够，没有恢复；请清出空间再试。"
        )
    with archive.open(DATABASE) as source, target.open("wb") as stream:
        while chunk := source.read(_CHUNK):
            stream.write(chunk)


def _is_whole(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
        loose = connection.execute("PRAGMA foreign_key_check").fetchone()
    return verdict == "ok" and loose is None
