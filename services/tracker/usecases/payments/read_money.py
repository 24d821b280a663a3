"""The money of one application, for its page and for the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.tracker.domain.instalments.plans import Plan
from services.tracker.domain.instalments.suggesting import suggested_plan
from services.tracker.domain.records import Application
from services.tracker.domain.states import State
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, snapshots
from services.tracker.usecases.payments.acting import ENDED, TO_PLAN, WITH_MONEY
from services.tracker.usecases.payments.acting import RIGHT as ACT
from services.tracker.usecases.payments.money_of import Money, money_of
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, may, require
from shared.kernel.dates import AMSTERDAM

RIGHT = Right(Resource.INSTALMENT, Action.READ)


@dataclass(frozen=True)
class ApplicationMoney:
    """The money with what the reader may do. `suggested` is what the source tells of its payments."""

    application: Application
    place_name: str
    money: Money
    suggested: Plan | None
    names: dict[str, str]
    today: date
    may_act: bool
    may_plan: bool

    @property
    def goes_back_cents(self) -> int:
        """What came in of an award that is gone, or was paid by the funder already: it may be asked back."""
        if self.application.state not in ENDED:
            return 0
        return self.money.standing.received + self.money.standing.ordered


def read_money(ctx: TrackerContext, actor: Actor, application_id: str) -> ApplicationMoney:
    """Raises NotFound, Forbidden."""
    with ctx.database.read() as connection:
        application = applications.get(connection, actor.scope, application_id)
        require(actor, RIGHT, place_id=application.place_id)
        money = money_of(connection, actor.scope, application_id)
        snapshot = snapshots.of_application(connection, actor.scope, application_id)
    people = {person for credit in money.credits for person in (credit.recorded_by, credit.taken_back_by) if person}
    with ctx.people.read() as connection:
        names = directory.people_names(connection, people)
        place = directory.organisation_names(connection, [application.place_id]).get(application.place_id, "")
    agreed = bool(money.instalments)
    acts = may(actor, ACT, place_id=application.place_id).allowed
    return ApplicationMoney(
        application=application,
        place_name=place,
        money=money,
        suggested=suggested_plan(snapshot.document),
        names=names,
        today=ctx.clock.now().astimezone(AMSTERDAM).date(),
        may_act=acts and application.state in WITH_MONEY and (application.state is not State.REJECTED or agreed),
        may_plan=acts and application.state in TO_PLAN and money.goal_cents is not None,
    )
