"""Which words on screen are not Chinese although they could be."""

import re

LATIN = re.compile(r"[A-Za-z]+(?:[.'][A-Za-z]+)*")
ALLOWED = {
    # what the clerk's own programs and files are called
    "Excel", "WPS", "XLSX", "XLSM", "XLS", "ODS", "CSV", "ET", "ZIP", "MB", "KB", "GB",
    "xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "et", "zip",
    "pptx", "PPTX", "DOCX", "TXT", "DOC",
    # a measure of air quality, and keys of the keyboard
    "PM", "Ctrl", "App", "Esc", "C", "P",
    # what is made for a meeting
    "PPT", "PDF", "PNG", "Word",
}  # fmt: skip
CODE = re.compile(r"\b\d{4}(?:N|D\d\d)?-[\w-]+-[0-9A-Z]{2}\b|\b[A-C]\d{2}\b|\b[A-Z]{1,3}\d{1,3}\b")
"""出处码, codes of indicators and units, cells."""
MARKUP = re.compile(r":[a-z]+-badge\[|:material/\w+:|%\{[^}]*\}|<[^>]*>")
"""What Streamlit and Plotly turn into a shape before anybody sees it."""
FILE = re.compile(r"[^\s「」“”（）]*\.(?:xls[xmb]?|ods|csv|et|zip|jpg|docx|pptx)\b")
FOLDER = re.compile(r"“(?:/|[A-Z]:\\)[^”]*”")
"""A folder of this computer, as it is called."""
UNITS = re.compile(r"(?<=[（(/\d ])(?:h|km|m|t|kg)(?=[）)/ ]|$)")


def english(text: str) -> list[str]:
    """The Latin words of a text that nobody needs; file names are the sender's own words."""
    bare = UNITS.sub("", CODE.sub("", MARKUP.sub("", FILE.sub("", FOLDER.sub("", text)))))
    return [word for word in LATIN.findall(bare) if word not in ALLOWED]
