"""Reads files of past grants as their publisher wrote them. Names of recipients are not read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from services.matcher.domain.chance.decision import PastDecision
from services.matcher.storage.data_files import DATA
from shared.kernel.money import AmountProblem, parse_amount

AMSTERDAM_2016 = DATA / "past_grants" / "amsterdam_2016_open_half.json"


@dataclass(frozen=True)
class PastGrantFile:
    """What a file holds; `digest` tells one edition from another, `refused` says which rows could not be read."""

    origin: str
    digest: str
    decisions: Sequence[PastDecision]
    refused: Sequence[str]


def digest_of(path: Path) -> str:
    """What tells one edition of a file from another."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_amsterdam(path: Path = AMSTERDAM_2016) -> PastGrantFile:
    """The register of the city of Amsterdam: a list of objects with the fields that the README beside it names.

    Raises ValueError when the file is no such list; a row that cannot be read is refused, and the rest is read.
    """
    rows = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(rows, list):
        raise ValueError(f"{path.name}: no list of decisions")
    decisions, refused = [], []
    for number, row in enumerate(rows, 1):
        try:
            decisions.append(_decision(row))
        except (AmountProblem, InvalidOperation, KeyError, TypeError, ValueError) as problem:
            refused.append(f"{path.name}: row {number}: {type(problem).__name__} {problem}")
    return PastGrantFile(path.stem, digest_of(path), tuple(decisions), tuple(refused))


def _decision(row: Mapping[str, Any]) -> PastDecision:
    texts = {name: _text(row[field]) for name, field in _TEXTS.items()}
    asked = parse_amount(row["Aangevraagd"])
    granted = parse_amount(Decimal(str(row["Verleend"])).quantize(Decimal("0.01")))
    if asked <= 0:
        raise ValueError("nothing was asked")
    return PastDecision(**texts, year=int(row["Jaar"]), asked_cents=asked, granted_cents=granted)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("an empty text")
    return " ".join(value.split())[:300]


_TEXTS = {"scheme": "Regeling", "decider": "Organisatie", "theme": "Thema", "periodicity": "Periodiciteit"}
