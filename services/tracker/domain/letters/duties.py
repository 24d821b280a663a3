"""What the funder asks in return: conditions, report, last day to spend, receipts; how it pays, and who may object."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from services.tracker.domain.letters.cues import any_of
from services.tracker.domain.letters.numbers import dates_in, number_of
from services.tracker.domain.letters.reading import Confidence, Field, Finding
from services.tracker.domain.letters.sentences import Sentence

_OBJECTION = any_of(r"\b(?:bezwaar|bezwaarschrift|beroep|objection|appeal)\b")
_NO_OBJECTION = any_of(
    r"\b(?:geen|niet|no)\b[^;]{0,50}\b(?:bezwaar|beroep|appeal|objection)\b",
    r"\bbezwaar\b[^;]{0,40}\bniet mogelijk",
)
_WEEKS = any_of(
    r"\bbinnen (?P<many>\w+) weken\b",
    r"\bwithin (?P<english>\w+) weeks\b",
    r"\btermijn[^;]{0,30}\b(?P<term>\w+) weken\b",
)
_ENGLISH = {"six": 6, "four": 4, "eight": 8}

_REPORT = any_of(
    *(
        r"verantwoord\w*",
        r"verslag\w*",
        "rapportage",
        "vaststelling aan",
        "eindafrekening",
        r"\bbonnen\b",
        r"\breport\b",
    ),
)
_TERM = any_of(
    r"\b(?:binnen|uiterlijk|within) \w+ (?:dagen|weken|maanden|days|weeks|months) (?:na|after) [^.;,]{3,60}",
)
_SPEND = any_of(
    *(r"\bbeste(?:ed|den|ding|edt)\b", "uitgevoerd", "uitvoering", "afgerond", "gerealiseerd", "uitgegeven"),
    *(r"\bspent\b", "vindt plaats", "plaatsvinden"),
)
_UNTIL = any_of(r"\b(?:v[oó]{2}r|voor|uiterlijk|tot en met|t/m|tot|before|by|no later than)\b")
_KEEP = any_of(
    r"\bbewa(?:ar|ren|art)\b[^;]{0,90}?\b(?P<many>\w+) jaar\b",
    r"\b(?P<before>\w+) jaar\b[^;]{0,40}\bbewa",
)
_PERCENT = any_of(r"\b(?P<share>\d{2,3})\s*(?:%|procent)")
_ADVANCE = any_of("voorschot", "vooraf", "eerste (?:deel|termijn|betaling)", "advance", "direct")
_AFTER = any_of(r"\b(?:na ontvangst van|nadat wij|achteraf|after (?:receipt|receiving))\b")
_RECEIPTS = any_of("verslag", "verantwoording", r"bon(?:nen|netjes)?\b", "facturen", "receipts", "report", "kosten")
_PAY = any_of(
    r"betaa?l\w*", r"\bmaken\b", "overgemaakt", "overmaken", "uitkeren", "uitgekeerd", r"\bpay\w*", "ontvangt u"
)
_ONCE = any_of("in [eé]{2}n keer", "ineens", "in [eé]{2}n termijn", "(?:volledige|hele) bedrag", "in full")
_HALVES = any_of("twee (?:gelijke )?(?:termijnen|delen|helften)")
_GUARANTEE = any_of(r"\bgarantie\w*", r"\btekort\b[^;]{0,40}(?:garant|aanvul)")

_CONDITION = any_of(
    r"\b(?:onder (?:de )?(?:opschortende )?voorwaarde|op voorwaarde|mits|uiterlijk|aan te leveren|zorg ervoor)\b",
    r"\b(?:dient u|u dient|dienen wij|moet u|u moet|bent u verplicht|u bent verplicht|verzoeken wij u)\b",
    r"\b(?:provided that|you must|on condition)\b",
)
_PLANS_BY_SHARE = {75: "75/25", 80: "80/20", 90: "90/10", 50: "50/50", 100: "100"}


def find_objection(sentences: Sequence[Sentence]) -> Finding | None:
    """The weeks in which one may object; 0 when the letter says that it is not possible."""
    for sentence in sentences:
        if not _OBJECTION.search(sentence.text):
            continue
        if _NO_OBJECTION.search(sentence.text):
            return _found(Field.OBJECTION_WEEKS, "0", sentence, Confidence.SURE)
        if match := _WEEKS.search(sentence.text):
            word = (match["many"] or match["english"] or match["term"]).lower()
            weeks = _ENGLISH.get(word) or number_of(word)
            if weeks is not None:
                return _found(Field.OBJECTION_WEEKS, str(weeks), sentence, Confidence.SURE)
    return None


def find_report(sentences: Sequence[Sentence]) -> Finding | None:
    """When the report is due: a date, or words such as "binnen 13 weken na afloop"."""
    for sentence in sentences:
        if not _REPORT.search(sentence.text) or _OBJECTION.search(sentence.text):
            continue
        if day := _last_day(sentence.text):
            return _found(Field.REPORT_DUE, day.isoformat(), sentence, Confidence.SURE)
        if match := _TERM.search(sentence.text):
            return _found(Field.REPORT_DUE, match.group().strip(), sentence, Confidence.LIKELY)
    return None


def find_spend_before(sentences: Sequence[Sentence]) -> Finding | None:
    """The last day on which the money may be spent or the activity done."""
    for sentence in sentences:
        text = sentence.text
        if _SPEND.search(text) and _UNTIL.search(text) and not _REPORT.search(text) and (day := _last_day(text)):
            return _found(Field.SPEND_BEFORE, day.isoformat(), sentence, Confidence.LIKELY)
    return None


def find_keep_years(sentences: Sequence[Sentence]) -> Finding | None:
    """How many years receipts must be kept."""
    for sentence in sentences:
        if match := _KEEP.search(sentence.text):
            years = number_of(match["many"] or match["before"])
            if years is not None:
                return _found(Field.KEEP_YEARS, str(years), sentence, Confidence.SURE)
    return None


def find_plan(sentences: Sequence[Sentence]) -> Finding | None:
    """How the funder pays."""
    rules: tuple[Callable[[str], str | None], ...] = (_guarantee, _by_share, _halves, _once, _after)
    for rule in rules:
        for sentence in sentences:
            if code := rule(sentence.text):
                return _found(Field.PAYMENT_PLAN, code, sentence, Confidence.LIKELY)
    return None


def find_conditions(sentences: Sequence[Sentence], taken: Sequence[Finding]) -> list[Finding]:
    """Sentences that ask something of the place and that are not told by another finding."""
    known = {found.start for found in taken}
    return [
        Finding(
            Field.CONDITION,
            sentence.text,
            sentence.start,
            sentence.end,
            Confidence.LIKELY,
            _last_day(sentence.text),
        )
        for sentence in sentences
        if _CONDITION.search(sentence.text) and sentence.start not in known and not _OBJECTION.search(sentence.text)
    ]


def _guarantee(text: str) -> str | None:
    return "guarantee" if _GUARANTEE.search(text) else None


def _by_share(text: str) -> str | None:
    match = _PERCENT.search(text)
    return _PLANS_BY_SHARE.get(int(match["share"])) if match and _ADVANCE.search(text) else None


def _halves(text: str) -> str | None:
    return "50/50" if _HALVES.search(text) else None


def _once(text: str) -> str | None:
    return "100" if _ONCE.search(text) and _PAY.search(text) and not _AFTER.search(text) else None


def _after(text: str) -> str | None:
    return "after_receipts" if _AFTER.search(text) and _RECEIPTS.search(text) and _PAY.search(text) else None


def _last_day(text: str) -> date | None:
    dates = dates_in(text)
    return dates[-1] if dates and _UNTIL.search(text) else None


def _found(field: Field, value: str, sentence: Sentence, confidence: Confidence) -> Finding:
    return Finding(field, value, sentence.start, sentence.end, confidence)
