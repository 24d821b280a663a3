"""Did they say yes, and to how much?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.tracker.domain.decisions import Outcome
from services.tracker.domain.letters.cues import any_of
from services.tracker.domain.letters.numbers import Amount, amounts_in
from services.tracker.domain.letters.reading import Confidence, Field, Finding
from services.tracker.domain.letters.sentences import Sentence

_NO = any_of(
    r"\b(?:niet|geen|not|unable|unfortunately|helaas)\b[^;]{0,80}?\b(?:toe\w*ken\w*|toe te kennen|honorer\w*"
    r"|gehonoreerd|verle\w+|subsidie|bijdrage|steunen|ondersteunen|award\w*|grant\w*|in aanmerking|toewijzen"
    r"|toegewezen)\b",
    r"\b(?:afgewezen|afwijz\w+|wijzen\b[^;]{0,60}\baf|declined?|rejected)\b",
    r"\b(?:toegekend|gehonoreerd|verleend|toe|awarded)\b[^;,]{0,12}\bniet\b",
)
_YES = any_of(
    r"\b(?:toegekend|toe te kennen|toekennen|toekenning|gehonoreerd|honoreren|verlenen|verleen[dt]|toegewezen)\b",
    r"\b(?:verheug\w*|positief|beschikbaar (?:te )?stel\w*|beschikbaar gesteld|awarded?|pleased)\b",
    r"\b(?:kennen|kent)\b[^;]{0,90}\btoe\b",
    r"\b(?:stellen|stelt)\b[^;]{0,90}\bbeschikbaar\b",
    r"\b(?:ontvangt|krijgt|krijgen|geven)\b[^;]{0,60}(?:€|euro|bijdrage|subsidie)",
)
_PART = any_of(
    r"\b(?:gedeeltelijk|deels|een deel van|lager bedrag|partial\w*|niet het (?:hele|volledige|gehele))\b",
)
_IF = any_of(
    r"\bonder (?:de )?(?:volgende |opschortende )?voorwaarden?\b",
    r"\b(?:mits|voorwaardelijk|op voorwaarde|provided that|on condition)\b",
)
_STANDARD = any_of(r"\balgemene voorwaarden\b")

_AWARD_CUE = any_of(
    *(r"toe\w*ken\w*", r"\btoe\b", r"verle\w+", "beschikbaar", "gunnen", r"award\w*", "grant of", "zegge"),
    *("bijdrage van", "subsidie van", "bedrag van", "ontvangt", "krijgt", "maximaal", "ten hoogste"),
    *("garantie", "donatie", "gift", r"schenk\w*"),
)
_OTHER_CUE = any_of(
    *(
        r"gevraagd\w*",
        r"\bvroeg\b",
        r"\bvraagt\b",
        "verzocht",
        "requested",
        "applied",
        "begroting",
        "begrote",
        "kosten",
    ),
    *(
        "eigen (?:bijdrage|geld)",
        "voorschot",
        "termijn",
        "eerste deel",
        "resterende",
        "restant",
        "rest van",
        "instalment",
    ),
    *("slotbetaling", "maximum per", "plafond", "budget", "drempel", "vanaf", "overige", "andere gever"),
    *("boven", "hoger dan", "meer dan", "minder dan"),
)
_CLAUSE = re.compile(r"[;:]|,\s|\b(?:maar|waarvan|terwijl|but|of which)\b")


def find_outcome(sentences: Sequence[Sentence], award: Finding | None, asked_cents: int | None) -> Finding | None:
    """The decision, by its clearest sentence; None when no sentence decides anything."""
    no = next((one for one in sentences if _NO.search(one.text) and not _about_part(one.text)), None)
    yes = next((one for one in sentences if _YES.search(one.text) and not _NO.search(one.text)), None)
    yes = yes or next((one for one in sentences if _YES.search(one.text) and _about_part(one.text)), None)
    if no is not None and (yes is None or award is None):
        return _found(Outcome.REJECTED, no, Confidence.SURE if yes is None else Confidence.LIKELY)
    return None if yes is None else _degree(sentences, yes, award, asked_cents, doubt=no is not None)


def _degree(
    sentences: Sequence[Sentence], yes: Sentence, award: Finding | None, asked_cents: int | None, *, doubt: bool
) -> Finding:
    sure = Confidence.LIKELY if doubt else Confidence.SURE
    part = next((one for one in sentences if _PART.search(one.text)), None)
    cents = int(award.value) if award else None
    if part is not None or (cents is not None and asked_cents is not None and cents < asked_cents):
        return _found(Outcome.PARTIAL, part or yes, sure if part else Confidence.LIKELY)
    condition = next((one for one in sentences if _IF.search(one.text) and not _STANDARD.search(one.text)), None)
    if condition is not None:
        return _found(Outcome.CONDITIONAL, condition, Confidence.LIKELY)
    return _found(Outcome.AWARDED, yes, sure)


def find_awards(sentences: Sequence[Sentence]) -> list[Finding]:
    """The amounts that may be the award, the likeliest first."""
    scored: dict[int, tuple[int, int, Finding]] = {}
    for sentence in sentences:
        for amount in amounts_in(sentence.text):
            score = _score(sentence.text, amount)
            confidence = Confidence.SURE if score >= 2 else Confidence.LIKELY if score == 1 else Confidence.UNSURE
            finding = Finding(Field.AMOUNT, str(amount.cents), sentence.start, sentence.end, confidence)
            if amount.cents not in scored or scored[amount.cents][0] < score:
                scored[amount.cents] = (score, sentence.start, finding)
    ordered = sorted(scored.values(), key=lambda one: (-one[0], one[1]))
    return [finding for score, _start, finding in ordered if score >= 0]


def _score(text: str, amount: Amount) -> int:
    if _NO.search(text) and not _about_part(text):
        return -1
    starts = [0, *(match.end() for match in _CLAUSE.finditer(text[: amount.start]))]
    rest = _CLAUSE.search(text, amount.end)
    clause = text[starts[-1] : rest.start() if rest else len(text)]
    score = 2 * bool(_AWARD_CUE.search(clause)) - 2 * bool(_OTHER_CUE.search(clause))
    return score + bool(_YES.search(text))


def _about_part(text: str) -> bool:
    return _PART.search(text) is not None


def _found(outcome: Outcome, sentence: Sentence, confidence: Confidence) -> Finding:
    return Finding(Field.OUTCOME, outcome.value, sentence.start, sentence.end, confidence)
