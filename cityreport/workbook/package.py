"""The parts of an xlsx file that say where its sheets are and how cells are formatted."""

import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from cityreport.workbook.guard import Parts
from cityreport.workbook.refusals import RefusalError

Attributes = Mapping[str, str]
_DECIMALS = re.compile(r"^[^,%]*0\.0[^,%]*$")
_BUILT_IN = {2: "0.00"}
"""The format with decimals that every workbook has without declaring it."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet: its name and the name of its part in the zip."""

    name: str
    part: str


def parse_part(parts: Parts, part: str, start: Callable[[str, Attributes], None]) -> None:
    """Call ``start`` with local name and attributes of every element; nothing if absent."""
    if part not in parts.names:
        return
    parser = new_parser()
    parser.StartElementHandler = lambda name, attributes: start(local_name(name), attributes)
    with parts.open(part) as stream:
        parse(parser, stream)


def new_parser() -> expat.XMLParserType:
    """A parser that refuses document types, so that no entity can be declared."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def parse(parser: expat.XMLParserType, stream: object) -> None:
    """Run the parser over the stream; RefusalError when it is no XML.

    Also when a handler meets a text where a number must stand, or the encoding does not exist.
    """
    try:
        parser.ParseFile(stream)  # type: ignore[arg-type]
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise RefusalError("unreadable-workbook") from error


def _refuse_doctype(*_: object) -> None:
    raise RefusalError("forbidden-xml")


def local_name(name: str) -> str:
    """An element's or attribute's name without its namespace prefix."""
    return name.rpartition(":")[2]


def sheet_parts(parts: Parts) -> list[SheetPart]:
    """The sheets in workbook order, chart sheets included."""
    workbook = _workbook_part(parts)
    folder, name = posixpath.split(workbook)
    targets = relations(parts, f"{folder}/_rels/{name}.rels", folder)
    sheets: list[SheetPart] = []

    def start(element: str, attributes: Attributes) -> None:
        if element == "sheet":
            ids = [value for key, value in attributes.items() if local_name(key) == "id"]
            sheets.append(SheetPart(attributes.get("name", ""), targets.get("".join(ids), "")))

    parse_part(parts, workbook, start)
    return sheets


def _workbook_part(parts: Parts) -> str:
    found: list[str] = []

    def start(element: str, attributes: Attributes) -> None:
        if element == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            found.append(attributes.get("Target", "").lstrip("/"))

    parse_part(parts, "_rels/.rels", start)
    return found[0] if found else "xl/workbook.xml"


def relations(parts: Parts, part: str, folder: str) -> dict[str, str]:
    """The parts by relation, as a relations part names them."""
    targets: dict[str, str] = {}

    def start(element: str, attributes: Attributes) -> None:
        if element == "Relationship":
            target = attributes.get("Target", "")
            rooted = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            targets[attributes.get("Id", "")] = posixpath.normpath(rooted)

    parse_part(parts, part, start)
    return targets


def style_formats(parts: Parts) -> dict[str, str]:
    """Number format by cell style, for styles with decimals and without grouping.

    Those are the ones that tell a month 2023.10 from 2023.1 (details.md C30).
    """
    codes: dict[int, str] = dict(_BUILT_IN)
    styles: list[int] = []
    inside: list[str] = []

    def start(element: str, attributes: Attributes) -> None:
        if element in ("cellXfs", "cellStyleXfs", "dxfs", "cellStyles"):
            inside[:] = [element]
        elif element == "numFmt":
            codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif element == "xf" and inside == ["cellXfs"]:
            styles.append(int(attributes.get("numFmtId", "0")))

    parse_part(parts, "xl/styles.xml", start)
    return {
        str(style): codes[number]
        for style, number in enumerate(styles)
        if _DECIMALS.search(codes.get(number, ""))
    }


def shared_strings(parts: Parts, wanted: Collection[int]) -> dict[int, str]:
    """The shared strings of the given numbers."""
    texts: dict[int, str] = {}
    position = -1

    def start(name: str, _: Attributes) -> None:
        nonlocal position
        position += local_name(name) == "si"

    def characters(data: str) -> None:
        if position in wanted:
            texts[position] = texts.get(position, "") + data

    if wanted and "xl/sharedStrings.xml" in parts.names:
        parser = new_parser()
        parser.StartElementHandler, parser.CharacterDataHandler = start, characters
        with parts.open("xl/sharedStrings.xml") as stream:
            parse(parser, stream)
    return texts
