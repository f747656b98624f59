"""The reading process, started as ``python -m cityreport.workbook.child``."""

from typing import Any

from cityreport.confined.child import serve
from cityreport.workbook.protocol import encode, sheet_to_json
from cityreport.workbook.reader import read_workbook
from cityreport.workbook.refusals import RefusalError


def answer(name: str, content: bytes) -> dict[str, Any]:
    """The format and sheets of a file, or the code of the reason why not."""
    try:
        found, sheets = read_workbook(name, content)
    except RefusalError as refusal:
        return {"refused": refusal.code, "details": refusal.details}
    return {"format": found, "sheets": [sheet_to_json(sheet) for sheet in sheets]}


if __name__ == "__main__":
    serve(
        lambda name, content: encode(answer(name, content)),
        encode({"refused": "out-of-memory", "details": {}}),
    )
