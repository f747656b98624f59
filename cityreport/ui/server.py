"""The web server: Streamlit as an ASGI app with security headers, a health check and closed doors.

``python -m cityreport.ui.server`` is what ``start.py`` runs; it works from any folder.
"""

import argparse
import gc
import importlib
import logging
import os
import platform
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from cityreport import __version__, logbook
from cityreport.errors import UserError
from cityreport.pipeline import people
from cityreport.settings import CHECKOUT, oidc_settings, places
from cityreport.store import Store
from cityreport.ui import access
from cityreport.ui.access.gate import Gate
from cityreport.ui.access.sso import SingleSignOn
from cityreport.ui.doors import is_local, refuse_open_door
from cityreport.ui.frame import show_fault
from cityreport.ui.markup import said

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "frame-ancestors 'self'; object-src 'none'; base-uri 'self'",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
"""Paths of Streamlit that nobody here needs: they answer 404."""
WARM = (
    "pandas",
    "pyarrow",
    "plotly.graph_objects",
    "plotly.offline",
    "sqlalchemy.dialects.sqlite",
    "openpyxl",
    "cityreport.charts",
    "cityreport.pipeline",
    "cityreport.ui.blocks",
    "cityreport.ui.cache",
    "cityreport.ui.selection",
)
"""Imported before the first visitor comes, who would otherwise wait a second for them."""


_log = logging.getLogger("cityreport.ui.server")  # run as a script, this module is __main__


class Shield:
    """ASGI middleware that puts `HEADERS` on every answer and closes the paths in `CLOSED`.

    ``base`` is the path below which the dashboard is served, "" for the root.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 404 for a closed path."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                stricter = headers.get("Content-Security-Policy")  # the gate's own pages have one
                for name, value in HEADERS.items():
                    headers[name] = value
                if stricter:
                    headers["Content-Security-Policy"] = stricter
            await send(message)

        closed = scope["path"].removeprefix(self._base).startswith(CLOSED)
        app: ASGIApp = PlainTextResponse("Not Found", 404) if closed else self._app
        await app(scope, receive, send_shielded)


def application(script: Path = CHECKOUT / "app.py", *, local: bool = True) -> st.App:
    """The dashboard as an ASGI app; its ``.streamlit/config.toml`` is the one beside the script.

    ``local``: it is served to this machine only, and may stand open while nobody has an account.
    """
    # Or the first visitor's deep link is looked up among the files straight in pages/, and
    # "page not found" is laid over the page (Streamlit's old multipage mode).
    PagesManager.uses_pages_directory = False
    _settings_beside(script)
    provider = oidc_settings()
    sso = None if provider is None else SingleSignOn(provider)
    app = st.App(
        script,
        routes=[Route("/health", _health)],
        middleware=[
            Middleware(Shield, base=_base()),
            Middleware(Gate, opened_store, local=local, base=_base(), sso=sso),
        ],
        lifespan=_warm,
        on_script_error=_show_fault,
    )
    access.gate_is_up()
    # The gate checks names and origins itself; Streamlit's list would refuse every other name
    # behind a proxy or on an office's network.
    config.set_option("server.allowedHosts", [])
    return app


def _settings_beside(script: Path) -> None:
    """Let Streamlit find the ``.streamlit/config.toml`` beside the script.

    Its own app does so too, but too late for whoever asks for a setting before.
    """
    if config._main_script_path is None:
        config._main_script_path = str(script)


def opened_store() -> Store:
    """The store of this installation for the gate, opened once."""
    return _opened(places().database_url)


@lru_cache(maxsize=1)
def _opened(address: str) -> Store:
    return Store.open(address)


def _base() -> str:
    """The path below which the dashboard is served, "" for the root."""
    path = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def serve(host: str, port: int, script: Path = CHECKOUT / "app.py") -> None:
    """Serve the dashboard until it is interrupted."""
    local = is_local(host)
    guarded = local or oidc_settings() is not None or people.has_manager(opened_store())
    refuse_open_door(host, somebody_manages=guarded)
    if str(CHECKOUT) not in sys.path:
        sys.path.insert(0, str(CHECKOUT))
    app = application(script, local=local)
    config.set_option("server.port", port)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host="127.0.0.1" if host == "localhost" else host,
            port=port,
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="websockets-sansio",
            ws_max_size=int(config.get_option("server.maxMessageSize")) * 1024 * 1024,
            timeout_graceful_shutdown=3,
        )
    )
    _keep_log()  # after uvicorn has arranged its own loggers
    server.run()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the server from the command line; 0 after Ctrl-C, 2 for a refused address."""
    parser = argparse.ArgumentParser(prog="python -m cityreport.ui.server")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--base-path", default="", help="below which path a proxy serves it: city")
    parser.add_argument("--script", type=Path, default=CHECKOUT / "app.py")
    options = parser.parse_args(arguments)
    _settings_beside(options.script.resolve())
    # A city's rows are millions of small objects that stay; looking among them for cycles each
    # time a few hundred more came took a third of what it costs to read a register.
    gc.set_threshold(20_000, 10, 10)
    if options.base_path:
        config.set_option("server.baseUrlPath", options.base_path.strip("/"))
    try:
        serve(options.host, options.port, options.script.resolve())
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


@asynccontextmanager
async def _warm(_app: st.App) -> AsyncIterator[None]:
    for module in WARM:
        importlib.import_module(module)
    yield


async def _health(_request: Request) -> JSONResponse:
    return JSONResponse({"application": "cityreport", "version": __version__, "pid": os.getpid()})


def _show_fault(error: Exception) -> bool:
    """Replace Streamlit's English box when the frame or a dialog fails; faults are logged."""
    if isinstance(error, UserError):  # said in a dialog, which runs without the frame
        st.error(said(error))
        return True
    show_fault(_log, "the frame failed")
    return True


def _keep_log() -> None:
    """What is logged goes into a file, too; the terminal shows warnings and faults, in full."""
    console = logging.StreamHandler()
    console.setLevel(logging.WARNING)
    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(format=form, handlers=[console])
    where = places()
    logbook.keep(where.home, logbook.SERVER, where.timezone)
    _log.info("version %s started on Python %s", __version__, platform.python_version())


if __name__ == "__main__":
    sys.exit(main())
