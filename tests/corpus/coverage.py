"""What the corpus must cover: the bullets of intake's task and the numbered rules of C and D.

Each key needs an accepting and a rejecting case, or the reason why one makes no sense (``no_good``,
``no_bad``) or lies elsewhere (``elsewhere``: the rule is none of reading one file).
"""

from dataclasses import dataclass

from cityreport.sheets import KINDS


@dataclass(frozen=True)
class Topic:
    """A bullet or rule to be covered; the reasons are empty where both sides are needed."""

    title: str
    no_good: str = ""
    no_bad: str = ""
    elsewhere: str = ""


RECOGNITION = {
    "1-anywhere": Topic("a table anywhere in the sheet"),
    "1-several": Topic("several tables in a sheet or file"),
    "1-beside": Topic("tables side by side"),
    "1-header-rows": Topic("multi-row and merged headers"),
    "1-merged-units": Topic("merged unit cells"),
    "1-repeated": Topic("repeated headers"),
    "1-blanks": Topic("blank rows and columns"),
    "1-sheet-per-unit": Topic("a sheet per unit"),
    "1-unit-per-file": Topic("a unit per file"),
    "1-all-in-one": Topic("all units in one sheet"),
    "1-wide": Topic("wide layouts"),
    "1-measure-unit": Topic("unit of measure from cell, header, caption"),
    "1-unit-month": Topic("unit and month by precedence"),
    "1-aliases": Topic("aliases of units"),
    "1-unknown-unit": Topic("unknown units with nearest names"),
    "1-learnt": Topic("header words a person confirmed once, per unit"),
    "1-corrected": Topic("headers, unit, month, cells a person corrected"),
}
QUANTITIES = {
    "2-arabic": Topic("Arabic numerals and exponents"),
    "2-full-width": Topic("full-width digits"),
    "2-separators": Topic("thousands separators"),
    "2-chinese": Topic("Chinese numerals"),
    "2-formal": Topic("formal numerals"),
    "2-mixed": Topic("mixed numerals"),
    "2-wan-yi": Topic("万 and 亿"),
    "2-more": Topic("多, 余, 以上, 达…之多"),
    "2-less": Topic("近, 不足"),
    "2-about": Topic("约, 左右"),
    "2-sums": Topic("sums in one cell"),
    "2-glued": Topic("units glued to the number"),
    "2-fractions": Topic("fractions and shares"),
    "2-time": Topic("minutes and hours"),
    "2-time-cells": Topic("time cells"),
    "2-raw": Topic("raw text, kind and bounds kept"),
}
TOTALS = {
    "3-subtotal": Topic("小计 rows"),
    "3-total": Topic("合计 and 总计 rows"),
    "3-cumulative": Topic("累计 rows"),
    "3-columns": Topic("小计 columns"),
    "3-cross-field": Topic("cross-field rules"),
    "3-flags": Topic("data flags one file shows"),
    "3-children": Topic("a parent that sends its children's sum"),
    "3-drift": Topic("drift against earlier months", elsewhere="needs stored months: tests/doubts"),
}
FORMATS = {
    "4-xlsx": Topic("xlsx"),
    "4-xlsm": Topic("xlsm"),
    "4-xls": Topic("xls, as LibreOffice writes it"),
    "4-xlsb": Topic("xlsb, written record by record"),
    "4-ods": Topic("ods, as LibreOffice writes it and by hand"),
    "4-et": Topic("et: an xls by another name; a genuine WPS file cannot be made here"),
    "4-csv-utf8": Topic("csv in UTF-8 and UTF-16"),
    "4-csv-bom": Topic("csv in UTF-8 with a byte order mark"),
    "4-csv-gb": Topic("csv in GB18030"),
    "4-html": Topic("HTML saved as xls"),
    "4-xml": Topic("XML table of Excel 2003"),
    "4-docx": Topic("tables in docx"),
    "4-zip-utf8": Topic("zip with UTF-8 names"),
    "4-zip-gbk": Topic("zip with GBK names"),
    "4-content": Topic("content decides, not the extension"),
    "4-errors": Topic("error cells"),
    "4-uncached": Topic("formulas without cached values"),
    "4-hidden": Topic("hidden sheets, rows, columns"),
    "4-no-table": Topic("what is no table is named"),
}
HOSTILE = {
    "5-limits": Topic("limits before parsing"),
    "5-crc": Topic("checksums and truncated files"),
    "5-child": Topic(
        "bounded child process, timeout and kill",
        no_bad="a hang needs a reader made slow on purpose: tests/test_workbook.py",
    ),
    "5-password": Topic("password-protected files"),
    "5-hostile": Topic("hostile texts and foreign files"),
}
KINDS_OF_SHEET = {f"7-{kind.name}": Topic(f"sheet kind {kind.name}") for kind in KINDS}
_STORE = "what the store keeps: tests/store"
_CLI = "exit status and JSON of commands: tests/cli"
_SCORES = "scores, not intake: tests/method"
RULES = {
    "C1": Topic("empty sheets and 本月无"),
    "C2": Topic("where unit and month come from"),
    "C3": Topic("month outside, unreadable, several"),
    "C4": Topic("unit names, roster, active months"),
    "C5": Topic("what counts as a data row", no_bad="a count of rows refuses nothing; faulty rows count too, in C8"),
    "C6": Topic("control totals, stocks, hidden rows"),
    "C7": Topic("one entry per table, unrecognised sheets named"),
    "C8": Topic("severities"),
    "C9": Topic("required quantities"),
    "C10": Topic("累计, 小计, 合计 and their tolerance"),
    "C11": Topic("unit-of-measure precedence"),
    "C12": Topic("two sheets for one report add up with a warning"),
    "C13": Topic("replacement and undo", elsewhere=_STORE),
    "C14": Topic("exit status of several files", elsewhere=_CLI),
    "C15": Topic("members of zips and folders"),
    "C16": Topic("the cell a finding names"),
    "C17": Topic("stray cells"),
    "C18": Topic("csv sheet name and cells"),
    "C19": Topic("rate columns", elsewhere="no sheet kind declares a rate column"),
    "C20": Topic("one each where the count column is absent"),
    "C21": Topic("time-valued cells"),
    "C22": Topic("limits of size"),
    "C23": Topic("wording of --json", elsewhere=_CLI),
    "C24": Topic("a month after today's"),
    "C25": Topic("1904 dates and 同上"),
    "C26": Topic("leaving faulty rows out"),
    "C27": Topic("roster loaded twice", elsewhere="the roster's own file: tests/test_roster.py"),
    "C28": Topic("header of two kinds"),
    "C29": Topic("what is a total and what is data"),
    "C30": Topic("2023.1 in 月份"),
    "C31": Topic("cumulative series", elsewhere="needs stored months: tests/doubts"),
    "C32": Topic("wrong extension"),
    "C33": Topic("退回单 of other formats", elsewhere="tests/test_returns.py"),
    "D1": Topic("a word in a quantity cell"),
    "D2": Topic("nothing recognised"),
    "D3": Topic("a required column absent"),
    "D4": Topic("exit status of returns", elsewhere=_CLI),
    "D5": Topic("a file whose only table cannot be registered"),
    "D6": Topic("output of catalogue and roster commands", elsewhere=_CLI),
    "D7": Topic("history", elsewhere=_CLI),
    "D8": Topic("title and rows disagree about the unit"),
    "D9": Topic("sub-total columns"),
    "D10": Topic("a total on top"),
    "D11": Topic("tables side by side"),
    **{f"D{n}": Topic("scores", elsewhere=_SCORES) for n in range(12, 18)},
    "D18": Topic("on time", elsewhere="receipt dates of submissions: tests/store"),
    "D19": Topic("hours per participant"),
    "D20": Topic("duplicated rows"),
}  # fmt: skip
TOPICS = {
    **RECOGNITION, **QUANTITIES, **TOTALS, **FORMATS, **HOSTILE, **KINDS_OF_SHEET, **RULES,
}  # fmt: skip
