"""Made-up people for tests of rights."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shared.access.actors import Actor, Mandate, MandateAct, Role

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PLACE, OTHER_PLACE, COALITION = "place-1", "place-2", "coalition-1"
FUNDER, OTHER_FUNDER = "funder-1", "funder-2"


def somebody(*roles: tuple[Role, str], **more) -> Actor:
    """A person with these roles."""
    return Actor(person_id="person-1", name="Noor", email="noor@voorbeeld.nl", roles=frozenset(roles), **more)


def helper(*acts: MandateAct, written: bool = False, place: str = PLACE) -> Actor:
    """A volunteer with a live mandate for these acts."""
    mandate = Mandate("mandate-1", place, frozenset(acts), written, NOW - timedelta(days=1), NOW + timedelta(days=1))
    return somebody((Role.VOLUNTEER, COALITION), mandates=(mandate,))


MEMBER = somebody((Role.MEMBER, PLACE))
BOARD = somebody((Role.BOARD, PLACE))
VOLUNTEER = helper(MandateAct.DRAFT, MandateAct.MONEY)
COORDINATOR = somebody((Role.COORDINATOR, COALITION), coordinated=frozenset({PLACE, COALITION}))
OFFICER = somebody((Role.FUNDER, FUNDER))
ADMINISTRATOR = somebody((Role.ADMINISTRATOR, COALITION))
NEWCOMER = somebody()
