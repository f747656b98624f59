"""``python -m cityreport``: the command line."""

import os
import sys

from cityreport.cli import main


def run() -> int:
    """The exit status of the command; a reader that stops early (``| head``) is no fault."""
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes stdout once more at exit, into the closed pipe, unless it leads nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    sys.exit(run())
