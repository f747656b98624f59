"""The command line: the same work as the web app, through the same functions.

Heavy imports are made inside the commands that use them, so that help answers at once.
"""

import sys
from collections.abc import Sequence

from cityreport.cli.arguments import parser
from cityreport.errors import StoreError, UnreadableInputError, UserError

DONE, FAULTY, UNREADABLE, NO_STORE = 0, 1, 2, 3
"""Exit statuses (interface.md)."""


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit status; what a person can act on goes to stderr."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except StoreError as problem:
        print(problem, file=sys.stderr)
        return NO_STORE
    except UnreadableInputError as problem:
        print(problem, file=sys.stderr)
        return UNREADABLE
    except UserError as problem:
        print(problem, file=sys.stderr)
        return FAULTY
