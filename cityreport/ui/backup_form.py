"""备份 on 人员与备份: everything in one checked file, and the checked way back."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cityreport.errors import UserError
from cityreport.pipeline import keeping, support
from cityreport.report import keeping as words
from cityreport.settings import places
from cityreport.store import backup as backups
from cityreport.store.backup import BackupNote
from cityreport.tables.keeping import Check
from cityreport.ui import blocks, cache, clock, outcome
from cityreport.ui.uploading import person

_MADE, _OFFERED, _TURN = "backup-made", "backup-offered", "restore-turn"
_ZIP = "application/zip"
_MOST = 4
"""Finished backups that wait to be downloaded, of all sessions together."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The backup to go back to: an upload, or a file that lies on this computer already."""

    key: str
    upload: UploadedFile | None = None
    lying: Path | None = None

    @contextmanager
    def file(self) -> Iterator[Path]:
        """The backup as a file. The name of an upload is only shown: it never becomes a path."""
        if self.upload is None:
            yield self.lying or Path()
            return
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "上传的备份.zip"
            with file.open("wb") as stream:
                shutil.copyfileobj(self.upload, stream)
            self.upload.seek(0)
            yield file


@dataclass(frozen=True, slots=True)
class _Offered:
    """A chosen backup: what it holds, or why it is none."""

    key: str
    note: BackupNote | None
    refusal: str = ""


def make() -> None:
    """What there is now, and the button that makes a checked backup of it to download."""
    claim, contained = words.standing(cache.store().holdings(), places().timezone)
    with st.container(border=True):
        st.subheader("做一份备份", anchor=False)
        st.markdown(blocks.plain(claim))
        st.caption(contained)
        if st.button("开始备份", type="primary", icon=":material/save:", key="backup-make"):
            _make()
        made: tuple[Path, BackupNote] | None = st.session_state.get(_MADE)
        if made is not None:
            _offer(*made)


def give_back() -> None:
    """A backup taken back: what it holds beside what there is, confirmed by name and tick."""
    outcome.show("restore")
    with st.container(border=True):
        st.subheader("用备份恢复", anchor=False)
        st.caption("选好备份后先检查、先对照，确认以后才会替换；替换前，现在的数据会自动另存一份。")
        chosen = _choose()
        if chosen is not None:
            _confirm(chosen, _examined(chosen))
    _safety_copies()


def check() -> None:
    """自检: the button, and what was found in words."""
    with st.container(border=True):
        st.subheader("自检", anchor=False)
        st.caption(
            "检查数据文件夹、磁盘空间、数据是否完好、电脑时钟和现行目录，并说明有问题怎么办。"
        )
        pressed = st.button("开始自检", icon=":material/fact_check:", key="self-check")
    if pressed:
        with st.spinner("正在自检……"):
            checks = tuple(keeping.examine(places().home, cache.store, clock.now()))
        blocks.show(words.self_check(checks))
        _offer_support(checks)


def _offer_support(checks: tuple[Check, ...]) -> None:
    held = cache.store()  # asked for by the page, which knows who is at work
    st.download_button(
        "下载诊断包", data=lambda: support.bundle(places(), checks, lambda: held, clock.now()),
        file_name=support.file_name(clock.now()), mime=_ZIP, on_click="ignore",
        icon=":material/troubleshoot:", key="support-download",
        help="版本、自检结果、日志，发给维护人员查原因；里面没有月报内容、单位名、人名和文件名。",
    )  # fmt: skip


def _make() -> None:
    now = clock.now()
    file = _waiting_room() / f"文明城市看板备份-{now:%Y%m%d-%H%M%S}.zip"
    try:
        with st.spinner("正在备份并核对……"):
            _clear(_waiting_room())
            st.session_state[_MADE] = file, backups.write(cache.store(), file, now)
    except UserError as refused:
        st.error(blocks.plain(str(refused)))


def _offer(file: Path, note: BackupNote) -> None:
    if not file.exists():  # made long ago: others were made since
        st.info("刚才的备份已经清理，请重新做一份。")
        return
    st.success(
        f"备份已做好并核对：{note.holdings.words}，"
        f"{note.made.astimezone(places().timezone):%Y-%m-%d %H:%M}。请存到另一台电脑或移动硬盘上。"
    )
    st.download_button(
        f"下载备份（{file.stat().st_size / 1024**2:.1f} MB）", data=file.read_bytes,
        file_name=file.name, mime=_ZIP, on_click="ignore", icon=":material/download:",
        key="backup-download",
    )  # fmt: skip


def _choose() -> _Chosen | None:
    uploaded = st.file_uploader("选择备份文件", type=["zip"], key=_key("file"))
    folder = keeping.folder(places().home)
    lying = {file.name: file for file in keeping.backups_here(places().home)}
    name = st.selectbox(
        "或者选这台电脑上的备份", list(lying), index=None, key=_key("here"),
        placeholder="选一份" if lying else "没有",
    )  # fmt: skip
    largest = st.get_option("server.maxUploadSize")
    st.caption(
        blocks.plain(f"超过 {largest} MB 的备份，先复制到这台电脑的“{folder}”，再在这里选。")
    )
    if uploaded is not None:
        return _Chosen(uploaded.file_id, upload=uploaded)
    return _Chosen(name, lying=lying[name]) if name in lying else None


def _examined(chosen: _Chosen) -> _Offered:
    """What a backup holds, looked at once."""
    known: _Offered | None = st.session_state.get(_OFFERED)
    if known is None or known.key != chosen.key:
        with st.spinner("正在检查备份……"), chosen.file() as file:
            try:
                known = _Offered(chosen.key, backups.check(file))
            except UserError as refused:
                known = _Offered(chosen.key, None, str(refused))
        st.session_state[_OFFERED] = known
    return known


def _confirm(chosen: _Chosen, offer: _Offered) -> None:
    if offer.note is None:
        st.error(blocks.plain(offer.refusal))
        return
    zone, now = places().timezone, cache.store().holdings()
    blocks.show(words.offered(now, offer.note, zone))
    known = st.checkbox(words.consequence(now, offer.note, zone), key=_key("known"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = person.ask("操作人", "restore-by")
        pressed = st.button(
            "用这份备份恢复", type="primary", icon=":material/settings_backup_restore:",
            disabled=not (known and by), key="restore-go",
        )  # fmt: skip
    if not (known and by):
        st.caption("请先填写操作人并勾选确认。")
    elif pressed:
        _restore(chosen, by)


def _restore(chosen: _Chosen, by: str) -> None:
    try:
        with st.spinner("正在恢复……"), chosen.file() as file:
            done = keeping.restore(cache.store(), file, by, clock.now(), places().home)
    except UserError as refused:
        st.error(blocks.plain(str(refused)))
        return
    kept = () if done.kept is None else (f"恢复前的数据另存为“{done.kept.name}”。",)
    st.session_state.pop(_OFFERED)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    outcome.announce("restore", f"已恢复：{done.note.holdings.words}。", *kept)


def _key(box: str) -> str:
    """The key of a box that is empty again after a restore: browsers keep what a box of one key held."""
    return f"restore-{box}-{st.session_state.get(_TURN, 0)}"


def _safety_copies() -> None:
    copies = keeping.safety_copies(places().home)
    if not copies:
        return
    with st.container(border=True):
        st.subheader(f"恢复前自动另存的数据：{len(copies)} 份", anchor=False)
        st.caption(
            blocks.plain(f"存在这台电脑的“{copies[0].parent}”里；要退回去，在上面选它恢复。")
        )
        for file in copies[:_SHOWN]:
            st.download_button(
                f"{file.name}（{file.stat().st_size / 1024**2:.1f} MB）", data=file.read_bytes,
                file_name=file.name, mime=_ZIP, on_click="ignore", type="tertiary",
                icon=":material/download:", key=f"kept-{file.name}",
            )  # fmt: skip


@once
def _waiting_room() -> Path:
    """A folder of this process alone for finished backups."""
    return Path(tempfile.mkdtemp(prefix="cityreport-backup-"))


def _clear(folder: Path) -> None:
    """Make room for one more."""
    for file in sorted(folder.glob("*.zip"), reverse=True)[_MOST - 1 :]:
        file.unlink(missing_ok=True)
