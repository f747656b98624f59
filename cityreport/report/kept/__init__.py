"""会议留档 and 数据更正提示: what was shown, kept as plain values, against what is true now (K7)."""

from cityreport.report.kept.encoding import deck_from, deck_json
from cityreport.report.kept.pages import corrections, kept_list
from cityreport.report.kept.reasons import Resent, resent_since, sentences
from cityreport.report.kept.restated import Restated, restated

__all__ = [
    "Resent",
    "Restated",
    "corrections",
    "deck_from",
    "deck_json",
    "kept_list",
    "resent_since",
    "restated",
    "sentences",
]
