"""Answers kept for what comes again and again, and only where it is short.

What a stranger's file holds must not stay in the memory of the program when the file is done with
(details.md C22): a remark of ten thousand characters comes once.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

LONGEST = 200
"""Characters of what an answer is kept for."""
_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


def remembered(most: int) -> Callable[[Callable[[str], _Answer]], Callable[[str], _Answer]]:
    """Keeps the ``most`` newest answers of a pure function of one text; long texts ask it anew."""

    def keeping(function: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
        kept = lru_cache(most)(function)

        # Asked a thousand times a file: as plain as can be.
        @wraps(function)
        def answer(text: str) -> _Answer:
            return kept(text) if len(text) <= LONGEST else function(text)

        return answer

    return keeping


def remembered_by(
    most: int, size: Callable[..., int]
) -> Callable[[Callable[_Asked, _Answer]], Callable[_Asked, _Answer]]:
    """The same for a function of anything; ``size`` counts the characters of what is asked."""

    def keeping(function: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
        kept = cast("Callable[_Asked, _Answer]", lru_cache(most)(function))

        @wraps(function)
        def answer(*asked: _Asked.args, **named: _Asked.kwargs) -> _Answer:
            known = kept if size(*asked, **named) <= LONGEST else function
            return known(*asked, **named)

        return answer

    return keeping
