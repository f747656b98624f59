"""What the months make doubtful, what people answered, and the summaries left out of all sums."""

from dataclasses import dataclass

from cityreport import doubts
from cityreport.doubts import Figures, Review
from cityreport.pipeline.evaluation import Evaluation
from cityreport.store import Store


@dataclass(frozen=True, eq=False)
class Doubts:
    """The doubts about a year with the answers that hold, and the figures they rest on."""

    year: int
    figures: Figures
    review: Review


def doubts_of(store: Store, evaluation: Evaluation) -> Doubts:
    """The doubts about what was sent for the evaluated year, the year before as a yardstick."""
    year = evaluation.year
    years = [evaluation.sent]
    if any(month.year == year - 1 for month in store.months()):
        years.insert(0, store.observations(year - 1))
    figures = doubts.figures_of(years, evaluation.roster.units)
    found = doubts.find(figures, years, doubts.ratio_pairs(evaluation.framework))
    return Doubts(year, figures, doubts.review(found, store.doubt_answers(year)))
