"""From a verdict to one sentence for people."""

from __future__ import annotations

from collections.abc import Mapping

from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Verdict
from services.matcher.usecases.matching.sentences import money, what, when, who
from services.matcher.usecases.matching.sentences.words import Sentence, words_of
from shared.wording.texts import gettext as _

SENTENCES: Mapping[str, Sentence] = {**what.SENTENCES, **who.SENTENCES, **money.SENTENCES, **when.SENTENCES}


def sentence(verdict: Verdict, source: Source, regions: Regions) -> str:
    """The finding in words; a finding that is too old to be believed says so."""
    plain = said(verdict, regions)
    return f"{plain} {_age(source)}" if verdict.aged else plain


def said(verdict: Verdict, regions: Regions) -> str:
    """The finding in words, without its age: for where the date stands beside it."""
    return SENTENCES[verdict.finding](words_of(verdict, regions))


def _age(source: Source) -> str:
    seen_on = source.provenance.seen_on
    if seen_on is None:
        return _("Datum onbekend: vraag het na.")
    return _("Dit is van %(year)s: vraag het na.", year=seen_on[:4])
