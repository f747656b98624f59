"""测算 over a whole evaluation: the same year with some figures assumed, scored anew."""

from collections.abc import Sequence
from dataclasses import replace

from cityreport import whatif
from cityreport.pipeline.evaluation import Evaluation
from cityreport.whatif import Assumed


def assuming(
    evaluation: Evaluation, wanted: Sequence[Assumed], month: int
) -> tuple[Evaluation, tuple[str, ...]]:
    """The evaluation with the assumptions in force at a month, and why others were refused.

    Only figures of that month mean anything in it; scores, ranks and gaps are computed anew by
    the functions of ``scores`` and ``gaps`` (method.md section 9).
    """
    city = evaluation.city()
    now = {
        indicator.code: float(city.value[number, month - 1])
        for number, indicator in enumerate(evaluation.framework.indicators)
    }
    values, refused = whatif.assume(evaluation.values, wanted, month, now)
    return replace(evaluation, values=values, _groups={}, _scored={}, _ranked={}), refused
