"""A whole store from one database to another (a file to a server, or back), checked to the cell."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table, make_url, select

from cityreport.errors import StoreError, UserError
from cityreport.store import contents, copying
from cityreport.store.engine import exclusive, queued, reading, revision_of
from cityreport.store.schema import METADATA, STATE
from cityreport.store.schema_people import VISITS
from cityreport.store.store import Store
from cityreport.tables.keeping import Holdings

_AT_ONCE = 10_000
_MODULUS = 1 << 128


@dataclass(frozen=True, slots=True)
class Moved:
    """What was copied: control figures, rows of all tables, and whether the source went on."""

    holdings: Holdings
    rows: int
    went_on: bool


def copy_to(source: Store, url: str) -> Moved:
    """Copy everything but logins into an empty database and compare both, in one transaction.

    Rows and digests of every table must be the same before anything is kept; after a failure or
    an interruption the target is as empty as before and the copy can be started anew. UserError
    when the target holds anything, StoreError when it cannot be used or differs.
    """
    target = Store.open(url)
    try:
        with reading(source._engine) as here, exclusive(target._engine) as there:
            _refuse_unless_empty(there, url)
            copying.copy_all(here, there, without=VISITS)
            copied = _figures(here)
            different = [name for name, known in _figures(there).items() if known != copied[name]]
            if different:
                raise StoreError(
                    f"复制后核对不一致（{'、'.join(different)}），已全部撤回；"
                    "请检查目标数据库后重新复制。"
                )
            holdings, revision = contents.holdings(there), revision_of(here)
        rows = sum(count for count, _ in copied.values())
        return Moved(holdings, rows, source.revision() != revision)
    finally:
        target.close()


def named(url: str) -> str:
    """The address without its password."""
    return make_url(url).render_as_string(hide_password=True)


def _refuse_unless_empty(target: Connection, url: str) -> None:
    queued(target)  # whoever writes there is waited for; the copy sets the revision anew
    for table in METADATA.sorted_tables:
        if table is not STATE and target.execute(select(table).limit(1)).first() is not None:
            raise UserError(
                f"“{named(url)}”里已经有数据，没有复制；请换一个空的数据库，或清空后再试。"
            )


def _figures(connection: Connection) -> dict[str, tuple[int, int]]:
    """Of each table how many rows it has and the sum of their digests, whatever their order."""
    return {
        table.name: _summed(_digests(connection, table))
        for table in METADATA.sorted_tables
        if table not in VISITS
    }


def _summed(digests: Iterable[int]) -> tuple[int, int]:
    count = total = 0
    for digest in digests:
        count, total = count + 1, (total + digest) % _MODULUS
    return count, total


def _digests(connection: Connection, table: Table) -> Iterator[int]:
    found = connection.execution_options(yield_per=_AT_ONCE).execute(select(table))
    for row in found:
        digest = hashlib.blake2b(repr([_plain(value) for value in row]).encode(), digest_size=16)
        yield int.from_bytes(digest.digest())


def _plain(value: object) -> object:
    """The value in the one form that both databases give back."""
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True)
    return bytes(value) if isinstance(value, memoryview) else value
