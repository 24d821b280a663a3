"""The guards of the table of agreements: each looks at plain facts and says in Dutch why not, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from services.tracker.domain.agreements.states import Row, events_for, row_for
from services.tracker.domain.agreements.vocabulary import STATE_LABELS, AgreementEvent, AgreementState, Party
from services.tracker.domain.guards import Refusal, Say, in_dutch
from services.tracker.domain.texts import mark as _
from shared.kernel.errors import Forbidden, NotAllowedNow

OFFER_STANDS = timedelta(days=60)
EVALUATION_AHEAD = timedelta(weeks=6)
MISSED_TO_RISK = 2


@dataclass(frozen=True)
class AgreementFacts:
    """What the guards may look at. `acting` is the party on whose behalf somebody acts.

    `to_sign`: who still has to sign what is on the table. `anniversary`: the day of the next yearly talk.
    """

    today: date
    acting: str = ""
    actor_id: str | None = None
    reason: str = ""
    missing: tuple[str, ...] = ()
    to_sign: frozenset[str] = frozenset()
    proposed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    anniversary: date | None = None
    evaluation_open: bool = False
    evaluations_missed: int = 0
    other_party: str = ""
    amendment_open: bool = False
    renewal_wished_by: frozenset[str] = frozenset()
    notice_days: int = 0
    notice_ends_on: date | None = None
    suspension_asked_by: str | None = None


AgreementGuard = Callable[[AgreementFacts], Refusal | None]


def decide(
    state: AgreementState | None,
    event: AgreementEvent,
    who: frozenset[Party],
    facts: AgreementFacts,
    say: Say = in_dutch,
) -> Row:
    """The line of the table that holds now.

    Raises NotAllowedNow (with the events that are possible) when the state or a guard forbids it, Forbidden when the
    event is possible but not for somebody who acts so.
    """
    row = row_for(state, event)
    if row is None:
        text = _("Dit kan nu niet. De afspraken staan op “%(now)s”.")
        now = say(STATE_LABELS[state]) if state else ""
        raise NotAllowedNow(say(text, now=now), events_for(state, who), "state")
    if not row.who & who:
        raise Forbidden(say(_("U mag dit niet doen. Vraag het een van de partijen.")))
    refusal = next((no for name in row.guards if (no := GUARDS[name](facts)) is not None), None)
    if refusal is not None:
        allowed = (other for other in events_for(state, who) if other is not event)
        raise NotAllowedNow(say(refusal.message, **refusal.values), allowed, refusal.code)
    return row


def reason_given(facts: AgreementFacts) -> Refusal | None:
    """The other side may know why."""
    return None if facts.reason.strip() else Refusal("reason_missing", _("Schrijf op waarom."))


def is_complete(facts: AgreementFacts) -> Refusal | None:
    """What is proposed can be signed as it stands."""
    if not facts.missing:
        return None
    return Refusal("incomplete", _("Vul eerst nog in: %(missing)s."), {"missing": ", ".join(facts.missing)})


def offer_is_old(facts: AgreementFacts) -> Refusal | None:
    """An offer stands for sixty days."""
    if facts.proposed_on is not None and facts.today > facts.proposed_on + OFFER_STANDS:
        return None
    return Refusal("offer_stands", _("Het voorstel staat nog open."))


def may_sign(facts: AgreementFacts) -> Refusal | None:
    """Each party signs once, and for itself."""
    if facts.acting in facts.to_sign:
        return None
    return Refusal("signed", _("Deze partij heeft al getekend, of hoeft niet te tekenen."))


def others_left(facts: AgreementFacts) -> Refusal | None:
    """Somebody else signs after this one."""
    return None if facts.to_sign - {facts.acting} else Refusal("last", _("Dit is de laatste handtekening."))


def nobody_left(facts: AgreementFacts) -> Refusal | None:
    """Nobody signs after this one."""
    return Refusal("not_last", _("Er moeten nog anderen tekenen.")) if facts.to_sign - {facts.acting} else None


def start_reached(facts: AgreementFacts) -> Refusal | None:
    """Promises count from the first day on."""
    if facts.starts_on is None or facts.starts_on <= facts.today:
        return None
    return Refusal("not_yet", _("De afspraken zijn nog niet begonnen."))


def evaluation_near(facts: AgreementFacts) -> Refusal | None:
    """The yearly talk is asked for six weeks before its day, once."""
    day = facts.anniversary
    if day is not None and not facts.evaluation_open and facts.today >= day - EVALUATION_AHEAD:
        return None
    return Refusal("not_yet", _("Het jaarlijkse gesprek is nog niet aan de beurt."))


def with_other_party(facts: AgreementFacts) -> Refusal | None:
    """A talk has two sides."""
    return None if facts.other_party.strip() else Refusal("alone", _("Schrijf op met wie u het gesprek had."))


def two_missed(facts: AgreementFacts) -> Refusal | None:
    """One talk can slip; two is a sign."""
    if facts.evaluations_missed >= MISSED_TO_RISK:
        return None
    return Refusal("not_missed", _("Er zijn geen twee gesprekken overgeslagen."))


def no_amendment(facts: AgreementFacts) -> Refusal | None:
    """One change at a time."""
    return Refusal("amendment_open", _("Er ligt al een wijziging.")) if facts.amendment_open else None


def amendment_open(facts: AgreementFacts) -> Refusal | None:
    """There is a change to sign or to drop."""
    return None if facts.amendment_open else Refusal("no_amendment", _("Er ligt geen wijziging."))


def renewal_new(facts: AgreementFacts) -> Refusal | None:
    """Each side says it once."""
    if facts.ends_on is None:
        return Refusal("no_end", _("Deze afspraken hebben geen einddatum."))
    if facts.acting in facts.renewal_wished_by:
        return Refusal("said", _("U zei al dat u door wilt. Nu is de ander aan zet."))
    return None


def renewal_wished_by_other(facts: AgreementFacts) -> Refusal | None:
    """Silence renews nothing: both say so."""
    if facts.ends_on is None:
        return Refusal("no_end", _("Deze afspraken hebben geen einddatum."))
    if facts.renewal_wished_by - {facts.acting}:
        return None
    return Refusal("other_first", _("De ander heeft nog niet gezegd dat die door wil."))


def notice_term(facts: AgreementFacts) -> Refusal | None:
    """Notice ends on a day that leaves the agreed time."""
    earliest = facts.today + timedelta(days=facts.notice_days)
    if facts.notice_ends_on is not None and facts.notice_ends_on >= earliest:
        return None
    text = _("U sprak een opzegtermijn af. De afspraken kunnen op zijn vroegst eindigen op %(day)s.")
    return Refusal("too_soon", text, {"day": f"{earliest:%d-%m-%Y}"})


def end_passed(facts: AgreementFacts) -> Refusal | None:
    """The last day still counts."""
    if facts.ends_on is not None and facts.today > facts.ends_on:
        return None
    return Refusal("not_over", _("De einddatum is nog niet voorbij."))


def second_coordinator(facts: AgreementFacts) -> Refusal | None:
    """One asks, another one decides."""
    if facts.suspension_asked_by is None:
        return Refusal("not_asked", _("Een coördinator moet dit eerst voorstellen."))
    if facts.suspension_asked_by == facts.actor_id:
        return Refusal("same_person", _("U stelde dit zelf voor. Een andere coördinator besluit."))
    return None


GUARDS: Mapping[str, AgreementGuard] = {
    guard.__name__: guard
    for guard in (
        reason_given,
        is_complete,
        offer_is_old,
        may_sign,
        others_left,
        nobody_left,
        start_reached,
        evaluation_near,
        with_other_party,
        two_missed,
        no_amendment,
        amendment_open,
        renewal_new,
        renewal_wished_by_other,
        notice_term,
        end_passed,
        second_coordinator,
    )
}
