"""What a person may ask about their own data: all of it as a file, or to be erased.

The ticker carries it out: only there every database is at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.matcher.settings import MatcherContext
from services.matcher.usecases.own_data.telling import tell_who_acts
from shared.access import directory
from shared.access.actors import Actor, Role
from shared.access.limits import OWN_DATA, count
from shared.access.own_data import requests
from shared.access.own_data.deciders import deciders
from shared.access.own_data.requests import Kind, Request, State
from shared.access.rights import Action, Resource, Right, recent_sign_in, require, signed_in_recently
from shared.audit import AuditEntry
from shared.kernel.errors import FieldError, InvalidInput, NotFound
from shared.uploads import store_of
from shared.wording.texts import gettext as _

ASK = Right(Resource.PRIVACY_REQUEST, Action.CREATE)
AREA = "own_data"
"""Where the ticker puts the files."""
HOLDING = (Role.BOARD, Role.COORDINATOR, Role.FUNDER, Role.ADMINISTRATOR)
"""Who leaves others without somebody when they are erased: they hand over first."""


@dataclass(frozen=True)
class OwnData:
    """What a person asked, newest first, and the organisations where they must hand over before an erasure."""

    asked: Sequence[Request]
    held_by: Sequence[str]
    recent: bool

    @property
    def making(self) -> bool:
        """Whether a file is being made."""
        return any(one.kind is Kind.ACCESS and one.state is State.AGREED for one in self.asked)

    @property
    def erasing(self) -> bool:
        """Whether the person is being erased."""
        return any(one.kind is Kind.ERASURE and one.state is State.AGREED for one in self.asked)

    @property
    def erasure(self) -> Request | None:
        """The newest request to be erased."""
        return next((one for one in self.asked if one.kind is Kind.ERASURE), None)

    @property
    def files(self) -> list[Request]:
        """What can be fetched now."""
        return [one for one in self.asked if one.file]


def see_own_data(ctx: MatcherContext, actor: Actor) -> OwnData:
    """Where their requests stand, and whether they may be erased at once."""
    require(actor, ASK)
    with ctx.people.read() as people:
        asked = requests.of_person(people, actor.person_id)
        names = directory.organisation_names(people, _held(actor))
    return OwnData(asked, sorted(names.values()), signed_in_recently(actor, ctx.clock.now()))


def ask_access(ctx: MatcherContext, actor: Actor) -> Request:
    """Asks for a file with everything. Raises ReauthenticationNeeded, TooMany."""
    return _ask(ctx, actor, Kind.ACCESS)


def ask_erasure(ctx: MatcherContext, actor: Actor, *, sure: bool) -> Request:
    """Asks to be erased, which happens at once; for who holds office a coordinator decides first.

    Raises InvalidInput unless `sure`, ReauthenticationNeeded, TooMany.
    """
    if not sure:
        message = _("Zet een vinkje als u zeker weet dat u gewist wilt worden.")
        raise InvalidInput([FieldError("sure", "required", message)])
    return _ask(ctx, actor, Kind.ERASURE, _held(actor))


def take_file(ctx: MatcherContext, actor: Actor, request_id: str) -> bytes:
    """The file of this person's own request; the log says so. Raises NotFound, ReauthenticationNeeded."""
    require(actor, ASK)
    now = ctx.clock.now()
    recent_sign_in(actor, now)
    with ctx.write_people() as work:
        asked = requests.of_person(work.connection, actor.person_id)
        one = next((one for one in asked if one.id == request_id and one.file), None)
        if one is None or one.expires_at is None or one.expires_at <= now:
            raise NotFound(_("Dit bestand is er niet meer. Vraag een nieuw aan."))
        work.note(AuditEntry("own_data.taken", f"person:{actor.person_id}", now, actor.person_id))
    return store_of(ctx.settings, AREA).get(one.file or "")


def _ask(ctx: MatcherContext, actor: Actor, kind: Kind, held_back: frozenset[str] = frozenset()) -> Request:
    require(actor, ASK)
    now = ctx.clock.now()
    recent_sign_in(actor, now)
    with ctx.write_people() as work:
        count(work.connection, OWN_DATA, actor.person_id, secret=ctx.settings.secret, now=now)
        known = {one.id for one in requests.of_person(work.connection, actor.person_id)}
        decided = bool(deciders(work.connection, held_back, but=actor.person_id))
        one = requests.ask(work.connection, actor.person_id, kind, now, held_back=held_back, has_decider=decided)
        if one.id not in known:
            tell_who_acts(work, one)
        detail = {"request": one.id}
        work.note(AuditEntry(f"own_data.{kind}", f"person:{actor.person_id}", now, actor.person_id, detail=detail))
    return one


def _held(actor: Actor) -> frozenset[str]:
    return frozenset(organisation for role, organisation in actor.roles if role in HOLDING)
