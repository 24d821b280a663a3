"""Groups without a board: an account is looked at by the coordinator, not by the other contact person."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from shared.access.actors import Role
from shared.access.tables import organisation
from shared.kernel.errors import NotAllowedNow
from tests.services.tracker.usecases.accounts.test_accounts import approve, propose


@pytest.mark.parametrize(("form", "refused"), [("informal_group", True), ("foundation", False)])
def test_the_other_contact_person_of_a_group_is_no_second_person_for_money(small_world, form, refused):
    world = small_world
    world.join("bo", Role.BOARD)
    with world.ctx.people.transaction() as connection:
        connection.execute(sa.update(organisation).where(organisation.c.id == world.place).values(legal_form=form))
    account = propose(world)
    if not refused:
        assert approve(world, account, who="bo").approved_by == world.ids["bo"]
        return
    with pytest.raises(NotAllowedNow) as problem:
        approve(world, account, who="bo")
    assert problem.value.code == "coordinator_needed"
    assert approve(world, account, who="cor").approved_by == world.ids["cor"]
