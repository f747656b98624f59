"""The command line: the same work as the web app, through the same functions.

Heavy imports are made inside the commands that use them, so that help answers at once.
"""

import logging
import sys
import traceback
from collections.abc import Sequence

from cityreport.cli.arguments import parser
from cityreport.errors import StoreError, UnreadableInputError, UserError

DONE, FAULTY, UNREADABLE, NO_STORE = 0, 1, 2, 3
"""Exit statuses (interface.md)."""
BROKEN = 70
"""The status of a fault of the program itself, which none of the others may stand for."""


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
    except BrokenPipeError:
        raise  # a reader that stops early (``| head``)
    except Exception:  # noqa: BLE001 - told whole on the terminal, without content in the log
        traceback.print_exc()
        print(_noted(options.command), file=sys.stderr)
        return BROKEN


def _noted(command: str) -> str:
    """Log the fault of a command; the sentence with its number."""
    from cityreport import logbook
    from cityreport.settings import places

    where = places()
    kept = logbook.keep(where.home, logbook.COMMANDS, where.timezone)
    number = logbook.fault(logging.getLogger(__name__), f"command {command} failed")
    place = f"，已写入“{where.home / logbook.FOLDER / logbook.COMMANDS}”" if kept else ""
    return f"程序出错了，错误编号 {number}{place}。请把编号和刚才的命令告诉维护人员。"
