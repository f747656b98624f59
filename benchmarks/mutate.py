"""Workbooks broken at random, read to the end: what becomes of them, and is a value lost unsaid.

Bytes flipped, the end cut off, parts of the zip dropped, cut or emptied, XML values and attributes
replaced; from the template, the samples and the other formats. A *silent zero* is a quantity that
reads 0 where the seed holds another number, though no replacement writes a 0 and no finding names
the cell. (A flipped bit of plain text can turn 1 into 0; that is what the file then says.)
Run: ``PYTHONPATH=. python benchmarks/mutate.py [count] [seed]``.
"""

import random
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape
from io import BytesIO
from pathlib import Path

import docx

from cityreport import intake, pipeline, template, workbook
from cityreport.roster import Roster
from cityreport.settings import SHIPPED_DATA
from cityreport.tables.ledger import FileReading
from cityreport.tables.workbook import SheetCells

TODAY = date(2024, 1, 31)
_KEPT = Path(__file__).resolve().parents[1] / "tests" / "workbooks"
_BATCH = 50
_VALUE = re.compile(rb"(<(?:v|t|Data[^>]*|td|text:p|w:t)(?: [^>]*)?>)([^<]+)(?=<)")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_VALUES = (b"", b"#REF!", b"abc", b"1E999", b"NaN", b"-7", b" ", b"99999999999999999999", b"12x")
_ATTRIBUTES = (b"", b"-1", b"abc", b"99999999", b"e", b"str", b"XFD1048576", b"true")

Zeros = dict[tuple[str, str], float]
Mutation = Callable[[random.Random, bytes], bytes]


@dataclass(slots=True)
class Figures:
    """What became of the broken files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)
    slowest: float = 0.0


def seeds() -> dict[str, bytes]:
    """About twenty sound files of every format that can be made here."""
    samples = sorted((SHIPPED_DATA / "samples").rglob("*.xlsx"))
    found = {path.name: path.read_bytes() for path in samples[:: len(samples) // 12]}
    found["模板.xlsx"] = template.blank_workbook(None, None)
    found |= {path.name: path.read_bytes() for path in sorted(_KEPT.glob("small.*"))}
    sheet = next(
        s for w in workbook.read_files(list(found.items())[:1]) for s in w.sheets if s.rows
    )
    rows = [["" if value is None else str(value) for value in row] for row in sheet.rows]
    found["表.csv"] = "\n".join(",".join(row) for row in rows).encode("gb18030")
    found["网页.xls"] = _page(rows).encode()
    found["表2003.xls"] = _xml(rows).encode()
    found["文档.docx"] = _document(sheet)
    return found


def _page(rows: list[list[str]]) -> str:
    lines = ("".join(f"<td>{escape(value)}</td>" for value in row) for row in rows)
    return f"<html><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table></html>"


def _xml(rows: list[list[str]]) -> str:
    space = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    lines = ("".join(cell.format(escape(value)) for value in row) for row in rows)
    table = "".join(f"<Row>{line}</Row>" for line in lines)
    sheet = f'<Worksheet ss:Name="表"><Table>{table}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook {space}>{sheet}</Workbook>'


def _document(sheet: SheetCells) -> bytes:
    document, stream = docx.Document(), BytesIO()
    table = document.add_table(len(sheet.rows), len(sheet.rows[0]))
    for cells, row in zip(table.rows, sheet.rows, strict=True):
        for cell, value in zip(cells.cells, row, strict=True):
            cell.text = "" if value is None else str(value)
    document.save(stream)
    return stream.getvalue()


def flipped(chance: random.Random, content: bytes) -> bytes:
    """One to eight bits of the file turned."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(chance: random.Random, content: bytes) -> bytes:
    """The end missing."""
    return content[: chance.randrange(len(content))]


def with_part(change: Callable[[random.Random, bytes], bytes | None]) -> Mutation:
    """A mutation of one part of a zip (of the whole of any other file); None drops the part."""

    def mutate(chance: random.Random, content: bytes) -> bytes:
        if not content.startswith(b"PK"):
            return change(chance, content) or b""
        stream = BytesIO()
        with (
            zipfile.ZipFile(BytesIO(content)) as before,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
        ):
            chosen = chance.choice(_worth(before.namelist()))
            for name in before.namelist():
                part: bytes | None = before.read(name)
                part = change(chance, part or b"") if name == chosen else part
                if part is not None:
                    after.writestr(name, part)
        return stream.getvalue()

    return mutate


def _worth(names: list[str]) -> list[str]:
    """The parts, those with cells in them more often."""
    return [name for name in names for _ in range(6 if "sheet" in name or "content" in name else 1)]


def replaced(pattern: re.Pattern[bytes], values: tuple[bytes, ...]) -> Mutation:
    """One to five matches of the pattern in a part given another text."""

    def change(chance: random.Random, part: bytes) -> bytes:
        for _ in range(chance.randint(1, 5)):
            found = list(pattern.finditer(part))
            if not found:
                return part
            start, end = chance.choice(found).span(2)
            part = part[:start] + chance.choice(values) + part[end:]
        return part

    return with_part(change)


MUTATIONS: dict[str, Mutation] = {
    "bits flipped": flipped,
    "end cut off": cut,
    "part dropped": with_part(lambda _, __: None),
    "part cut": with_part(lambda chance, part: part[: chance.randrange(len(part) + 1)]),
    "bits flipped in a part": with_part(lambda chance, part: flipped(chance, part) if part else part),
    "values replaced": replaced(_VALUE, _VALUES),
    "attributes replaced": replaced(_ATTRIBUTE, _ATTRIBUTES),
}  # fmt: skip


def run(count: int, seed: int) -> Figures:
    """Read so many broken files, the same for the same seed."""
    chance, figures, sound = random.Random(seed), Figures(), seeds()
    roster = _roster()
    before = {
        cells.file: _numbers(intake.read(cells, roster, TODAY))
        for cells in workbook.read_files(list(sound.items()))
    }
    for _ in range(0, count, _BATCH):
        batch = list(_broken(chance, sound, min(_BATCH, count - figures.outcomes.total())))
        _read(batch, roster, before, figures)
    return figures


def _roster() -> Roster:
    path = SHIPPED_DATA / "units.xlsx"
    return Roster(tuple(pipeline.read_roster(path.name, path.read_bytes())[0]))


def _broken(
    chance: random.Random, sound: dict[str, bytes], count: int
) -> Iterator[tuple[str, str, bytes]]:
    for _ in range(count):
        kind, name = chance.choice(list(MUTATIONS)), chance.choice(list(sound))
        yield kind, name, MUTATIONS[kind](chance, sound[name])


def _read(
    batch: list[tuple[str, str, bytes]], roster: Roster, before: dict[str, Zeros], figures: Figures
) -> None:
    started = time.monotonic()
    read = workbook.iter_files([(name, content) for _, name, content in batch])
    for (kind, name, _), cells in zip(batch, read, strict=True):
        reading = intake.read(cells, roster, TODAY)
        figures.slowest = max(figures.slowest, time.monotonic() - started)
        started = time.monotonic()
        if not cells.readable:
            figures.outcomes["unreadable"] += 1
            figures.reasons[cells.findings[0].code] += 1
            continue
        worrying = any(finding.severity != "info" for finding in reading.findings)
        figures.outcomes["findings" if worrying else "ok"] += 1
        if not (kind.startswith("bits") and not name.endswith(".xlsx")):
            figures.silent += [f"{kind}: {where}" for where in _silent(before[name], reading)]


def _numbers(reading: FileReading) -> Zeros:
    return {
        (table.sheet, found.cell): found.quantity.value
        for table in reading.tables
        for row in table.rows
        for found in row.quantities.values()
    }


def _silent(before: Zeros, reading: FileReading) -> list[str]:
    """The cells that read 0 now, held another number before, and are named by no finding."""
    named = {(finding.sheet, finding.cell) for finding in reading.findings}
    return [
        f"{reading.file} {sheet} {cell}"
        for (sheet, cell), value in _numbers(reading).items()
        if value == 0 and before.get((sheet, cell), 0) != 0 and (sheet, cell) not in named
    ]


def main(count: int, seed: int) -> None:
    """Print the figures of a run."""
    started = time.monotonic()
    figures = run(count, seed)
    print(f"{count} broken workbooks, seed {seed}: {time.monotonic() - started:.0f} s")
    print("  ".join(f"{name} {number}" for name, number in sorted(figures.outcomes.items())))
    print("unreadable because: " + ", ".join(f"{k} {n}" for k, n in figures.reasons.most_common()))
    print(f"slowest file {figures.slowest:.1f} s; silent zeros {len(figures.silent)}")
    print("\n".join(figures.silent[:20]))


if __name__ == "__main__":
    main(*(int(word) for word in (sys.argv[1:] + ["2000", "7"][len(sys.argv) - 1 :])[:2]))
