"""The process that reads documents, started as ``python -m cityreport.workbook.prose_child``."""

from typing import Any

from cityreport.confined.child import serve
from cityreport.workbook.prose_reader import read_text
from cityreport.workbook.protocol import encode
from cityreport.workbook.refusals import RefusalError


def answer(name: str, content: bytes) -> dict[str, Any]:
    """The text of a document, or the code of the reason why not."""
    try:
        return {"text": read_text(name, content)}
    except RefusalError as refusal:
        return {"refused": refusal.code, "details": refusal.details}


if __name__ == "__main__":
    serve(
        lambda name, content: encode(answer(name, content)),
        encode({"refused": "out-of-memory", "details": {}}),
    )
