"""Writes the sample year: ``python data/make_samples.py``; the same files on every run."""

import csv
import shutil
import sys
from io import StringIO
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from sampling.plan import SampleFile, sample_files  # noqa: E402

SAMPLES = HERE / "samples"


def manifest(files: list[SampleFile]) -> str:
    """The list of the sample files; a file without 收到日期 is not loaded with the samples."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["文件", "收到日期", "说明"])
    for file in files:
        writer.writerow([file.path, file.received.isoformat() if file.received else "", file.note])
    return stream.getvalue()


def main() -> None:
    """Write all files and the manifest, in place of what stood there."""
    files = list(sample_files())
    shutil.rmtree(SAMPLES, ignore_errors=True)
    for file in files:
        path = SAMPLES / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    (SAMPLES / "manifest.csv").write_text(manifest(files), encoding="utf-8-sig")


if __name__ == "__main__":
    main()
