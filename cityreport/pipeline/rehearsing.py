"""What a commit would do to the figures: the year evaluated as if it had happened."""

from collections.abc import Iterable
from dataclasses import replace

from cityreport.pipeline.evaluation import Evaluation, summaries, valued
from cityreport.pipeline.ingest import FileResult, LoadChoices, submission_of
from cityreport.store import Store


def rehearse(
    store: Store, evaluation: Evaluation, results: Iterable[FileResult], choices: LoadChoices
) -> Evaluation:
    """The evaluation after the commit of what can be registered; nothing is written.

    The store commits the files in a transaction that it takes back (decision 0012), so that the
    figures come about exactly as they will. UserError if one of the files is refused.
    """
    wanted = [submission_of(result.reading, choices) for result in results if result.registrable]
    sent = store.rehearse(wanted, choices.at, evaluation.year)
    left_out = summaries(store, sent, evaluation.roster)
    observations, values = valued(
        sent, left_out, evaluation.framework, evaluation.roster, evaluation.settings
    )
    return replace(
        evaluation,
        sent=sent,
        left_out=left_out,
        observations=observations,
        values=values,
        _groups={},
        _scored={},
        _ranked={},
    )
