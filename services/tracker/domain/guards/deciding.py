"""Guards while the funder has it, and around the decision."""

from __future__ import annotations

from services.tracker.domain.guards.facts import Facts, Refusal
from services.tracker.domain.texts import mark as _
from shared.kernel.dates import AMSTERDAM

MAX_EXTENSION_WEEKS = 12
"""How long public money may put off a decision at most; the scheme may say less (rotterdam.nl)."""


def reason_given(facts: Facts) -> Refusal | None:
    """Who sends something back, or takes something away, says why."""
    return None if facts.reason.strip() else Refusal("reason_missing", _("Schrijf op waarom."))


def advice_given(facts: Facts) -> Refusal | None:
    """Advice without words helps nobody."""
    return None if facts.reason.strip() else Refusal("advice_missing", _("Schrijf op wat de gever adviseert."))


def term_given(facts: Facts) -> Refusal | None:
    """A question of the funder comes with a day on which the answer is due."""
    if facts.term_ends_on is None:
        return Refusal("term_missing", _("Vul in tot welke dag u kunt antwoorden."))
    return None


def completed_in_time(facts: Facts) -> Refusal | None:
    """In the term, or taken later by the funder."""
    moment = facts.happened_at or facts.now
    if facts.accepted_late or facts.completion_closes_at is None or moment < facts.completion_closes_at:
        return None
    text = _("De termijn voor aanvullen is voorbij. Nam de gever het toch aan? Vink dat dan aan.")
    return Refusal("too_late", text)


def accepted_late(facts: Facts) -> Refusal | None:
    """What was not considered goes on only when the funder says so."""
    if facts.accepted_late:
        return None
    return Refusal("not_accepted", _("Dit kan alleen als de gever uw aanvulling alsnog aanneemt. Vink dat dan aan."))


def completion_term_passed(facts: Facts) -> Refusal | None:
    """Nobody is put aside while there is time to answer."""
    if facts.completion_closes_at is not None and facts.now < facts.completion_closes_at:
        return Refusal("term_open", _("U hebt nog tijd om aan te vullen."))
    return None


def extension_allowed(facts: Facts) -> Refusal | None:
    """Public money puts off its decision once, and not for ever."""
    if facts.extension_weeks is None:
        return Refusal("term_missing", _("Vul in hoeveel weken de gever meer tijd neemt."))
    if not facts.public_money:
        return None
    if facts.extended_before:
        return Refusal("extended_before", _("De gever stelde het besluit al een keer uit. Dat mag één keer."))
    if facts.extension_weeks > MAX_EXTENSION_WEEKS:
        return Refusal("too_long", _("Een overheid mag het besluit hooguit 12 weken uitstellen."))
    return None


def decision_term_passed(facts: Facts) -> Refusal | None:
    """Nobody is late before the day."""
    if facts.decision_due_on is None:
        return Refusal("term_unknown", _("Wij weten niet wanneer het besluit er moet zijn. Vul dat eerst in."))
    if facts.now.astimezone(AMSTERDAM).date() <= facts.decision_due_on:
        return Refusal("term_open", _("De gever heeft nog tijd om te besluiten."))
    return None


def decision_dates(facts: Facts) -> Refusal | None:
    """A letter can't be older than the submission it answers."""
    if facts.letter_on is None or facts.submitted_at is None:
        return None
    if facts.letter_on < facts.submitted_at.astimezone(AMSTERDAM).date():
        return Refusal("before_submission", _("De brief is ouder dan de aanvraag. Kijk de datum op de brief na."))
    return None


def revised_budget_closes(facts: Facts) -> Refusal | None:
    """Who takes less shows a plan that works with less."""
    if facts.revised_budget_closes is False:
        return Refusal("budget_gap", _("Maak eerst een begroting die klopt met het lagere bedrag."))
    return None


def more_conditions(facts: Facts) -> Refusal | None:
    """There is another condition left after this one."""
    if facts.conditions_open is not None and facts.conditions_open > 1:
        return None
    return Refusal("last_condition", _("Dit is de laatste voorwaarde."))


def last_condition(facts: Facts) -> Refusal | None:
    """No condition is left open after this one."""
    if facts.conditions_open is not None and facts.conditions_open > 1:
        return Refusal("conditions_open", _("Er staan nog andere voorwaarden open."))
    return None


def condition_term_passed(facts: Facts) -> Refusal | None:
    """An award does not lapse while there is time to meet the condition."""
    if facts.condition_closes_at is not None and facts.now < facts.condition_closes_at:
        return Refusal("term_open", _("U hebt nog tijd om aan de voorwaarde te voldoen."))
    return None


def nothing_paid(facts: Facts) -> Refusal | None:
    """Money that came in goes back by a claim, not by declining."""
    if facts.paid_cents > 0:
        return Refusal("already_paid", _("U kreeg al geld. Spreek met de gever af hoe u het terugbetaalt."))
    if facts.told_paid_cents > 0:
        message = _("De gever zegt dat er al is betaald. Spreek eerst met de gever af hoe dat geld teruggaat.")
        return Refusal("already_paid", message)
    return None


def objection_possible(facts: Facts) -> Refusal | None:
    """Against public money only, in the term, and one at a time."""
    if facts.public_money is False:
        return Refusal("private_money", _("Bij deze gever kunt u geen bezwaar maken. Bel de gever met uw vragen."))
    if facts.objection_open:
        return Refusal("objection_open", _("Uw bezwaar loopt al."))
    sent_on = facts.objection_sent_on
    if sent_on is not None and facts.objection_until is not None and sent_on > facts.objection_until:
        return Refusal("too_late", _("De termijn voor bezwaar is voorbij."))
    return None


def objection_pending(facts: Facts) -> Refusal | None:
    """A ruling answers an objection."""
    return None if facts.objection_open else Refusal("no_objection", _("Er loopt geen bezwaar."))


def may_apply_again(facts: Facts) -> Refusal | None:
    """Some schemes take nobody twice."""
    if facts.may_apply_again is False:
        return Refusal("not_again", _("Bij deze regeling kunt u na een afwijzing niet opnieuw aanvragen."))
    return None
