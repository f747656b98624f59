"""测算: what the assumptions do to scores, ranks and gaps (method.md section 9)."""

from cityreport.report.whatif.naming import choices, label, now
from cityreport.report.whatif.outcome import BADGE, Outcome, nothing_assumed, outcome

__all__ = ["BADGE", "Outcome", "choices", "label", "nothing_assumed", "now", "outcome"]
