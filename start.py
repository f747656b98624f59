"""Install and open the dashboard (``python start.py``) or test it (``python start.py test``).

``python start.py wheels`` collects the packages for a computer without internet.

Standard library only, so that a fresh checkout needs nothing but Python and a package index.
Python 3.6 to 3.10 can still read this file: they are told to upgrade instead of failing on syntax.
"""

import argparse
import errno
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path, PurePath
from typing import TypeVar

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must meet a sentence, not a traceback
    sys.exit(
        "需要 Python 3.11 或更新版本，当前是 {0}.{1}。请到 https://www.python.org 安装后重试。\n"
        "Python 3.11 or newer is required; this is {0}.{1}.".format(*sys.version_info[:2])
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WHEELS = ROOT / "wheels"
"""Packages collected beforehand: where this folder exists, nothing is asked of the internet."""
RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"
LOCAL_HOST = "127.0.0.1"
EVERY_ADDRESS = {"0.0.0.0": LOCAL_HOST, "::": "::1", "": LOCAL_HOST}  # noqa: S104 - asked, not bound
"""Where this machine itself reaches a server that listens on all of its addresses."""
START_SECONDS = 180
INDEX_SETTING = "CITYREPORT_PIP_INDEX"
MIRROR = "https://pypi.tuna.tsinghua.edu.cn/simple"
"""Named as an example where the index itself is slow or out of reach."""
LONGEST_INSIDE = 170
"""Characters of the longest path that an installation makes below ``.venv``, and some to spare."""
WINDOWS_PATH = 259
"""Characters a path may have on a Windows that was not told to take longer ones."""
BROWSER_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
BROWSER = "Chromium"
TOOLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    BROWSER: (BROWSER_NAMES, ("chromium", "fonts-noto-cjk")),
    "LibreOffice": (("soffice", "libreoffice"), ("libreoffice-calc", "libreoffice-writer")),
    "nginx": (("nginx",), ("nginx-light",)),
}
"""What some tests run: its commands, one of which will do, and its Debian packages."""
NOT_ASKED = 3
"""The exit status of an audit that could not reach what is known of holes."""
OUTCOMES = {True: "通过 passed", False: "没有通过 FAILED", None: "没有核对 not checked"}
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
SPREAD = [
    *("-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadscope"),
    "--no-loadscope-reorder",  # few tests may be long ones: the journeys would come last, alone
]
"""The whole suite on the machine's cores, a module's tests together: they share a server."""
CHECKS: dict[str, list[str]] = {
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "ruff check": ["-m", "ruff", "check", "."],
    "mypy": ["-m", "mypy"],
    "lint-imports": ["-c", LINT_IMPORTS],
}


AnyPath = TypeVar("AnyPath", bound=PurePath)
"""Tests ask about Windows paths on Linux."""


class Refusal(Exception):  # noqa: N818 - a sentence for the person, not a fault of the program
    """What stands in the way and what to do about it, shown as it is; exit status 2."""


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, _interrupt)
    options, rest = parse(arguments)
    try:
        refuse_small_python()
        ask_index(options.index_url)
        if options.command == "wheels":
            return collect_wheels(options)
        if options.command == "test":
            return run_tests(rest, options.wheels)
        return open_dashboard(options)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\n已中断。", file=sys.stderr)
        return 130


def parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """The options, and after ``test`` what goes on to pytest."""
    parser = argparse.ArgumentParser(prog="python start.py", description="打开看板，或运行测试")
    words = "test：运行全部检查和测试；wheels：为不能上网的电脑收集软件包"
    parser.add_argument("command", nargs="?", choices=["test", "wheels"], help=words)
    parser.add_argument("--port", type=int, default=8501, help="端口，默认 8501")
    parser.add_argument(
        "--host", default=LOCAL_HOST, help="地址，默认只给本机用；其他地址要先建立管理账号"
    )
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    add_sources(parser)
    if arguments[:1] == ["wheels"]:
        return wheels_parser().parse_args(arguments[1:]), []
    if arguments[:1] != ["test"]:
        return parser.parse_args(arguments), []
    for_tests = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    add_sources(for_tests)
    found, rest = for_tests.parse_known_args(arguments[1:])
    found.command = "test"
    return found, rest


def add_sources(parser: argparse.ArgumentParser) -> None:
    """Where the packages come from, the same for starting and testing."""
    parser.add_argument("--wheels", type=Path, help="离线安装：存放 .whl 文件的文件夹")
    parser.add_argument("--index-url", help=f"软件包镜像，例如 {MIRROR}")


def wheels_parser() -> argparse.ArgumentParser:
    """What ``wheels`` understands: where to, and for which computer."""
    parser = argparse.ArgumentParser(
        prog="python start.py wheels", description="收集软件包，供不能上网的电脑安装"
    )
    parser.add_argument("folder", nargs="?", type=Path, help="放到哪个文件夹，默认 wheels")
    parser.add_argument("--platform", help="为另一种系统收集，如 win_amd64（默认与本机相同）")
    parser.add_argument(
        "--python-version", help="那台电脑的 Python 版本，如 3.12（默认与本机相同）"
    )
    parser.add_argument("--index-url", help=f"软件包镜像，例如 {MIRROR}")
    parser.set_defaults(command="wheels")
    return parser


def ask_index(named: "str | None") -> None:
    """Let every pip started here ask this index; pip's own settings hold where none is named."""
    index = named or os.environ.get(INDEX_SETTING, "")
    if not index:
        return
    if not index.startswith(("https://", "http://", "file://")):
        raise Refusal(f"“{index}”不是镜像的网址：请写完整，例如 --index-url {MIRROR}")
    os.environ["PIP_INDEX_URL"] = index


def refuse_small_python() -> None:
    """A 32-bit Python finds no packages: say so before a minute of downloads does."""
    if sys.maxsize < 2**32:
        raise Refusal(
            "这个 Python 是 32 位的，装不了看板需要的软件包。"
            "请到 https://www.python.org 下载 64 位（64-bit）版本安装后重试。"
        )


# --- the virtual environment ---------------------------------------------------------------


def venv_python(venv: "AnyPath", system: str = os.name) -> "AnyPath":
    """The interpreter inside a virtual environment."""
    return venv / ("Scripts/python.exe" if system == "nt" else "bin/python")


def usable(venv: Path) -> bool:
    """Whether the environment's interpreter runs and is new enough."""
    probe = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([venv_python(venv), "-I", "-c", probe], check=False).returncode == 0
    except OSError:
        return False


def make_venv(venv: Path) -> None:
    """A fresh environment, without pip where Python came without it (Debian)."""
    has_pip = importlib.util.find_spec("ensurepip") is not None
    if not has_pip and importlib.util.find_spec("pip") is None:
        version = "{}.{}".format(*sys.version_info[:2])
        raise Refusal(
            "这个 Python 缺少 venv 或 pip，无法安装看板需要的软件包。\n"
            f"Debian / Ubuntu 请先运行：sudo apt install python3-venv（或 python{version}-venv），"
            "其他系统请安装 python.org 的 Python，然后重新运行本命令。"
        )
    print("正在建立运行环境 .venv …")
    shutil.rmtree(venv, ignore_errors=True)
    without = [] if has_pip else ["--without-pip"]
    made = subprocess.run(
        [sys.executable, "-m", "venv", *without, venv],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if made.returncode != 0:
        shutil.rmtree(venv, ignore_errors=True)
        raise Refusal(f"无法在 {venv} 建立运行环境：\n{made.stdout}{made.stderr}")


def pip_command(venv: Path) -> list[str | Path]:
    """How to call pip for the environment: its own, or else this Python's."""
    python = venv_python(venv)
    own = subprocess.run([python, "-I", "-c", "import pip"], stderr=subprocess.DEVNULL, check=False)
    if own.returncode == 0:
        return [python, "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", python]


def fingerprint(requirements: Path) -> str:
    """A hash of a requirements file and of the files it names with ``-r`` and ``-c``."""
    text = requirements.read_text("utf-8")
    digest = hashlib.sha256(text.encode())
    for line in text.splitlines():
        if line.startswith(("-r ", "-c ")):
            digest.update(fingerprint(requirements.parent / line[3:].strip()).encode())
    return digest.hexdigest()


def stamp_of(venv: Path, requirements: Path) -> Path:
    """The file in the environment that says which requirements it holds."""
    return venv / f"{requirements.stem}.sha256"


def installed(venv: Path, requirements: Path) -> bool:
    """Whether the environment already holds exactly these requirements."""
    stamp = stamp_of(venv, requirements)
    return stamp.exists() and stamp.read_text("utf-8") == fingerprint(requirements)


def install(venv: Path, requirements: Path, wheels: Path | None) -> None:
    """Bring the environment to what the requirements say."""
    print("正在安装需要的软件包，第一次大约需要一分钟 …", flush=True)
    offline = [] if wheels is None else offline_options(wheels)
    # Without --no-compile pip compiles every file; importing compiles only what is used.
    quiet = ["--disable-pip-version-check", "--no-input", "--no-compile", *offline]
    command = [*pip_command(venv), "install", *quiet, "-r", requirements]
    if not run_with_signs_of_life([str(part) for part in command]):
        raise Refusal(not_installed(venv, wheels))
    stamp_of(venv, requirements).write_text(fingerprint(requirements), "utf-8")


def offline_options(wheels: Path) -> "list[str | Path]":
    """What makes pip take packages from a folder and from nowhere else."""
    if not any(wheels.glob("*.whl")):
        where = "里没有 .whl 文件" if wheels.is_dir() else "不存在"
        raise Refusal(
            f"文件夹 {wheels} {where}：--wheels 后面应写存放 .whl 文件的文件夹。"
            "在能上网的电脑上运行 python start.py wheels 可以收集它们。"
        )
    return ["--no-index", "--find-links", wheels.resolve()]


def not_installed(venv: "AnyPath", wheels: "Path | None", system: str = os.name) -> str:
    """Why packages may not have been installed, and what to do; the ways out that fit."""
    version = "{}.{}".format(*sys.version_info[:2])
    said = [
        "软件包没有装好，原因见上面 pip 的英文输出。请检查磁盘空间；看板若正开着，请先关掉再试。"
    ]
    if system == "nt" and len(str(venv)) + LONGEST_INSIDE > WINDOWS_PATH:
        said.append(
            f"看板所在的文件夹路径太长（{len(str(venv))} 个字），Windows 放不下里面的文件："
            "请把整个文件夹移到浅一些的位置，例如 D:\\cityreport。"
        )
    if wheels is not None:
        said.append(
            f"文件夹 {wheels} 里可能缺少软件包，或是为别的系统、别的 Python 版本收集的"
            f"（这台电脑是 Python {version}）：请用同一版看板重新收集；能上网就删掉这个文件夹再试。"
        )
    else:
        said.append(
            f"网络慢或打不开：换国内镜像，例如 python start.py --index-url {MIRROR}\n"
            f"（也可以设环境变量 {INDEX_SETTING}）。"
        )
        said.append(
            "不能上网的电脑：在能上网的电脑上运行 python start.py wheels"
            "（给 Windows 用加 --platform win_amd64 --python-version 3.12），\n"
            "把得到的 wheels 文件夹放到这台电脑的看板文件夹里，再运行 python start.py。"
        )
    return "\n".join(said)


def collect_wheels(options: argparse.Namespace) -> int:
    """Download every package that running the dashboard needs into a folder."""
    folder = options.folder or wheels_folder(options.platform)
    if not usable(VENV):
        make_venv(VENV)
    print(f"正在收集软件包到 {folder} …", flush=True)
    command = [*pip_command(VENV), *download_options(folder, options)]
    if not run_with_signs_of_life([str(part) for part in command]):
        raise Refusal(
            "软件包没有收集齐，原因见上面 pip 的英文输出。请检查网络、磁盘空间，"
            f"以及 --platform、--python-version 写得对不对；网络慢可加 --index-url {MIRROR}"
        )
    files = list(folder.glob("*.whl"))
    size = sum(file.stat().st_size for file in files) / 1024**2
    print(
        f"已收集 {len(files)} 个软件包，共 {size:.0f} MB。"
        "把它改名为 wheels，放到那台电脑的看板文件夹里，再运行 python start.py。"
    )
    return 0


def wheels_folder(platform: "str | None") -> Path:
    """Where packages are collected; those of another system never in this one's way."""
    return WHEELS.with_name(f"{WHEELS.name}-{platform}") if platform else WHEELS


def download_options(folder: Path, options: argparse.Namespace) -> "list[str | Path]":
    """What pip is asked for: ready packages only, since an office PC cannot compile any."""
    other: list[str | Path] = []
    if options.platform:
        other += ["--platform", options.platform]
    if options.python_version:
        other += ["--python-version", options.python_version]
    quiet = ["--disable-pip-version-check", "--no-input", "--only-binary", ":all:"]
    return ["download", *quiet, *other, "-r", RUNTIME, "-d", folder.resolve()]


def listened_to(command: list[str]) -> "subprocess.Popen[str]":
    """A command that has begun, with everything it says to be read from ``stdout``."""
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def run_with_signs_of_life(command: list[str]) -> bool:
    """Whether a silent minute's work was done; a dot per step, its last words when it fails."""
    said: list[str] = []
    with listened_to(command) as process:
        for line in process.stdout or ():
            said.append(line)
            if line.startswith(("Collecting", "Downloading", "Installing")):
                print(".", end="", flush=True)
    print()
    if process.returncode != 0:
        print("".join(said[-20:]), file=sys.stderr)
    return process.returncode == 0


def prepare(requirements: list[Path], wheels: Path | None) -> Path:
    """The interpreter of an environment that holds the requirements."""
    if wheels is None and WHEELS.is_dir():
        wheels = WHEELS
    if not usable(VENV):
        make_venv(VENV)
    for file in requirements:
        if not installed(VENV, file):
            install(VENV, file, wheels)
    return venv_python(VENV)


def environment(**more: str) -> dict[str, str]:
    """The environment of every process started here: UTF-8 everywhere, no foreign packages."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    return {**kept, "PYTHONUTF8": "1", **more}


# --- the dashboard -------------------------------------------------------------------------


def open_dashboard(options: argparse.Namespace) -> int:
    """Serve the dashboard until Ctrl-C and show it in the browser."""
    address = address_of(options.host, options.port)
    if port_taken(options.port, options.host):
        raise Refusal(
            f"端口 {options.port} 已被占用。如果看板已经打开，请直接在浏览器访问 {address}；\n"
            f"否则换一个端口：python start.py --port {options.port + 1}"
        )
    python = prepare([RUNTIME], options.wheels)
    print("正在启动，第一次稍慢 …", flush=True)
    where = ["--host", options.host, "--port", str(options.port)]
    # The server itself refuses an address that others reach while nobody has to log in.
    command = [str(python), "-m", "cityreport.ui.server", *where]
    server = subprocess.Popen(command, cwd=ROOT, env=environment())
    try:
        wait_until_healthy(server, address)
        print(f"看板已打开：{address}（按 Ctrl-C 结束）", flush=True)
        if not options.no_browser:
            webbrowser.open(address)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        end(server)


def address_of(host: str, port: int) -> str:
    """Where this machine finds a server that listens on a host."""
    reached = EVERY_ADDRESS.get(host, host)
    return f"http://[{reached}]:{port}" if ":" in reached else f"http://{reached}:{port}"


def port_taken(port: int, host: str = LOCAL_HOST) -> bool:
    """Whether something already listens on the port; `Refusal` for what is no address of ours."""
    if not 1 <= port <= 65535:
        raise Refusal(f"端口 {port} 不存在：请写 1 到 65535 之间的数，例如 --port 8502。")
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise Refusal(f"地址 {host} 写得不对：请写这台电脑的地址，例如 --host 0.0.0.0。") from None
    with socket.socket(family) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(where)
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise Refusal(
                    f"这台电脑没有 {host} 这个地址，请写它自己的地址，或 --host 0.0.0.0。"
                ) from None
            return True
    return False


def wait_until_healthy(server: "subprocess.Popen[bytes]", address: str) -> None:
    """Return when the server answers; raise `Refusal` when it ends or stays silent."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise Refusal("看板没有启动成功，原因见上面的输出。")
        try:
            with direct.open(f"{address}/health", timeout=2) as answer:
                if json.load(answer).get("application") == "cityreport":
                    return
        except (OSError, ValueError):
            time.sleep(0.1)
    raise Refusal(f"看板在 {START_SECONDS} 秒内没有启动成功，原因见上面的输出。")


def end(server: "subprocess.Popen[bytes]") -> None:
    """End the server: it has had the Ctrl-C too, so it gets a moment of its own first."""
    for stronger in (server.terminate, server.kill):
        try:
            server.wait(timeout=4)
        except subprocess.TimeoutExpired:
            stronger()
        else:
            return


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


# --- the tests -----------------------------------------------------------------------------


def run_tests(pytest_arguments: list[str], wheels: Path | None) -> int:
    """Run every check, then pytest, whose closing line is the last; 0 only if all passed."""
    python = prepare([RUNTIME, DEVELOPMENT], wheels)
    audit = begin_audit(python)
    installing = begin_installing(missing_tools())
    results: dict[str, bool | None] = {
        name: run_check(name, python, command) for name, command in CHECKS.items()
    }
    results["pip-audit"] = finish_audit(audit)
    finish_installing(installing)
    print("\n== 检查结果")
    for name, passed in results.items():
        print(f"   {name}: {OUTCOMES[passed]}")
    for name in missing_tools():
        print(no_browser_sentence() if name == BROWSER else no_tool_sentence(name))
    print("== pytest", flush=True)
    browser = find_browser()
    env = environment(CHROME=browser) if browser else environment()
    tests = subprocess.run(
        [python, "-m", "pytest", *(pytest_arguments or SPREAD)], cwd=ROOT, env=env, check=False
    )
    return tests.returncode or int(False in results.values())


def run_check(name: str, python: Path, command: list[str]) -> bool:
    """Whether one check passed; its output goes to the screen."""
    print(f"\n== {name}", flush=True)
    done = subprocess.run([python, *command], cwd=ROOT, env=environment(), check=False)
    return done.returncode == 0


def begin_audit(python: Path) -> "subprocess.Popen[str]":
    """The search for known holes in the packages, beside the other checks: it mostly waits."""
    return listened_to([str(python), str(ROOT / "tests" / "dependency_audit.py")])


def finish_audit(audit: "subprocess.Popen[str]") -> "bool | None":
    """Whether no hole is known, None when nobody could be asked; what it said goes on screen."""
    said, _ = audit.communicate()
    print(f"\n== pip-audit\n{said}", end="", flush=True)
    return None if audit.returncode == NOT_ASKED else audit.returncode == 0


def find_browser() -> str | None:
    """The path of a Chromium, Chrome or Edge, named by ``CHROME`` or found where they live."""
    named = os.environ.get("CHROME", "")
    candidates = [named, *(shutil.which(name) or "" for name in BROWSER_NAMES), *BROWSER_PLACES]
    return next((place for place in candidates if place and Path(place).is_file()), None)


def missing_tools() -> list[str]:
    """The names of those ``TOOLS`` that this machine does not have."""
    return [
        name
        for name, (commands, _) in TOOLS.items()
        if not (find_browser() if name == BROWSER else any(map(shutil.which, commands)))
    ]


def begin_installing(names: list[str]) -> "subprocess.Popen[str] | None":
    """On Debian as root, the installation of tools, beside the checks; None elsewhere."""
    if not (names and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        return None
    print(f"缺少 {'、'.join(names)}，正在用 apt 安装（一部分测试需要）…", flush=True)
    packages = [package for name in names for package in TOOLS[name][1]]
    install = 'apt-get update -q && exec apt-get install -y -q --no-install-recommends "$@"'
    quietly = "export DEBIAN_FRONTEND=noninteractive; "
    return listened_to(["sh", "-c", quietly + install, "sh", *packages])


def finish_installing(installing: "subprocess.Popen[str] | None") -> None:
    """Wait for the installation; what it said goes on screen where it failed."""
    if installing is None:
        return
    said, _ = installing.communicate()
    if installing.returncode != 0:
        print(f"\n== apt\n{said}", end="", flush=True)


def no_browser_sentence() -> str:
    """What it means that there is no browser: failing tests in CI, skipped ones elsewhere."""
    outcome = "将判为失败（CI=true）" if in_ci() else "将被跳过，测试并不完整"
    return (
        f"!! 没有找到 Chromium / Chrome / Edge，也无法自动安装：浏览器测试{outcome}。\n"
        "!! 请安装 Chromium，或用环境变量 CHROME 写明浏览器程序的位置。"
    )


def no_tool_sentence(name: str) -> str:
    """What it means that another tool is missing."""
    return f"!! 没有找到 {name}，也无法自动安装：用到它的测试将被跳过，测试并不完整。"


def in_ci() -> bool:
    """Whether this is a continuous-integration run."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
