"""Photograph the documents of the sample city for the guide: pages of each, side by side.

Run: ``python docs/make_document_pictures.py [HOME]``. HOME is a home that holds the sample city;
without it one is made (half a minute). Needs LibreOffice Writer and Impress, and pdftoppm.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
PAPERS: dict[str, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "slide": (("deck", "--month", "2023-07"), (5,)),
    "bulletin": (("bulletin", "--month", "2023-12"), (1, 3)),
    "report": (("report", "--unit", "瀛东社区", "--year", "2023"), (1, 2)),
}
"""Picture → the command that writes the document, and which pages are shown."""
DOTS_AN_INCH, GAP, GROUND = 70, 12, "#D9DFE7"


def main(home: str = "") -> None:
    """Write every picture."""
    with TemporaryDirectory() as folder:
        place = Path(home or folder).resolve()
        if not home:
            _command(place, "demo")
        for name, (command, pages) in PAPERS.items():
            paper = Path(folder) / (f"{name}.pptx" if name == "slide" else f"{name}.docx")
            _command(place, *command, "-o", str(paper))
            _picture(paper, pages).quantize(192).save(FOLDER / f"{name}.png", optimize=True)


def _command(home: Path, *arguments: str) -> None:
    environment = {**os.environ, "CITYREPORT_HOME": str(home)}
    command = [sys.executable, "-m", "cityreport", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def _picture(paper: Path, pages: tuple[int, ...]) -> Image.Image:
    """The pages beside each other, as LibreOffice prints them."""
    profile = f"-env:UserInstallation={(paper.parent / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", paper.parent]
    subprocess.run([*convert, paper], check=True, stdout=subprocess.DEVNULL)
    shown = [_page(paper.with_suffix(".pdf"), number) for number in pages]
    width = sum(one.width for one in shown) + GAP * (len(shown) + 1)
    sheet = Image.new("RGB", (width, shown[0].height + 2 * GAP), GROUND)
    left = GAP
    for one in shown:
        sheet.paste(one, (left, GAP))
        left += one.width + GAP
    return sheet


def _page(file: Path, number: int) -> Image.Image:
    stem = file.with_suffix("").with_name(f"{file.stem}-{number}")
    at = ["-f", str(number), "-l", str(number), "-r", str(DOTS_AN_INCH)]
    draw = ["pdftoppm", *at, "-png", "-singlefile", file, stem]
    subprocess.run(draw, check=True)
    return Image.open(stem.with_suffix(".png")).convert("RGB")


if __name__ == "__main__":
    main(*sys.argv[1:])
