"""Numbers as people write them."""

from __future__ import annotations

import re


def number_of_text(text: str) -> int | float | None:
    """`12`, `1.250` (thousands), `2,5` and `2.5`; None for anything else."""
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+|-?\d{1,12}", text, re.ASCII):
        return int(text.replace(".", ""))
    if re.fullmatch(r"-?\d{1,9}[.,]\d{1,6}", text, re.ASCII):
        return float(text.replace(",", "."))
    return None
