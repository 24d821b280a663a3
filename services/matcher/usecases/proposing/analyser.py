"""Wires the reading of texts: stemmer, list of parts, groups of words."""

from __future__ import annotations

from functools import cache

from services.matcher.domain.text.analysis import Analyser
from services.matcher.domain.text.compounds import Splitter
from services.matcher.domain.text.concepts import Concepts
from services.matcher.gateways.dutch_stems import dutch_stem
from services.matcher.storage.word_files import compound_parts, shipped_concepts


@cache
def text_analyser() -> Analyser:
    """The analyser of this process, made at the first use."""
    stem = dutch_stem()
    return Analyser(stem, Splitter(compound_parts()), Concepts(shipped_concepts(), stem))
