"""Files to readings: cells and what they mean in one confined process, two of them side by side."""

from cityreport.reading.files import iter_readings

__all__ = ["iter_readings"]
