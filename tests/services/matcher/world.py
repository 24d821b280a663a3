"""A matcher for tests: people, places and needs in it, and browsers and programs in front of it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from services.matcher.app import create_app
from services.matcher.settings import MatcherContext
from services.matcher.usecases.needs.describe_need import describe_need
from services.matcher.usecases.places.register_place import register_place
from shared.access import directory, enrolment, sessions
from shared.access.actors import Role
from shared.access.sessions import Means
from shared.kernel.clock import SetClock
from shared.outbox.relay import NoRelay
from shared.plumbing.settings import Settings
from tests.services.matcher.known import lend_again
from tests.support.templates import compiled_templates

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SECRET = b"a secret of this test, long enough to be one"
ADDRESS = "http://127.0.0.1:8000"
BOSPOLDER, ROTTERDAM = "BU05990321", "GM0599"

NEED = {
    "title": "Straatborrel met lichtjes",
    "description": "Vijf buren willen een borrel met soep en lampjes.",
    "support": ["money"],
    "themes": ["meeting"],
    "amount_sought": "150",
    "starts_on": "2026-12-19",
    "ends_on": "2026-12-19",
}


def context_for(people, matcher, notifier, *, demo=False):
    """A matcher's context on these databases, with a clock that stands still."""
    settings = Settings(
        demo=demo,
        base_url=ADDRESS,
        data_dir=Path("unused"),
        people_url=str(people.url),
        matcher_url=str(matcher.url),
        tracker_url="sqlite://",
        notifier_url=str(notifier.url),
        redis_url=None,
        secret=SECRET,
        service_keys={"k": SECRET},
        smtp_url="smtp://127.0.0.1:9",
        mail_from="post@voorbeeld.nl",
        matcher_internal_url=ADDRESS,
        tracker_internal_url=ADDRESS,
    )
    return MatcherContext(settings, SetClock(NOW), people, matcher, notifier, NoRelay())


class World:
    """One matcher with somebody of the board, a place and, when asked for, needs."""

    def __init__(self, ctx):
        self.ctx = ctx
        self.noor = self.person("Noor")

    def person(self, name, role=None, organisation_id=None):
        """Somebody new, or an existing person who gets a role; as they may act now."""
        with self.ctx.people.transaction() as connection:
            email = f"{name.lower()}@voorbeeld.nl"
            person_id = enrolment.add_person(connection, email=email, name=name, at=NOW)
            if role:
                enrolment.give_role(connection, person_id=person_id, organisation_id=organisation_id, role=role, at=NOW)
            return directory.actor_of_person(connection, person_id, self.ctx.clock.now())

    def place(self, name="Buurtkamer Bospolder", area=BOSPOLDER, **more):
        """A place of which Noor is the board."""
        place = register_place(self.ctx, self.noor, {"name": name, "area": area, **more})
        self.noor = self.person("Noor")
        return place

    def member(self, name, place):
        """Somebody who is a member of the place."""
        return self.person(name, Role.MEMBER, place.id)

    def need(self, place, **more):
        """A need of the place, told by Noor."""
        return describe_need(self.ctx, self.noor, place.id, {**NEED, **more})

    @cached_property
    def app(self):
        """The whole application, with the clock of this world."""
        app = create_app(self.ctx.settings, self.ctx.clock)
        app.jinja_env.bytecode_cache = compiled_templates()
        lend_again(self.ctx.database, app.extensions["context"].database)
        return app

    def client(self, actor=None):
        """A browser or program; signed in as `actor` when given."""
        client, token = self.app.test_client(), ""
        if actor:
            with self.ctx.people.transaction() as connection:
                value = sessions.start(
                    connection, person_id=actor.person_id, means=Means.PASSKEY, at=NOW, instead_of=None
                )
            client.set_cookie("session", value, domain="127.0.0.1")
            token = sessions.csrf_token(SECRET, value)
        return Client(client, token)


class Client:
    """A test client that knows the form token, as a page or the API would give it."""

    def __init__(self, client, token):
        self.client, self.token = client, token

    def get(self, path, **more):
        """A page or a JSON answer."""
        return self.client.get(path, base_url=ADDRESS, **more)

    def post(self, path, fields=None, **more):
        """A form, sent as a browser does."""
        return self.client.post(path, base_url=ADDRESS, data={"csrf_token": self.token, **(fields or {})}, **more)

    def send(self, method, path, json=None, **headers):
        """A JSON request, with the token in its header; header names with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named["X-CSRF-Token"] = self.token
        return self.client.open(path, method=method, base_url=ADDRESS, json=json, headers=named)
