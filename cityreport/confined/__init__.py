"""Work on strangers' files in a child process, bounded in time and, where possible, memory."""

from cityreport.confined.process import ConfinedError, ConfinedProcess, module_command

__all__ = ["ConfinedError", "ConfinedProcess", "module_command"]
