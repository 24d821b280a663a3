"""Prints how good the chances are that are learnt from decisions of the past.

`python -m tests.quality.chance` also keeps the figures for the page that shows them.
"""

from __future__ import annotations

from services.matcher.domain.chance.judging import Figures
from services.matcher.storage.past_grant_figures import store_figures
from services.matcher.storage.past_grant_files import read_amsterdam
from services.matcher.usecases.chance.judge_chances import judge_chances

NAMES = {
    "one_number": "one number for all",
    "base_rate": "base rate of the scheme (the bar)",
    "scheme": "scheme, Beta-binomial",
    "model": "logistic with shrunk groups",
}


def figures() -> Figures:
    """The figures on the decisions that are shipped, over ten seeded held-back fifths."""
    return judge_chances(read_amsterdam().decisions)


def lines() -> list[str]:
    """The figures as text."""
    found = figures()
    shown = [f"\nchance: {found.decisions} decisions, ten held-back fifths, mean Brier score (lower is better)"]
    for name, text in NAMES.items():
        error = found.share_error.get(name)
        share = "" if error is None else f"   granted share: mean error {error:.4f}"
        shown.append(f"  {text:<36} {found.brier[name]:.4f}{share}")
    shown.append(f"  better than the base rate in {found.better} of 10 fifths")
    return shown


if __name__ == "__main__":
    store_figures(figures(), read_amsterdam().digest)
    print("\n".join(lines()))
