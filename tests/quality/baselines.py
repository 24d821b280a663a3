"""Three simple rankings of the same needs and catalogue, to see what the matcher adds."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from services.matcher.domain.dutch import words
from services.matcher.domain.need import Need
from services.matcher.domain.source_record import source_from_record
from services.matcher.domain.text.analysis import Terms
from services.matcher.domain.text.bm25 import Edition, likeness
from services.matcher.domain.text_fit import need_text, source_text
from services.matcher.gateways.dutch_stems import dutch_stem
from services.matcher.storage.catalogue_files import read_catalogue
from services.matcher.storage.region_file import shipped_regions

Rows = Sequence[Mapping[str, Any]]
SEED = 20261122


def baselines(needs: Sequence[Need], ours: Mapping[str, Rows], catalogue: Path) -> dict[str, dict[str, Rows]]:
    """Rankings by name. `ours` gives the verdict of the rules; text is BM25 over stems, nothing split or widened."""
    records = read_catalogue(catalogue, shipped_regions()).records
    terms = {record["id"]: _stems(source_text(source_from_record(record))) for record in records}
    edition = Edition.of(terms.values())
    rows = {name: edition.row(found) for name, found in terms.items()}
    choose, found = random.Random(SEED), dict[str, dict[str, Rows]](random={}, text={}, filters_and_text={})
    for need in needs:
        names = sorted(terms)
        found["random"][need.id] = _unjudged(choose.sample(names, len(names)))
        table = edition.table(_stems(need_text(need)))
        best = sorted(names, key=lambda name: (-likeness(rows[name], table), name))
        found["text"][need.id] = _unjudged(best)
        said = {row["id"]: row["eligibility"] for row in ours[need.id]}
        kept = [{"id": name, "eligibility": said[name]} for name in best if said.get(name, "no") != "no"]
        found["filters_and_text"][need.id] = kept
    return found


def _stems(text: str) -> Terms:
    stem = dutch_stem()
    return Terms(Counter(stem(word) for word in words(text)), {})


def _unjudged(names: Sequence[str]) -> Rows:
    return [{"id": name, "eligibility": "unknown"} for name in names]
