"""The files an administrator installs: nginx and systemd take them, and what they name exists."""

import asyncio
import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from cityreport.ui.server import Shield
from start import ROOT

DEPLOY = ROOT / "docs" / "deploy"
NGINX = (DEPLOY / "nginx.conf").read_text("utf-8")


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str
    parser.read(DEPLOY / name, "utf-8")
    return parser


def test_the_proxy_hands_on_what_the_dashboard_needs():
    assert "proxy_set_header Upgrade $http_upgrade" in NGINX
    assert "proxy_set_header X-Forwarded-Proto $scheme" in NGINX
    assert "proxy_set_header Host $http_host" in NGINX
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    largest = int(re.search(r"client_max_body_size (\d+)m", NGINX).group(1))
    assert largest > config["server"]["maxUploadSize"]
    assert "proxy_pass http://cityreport;" in NGINX


def test_proxy_and_service_agree_on_port_and_path():
    command = unit("cityreport.service")["Service"]["ExecStart"]
    port, path = re.search(r"--port (\d+) --base-path (\w+)", command).groups()
    assert f"server 127.0.0.1:{port};" in NGINX
    assert f"location /{path}/ {{" in NGINX


def test_the_commands_of_the_services_exist():
    from cityreport.cli.arguments import parser
    from cityreport.ui import server

    served = unit("cityreport.service")["Service"]["ExecStart"].split("cityreport.ui.server ")[1]
    with pytest.raises(SystemExit) as usage:
        server.main([*served.split(), "--help"])
    assert usage.value.code == 0
    saved = unit("cityreport-backup.service")["Service"]["ExecStart"]
    assert "-m cityreport backup " in saved
    assert parser().parse_args(["backup", "x.zip"]).command == "backup"
    assert unit("cityreport-backup.timer")["Timer"]["OnCalendar"]


@pytest.mark.skipif(shutil.which("nginx") is None, reason="needs nginx")
def test_nginx_takes_the_file(tmp_path: Path):
    key, certificate = tmp_path / "k.pem", tmp_path / "c.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    site = NGINX.replace("/etc/ssl/city.example.cn.pem", str(certificate))
    site = site.replace("/etc/ssl/city.example.cn.key", str(key))
    (tmp_path / "site.conf").write_text(site.replace("listen 80;", "listen 127.0.0.1:8080;"))
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}}\n"
        f"http {{ access_log off; include {tmp_path}/site.conf; }}\n"
    )
    done = subprocess.run(["nginx", "-t", "-c", whole], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("base", "path", "status"),
    [("", "/_stcore/metrics", 404), ("/city", "/city/_stcore/metrics", 404),
     ("/city", "/city/_stcore/agent", 404), ("/city", "/city/ranking", 200)],
)  # fmt: skip
def test_closed_paths_are_closed_below_a_base_path_too(base: str, path: str, status: int):
    sent: list[dict[str, object]] = []

    async def open_app(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def keep(message):
        sent.append(message)

    scope = {"type": "http", "path": path, "headers": [], "method": "GET"}
    asyncio.run(Shield(open_app, base)(scope, None, keep))
    assert sent[0]["status"] == status
