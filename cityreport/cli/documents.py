"""``deck``, ``tables``, ``bulletin``, ``report``: what is shown and handed round at a meeting."""

import argparse
import sys
from pathlib import Path

from cityreport.cli import session
from cityreport.errors import UserError
from cityreport.pipeline import Evaluation
from cityreport.store import Store


def deck(options: argparse.Namespace) -> int:
    """Writes the meeting's slides, on the office's own master where there is one."""
    from cityreport.exports.pptx import presentation
    from cityreport.exports.pptx.master import master_for
    from cityreport.report import deck as decks
    from cityreport.settings import places

    store, evaluation, month = _month_of(options)
    master = master_for(options.master, places().home)
    meeting = decks.gather(store, evaluation, month, session.today())
    agenda = decks.standard_agenda(meeting)
    made = decks.deck(meeting, agenda, decks.sources_in(store))
    return _write(options.output, presentation(made, master))


def tables(options: argparse.Namespace) -> int:
    """Writes the table set of a month."""
    from cityreport.exports.xlsx import tables_workbook
    from cityreport.report.deck import gather
    from cityreport.report.exchange import table_set
    from cityreport.report.exchange.table_set import RECTIFICATION
    from cityreport.report.wording import month_of

    store, evaluation, month = _month_of(options)
    meeting = gather(store, evaluation, month, session.today())
    problems = store.register(RECTIFICATION, month_of(evaluation, month))
    sheets = table_set(meeting, problems)
    title = f"{month_of(evaluation, month).label}文明城市创建工作表"
    content = tables_workbook([one.section for one in sheets], title, [one.name for one in sheets])
    return _write(options.output, content)


def bulletin(options: argparse.Namespace) -> int:
    """Writes the 督查通报 of a month."""
    from cityreport.exports.docx import document_bytes
    from cityreport.pipeline.documents import bulletin_rows
    from cityreport.report.bulletin import bulletin as written
    from cityreport.report.remark_annex import with_remarks
    from cityreport.report.sources import with_sources
    from cityreport.report.wording import month_of

    store, evaluation, month = _month_of(options)
    document = written(
        evaluation,
        bulletin_rows(store, month_of(evaluation, month)),
        month,
        session.today(),
        number=options.number,
        sample=store.has_samples(),
    )
    remarked = with_remarks(document, evaluation, month, month)
    told = with_sources(remarked, evaluation) if options.sources else remarked
    return _write(options.output, document_bytes(told))


def report(options: argparse.Namespace) -> int:
    """Writes the 工作汇报 of a unit, or of the city, for a year."""
    from cityreport.exports.docx import document_bytes
    from cityreport.pipeline import evaluate
    from cityreport.pipeline.documents import report_rows
    from cityreport.report.remark_annex import with_remarks
    from cityreport.report.sources import with_sources
    from cityreport.report.wording import month_of
    from cityreport.report.yearly import last_month, yearly

    store = session.open_store()
    if options.year not in {month.year for month in store.months()}:
        raise UserError(f"{options.year}年还没有登记任何月报。请先登记（load），或换一个年份。")
    evaluation = evaluate(store, options.year)
    unit = session.known_unit(evaluation, options.unit)
    month = last_month(evaluation)
    rows = report_rows(store, month_of(evaluation, month), unit)
    document = yearly(
        evaluation, rows, month, session.today(), unit=unit, sample=store.has_samples()
    )
    remarked = with_remarks(document, evaluation, 1, month, unit or "")
    told = with_sources(remarked, evaluation) if options.sources else remarked
    return _write(options.output, document_bytes(told))


def _month_of(options: argparse.Namespace) -> tuple[Store, Evaluation, int]:
    """The store, the evaluated year and the month (1–12); UserError for a month without reports."""
    store = session.open_store()
    evaluation, month = session.evaluation_of(store, options.month)
    if month not in store.months():
        raise UserError(f"{month.label}还没有登记任何月报。请先登记（load），或换一个月份。")
    return store, evaluation, month.number


def _write(path: Path, content: bytes) -> int:
    path.write_bytes(content)
    print(f"已写入 {path}", file=sys.stderr)
    return 0
