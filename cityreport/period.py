"""Months: the only time unit of the ledger."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

MONTHS_A_YEAR = 12
_WRITTEN = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= MONTHS_A_YEAR:
            raise ValueError(f"no such month: {self.year}-{self.number}")

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def key(self) -> int:
        """The integer the store keeps: 202303."""
        return self.year * 100 + self.number

    @property
    def label(self) -> str:
        """How the month is written on screen: 2023年3月."""
        return f"{self.year}年{self.number}月"

    def shift(self, months: int) -> "Month":
        """The month so many months later (earlier when negative)."""
        index = self.year * MONTHS_A_YEAR + self.number - 1 + months
        return Month(index // MONTHS_A_YEAR, index % MONTHS_A_YEAR + 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @classmethod
    def from_key(cls, key: int) -> Self:
        """The month of a store key such as 202303."""
        return cls(key // 100, key % 100)

    @classmethod
    def of(cls, day: date) -> Self:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The month written as ``YYYY-MM``; ValueError for anything else."""
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not YYYY-MM: {text!r}")
        return cls(int(match[1]), int(match[2]))


def months_of(year: int) -> Iterator[Month]:
    """The twelve months of a year, in order."""
    return (Month(year, number) for number in range(1, MONTHS_A_YEAR + 1))
