"""What passes between the program and a confined process: length-prefixed bytes.

Never pickle: the process has parsed a stranger's file.
"""

import struct
from typing import IO

_LENGTH = struct.Struct(">Q")
_LARGEST_FRAME = 2 << 30


class LineError(Exception):
    """The other side went away, or sent what is no frame."""


def send(stream: IO[bytes], payload: bytes) -> None:
    """Write one frame."""
    stream.write(_LENGTH.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """The next frame; LineError when there is none."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > _LARGEST_FRAME:
        raise LineError
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise LineError
    return content
