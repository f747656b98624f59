"""Scores: attainment, points, score, rank and roll-up (method.md sections 5 to 8 and 11)."""

from cityreport.scores.attainment import attain, reaches
from cityreport.scores.points import weights_of
from cityreport.scores.ranking import Ranking, rank_units, rounded_scores
from cityreport.scores.rollup import pooled_units, roll_up
from cityreport.scores.units import score_units, target_to_date

__all__ = [
    "Ranking",
    "attain",
    "pooled_units",
    "rank_units",
    "reaches",
    "roll_up",
    "rounded_scores",
    "score_units",
    "target_to_date",
    "weights_of",
]
