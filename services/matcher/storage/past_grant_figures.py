"""The figures of the run that judged the shipped decisions: a page shows them without doing all of it again."""

from __future__ import annotations

import json
from dataclasses import asdict

from services.matcher.domain.chance.judging import Bin, Figures
from services.matcher.storage.data_files import DATA

FIGURES = DATA / "past_grants" / "figures.json"


def stored_figures(digest: str) -> Figures | None:
    """The figures for this edition of the decisions; None when they were made from another one."""
    stored = json.loads(FIGURES.read_text(encoding="utf-8"))
    if stored.pop("digest") != digest:
        return None
    return Figures(**{**stored, "bins": tuple(Bin(**one) for one in stored["bins"])})


def store_figures(figures: Figures, digest: str) -> None:
    """Keeps the figures of a run with the edition they were made from; six decimals."""
    stored = {"digest": digest, **_rounded(asdict(figures))}
    FIGURES.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _rounded(value: object) -> dict[str, object]:
    rounded: dict[str, object] = json.loads(json.dumps(value), parse_float=lambda text: round(float(text), 6))
    return rounded
