"""Ask whether a hole is known in any pinned package; run by ``python start.py test``.

Without an index that answers it says that nothing was checked, which is no failure: an office tests offline, too.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 30
NOT_ASKED = 3


def main() -> int:
    """Print one sentence (or one a hole); 1 for a hole nobody accepted, 3 when nobody was asked."""
    sound, said = verdict(asked(ROOT / "constraints.txt"), accepted())
    print(said, flush=True)
    return {True: 0, False: 1, None: NOT_ASKED}[sound]


def asked(pins: Path, seconds: float = SECONDS, *more: str) -> str:
    """What pip-audit knows of the pins, as JSON; empty when it could not ask in time."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps", "-r", pins]
    quiet = ["--format", "json", "--progress-spinner", "off", "--timeout", "5", "--desc", "off"]
    try:
        done = subprocess.run(
            [*command, *quiet, *more],
            capture_output=True, text=True, encoding="utf-8", timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout


def accepted() -> dict[str, str]:
    """Holes that do not concern this program, by id, each with its reason (pyproject.toml)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    reasons: dict[str, str] = project["tool"]["dependency-audit"]["accepted"]
    return reasons


def verdict(answer: str, reasons: dict[str, str]) -> tuple[bool | None, str]:
    """Whether nothing speaks against the packages, None when nobody could be asked, and the sentence about it."""
    packages = json.loads(answer)["dependencies"] if answer else []
    known = [package for package in packages if "vulns" in package]
    if not known:
        return None, "没有核对已知漏洞：连不上漏洞数据（无网络，或镜像没有这些数据）。"
    holes = [
        (hole["id"], package["name"], package["version"], hole["fix_versions"])
        for package in known
        for hole in package["vulns"]
        if not {hole["id"], *hole["aliases"]} & set(reasons)
    ]
    if holes:
        return False, "\n".join(map(sentence, holes))
    left = len(packages) - len(known)
    unknown = f"，另有 {left} 个查不到" if left else ""
    return True, f"核对了 {len(known)} 个软件包{unknown}，没有已知漏洞。"


def sentence(hole: tuple[str, str, str, list[str]]) -> str:
    """Which package has which hole, and the versions that close it."""
    number, name, version, fixed = hole
    way_out = f"请升级到 {'、'.join(fixed)}" if fixed else "还没有修好的版本"
    return f"{name} {version} 有已知漏洞 {number}：{way_out}。"


if __name__ == "__main__":
    sys.exit(main())
