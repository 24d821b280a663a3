"""A helper writes a place down for people who are not here yet, and gives them a code to take it over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from services.matcher.settings import MatcherContext
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.people.noting import note
from services.matcher.usecases.places.register_place import read_place
from shared.access import directory, enrolment, registering, trust
from shared.access.actors import Actor, MandateAct, Role
from shared.access.directory import Organisation
from shared.access.enrolment import OrganisationKind
from shared.access.trust import Claim, Held
from shared.kernel.errors import Forbidden, NotAllowedNow, NotFound
from shared.kernel.ids import is_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

HELPS_FOR = timedelta(days=366)


@dataclass(frozen=True)
class Sheet:
    """What goes on paper: the place, the code and until when it works."""

    place: Held
    code: str
    claim: Claim


def may_keep(actor: Actor) -> bool:
    """Whether somebody may write places down for others: volunteers and coordinators of a coalition."""
    return actor.has_role(Role.COORDINATOR) or bool(actor.organisations_as(Role.VOLUNTEER)) or bool(actor.mandates)


def keep_in_trust(
    ctx: MatcherContext, actor: Actor, given: Mapping[str, Any], *, once: Once | None = None
) -> Organisation:
    """Adds a place in trust: name and area, and where known legal_form and kvk_number.

    The helper may read and draft for it, nothing more, until the place is taken over.
    Raises Forbidden for who helps no coalition, InvalidInput with every error.
    """
    if not may_keep(actor):
        raise Forbidden(_("Een plek in bewaring nemen kan alleen als vrijwilliger of coördinator van een coalitie."))
    values = read_place(given, current_catalogue(ctx.database).regions)
    name, kvk_number = registering.check_organisation(values["name"], values.get("kvk_number"))
    with ctx.write_people() as work:
        if once:
            once.begin(work.connection)
        now = work.clock.now()
        place_id = enrolment.add_organisation(
            work.connection,
            kind=OrganisationKind.PLACE,
            name=name,
            at=now,
            legal_form=values.get("legal_form"),
            kvk_number=kvk_number,
            area_code=values["area"],
        )
        coalition_id = _coalition(directory.organisations(work.connection, actor.mandate_of), actor)
        trust.mark_in_trust(work.connection, place_id, coalition_id, now)
        mandate_id = enrolment.give_mandate(
            work.connection,
            place_id=place_id,
            person_id=actor.person_id,
            acts=(MandateAct.READ, MandateAct.DRAFT),
            written=False,
            starts_at=now,
            ends_at=now + HELPS_FOR,
            given_by=None,
            at=now,
        )
        trust.helper_mandate(work.connection, mandate_id)
        note(work, actor, "place.keep_in_trust", f"organisation:{place_id}", place_id, after={"name": name})
        made = directory.organisation(work.connection, place_id)
        assert made is not None  # noqa: S101 written above, in this transaction
        if once:
            once.finish(work.connection, made)
    return made


def see_trust(ctx: MatcherContext, actor: Actor, place_id: str) -> tuple[Held, Sheet | None]:
    """A place in trust with the code that works now. Raises NotFound for anybody but its helpers and coordinators."""
    held = _kept_by(ctx, actor, place_id)
    with ctx.people.read() as connection:
        live = trust.live_claim(connection, place_id, ctx.clock.now())
    return held, Sheet(held, trust.code_of(ctx.settings.secret, live), live) if live else None


def make_code(ctx: MatcherContext, actor: Actor, place_id: str) -> Sheet:
    """A new code for the place; the one before stops working. Raises NotFound."""
    held = _kept_by(ctx, actor, place_id)
    with ctx.write_people() as work:
        if trust.held(work.connection, place_id) is None:
            raise NotAllowedNow(_("Deze plek is al overgenomen."), code="already_claimed")
        made = trust.make_claim(work.connection, place_id, made_by=actor.person_id, at=work.clock.now())
        note(work, actor, "place.make_claim_code", f"organisation:{place_id}", place_id)
    return Sheet(held, trust.code_of(ctx.settings.secret, made), made)


def _kept_by(ctx: MatcherContext, actor: Actor, place_id: str) -> Held:
    with ctx.people.read() as connection:
        held = trust.held(connection, place_id) if is_id(place_id) else None
    if held is None or place_id not in actor.in_trust:
        raise NotFound(_("Deze plek bestaat niet, of is niet voor u."))
    return held


def _coalition(places: Mapping[str, Organisation], actor: Actor) -> str | None:
    """The coalition that the helper helps: by role, else that of a place they hold a mandate of."""
    own = sorted(actor.organisations_as(Role.COORDINATOR) | actor.organisations_as(Role.VOLUNTEER))
    return next(iter(own), None) or next((one.coalition_id for one in places.values() if one.coalition_id), None)
