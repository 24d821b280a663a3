"""A coordinator decides whether somebody with a task at an organisation is erased; an administrator has it done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.matcher.settings import MatcherContext
from services.matcher.usecases.own_data.telling import tell_refused, tell_who_acts
from shared.access import directory
from shared.access.actors import Actor
from shared.access.own_data import requests
from shared.access.own_data.requests import Request, State
from shared.access.rights import Action, Resource, Right, may, recent_sign_in, require
from shared.audit import AuditEntry
from shared.kernel.errors import FieldError, InvalidInput, NotFound, Stale
from shared.outbox.writing import Writing
from shared.wording.texts import gettext as _

DECIDE = Right(Resource.PRIVACY_REQUEST, Action.DECIDE)
EXECUTE = Right(Resource.PRIVACY_REQUEST, Action.EXECUTE)
LONGEST = 1000


@dataclass(frozen=True)
class Waiting:
    """A request with the names that go with it, and what this person may do."""

    request: Request
    person: str
    organisations: Sequence[str]
    may_decide: bool
    may_execute: bool


def see_waiting(ctx: MatcherContext, actor: Actor) -> list[Waiting]:
    """What waits for this coordinator or administrator, oldest first. Raises NotFound for others."""
    _require_either(actor)
    with ctx.people.read() as people:
        found = [one for one in requests.in_state(people, State.ASKED, State.GRANTED) if _sees(actor, one)]
        names = directory.people_names(people, {one.person_id for one in found})
        places = directory.organisation_names(people, {place for one in found for place in one.held_back})
    return [
        Waiting(
            one,
            names.get(one.person_id, ""),
            [places[place] for place in one.held_back if place in places],
            may_decide=_decides(actor, one),
            may_execute=_executes(actor, one),
        )
        for one in found
    ]


def decide(ctx: MatcherContext, actor: Actor, request_id: str, *, answer: str, reason: str) -> None:
    """Says yes or no. Raises NotFound, InvalidInput with all errors, ReauthenticationNeeded, Stale."""
    errors = []
    if answer not in ("yes", "no"):
        errors.append(FieldError("answer", "required", _("Antwoord met ja of nee.")))
    reason = reason.strip()
    if not reason:
        errors.append(FieldError("reason", "required", _("Schrijf op waarom.")))
    elif len(reason) > LONGEST:
        errors.append(FieldError("reason", "too_long", _("Gebruik hooguit 1000 letters.")))
    require(actor, DECIDE)
    recent_sign_in(actor, ctx.clock.now())
    with ctx.write_people() as work:
        one = _found(work, request_id)
        if not _decides(actor, one):
            raise NotFound(_("Deze vraag is er niet."))
        if errors:
            raise InvalidInput(errors)
        now, granted = ctx.clock.now(), answer == "yes"
        if not requests.decide(work.connection, one, actor.person_id, granted=granted, reason=reason, now=now):
            raise Stale(_("Iemand anders was u voor. Kijk eerst wat er nu staat."), None)
        _note(work, actor, one, "granted" if granted else "refused")
        if granted:
            tell_who_acts(work, replace(one, state=State.GRANTED), but=[actor.person_id])
        else:
            tell_refused(work, one, reason)


def execute(ctx: MatcherContext, actor: Actor, request_id: str) -> None:
    """Has the erasure carried out. Raises NotFound, ReauthenticationNeeded, Stale."""
    require(actor, EXECUTE)
    recent_sign_in(actor, ctx.clock.now())
    with ctx.write_people() as work:
        one = _found(work, request_id)
        if not _executes(actor, one):
            raise NotFound(_("Deze vraag is er niet."))
        if not requests.execute(work.connection, one, actor.person_id):
            raise Stale(_("Iemand anders was u voor. Kijk eerst wat er nu staat."), None)
        _note(work, actor, one, "executed")


def _require_either(actor: Actor) -> None:
    if not may(actor, EXECUTE).allowed:
        require(actor, DECIDE)


def _sees(actor: Actor, one: Request) -> bool:
    return _decides(actor, one) or _executes(actor, one)


def _decides(actor: Actor, one: Request) -> bool:
    """A coordinator of one of the organisations; nobody decides about themselves."""
    if one.state is not State.ASKED or one.person_id == actor.person_id or not may(actor, DECIDE).allowed:
        return False
    return bool(actor.coordinated & set(one.held_back))


def _executes(actor: Actor, one: Request) -> bool:
    """Not who decided: two people look at it."""
    others = {one.person_id, one.decided_by}
    return one.state is State.GRANTED and actor.person_id not in others and may(actor, EXECUTE).allowed


def _found(work: Writing, request_id: str) -> Request:
    waiting = requests.in_state(work.connection, State.ASKED, State.GRANTED)
    one = next((one for one in waiting if one.id == request_id), None)
    if one is None:
        raise NotFound(_("Deze vraag is er niet."))
    return one


def _note(work: Writing, actor: Actor, one: Request, act: str) -> None:
    subject, now = f"person:{one.person_id}", work.clock.now()
    organisation = next(iter(one.held_back), None)
    detail = {"request": one.id}
    work.note(AuditEntry(f"own_data.{act}", subject, now, actor.person_id, organisation, detail=detail))
