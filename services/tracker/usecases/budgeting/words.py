"""What the rules find about a budget, in words."""

from __future__ import annotations

from services.tracker.domain.budgets.own_share import Finding
from shared.wording.money import euros
from shared.wording.texts import gettext as _


def finding_text(finding: Finding) -> str:
    """A rule of the source that the plan does not keep, with its amounts."""
    amounts = {name: euros(cents) for name, cents in finding.amounts.items()}
    return _(finding.text, **amounts, **finding.words)
