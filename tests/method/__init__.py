"""Worked examples of the calculation method."""
