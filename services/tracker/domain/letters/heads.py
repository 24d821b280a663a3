"""What stands at the head of a letter: its date and the funder's reference."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.tracker.domain.letters.cues import any_of
from services.tracker.domain.letters.numbers import dates_in
from services.tracker.domain.letters.reading import Confidence, Field, Finding
from services.tracker.domain.letters.sentences import Sentence

HEAD = 14
"""Sentences and lines that make the head of a letter."""

SHORT = 60
"""Characters of a line that holds a date and little else."""

_DATE_LABEL = any_of(r"^(?:datum|verzonden|verzenddatum|verzonden op|dagtekening|date|datum besluit)\b")
_PLACE_AND_DATE = re.compile(r"^[A-Z][\w' -]{1,30},\s*\d{1,2}\b|^\d{1,2}\b|^[A-Z][a-z]+ \d{1,2},")
_ABOUT_ANOTHER = any_of(
    "aanvraag", "ontvangen", "ontvingen", "verzoek", "uw brief", "application", "uiterlijk", "v[oó]{2}r "
)
_REFERENCE = any_of(
    r"\b(?P<label>(?:ons |uw |our |your )?(?:kenmerk|dossiernummer|dossiernr|zaaknummer|zaaknr|projectnummer"
    r"|aanvraagnummer|referentie|beschikkingsnummer|besluitnummer|reference|project number))\b\s*(?:is|:|\.)?\s*"
    r"(?P<value>(?-i:[A-Z]{1,5} )?[A-Z0-9][\w/.\-]*\d[\w/\-]*)",
)


def find_letter_date(sentences: Sequence[Sentence]) -> Finding | None:
    """The date of the letter: after a label, after a place name, or the first in its head."""
    dated = [(one, dates) for one in sentences[:HEAD] if (dates := dates_in(one.text))]
    for confidence, fits in _DATE_RULES:
        for sentence, dates in dated:
            if fits(sentence.text):
                day = dates[0].isoformat()
                return Finding(Field.LETTER_ON, day, sentence.start, sentence.end, confidence)
    return None


def _is_labelled(text: str) -> bool:
    return _DATE_LABEL.search(text) is not None


def _follows_a_place(text: str) -> bool:
    return _PLACE_AND_DATE.search(text) is not None and len(text) < SHORT


def _is_of_the_letter(text: str) -> bool:
    return _ABOUT_ANOTHER.search(text) is None


_DATE_RULES = (
    (Confidence.SURE, _is_labelled),
    (Confidence.SURE, _follows_a_place),
    (Confidence.UNSURE, _is_of_the_letter),
)


def find_reference(sentences: Sequence[Sentence]) -> Finding | None:
    """The funder's number for the application; ours ("uw kenmerk") only when there is no other."""
    found: list[tuple[bool, Finding]] = []
    for sentence in sentences:
        for match in _REFERENCE.finditer(sentence.text):
            ours = match["label"].lower().startswith(("uw ", "your "))
            confidence = Confidence.UNSURE if ours else Confidence.SURE
            value = match["value"].rstrip(".-/")
            found.append((ours, Finding(Field.REFERENCE, value, sentence.start, sentence.end, confidence)))
    return min(found, key=lambda one: one[0])[1] if found else None
