"""The corpus: some two hundred workbooks as units send them, each declared with what must come of it."""

from corpus import (
    cases_context,
    cases_formats,
    cases_kinds,
    cases_layouts,
    cases_quantities,
    cases_rules,
)

CASES = (
    *cases_layouts.CASES,
    *cases_context.CASES,
    *cases_quantities.CASES,
    *cases_rules.CASES,
    *cases_kinds.CASES,
    *cases_formats.CASES,
)
