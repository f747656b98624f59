"""The errors a person can act on. Everything else is a bug and crashes loudly."""

import errno
import zipfile
import zlib


class UserError(Exception):
    """A problem shown to the user as it stands: what is wrong, where, what to do (in Chinese)."""


class UnreadableInputError(UserError):
    """The input is no readable file at all (command line exit status 2)."""


class StoreError(UserError):
    """The store cannot be opened or written (command line exit status 3)."""


ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
    ValueError,  # a directory that says a part begins before the file
    RuntimeError,  # locked with a password, or (NotImplementedError) packed in an unknown way
)
"""What reading a damaged or strange zip throws."""

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件夹",
    errno.ENOTDIR: "没有这个文件夹",
    errno.EIO: "磁盘读写出错",
}


def reason(error: OSError) -> str:
    """Why the system refused a file, in Chinese as far as people meet it; else its own words."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
