"""``python -m cityreport``: the command line."""

import gc
import os
import sys
from io import TextIOWrapper

from cityreport.cli import main


def run() -> int:
    """The exit status of the command; a reader that stops early (``| head``) is no fault."""
    _write_anything()
    # Files become a million small objects without cycles; looking for some took a third of a load.
    gc.set_threshold(100_000, 20, 100)
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes stdout once more at exit, into the closed pipe, unless it leads nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _write_anything() -> None:
    """Make every sentence printable: a Chinese Windows has no ✓ in the code page of its pipes.

    Into a file or a pipe goes UTF-8, so that no figure or name is lost; a terminal keeps its own.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(run())
