"""Who is shut out is out at once, everywhere; who is let in again starts anew."""

from __future__ import annotations

import sqlalchemy as sa

from services.matcher.usecases.signing_in.shutting_out import let_in, shut_out
from shared.access.tables import factors
from tests.services.matcher.web.sign_in.test_second_step import add_app


def test_who_is_shut_out_is_out_at_once_and_comes_back_with_the_mail_alone(world):
    here, phone = world.browser(), world.browser()
    phone.submit(phone.ask().headers["Location"], code=world.mail()[1], remember="1")
    here.sign_in()
    add_app(here)
    assert not shut_out(world.ctx, email="nobody@voorbeeld.nl")
    assert not let_in(world.ctx, email="noor@voorbeeld.nl"), "nobody shut them out"
    assert shut_out(world.ctx, email=" NOOR@voorbeeld.nl")
    assert here.me() is phone.me() is None
    outside = world.browser()
    answer = outside.submit(outside.ask().headers["Location"], code=world.mail()[1])
    assert (answer.status_code, outside.me()) == (400, None)
    assert let_in(world.ctx, email="noor@voorbeeld.nl")
    assert here.me() is phone.me() is None, "what ended stays ended"
    again = world.browser()
    assert again.sign_in().status_code == 303
    assert again.me() == world.noor
    with world.people.read() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(factors.totp)).scalar() == 0
