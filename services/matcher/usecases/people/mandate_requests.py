"""A volunteer of the coalition asks a place for a mandate; the board says yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.matcher.settings import MatcherContext
from services.matcher.usecases.people.mandates import write_mandate
from services.matcher.usecases.people.noting import last_day, note, tell_people
from services.matcher.usecases.people.rights import GIVE_MANDATE, judged, judged_lately, organisation_of
from services.matcher.usecases.people.values import Period, read_mandate, read_note
from shared.access import around, mandate_requests, members
from shared.access.actors import Actor, MandateAct, Role
from shared.access.mandate_requests import MandateRequest, RequestAnswer
from shared.contracts.messages import MessageKind
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, NotFound
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def ask_mandate(
    ctx: MatcherContext, actor: Actor, place_id: str, given: Mapping[str, Any], *, once: Once | None = None
) -> MandateRequest:
    """A volunteer asks a place of the own coalition: `acts`, `ends_on` and a few words (`note`).

    Raises NotFound for who is no volunteer there, InvalidInput with every error.
    """
    place = organisation_of(ctx, place_id)
    if place.kind != "place" or place.coalition_id not in actor.organisations_as(Role.VOLUNTEER):
        raise NotFound(_("Deze plek bestaat niet, of is niet voor u."))
    period, words = read_request(ctx, given)
    with ctx.write_people() as work:
        if once:
            once.begin(work.connection)
        members.hold(work.connection, place.id)
        if any(one.person_id == actor.person_id for one in mandate_requests.open_at(work.connection, place.id)):
            raise NotAllowedNow(_("U hebt deze plek al om een machtiging gevraagd."), code="already_asked")
        request_id = mandate_requests.add(
            work.connection,
            place_id=place.id,
            person_id=actor.person_id,
            acts=period.acts,
            ends_at=period.ends_at,
            note=words,
            at=work.clock.now(),
        )
        made = _found(mandate_requests.find(work.connection, request_id))
        note(work, actor, "mandate.ask", f"mandate_request:{request_id}", place.id)
        board = [one.id for one in around.board_of_place(work.connection, place.id)]
        data = {"what": "asked", "organisation": place.name, "by": made.name, "until": last_day(made.ends_at)}
        tell_people(work, MessageKind.MANDATE_NEWS, board, subject=f"mandate_request:{request_id}", data=data)
        if once:
            once.finish(work.connection, made)
    return made


def answer_request(
    ctx: MatcherContext, actor: Actor | None, request_id: str, *, give: bool, written: bool = False
) -> MandateRequest:
    """The board gives what was asked, or refuses. To hand in for the place, `written` must be said too."""
    with ctx.people.read() as connection:
        found = _found(mandate_requests.find(connection, request_id))
    person, place = judged(ctx, actor, GIVE_MANDATE, found.place_id)
    if give:
        judged_lately(ctx, person, GIVE_MANDATE, found.place_id)
        if MandateAct.SUBMIT in found.acts and not written:
            mend = _("Indienen mag alleen met een schriftelijke machtiging. Zet een vinkje bij “schriftelijk”.")
            raise InvalidInput([FieldError("written", "required", mend)])
    with ctx.write_people() as work:
        now = work.clock.now()
        said = RequestAnswer.GIVEN if give else RequestAnswer.REFUSED
        if not mandate_requests.answer(work.connection, request_id, said, by=person.person_id, at=now):
            raise NotAllowedNow(_("Hierop is al geantwoord."), code="already_answered")
        if give and found.ends_at <= now:
            raise NotAllowedNow(_("De gevraagde tijd is al voorbij. Zeg nee, of geef zelf een machtiging."))
        note(work, person, f"mandate.request_{said.value}", f"mandate_request:{request_id}", place.id)
        if give:
            write_mandate(work, person, place, found.person_id, Period(found.acts, found.ends_at, written))
        else:
            data = {"what": "refused", "organisation": place.name}
            subject = f"mandate_request:{request_id}"
            tell_people(work, MessageKind.MANDATE_NEWS, [found.person_id], subject=subject, data=data)
    return found


def withdraw_request(ctx: MatcherContext, actor: Actor, request_id: str) -> None:
    """Whoever asked takes it back."""
    with ctx.write_people() as work:
        found = _found(mandate_requests.find(work.connection, request_id))
        if found.person_id != actor.person_id:
            raise NotFound(_("Dit bestaat niet, of het is niet voor u."))
        now = work.clock.now()
        said = RequestAnswer.WITHDRAWN
        if not mandate_requests.answer(work.connection, request_id, said, by=actor.person_id, at=now):
            raise NotAllowedNow(_("Hierop is al geantwoord."), code="already_answered")
        work.withdraw(subject=f"mandate_request:{request_id}", reason="withdrawn")
        note(work, actor, "mandate.withdraw_request", f"mandate_request:{request_id}", found.place_id)


def read_request(ctx: MatcherContext, given: Mapping[str, Any]) -> tuple[Period, str]:
    """What is asked for and the words with it. Raises InvalidInput with every error."""
    errors: list[FieldError] = []
    period, words = None, ""
    try:
        period = read_mandate({name: given.get(name) for name in ("acts", "ends_on")}, ctx.today(), asked=True)
    except InvalidInput as problem:
        errors += problem.errors
    try:
        words = read_note(given)
    except InvalidInput as problem:
        errors += problem.errors
    if errors or period is None:
        raise InvalidInput(errors)
    return period, words


def _found(found: MandateRequest | None) -> MandateRequest:
    if found is None:
        raise NotFound(_("Dit bestaat niet, of het is niet voor u."))
    return found
