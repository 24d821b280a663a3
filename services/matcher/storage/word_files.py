"""The words shipped with the matcher: parts of compounds and groups of words (sources and licences: data/README.md)."""

from __future__ import annotations

import gzip
from functools import cache

import yaml

from services.matcher.domain.text.concepts import Concept, concepts_of_records
from services.matcher.storage.data_files import COMPOUND_PARTS, SYNONYMS

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def compound_parts() -> frozenset[str]:
    """Dutch words of 3 to 12 letters, each perhaps a part of a compound. Read at the first use."""
    return frozenset(gzip.decompress(COMPOUND_PARTS.read_bytes()).decode("ascii").split("\n"))


@cache
def shipped_concepts() -> tuple[Concept, ...]:
    """The groups of words that mean nearly the same."""
    with SYNONYMS.open("rb") as file:
        return concepts_of_records(yaml.load(file, Loader=_Loader))  # noqa: S506 - both are safe loaders # nosec B506
