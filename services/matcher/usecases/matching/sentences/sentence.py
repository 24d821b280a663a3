"""From a verdict to one sentence for people."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Provenance
from services.matcher.domain.verdicts import Verdict
from services.matcher.usecases.matching.sentences import money, what, when, who
from services.matcher.usecases.matching.sentences.words import Sentence, words_of
from shared.wording.language import current_language
from shared.wording.texts import gettext as _

MOST_SENTENCES = 20_000
"""Sentences to remember: writing one takes ten times as long as finding it, and sources get the same verdicts again."""
SENTENCES: Mapping[str, Sentence] = {**what.SENTENCES, **who.SENTENCES, **money.SENTENCES, **when.SENTENCES}


def sentence(verdict: Verdict, seen: Provenance, regions: Regions) -> str:
    """The finding in words; a finding that is too old to be believed says so."""
    plain = said(verdict, regions)
    return f"{plain} {_age(seen)}" if verdict.aged else plain


def said(verdict: Verdict, regions: Regions) -> str:
    """The finding in words, without its age: for where the date stands beside it."""
    return _said(verdict, regions, current_language())


@lru_cache(maxsize=MOST_SENTENCES)
def _said(verdict: Verdict, regions: Regions, language: str) -> str:
    return SENTENCES[verdict.finding](words_of(verdict, regions))


def _age(seen: Provenance) -> str:
    if seen.seen_on is None:
        return _("Datum onbekend: vraag het na.")
    return _("Dit is van %(year)s: vraag het na.", year=seen.seen_on[:4])
