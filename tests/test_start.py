"""start.py: what it refuses, what it installs when, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

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
        command=None, port=8501, host="127.0.0.1", no_browser=False, wheels=None
    )
    assert rest == []


def test_what_follows_test_goes_to_pytest():
    options, rest = start.parse(["test", "-k", "score", "--port", "1", "--wheels", "我的 轮子"])
    assert options.command == "test"
    assert options.wheels == Path("我的 轮子")
    assert rest == ["-k", "score", "--port", "1"]


# --- refusals ------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "::"])
def test_an_address_other_machines_reach_is_refused_in_words(host: str):
    done = dashboard("--host", host)
    assert done.returncode == 2
    assert f"不能在 {host} 上启动" in done.stderr
    assert "账号" in done.stderr


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


def test_wheels_must_be_a_folder(tmp_path: Path):
    with pytest.raises(start.Refusal, match="找不到文件夹"):
        start.install(tmp_path, start.RUNTIME, tmp_path / "nowhere")


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


def test_every_pinned_package_agrees_with_the_constraints():
    def pins(file: Path) -> dict[str, str]:
        lines = file.read_text("utf-8").splitlines()
        pairs = [line.split("==") for line in lines if "==" in line and not line.startswith("#")]
        return {
            name.lower().replace("_", "-").partition("[")[0]: version for name, version in pairs
        }

    chosen = pins(start.RUNTIME) | pins(start.DEVELOPMENT)
    limits = pins(start.ROOT / "constraints.txt")
    assert chosen == {name: limits.get(name) for name in chosen}


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
