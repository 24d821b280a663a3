"""The people of a place take it over with the code on paper, or the one that was read out by phone."""

from __future__ import annotations

from datetime import timedelta

from services.matcher.settings import MatcherContext
from services.matcher.usecases.people.noting import note, tell_people
from shared.access import around, directory, enrolment, limits, trust
from shared.access.actors import Actor, MandateAct, Role
from shared.access.directory import Organisation
from shared.access.trust import Claim
from shared.contracts.messages import MessageKind
from shared.kernel.errors import FieldError, Forbidden, InvalidInput, NotAllowedNow
from shared.outbox.writing import Writing
from shared.wording.texts import gettext as _

HELPER_STAYS = timedelta(days=365)


def claim_place(ctx: MatcherContext, actor: Actor, code: str, *, helper_stays: bool = False) -> Organisation:
    """Makes this person the board (or contact person) of the place of the code; the trust ends at once.

    With `helper_stays` who kept the place may go on reading and drafting for a year, by a mandate of the place itself.
    Every try counts: five for a code, twenty an hour for a person. Raises InvalidInput for a code that does not work,
    TooMany, and Forbidden for who keeps the place: a helper doesn't make a board of themselves.
    """
    found = _find(ctx, actor, code)
    if found.made_by == actor.person_id or found.organisation_id in actor.in_trust:
        raise Forbidden(_("U bewaart deze plek. De mensen van de plek nemen hem zelf over, met een eigen adres."))
    with ctx.write_people() as work:
        now = work.clock.now()
        helpers = trust.helpers(work.connection, found.organisation_id)
        if not trust.take_over(work.connection, found.organisation_id, now):
            raise NotAllowedNow(_("Deze plek is al overgenomen."), code="already_claimed")
        trust.use_claim(work.connection, found.id, by=actor.person_id, at=now)
        enrolment.give_role(
            work.connection,
            person_id=actor.person_id,
            organisation_id=found.organisation_id,
            role=Role.BOARD,
            at=now,
        )
        place = directory.organisation(work.connection, found.organisation_id)
        assert place is not None  # noqa: S101 the claim points at it
        note(work, actor, "place.claim", f"organisation:{place.id}", place.id, detail={"helper_stays": helper_stays})
        _let_stay(work, actor, place.id, helpers if helper_stays else [])
        data = {"what": "claimed", "organisation": place.name}
        coordinators = [one.id for one in around.coordinators_of_place(work.connection, place.id)]
        tell_people(
            work, MessageKind.TRUST_NEWS, [*helpers, *coordinators], subject=f"organisation:{place.id}", data=data
        )
    return place


def _find(ctx: MatcherContext, actor: Actor, code: str) -> Claim:
    with ctx.write_people() as work:  # commits the counting, whatever comes out
        now = work.clock.now()
        secret = ctx.settings.secret
        limits.count(work.connection, limits.CLAIM_CODES, actor.person_id, secret=secret, now=now)
        found = trust.try_code(work.connection, code, secret=secret, at=now)
    if found is None:
        mend = _("Deze code werkt niet. Kijk de letters na, of vraag om een nieuwe. Een code werkt 6 maanden.")
        raise InvalidInput([FieldError("code", "wrong_code", mend)])
    return found


def _let_stay(work: Writing, actor: Actor, place_id: str, helper_ids: list[str]) -> None:
    now = work.clock.now()
    for helper_id in helper_ids:
        mandate_id = enrolment.give_mandate(
            work.connection,
            place_id=place_id,
            person_id=helper_id,
            acts=(MandateAct.READ, MandateAct.DRAFT),
            written=False,
            starts_at=now,
            ends_at=now + HELPER_STAYS,
            given_by=actor.person_id,
            at=now,
        )
        note(work, actor, "mandate.give", f"mandate:{mandate_id}", place_id)
