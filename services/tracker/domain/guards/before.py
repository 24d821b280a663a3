"""Guards up to handing in."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.guards.facts import Facts, Refusal
from services.tracker.domain.texts import mark as _
from shared.kernel.dates import AMSTERDAM


def source_not_closed(facts: Facts) -> Refusal | None:
    """A closed source can't be started; an unknown status can."""
    if facts.source_status == "closed":
        return Refusal("source_closed", _("Deze bron is gesloten. U kunt er nu niets aanvragen."))
    return None


def required_parts(facts: Facts) -> Refusal | None:
    """What must be there before somebody is asked to look."""
    return None if facts.title.strip() else Refusal("title_missing", _("Geef de aanvraag eerst een naam."))


def only_board_member(facts: Facts) -> Refusal | None:
    """Approving at once is for groups in which nobody else could check."""
    if facts.board_ids - {facts.actor_id}:
        return Refusal("check_first", _("Laat eerst een ander bestuurslid de aanvraag nakijken."))
    return None


def second_pair_of_eyes(facts: Facts) -> Refusal | None:
    """With two or more board members the only author does not approve the own work."""
    if len(facts.board_ids) > 1 and facts.author_ids == {facts.actor_id}:
        return Refusal("own_work", _("U schreef deze aanvraag zelf. Laat een ander bestuurslid hem goedkeuren."))
    return None


def budget_closes(facts: Facts) -> Refusal | None:
    """Costs and cover are equal, or somebody accepted the gap with a reason."""
    if facts.budget_gap_cents in (None, 0) or facts.gap_accepted:
        return None
    text = _("Begroting en dekkingsplan zijn niet gelijk. Maak ze gelijk, of schrijf op waarom het verschil mag.")
    return Refusal("budget_gap", text)


def start_after_decision(facts: Facts) -> Refusal | None:
    """Most funders pay nothing that began before their decision."""
    if facts.retroactive_allowed or facts.starts_on is None or facts.decision_expected_on is None:
        return None
    if facts.starts_on >= facts.decision_expected_on:
        return None
    text = _(
        "Uw plan begint op %(start)s. Het besluit komt rond %(decision)s. Begin later, of vraag de gever of het mag."
    )
    values = {"start": f"{facts.starts_on:%d-%m-%Y}", "decision": f"{facts.decision_expected_on:%d-%m-%Y}"}
    return Refusal("starts_too_early", text, values)


def limit_free(facts: Facts) -> Refusal | None:
    """Only a limit that was checked and is fresh forbids; others warn."""
    if not facts.limit_reached:
        return None
    text = _("Bij deze bron kunt u nu niet nog een keer aanvragen: %(evidence)s")
    return Refusal("limit_reached", text, {"evidence": facts.limit_evidence})


def lead_confirmed(facts: Facts) -> Refusal | None:
    """A group without legal form needs somebody who may receive the money."""
    if facts.lead_confirmed is False:
        return Refusal("lead_missing", _("Spreek eerst af wie het geld ontvangt: een penvoerder met een rechtsvorm."))
    return None


def partners_agreed(facts: Facts) -> Refusal | None:
    """Who applies together signs together."""
    if not facts.partners_waiting:
        return None
    text = _("Nog niet iedereen heeft getekend. Wij wachten op: %(names)s.")
    return Refusal("partners_waiting", text, {"names": ", ".join(facts.partners_waiting)})


def money_divided(facts: Facts) -> Refusal | None:
    """The part of who left is somebody's again before it goes out."""
    if not facts.undivided_of:
        return None
    text = _("Verdeel eerst het geld opnieuw. Deze partner stapte eruit: %(names)s.")
    return Refusal("undivided", text, {"names": ", ".join(facts.undivided_of)})


def another_signed(facts: Facts) -> Refusal | None:
    """Four eyes are of two people: who signed for a partner does not also approve for the lead, if another can."""
    if facts.actor_id in facts.part_signer_ids and facts.board_ids - {facts.actor_id}:
        text = _("U tekende al voor een partner. Laat een ander bestuurslid van uw plek de aanvraag goedkeuren.")
        return Refusal("own_signature", text)
    return None


def in_time(facts: Facts) -> Refusal | None:
    """The server's time counts, not the clock of the phone."""
    return _too_late(facts.now, facts)


def was_in_time(facts: Facts) -> Refusal | None:
    """The moment of handing in elsewhere counts, not the moment of typing. It can't lie ahead."""
    if facts.happened_at is None:
        return Refusal("moment_missing", _("Vul in wanneer u hebt ingediend."))
    if facts.happened_at > facts.now:
        return Refusal("in_future", _("Het moment van indienen ligt in de toekomst. Vul in wanneer het gebeurd is."))
    return _too_late(facts.happened_at, facts)


def closing_passed(facts: Facts) -> Refusal | None:
    """Only a date that is known for sure can make an application too late."""
    ends = facts.grace_until or facts.closes_at
    if ends is None or facts.now < ends:
        return Refusal("not_closed", _("De sluitdag is nog niet voorbij."))
    return None


def _too_late(moment: datetime, facts: Facts) -> Refusal | None:
    if facts.closes_at is None or moment < (facts.grace_until or facts.closes_at):
        return None
    # The grace of a funder stays its own: people see the closing itself.
    then, closed = moment.astimezone(AMSTERDAM), facts.closes_at.astimezone(AMSTERDAM)
    text = _("De bron sloot op %(closed)s. Het moment van indienen is %(then)s.")
    return Refusal("too_late", text, {"closed": f"{closed:%d-%m-%Y %H:%M}", "then": f"{then:%d-%m-%Y %H:%M}"})
