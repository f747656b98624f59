"""Precision and recall of the rows found in prose, per sheet kind, on the labelled reports.

What is labelled and how a candidate is matched: ``tests/narrative/corpus/README.md``.
Run: ``PYTHONPATH=. python benchmarks/narrative.py [--set development|held_out] [--misses]``.
"""

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.labelled_reports import (
    BACKGROUND,
    HOLE,
    SETS,
    Pair,
    Report,
    Span,
    Tallies,
    Tally,
    judge,
    read_set,
)
from cityreport import narrative


def found_in(text: str) -> list[Span]:
    """What the program finds in a text: candidates, background and holes as spans.

    ValueError when the program's text is not as long as ours, so that spans cannot be compared.
    """
    extraction = narrative.extract(text)
    if len(extraction.text) != len(text):
        raise ValueError(f"spans count in another text: {extraction.text[:20]!r}…")
    rows = [_span(candidate) for candidate in extraction.candidates]
    return [*rows, *(Span(HOLE, hole.start, hole.end, hole.text) for hole in extraction.holes)]


def _span(candidate: narrative.Candidate) -> Span:
    quantity = candidate.quantity
    return Span(
        kind=candidate.kind if candidate.accept else BACKGROUND,
        start=candidate.start,
        end=candidate.end,
        text=candidate.text,
        quantity=None if quantity is None else quantity.value,
        lower=None if quantity is None else quantity.lower,
        upper=None if quantity is None else quantity.upper,
        column=candidate.column,
        month=candidate.month,
        reason=candidate.reason,
    )


@dataclass(frozen=True, slots=True)
class Result:
    """A set measured: tallies by kind, overall, and how many right figures have column, month."""

    kinds: Tallies
    overall: Tally
    columns: tuple[int, int]
    months: tuple[int, int]
    reports: tuple[tuple[Report, Tallies], ...]


def measure(reports: Sequence[Report]) -> Result:
    """Every report judged; overall counts neither background nor holes."""
    kinds: Tallies = defaultdict(Tally)
    pairs: list[Pair] = []
    judged = []
    for report in reports:
        tallies, right = judge(report.labels, found_in(report.text))
        judged.append((report, tallies))
        pairs += right
        for kind, tally in tallies.items():
            kinds[kind].add(tally)
    overall = Tally()
    for kind, tally in kinds.items():
        if kind not in (BACKGROUND, HOLE):
            overall.add(tally)
    same_kind = [(a, b) for a, b in pairs if a.kind == b.kind and not a.optional]
    dated = [(a, b) for a, b in pairs if a.month and not a.optional]
    return Result(
        kinds=kinds,
        overall=overall,
        columns=(sum(a.column == b.column for a, b in same_kind), len(same_kind)),
        months=(sum((b.month or "")[-2:] == (a.month or "")[-2:] for a, b in dated), len(dated)),
        reports=tuple(judged),
    )


def _line(name: str, tally: Tally) -> str:
    def percent(share: float | None) -> str:
        return "-" if share is None else f"{share:.1%}"

    counts = f"{len(tally.found)} of {len(tally.found) + len(tally.missed)}"
    return f"| {name} | {counts} | {len(tally.wrong)} | {percent(tally.precision)} | {percent(tally.recall)} |"


def _print_misses(result: Result) -> None:
    for report, tallies in result.reports:
        for kind, tally in tallies.items():
            for label in tally.missed:
                print(f"{report.id} missed {kind} {_shown(report, label)}")
            for span in tally.wrong:
                if kind != BACKGROUND:
                    print(f"{report.id} false  {kind} {_shown(report, span)}")


def _shown(report: Report, span: Span) -> str:
    figure = "" if span.quantity is None else f" {span.quantity:g} [{span.lower}, {span.upper}]"
    around = report.text[max(0, span.start - 12) : span.end + 6].replace("\n", "⏎")
    return f"「{span.text}」{figure} in …{around}…"


def main() -> None:
    """Measure a set and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=SETS, default="development")
    parser.add_argument(
        "--misses", action="store_true", help="list what was missed and what is false"
    )
    arguments = parser.parse_args()
    result = measure(read_set(arguments.set))
    print(f"{arguments.set}: {len(result.reports)} reports\n")
    print("| kind | labels found | false | precision | recall |\n|---|---|---|---|---|")
    for kind in sorted(result.kinds, key=lambda name: (name in (BACKGROUND, HOLE), name)):
        print(_line(kind, result.kinds[kind]))
    print(_line("**overall**", result.overall))
    print(f"\ncolumn right {result.columns[0]} of {result.columns[1]}, "
          f"month right {result.months[0]} of {result.months[1]}")  # fmt: skip
    if arguments.misses:
        _print_misses(result)


if __name__ == "__main__":
    main()
