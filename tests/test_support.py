"""The support bundle: what a maintainer finds in it, and what nobody does."""

import io
import json
import logging
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from store.ledgers import reading, row

from cityreport import logbook
from cityreport.cli import main
from cityreport.period import Month
from cityreport.pipeline import keeping, support
from cityreport.roster.model import Unit
from cityreport.settings import places
from cityreport.store import Store
from cityreport.tables.ledger import Submission
from cityreport.tables.remarks import AddRemark, Place

AT = datetime(2023, 12, 5, 9, 30, tzinfo=UTC)
SECRETS = (
    *("墨舟社区", "墨舟", "江边幼儿园", "王小明", "李经办", "陈转", "三月墨舟报表.xlsx"),
    *("江州市创建办", "只在备注里的话", "s3cret", "dbuser", "db.internal", "目录名"),
)


def members(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def opened() -> Store:
    return Store.open(f"sqlite:///{places().home / 'store' / 'cityreport.db'}")


@pytest.fixture
def told(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose store and log have met every one of the secrets."""
    store = opened()
    store.save_units((Unit("U1", "墨舟社区", "社区", aliases=("墨舟",)),), "王小明")
    store.set_settings({"office_name": "江州市创建办", "due_day": 8}, "李经办")
    told = reading("三月墨舟报表.xlsx", (row(1, unit="墨舟社区", 备注="江边幼儿园 13800138000"),))
    store.commit(Submission(told, "陈转", AT.date(), False, False), AT)
    place = Place("trend", Month(2023, 3), unit="墨舟社区")
    store.change_remarks(AddRemark(place, "只在备注里的话，江边幼儿园"), "王小明", AT)
    store.close()
    monkeypatch.setenv(
        "CITYREPORT_DATABASE_URL", "postgresql+psycopg://dbuser:s3cret@db.internal/c"
    )
    monkeypatch.setenv("CITYREPORT_PIP_INDEX", "https://dbuser:s3cret@mirror.example/simple")
    logs = home / "logs"
    logs.mkdir()
    forged = "2023-12-05 ERROR elsewhere 墨舟社区 of 王小明 in “目录名” by 三月墨舟报表.xlsx\n"
    (logs / logbook.SERVER).write_text(forged, "utf-8")
    return home


def fail_with_secrets(home: Path) -> str:
    handler = logbook.keep(home, logbook.SERVER, places().timezone)
    assert handler is not None
    try:
        raise RuntimeError(*SECRETS)
    except RuntimeError:
        return logbook.fault(logging.getLogger("cityreport.trial"), "trial")
    finally:
        logging.getLogger("cityreport").setLevel(logging.NOTSET)
        for name in (None, *logging.root.manager.loggerDict):
            logging.getLogger(name).removeHandler(handler)
        handler.close()


def test_nothing_of_units_people_files_or_addresses_is_in_it(told: Path):
    number = fail_with_secrets(told)
    checks = tuple(keeping.examine(told, opened, AT))
    found = members(support.bundle(places(), checks, opened, AT))
    whole = "".join([*found, *found.values()])
    assert [secret for secret in SECRETS if secret in whole] == []
    assert "13800138000" not in whole
    assert str(told) not in whole
    log = found["日志/cityreport.log"]
    assert f"[{number}] trial" in log
    assert "builtins.RuntimeError" in log
    assert "elsewhere ［略］ of ［略］ in ［略］ by ［略］" in log


def test_what_a_maintainer_needs_is_in_it(told: Path):
    checks = tuple(keeping.examine(told, opened, AT))
    found = members(support.bundle(places(), checks, opened, AT))
    assert set(found) == {
        *("说明.txt", "版本.json", "设置.json", "自检.txt", "数据量.json", "日志/cityreport.log")
    }
    settings = json.loads(found["设置.json"])
    assert settings["database"] == "postgresql"
    assert settings["due_day"] == 8
    sizes = json.loads(found["数据量.json"])
    assert (sizes["unit"], sizes["submission"]) == (1, 1)
    assert json.loads(found["版本.json"])["packages"]["streamlit"]
    assert "✓ 数据库：完好" in found["自检.txt"]


def test_a_store_that_cannot_be_opened_is_what_it_is_for(home: Path):
    file = home / "store" / "cityreport.db"
    file.parent.mkdir()
    file.write_bytes(b"no database" * 500)
    checks = tuple(keeping.examine(home, opened, AT))
    found = members(support.bundle(places(), checks, opened, AT))
    assert "✗ 数据库：文件［略］不是本程序的数据库" in found["自检.txt"]
    assert json.loads(found["数据量.json"]) == {}
    assert str(home) not in "".join(found.values())


def test_a_long_log_is_cut_at_its_beginning(home: Path):
    (home / "logs").mkdir()
    (home / "logs" / logbook.SERVER).write_text("x" * 300_000 + "\nthe end", "utf-8")
    log = members(support.bundle(places(), (), opened, AT))["日志/cityreport.log"]
    assert log.endswith("the end")
    assert len(log) < 210_000


def test_the_command_writes_one_and_overwrites_nothing(home: Path, tmp_path: Path, capsys):
    file = tmp_path / "诊断包.zip"
    assert main(["support", str(file)]) == 0
    assert "里面没有单位、人名和文件名" in capsys.readouterr().err
    before = file.read_bytes()
    assert main(["support", str(file)]) == 1
    assert "没有覆盖" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert main(["support", str(tmp_path / "nowhere" / "a.zip")]) == 1
    assert "写不进去" in capsys.readouterr().err
