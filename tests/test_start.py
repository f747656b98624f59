"""start.py: what it refuses, what it installs when, and how it ends."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from argparse import Namespace
from importlib.metadata import distribution
from pathlib import Path, PureWindowsPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import start


def dashboard(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, start.ROOT / "start.py", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=start.environment(),
        check=False,
        timeout=60,
    )


# --- arguments -----------------------------------------------------------------------------


def test_without_arguments_the_dashboard_opens_on_8501_of_this_machine():
    options, rest = start.parse([])
    assert options == Namespace(
        command=None, port=8501, host="127.0.0.1", no_browser=False, wheels=None, index_url=None
    )
    assert rest == []


def test_what_follows_test_goes_to_pytest():
    options, rest = start.parse(["test", "-k", "score", "--port", "1", "--wheels", "我的 轮子"])
    assert options.command == "test"
    assert options.wheels == Path("我的 轮子")
    assert rest == ["-k", "score", "--port", "1"]


# --- refusals ------------------------------------------------------------------------------


def test_an_address_other_machines_reach_is_refused_by_the_server_in_words(home: Path):
    """start.py knows nothing of accounts: its server process refuses, and so ends start.py."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port = str(holder.getsockname()[1])
    done = dashboard("--host", "0.0.0.0", "--port", port, "--no-browser")
    assert done.returncode == 2
    assert "不能在 0.0.0.0 上启动" in done.stderr
    assert "account add 姓名 --role 管理" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_this_machine_does_not_have_is_said():
    done = dashboard("--host", "192.0.2.7", "--no-browser")
    assert done.returncode == 2
    assert "没有 192.0.2.7 这个地址" in done.stderr


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8501"),
        ("0.0.0.0", "http://127.0.0.1:8501"),
        ("::", "http://[::1]:8501"),
        ("10.1.2.3", "http://10.1.2.3:8501"),
    ],
)
def test_the_address_to_open_is_one_this_machine_reaches(host: str, address: str):
    assert start.address_of(host, 8501) == address


def test_a_port_in_use_is_said_with_the_way_out():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        done = dashboard("--port", str(port), "--no-browser")
    assert done.returncode == 2
    assert f"端口 {port} 已被占用" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("port", ["0", "70000", "-5"])
def test_a_port_that_does_not_exist_is_refused(port: str):
    done = dashboard(f"--port={port}", "--no-browser")
    assert done.returncode == 2
    assert f"端口 {port} 不存在" in done.stderr


def test_a_python_that_is_too_old_reads_a_sentence_in_both_languages():
    source = (start.ROOT / "start.py").read_text("utf-8")
    older = source.replace("sys.version_info <", "(3, 8) <").replace(
        "sys.version_info[:2]", "(3, 8)"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-"],
        input=older,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "需要 Python 3.11 或更新版本，当前是 3.8" in done.stderr
    assert "Python 3.11 or newer is required; this is 3.8" in done.stderr


def test_wheels_must_be_a_folder_that_holds_some(tmp_path: Path):
    with pytest.raises(start.Refusal, match="nowhere 不存在"):
        start.install(tmp_path, start.RUNTIME, tmp_path / "nowhere")
    with pytest.raises(start.Refusal, match=r"里没有 \.whl 文件.*start\.py wheels"):
        start.install(tmp_path, start.RUNTIME, tmp_path)


def test_a_32_bit_python_is_told_where_to_get_another(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "maxsize", 2**31 - 1)
    with pytest.raises(start.Refusal, match="64 位"):
        start.refuse_small_python()


def test_a_python_without_venv_and_pip_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(start.Refusal, match="sudo apt install python3-venv"):
        start.make_venv(tmp_path / "venv")


# --- what is installed, and when -----------------------------------------------------------


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    (tmp_path / "limits.txt").write_text("a==1\n", "utf-8")
    (tmp_path / "base.txt").write_text("-c limits.txt\na\n", "utf-8")
    more = tmp_path / "more.txt"
    more.write_text("-r base.txt\nb\n", "utf-8")
    return more


def test_an_environment_holds_what_its_stamp_says(tmp_path: Path, requirements: Path):
    assert not start.installed(tmp_path, requirements)
    start.stamp_of(tmp_path, requirements).write_text(start.fingerprint(requirements), "utf-8")
    assert start.installed(tmp_path, requirements)


def test_a_change_in_a_file_named_by_a_file_named_is_noticed(tmp_path: Path, requirements: Path):
    start.stamp_of(tmp_path, requirements).write_text(start.fingerprint(requirements), "utf-8")
    (tmp_path / "limits.txt").write_text("a==2\n", "utf-8")
    assert not start.installed(tmp_path, requirements)


def test_runtime_and_development_have_stamps_of_their_own(tmp_path: Path):
    assert start.stamp_of(tmp_path, start.RUNTIME) != start.stamp_of(tmp_path, start.DEVELOPMENT)


def test_a_folder_that_is_no_environment_is_not_usable(tmp_path: Path):
    assert not start.usable(tmp_path)


def test_the_shipped_requirements_pin_every_version():
    for file in (start.RUNTIME, start.DEVELOPMENT, start.ROOT / "constraints.txt"):
        lines = file.read_text("utf-8").splitlines()
        named = [line for line in lines if line and not line.startswith(("#", "-r ", "-c "))]
        assert [line for line in named if line.count("==") != 1] == []


def pins(file: Path) -> dict[str, str]:
    lines = file.read_text("utf-8").splitlines()
    pairs = [line.split("==") for line in lines if "==" in line and not line.startswith("#")]
    return {name.lower().replace("_", "-").partition("[")[0]: version for name, version in pairs}


def test_every_pinned_package_agrees_with_the_constraints():
    chosen = pins(start.RUNTIME) | pins(start.DEVELOPMENT)
    limits = pins(start.ROOT / "constraints.txt")
    assert chosen == {name: limits.get(name) for name in chosen}


# --- where the packages come from ----------------------------------------------------------


@pytest.fixture
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (start.INDEX_SETTING, "PIP_INDEX_URL"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


@pytest.mark.usefixtures("no_index")
def test_a_mirror_named_on_the_command_line_beats_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(start.INDEX_SETTING, "https://mirrors.aliyun.com/pypi/simple")
    start.ask_index(None)
    assert start.environment()["PIP_INDEX_URL"] == "https://mirrors.aliyun.com/pypi/simple"
    start.ask_index(start.MIRROR)
    assert start.environment()["PIP_INDEX_URL"] == start.MIRROR


@pytest.mark.usefixtures("no_index")
def test_pips_own_setting_holds_where_no_mirror_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    start.ask_index(None)
    assert start.environment()["PIP_INDEX_URL"] == "https://mirror.example/simple"


@pytest.mark.parametrize("index", ["pypi.org", "tsinghua", "--wheels"])
def test_a_mirror_that_is_no_address_is_refused_with_an_example(index: str):
    with pytest.raises(start.Refusal, match=r"请写完整，例如 --index-url https://"):
        start.ask_index(index)


def test_a_failed_installation_names_a_mirror_and_the_way_without_internet():
    said = start.not_installed(Path("/a/.venv"), None)
    assert f"--index-url {start.MIRROR}" in said
    assert start.INDEX_SETTING in said
    assert "start.py wheels" in said
    assert "路径太长" not in said


def test_a_failed_offline_installation_speaks_of_the_folder_and_not_of_the_network():
    said = start.not_installed(Path("/a/.venv"), Path("轮子"))
    assert "文件夹 轮子 里可能缺少软件包" in said
    assert "--index-url" not in said


@pytest.mark.parametrize(("depth", "told"), [(50, False), (180, True)])
def test_a_path_too_long_for_windows_is_named_there_only(depth: int, told: bool):
    venv = PureWindowsPath("D:/" + "深" * depth) / ".venv"
    assert ("路径太长" in start.not_installed(venv, None, "nt")) is told
    assert "路径太长" not in start.not_installed(venv, None, "posix")


def test_the_longest_path_of_an_installation_is_known():
    required = needed(**system("Windows", "nt", "win32", "AMD64", "3.12"))
    files = [str(file) for name in required for file in distribution(name).files or ()]
    assert len("/Lib/site-packages/") + max(map(len, files)) <= start.LONGEST_INSIDE


def test_packages_for_another_system_are_kept_apart_and_only_ready_ones_taken():
    options, _ = start.parse(["wheels", "--platform", "win_amd64", "--python-version", "3.12"])
    assert options.command == "wheels"
    folder = start.wheels_folder(options.platform)
    assert folder.name == "wheels-win_amd64"
    asked = start.download_options(folder, options)
    assert asked[:1] == ["download"]
    for pair in (("--platform", "win_amd64"), ("--python-version", "3.12"),
                 ("--only-binary", ":all:"), ("-r", start.RUNTIME)):  # fmt: skip
        assert asked[asked.index(pair[0]) + 1] == pair[1]


def test_packages_of_this_system_lie_where_the_next_start_looks():
    options, _ = start.parse(["wheels"])
    assert start.wheels_folder(options.platform) == start.WHEELS
    assert "--platform" not in start.download_options(start.WHEELS, options)
    ignored = (start.ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert {"wheels/", "wheels-*/"} <= set(ignored)


@pytest.mark.parametrize("version", ["3.11", "3.12"])
def test_no_system_needs_a_package_that_pip_would_leave_out_for_it(version: str):
    """pip judges conditions like ``platform_system == "Windows"`` by the machine it runs on."""
    here = needed(**system("Linux", "posix", "linux", "x86_64", version))
    windows = needed(**system("Windows", "nt", "win32", "AMD64", version))
    mac = needed(**system("Darwin", "posix", "darwin", "arm64", version))
    assert windows <= here
    assert mac <= here
    assert "streamlit" in windows


def system(name: str, kind: str, platform: str, machine: str, version: str) -> dict[str, str]:
    return {
        "platform_system": name, "os_name": kind, "sys_platform": platform,
        "platform_machine": machine, "python_version": version,
        "python_full_version": f"{version}.9",
    }  # fmt: skip


def needed(**environment: str) -> set[str]:
    """Every package below the runtime requirements that such a machine needs."""
    lines = start.RUNTIME.read_text("utf-8").splitlines()
    waiting = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    met: set[tuple[str, str]] = set()
    while waiting:
        one = waiting.pop()
        for extra in ("", *one.extras):
            if (one.name.lower(), extra) not in met:
                met.add((one.name.lower(), extra))
                below = map(Requirement, distribution(one.name).requires or ())
                where = {**environment, "extra": extra}
                waiting += [r for r in below if r.marker is None or r.marker.evaluate(where)]
    return {canonicalize_name(name) for name, _ in met}


# --- a double-click ------------------------------------------------------------------------

BATCH = (start.ROOT / "start.bat").read_bytes()


def test_the_environment_lies_elsewhere_on_windows():
    venv = PureWindowsPath("D:/试 用/.venv")
    assert start.venv_python(venv, "nt") == PureWindowsPath("D:/试 用/.venv/Scripts/python.exe")
    assert start.venv_python(Path("/a"), "posix") == Path("/a/bin/python")


def test_the_batch_file_is_plain_ascii_with_the_line_ends_of_windows():
    """cmd reads the file in the code page of the machine, and loses its place in any other."""
    assert BATCH.isascii()
    assert BATCH.count(b"\r\n") == BATCH.count(b"\n") > 20
    attributes = (start.ROOT / ".gitattributes").read_text("utf-8").splitlines()
    assert "*.bat text eol=crlf" in attributes


def test_every_label_of_the_batch_file_exists_and_is_used():
    lines = BATCH.decode().lower().splitlines()
    labels = {line[1:].split()[0] for line in lines if line.startswith(":")}
    wanted = {word for line in lines for word in re.findall(r"(?:goto |call :)(\w+)", line)}
    assert labels == wanted


def test_the_texts_the_batch_file_shows_exist_are_chinese_and_fit_a_window():
    shown = re.findall(r'type "([^"]+)"', BATCH.decode())
    assert len(shown) == 2
    for name in shown:
        text = (start.ROOT / name.replace("\\", "/")).read_bytes().decode("utf-8")
        assert re.search("[一-鿿]", text)
        assert not text.startswith("\ufeff")
        assert max(sum(1 + (c > "\u2e7f") for c in line) for line in text.splitlines()) < 80


def test_the_batch_file_asks_the_same_of_python_as_start_does():
    probe = re.search(r'set "PROBE=(.+)"', BATCH.decode())
    assert probe is not None
    code = compile(probe[1], "start.bat", "exec")
    with pytest.raises(SystemExit) as fits:
        exec(code)
    assert not fits.value.code
    assert "(3.12 3.11 3)" in BATCH.decode()


def test_the_window_stays_open_after_a_fault_only():
    """Ctrl-C is no fault: 130 is what `main` answers to it before the server runs."""
    steps = [line.strip() for line in BATCH.decode().splitlines() if line.strip()]
    after = steps[steps.index("%FOUND% start.py %*") :]
    assert after[2:4] == ['if "%STATUS%"=="0" goto done', 'if "%STATUS%"=="130" goto done']
    assert after.index("pause") < after.index(":done")


@pytest.mark.skipif(sys.platform == "win32", reason="a script for sh")
def test_the_script_for_macos_finds_a_python_and_passes_its_words_on(tmp_path: Path):
    folder = tmp_path / "试 用"
    folder.mkdir()
    shutil.copy(start.ROOT / "start.command", folder)
    (folder / "start.py").write_text("import sys; print(sys.argv[1:]); sys.exit(7)", "utf-8")
    done = subprocess.run(
        [folder / "start.command", "--port", "8 502"], stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (7, "['--port', '8 502']\n")


# --- browsers ------------------------------------------------------------------------------


def test_the_browser_named_by_the_environment_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    named = tmp_path / "my browser"
    named.touch()
    monkeypatch.setenv("CHROME", str(named))
    assert start.find_browser() == str(named)


def test_no_browser_fails_in_ci_and_is_skipped_elsewhere(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CI", "true")
    assert "将判为失败" in start.no_browser_sentence()
    monkeypatch.delenv("CI")
    assert "将被跳过" in start.no_browser_sentence()


# --- tools ---------------------------------------------------------------------------------


def test_a_tool_is_missing_when_none_of_its_commands_is_there(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(start, "find_browser", lambda: None)
    monkeypatch.setattr(start.shutil, "which", lambda name: name if name == "libreoffice" else None)
    assert start.missing_tools() == ["Chromium", "nginx"]


@pytest.mark.skipif(sys.platform == "win32", reason="a script for sh")
@pytest.mark.parametrize("fails", [False, True])
def test_the_packages_of_missing_tools_are_installed_and_a_failure_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fails: bool
):
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "apt $@" | tee -a "$(dirname "$0")/log"\nexit {int(fails)}\n')
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    start.finish_installing(start.begin_installing(["nginx", "LibreOffice"]))
    said = capsys.readouterr().out
    assert "缺少 nginx、LibreOffice" in said
    log = (tmp_path / "log").read_text()
    wanted = "nginx-light libreoffice-calc libreoffice-writer\n"
    assert log.endswith(wanted) is not fails
    assert ("apt update" in said) is fails


@pytest.mark.skipif(sys.platform == "win32", reason="asks who runs it")
def test_nobody_but_root_installs_anything(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert start.begin_installing(["nginx"]) is None
    assert "nginx" in start.no_tool_sentence("nginx")


# --- the audit -----------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "sound"), [(0, True), (1, False), (3, None)])
def test_what_the_audit_says_is_shown_and_a_hole_fails_the_run(
    capsys: pytest.CaptureFixture[str], status: int, sound: bool | None
):
    """A stand-in for the audit: what it prints, and its exit status."""
    code = f"import sys; print('lxml 有已知漏洞'); sys.exit({status})"
    audit = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", code],
        stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert start.finish_audit(audit) is sound
    assert "== pip-audit\nlxml 有已知漏洞\n" in capsys.readouterr().out


# --- the end -------------------------------------------------------------------------------


def test_ctrl_c_ends_start_and_its_server_with_status_0(home: Path):
    """The interpreter of this run stands in for the one of a fresh .venv."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = (
        "import sys, pathlib, start; "
        "start.prepare = lambda files, wheels: pathlib.Path(sys.executable); "
        "sys.exit(start.main(sys.argv[1:]))"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", script, "--port", str(port), "--no-browser"],
        cwd=start.ROOT,
        env=start.environment(CITYREPORT_HOME=str(home)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    assert running.stdout is not None
    said = ""
    while "看板已打开" not in said:
        line = running.stdout.readline()
        assert line, running.communicate()
        said += line
    os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=30)
    assert running.returncode == 0
    assert f"http://127.0.0.1:{port}" in said
    assert errors == ""
    assert not start.port_taken(port)
