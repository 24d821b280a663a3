"""What the end of an award takes with it, whatever ended it before it was settled."""

from __future__ import annotations

from services.tracker.usecases.budgeting.cascade import after_loss
from services.tracker.usecases.changing import Change
from services.tracker.usecases.payments.settle_instalments import end_instalments
from services.tracker.usecases.reporting.obligations import withdraw_all


def end_award(change: Change) -> None:
    """Ends payments and reports that were waited for, and takes back messages to other funders about the award."""
    end_instalments(change)
    withdraw_all(change)
    after_loss(change)
