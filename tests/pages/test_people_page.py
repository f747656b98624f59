"""人员与备份 as a person uses it: a backup made, looked at, confirmed and taken back; the self-check."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from screen import opened, sections, texts
from streamlit.testing.v1 import AppTest

from cityreport.settings import places
from cityreport.store import Store, backup
from cityreport.ui import clock, registry

PAGE = registry.page("people")


def store() -> Store:
    return Store.open(places().database_url)


def told(at: AppTest) -> list[str]:
    return [one.value for one in (*at.success, *at.info, *at.warning, *at.error)]


def written(folder: Path) -> tuple[Path, backup.BackupNote]:
    file = folder / "上周.zip"
    opened_store = store()
    note = backup.write(opened_store, file, clock.now())
    opened_store.close()
    return file, note


def with_upload(file: Path, name: str | None = None) -> AppTest:
    at = opened(PAGE)
    content = file.read_bytes()
    at.file_uploader(key="restore-file-0").set_value(
        [(name or file.name, content, "application/zip")]
    )
    return at.run()


def test_a_backup_is_made_by_button_and_says_what_it_holds(sample_home: Path):
    at = opened(PAGE)
    holds = store().holdings()
    assert any(holds.words in title for title in texts(at))
    at.button(key="backup-make").click().run()
    [said] = [one for one in told(at) if "备份" in one]
    assert "已做好并核对" in said
    assert holds.words in said
    assert len(at.get("download_button")) == 1


def test_restoring_asks_shows_both_and_keeps_what_there_was(sample_home: Path, tmp_path: Path):
    file, note = written(tmp_path)
    changed = store()
    changed.undo(1, "李", "错", clock.now())
    changed.set_settings({"due_day": 9}, "王")
    at = with_upload(file)
    assert f"这份备份里有 {note.holdings.words}" in sections(at)
    assert at.button(key="restore-go").disabled
    [known] = [box for box in at.checkbox if box.key == "restore-known-0"]
    assert note.holdings.words in known.label
    assert changed.settings() == {"due_day": 9}
    known.check()
    at.text_input(key="restore-by").set_value("赵").run()
    at.button(key="restore-go").click().run()
    [said] = [one for one in told(at) if "已恢复" in one]
    [kept] = (sample_home / "store").glob("恢复前-*.zip")
    assert kept.name.replace("-", "\\-") in said or kept.name in said
    assert changed.settings() == {}
    assert backup.check(kept).submissions == note.submissions
    assert any("自动另存" in title for title in sections(at))
    # New boxes: browsers would keep the file and the tick in those of before.
    assert "restore-file-1" in {box.key for box in at.file_uploader}
    assert not [box for box in at.checkbox if box.key.startswith("restore-known")]


def test_a_damaged_backup_is_refused_in_words_and_cannot_be_restored(
    sample_home: Path, tmp_path: Path
):
    file, _ = written(tmp_path)
    file.write_bytes(file.read_bytes()[:-300])
    at = with_upload(file)
    [said] = [one.value for one in at.error]
    assert "没有恢复" in said
    assert "restore-go" not in {button.key for button in at.button}


def test_a_zip_of_something_else_is_refused(home: Path, tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    [said] = [one.value for one in with_upload(tmp_path / "a.zip").error]
    assert "备份" in said


def test_the_self_check_tells_what_it_found(reading_samples: Path):
    at = opened(PAGE)
    at.button(key="self-check").click().run()
    assert "自检：一切正常" in sections(at)
    assert any("可以读写" in text for text in texts(at))


def test_the_self_check_offers_a_support_bundle_that_names_nobody(sample_home: Path):
    """What the button would download, made by the page's own function with the page's own store."""
    made = {}

    def noted(*_: object, data: Callable[[], bytes], file_name: str, **__: object) -> None:
        made[file_name] = data()

    with pytest.MonkeyPatch.context() as patch:
        at = opened(PAGE)
        patch.setattr("streamlit.download_button", noted)
        at.button(key="self-check").click().run()
    [(name, content)] = [pair for pair in made.items() if pair[0].startswith("看板诊断包")]
    assert name.endswith(".zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        whole = "".join(archive.read(member).decode() for member in archive.namelist())
    assert '"unit": 29' in whole
    assert not any(unit.name in whole for unit in store().roster().units)


def test_a_backup_that_lies_on_this_computer_is_chosen_without_an_upload(sample_home: Path):
    file, note = written(sample_home / "store")
    changed = store()
    changed.set_settings({"due_day": 9}, "王")
    at = opened(PAGE)
    at.selectbox(key="restore-here-0").set_value(file.name).run()
    assert f"这份备份里有 {note.holdings.words}" in sections(at)
    at.checkbox(key="restore-known-0").check()
    at.text_input(key="restore-by").set_value("赵").run()
    at.button(key="restore-go").click().run()
    assert changed.settings() == {}
    assert not at.exception
    changed.close()
