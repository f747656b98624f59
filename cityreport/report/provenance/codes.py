"""出处码: a short code that names a figure and finds it again (product C8, details.md E2).

``2308-B09-Y11-7K`` is 2023年8月, indicator B09, the unit with 单位编码 Y11 and two check signs that
catch a wrong or swapped sign. It says what the figure is, never what it amounts to, and rests only
on what an office keeps for years: indicator codes, unit codes and the words of the sheets.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.report.picked import NUMBER, ROW, SHEET, SIGNS, SUBMISSION, digest
from cityreport.report.provenance.cells import Rows
from cityreport.report.provenance.naming import parts, shown_measures
from cityreport.report.provenance.picking import candidates
from cityreport.sheets import KINDS
from cityreport.tables.figure import Figure, Picked

_PRIME, _BASE = 1021, 31
_SCORE, _ITEM, _CITY, _TYPE, _SUM = "DF", "X", "0", "T", "Z"
_ANNUAL, _ONLY = "N", "D"
_ROW, _PICK = "R", "Q"
_ROW_FORM = re.compile(rf"{_ROW}(\d+)\.(\d+)\.([{SIGNS}]{{2}})([{SIGNS}]{{3}})")
_PICK_FORM = re.compile(rf"{_PICK}[{SIGNS}]{{5}}(?:\.(\d+))?")
_FORM = re.compile(r"(\d\d)(0[1-9]|1[0-2])(N|D(?:0[1-9]|1[0-2]))?-(.+)-([0-9A-Z]{2})")
_DASHES = re.compile(r"[‐‑‒–—―−－_~～]+")
_CENTURY = 2000
_EXAMPLE = "2308-B09-Y11-7K"


@dataclass(frozen=True, slots=True)
class _Read:
    """A code taken apart: its month, its flag, and what stands between them and the check."""

    month: Month
    flag: str
    middle: str

    @property
    def only_month(self) -> int:
        """The month (1–12) that alone is meant, 0 for a figure to date."""
        return int(self.flag[1:]) if self.flag.startswith(_ONLY) else 0


def code_of(figure: Figure, evaluation: Evaluation) -> str:
    """The code of a figure of the evaluated year; KeyError for a unit that is not in the roster."""
    flag = _ANNUAL if figure.view == "annual" else ""
    flag = f"{_ONLY}{figure.only_month:02d}" if figure.only_month else flag
    month = f"{figure.year - _CENTURY:02d}{figure.month:02d}{flag}"
    body = f"{month}-{_what(figure)}-{_whose(figure, evaluation)}".upper()
    return f"{body}-{_check(body)}"


def month_of(code: str) -> Month:
    """The month a code speaks of, so that its year can be evaluated; UserError if it is mistyped."""
    return _read(code).month


def figure_of(code: str, evaluation: Evaluation, rows: Rows | None = None) -> Figure:
    """The figure a code names in the evaluated year; UserError if mistyped or no longer known.

    What is picked of registers and marks is only found with the ``rows`` it is picked from.
    """
    read = _read(code)
    if read.month.year != evaluation.year:
        raise UserError(
            f"出处码“{_plain(code)}”说的是{read.month.year}年，不是{evaluation.year}年。"
        )
    for what, whose in _splits(read.middle):
        scope = _scopes(evaluation).get(whose)
        meant = _meant(what, evaluation, scope) if scope else None
        meant = meant or _picked(what, evaluation, read.month, rows)
        if scope and meant:
            return Figure(
                year=evaluation.year, month=read.month.number, only_month=read.only_month,
                view="annual" if read.flag == _ANNUAL else "paced",
                unit=scope.unit, unit_type=scope.unit_type,
                indicator=meant.indicator, dimension=meant.dimension, measure=meant.measure, below=meant.below,
                needs=meant.needs, column=meant.column, part=meant.part,
                picked=meant.picked,
            )  # fmt: skip
    raise UserError(
        f"出处码“{_plain(code)}”没有写错，但它说的单位或指标，现在的单位名册和测评标准目录里没有了。"
    )


def _read(code: str) -> _Read:
    plain = _plain(code)
    found = _FORM.fullmatch(plain)
    if found is None:
        raise UserError(
            f"“{plain}”不是出处码。出处码的样子是 {_EXAMPLE}，请照原样输入，不要漏掉横线。"
        )
    body = plain.rpartition("-")[0]
    if _check(body) != found[5]:
        raise UserError(
            f"出处码“{plain}”有字写错或漏写了，请对照原处核对："
            "数字 0 和字母 O、数字 1 和字母 I 容易看混。"
        )
    return _Read(Month(_CENTURY + int(found[1]), int(found[2])), found[3] or "", found[4])


def _plain(code: str) -> str:
    """The code as it is kept, however it was typed: width, case, blanks and dashes forgiven."""
    folded = unicodedata.normalize("NFKC", code)
    return _DASHES.sub("-", "".join(folded.split())).upper()[:80]


def _check(body: str) -> str:
    """Two signs from a weighted sum: one wrong sign or two swapped neighbours always change it."""
    total = 0
    for sign in body:
        total = (total * _BASE + ord(sign)) % _PRIME
    return SIGNS[total // len(SIGNS)] + SIGNS[total % len(SIGNS)]


def _what(figure: Figure) -> str:
    if figure.dimension:
        return _ITEM + digest(figure.dimension, 4)
    if figure.is_score:
        return _SCORE
    if figure.picked:
        return _what_picked(figure.picked, Month(figure.year, figure.month))
    return figure.indicator or _SUM + digest(_wording(figure), 5)


def _wording(figure: Figure) -> str:
    """What a sum or rate counts, as one text."""
    needs = "".join(f"&{one}" for one in figure.needs)
    part = f"|{figure.column}={figure.part}" if figure.column else ""
    return f"{figure.measure}÷{figure.below}{needs}{part}"


def _what_picked(picked: Picked, month: Month) -> str:
    """One row by submission, row, kind and sheet; picked rows by what is counted, and the day."""
    if picked.rule == ROW:
        known = dict(picked.where)
        kind = digest(picked.kind, 2)
        return f"{_ROW}{known[SUBMISSION]}.{known[NUMBER]}.{kind}{known[SHEET]}"
    words = "&".join(f"{name}={text}" for name, text in picked.where)
    named = _PICK + digest(f"{picked.kind}|{picked.rule}|{words}", 5)
    if not picked.day:
        return named
    back = (month.last_day - date.fromisoformat(picked.day)).days
    return f"{named}.{back}"


def _picked(what: str, evaluation: Evaluation, month: Month, rows: Rows | None) -> Figure | None:
    """The picked rows that a part of a code means."""
    row = _ROW_FORM.fullmatch(what)
    if row:
        kind = next((one.name for one in KINDS if digest(one.name, 2) == row[3]), "")
        where = ((SUBMISSION, row[1]), (NUMBER, row[2]), (SHEET, row[4]))
        return Figure(evaluation.year, 1, picked=Picked(kind, ROW, where)) if kind else None
    pick = _PICK_FORM.fullmatch(what)
    if pick is None or rows is None:
        return None
    day = (month.last_day - timedelta(int(pick[1]))).isoformat() if pick[1] else ""
    named = (replace(one, day=day) for one in candidates(rows, evaluation, month.number))
    meant = next((one for one in named if _what_picked(one, month) == what), None)
    return Figure(evaluation.year, 1, picked=meant) if meant else None


def _whose(figure: Figure, evaluation: Evaluation) -> str:
    if figure.unit:
        number = evaluation.values.unit_number(figure.unit)
        return evaluation.values.units[number].code
    return _type_token(figure.unit_type) if figure.unit_type else _CITY


def _type_token(unit_type: str) -> str:
    return _TYPE + digest(unit_type, 4)


def _splits(middle: str) -> list[tuple[str, str]]:
    """Every way to cut the middle in two: indicator and unit codes may hold a dash themselves."""
    cuts = [at for at, sign in enumerate(middle) if sign == "-"]
    return [(middle[:at], middle[at + 1 :]) for at in cuts]


def _scopes(evaluation: Evaluation) -> dict[str, Figure]:
    """Whose figures there can be, by their part of a code; a unit's own code comes first."""
    types = {
        _type_token(name): Figure(evaluation.year, 1, unit_type=name)
        for name in evaluation.roster.types
    }
    units = {
        unit.code.upper(): Figure(evaluation.year, 1, unit=unit.name)
        for unit in evaluation.values.units
    }
    return {_CITY: Figure(evaluation.year, 1)} | types | units


def _meant(what: str, evaluation: Evaluation, scope: Figure) -> Figure | None:
    """What is counted, as a figure whose other parts do not matter."""
    if what == _SCORE:
        return scope
    codes = {one.code.upper(): one.code for one in evaluation.framework.indicators}
    if what in codes:
        return Figure(evaluation.year, 1, indicator=codes[what])
    items = (Figure(evaluation.year, 1, dimension=one) for one in evaluation.framework.dimensions)
    if not what.startswith(_SUM):
        return next((one for one in items if _what(one) == what), None)
    named = (*shown_measures(evaluation.year), *parts(evaluation))
    return next((one for one in named if _what(one) == what), None)
