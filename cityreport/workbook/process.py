"""Asking the reading process: one file, one answer or the code of the reason why not."""

from collections.abc import Callable
from typing import Any

from cityreport.confined import ConfinedError, ConfinedProcess, module_command
from cityreport.workbook.protocol import decode

_COMMAND = module_command("cityreport.workbook.child")


class ReadingProcess(ConfinedProcess):
    """The child that parses files: ``cityreport.workbook.child``, or another ``command`` with what
    it is told at its opening and how its answers are written."""

    def __init__(
        self,
        timeout: float,
        command: tuple[str, ...] = _COMMAND,
        opening: bytes = b"",
        decoded: Callable[[bytes], dict[str, Any]] = decode,
    ) -> None:
        super().__init__(command, timeout, opening)
        self._decoded = decoded

    def ask(self, name: str, content: bytes) -> dict[str, Any]:
        """The child's answer for one file, or ``refused`` when it took too long or died."""
        try:
            return self._decoded(self.request(name, content))
        except ConfinedError as error:
            if error.reason == "timeout":
                return {"refused": "timeout", "details": {"seconds": f"{self._timeout:g}"}}
        except ValueError:  # the answer of a child gone wrong
            self._end()
        return {"refused": "reader-crashed", "details": {}}
