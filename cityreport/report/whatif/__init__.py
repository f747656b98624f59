"""测算: what the assumptions do to scores, ranks and gaps (method.md section 9)."""

from cityreport.report.whatif.naming import choices, label, now
from cityreport.report.whatif.outcome import BADGE, Outcome, outcome

__all__ = ["BADGE", "Outcome", "choices", "label", "now", "outcome"]
