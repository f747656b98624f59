"""Servers that nobody has visited yet, at the price of a fork.

``python tests/nursery.py`` imports what the dashboard's server needs, then reads one JSON line a
server from its input (``port``, ``home``, ``log``) and answers with the process number of a child
that serves it. A child has the modules in memory, nothing else: no page has run in it.
"""

import gc
import importlib
import json
import os
import signal
import sys

from streamlit.components.v2 import manifest_scanner

from cityreport.ui import server


def _serve(port: int, home: str, log: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(written, 1)
    os.dup2(written, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ["CITYREPORT_HOME"] = home
    sys.exit(server.main(["--port", str(port)]))


def main() -> None:
    """Fork a server for each line until the input ends."""
    for module in server.WARM:
        importlib.import_module(module)
    components = manifest_scanner.scan_component_manifests()  # searches every installed package
    manifest_scanner.scan_component_manifests = lambda: components
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended children leave nothing behind
    for line in sys.stdin:
        wanted = json.loads(line)
        child = os.fork()
        if not child:
            _serve(wanted["port"], wanted["home"], wanted["log"])
        print(child, flush=True)


if __name__ == "__main__":
    main()
