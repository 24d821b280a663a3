"""An application with nothing but signing in, and browsers that use it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Blueprint

from services.matcher.api import sessions as sessions_api
from services.matcher.settings import MatcherContext
from services.matcher.web import elsewhere, second_step, security
from services.matcher.web import sign_in as sign_in_pages
from shared.access import PEOPLE_MIGRATIONS
from shared.access import web as access
from shared.access.enrolment import add_person
from shared.access.rights import SIGNED_IN
from shared.access.sign_in import challenge_secrets, link_path
from shared.access.tables import challenge, metadata
from shared.kernel.clock import SetClock
from shared.outbox.relay import NoRelay
from shared.pages.install import install as install_pages
from shared.plumbing.database import Database
from shared.plumbing.endpoints import Api, page
from shared.plumbing.migrations import upgrade
from shared.plumbing.settings import Settings
from shared.plumbing.web import new_app

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SECRET = b"a secret of this test, long enough to be one"
LOCAL = "http://127.0.0.1:8000"
outbox = metadata.tables["outbox_intent"]


TOKEN = r'name="csrf_token" value="([^"]+)"'


def found(pattern, text):
    """What the group of the pattern holds in the text."""
    match = re.search(pattern, text)
    assert match, text
    return match[1]


def settings_for(folder, *, base_url=LOCAL, demo=False, openid=None):
    file = f"sqlite:///{folder / 'people.sqlite3'}"
    return Settings(
        demo=demo,
        base_url=base_url,
        data_dir=folder,
        people_url=file,
        matcher_url=file,
        tracker_url=file,
        notifier_url=file,
        redis_url=None,
        secret=SECRET,
        service_keys={"k": SECRET},
        smtp_url=None,
        mail_from="post@voorbeeld.nl",
        matcher_internal_url=base_url,
        tracker_internal_url=base_url,
        openid=openid,
    )


def an_app(ctx):
    app = new_app("sign_in_test", service="matcher", https=ctx.settings.https)
    app.secret_key = ctx.settings.secret
    app.extensions["context"] = ctx
    app.extensions["identity_provider"] = elsewhere.provider_of(ctx.settings)
    app.jinja_env.globals.update(name_elsewhere=elsewhere.name_elsewhere)
    access.install(app, ctx.people, ctx.settings, ctx.clock)
    install_pages(app, service="matcher")
    for module in (sign_in_pages, second_step, security, elsewhere):
        app.register_blueprint(module.blueprint)
    api = Api(Blueprint("api", __name__, url_prefix="/api/v1"), "test")
    sessions_api.add_to(api)
    app.register_blueprint(api.blueprint)
    own = Blueprint("own", __name__)

    @page(own, "GET", "/me", right=SIGNED_IN)
    def me():
        return access.require_actor().person_id

    @page(own, "POST", "/change", right=SIGNED_IN)
    def change():
        return access.require_actor().person_id

    app.register_blueprint(own)
    return app


class World:
    """One application with its people and clock."""

    def __init__(self, folder, **more):
        self.settings = settings_for(folder, **more)
        self.people = Database(self.settings.people_url)
        if not (folder / "people.sqlite3").exists():
            upgrade(self.people, PEOPLE_MIGRATIONS)
        self.clock = SetClock(NOW)
        self.ctx = MatcherContext(self.settings, self.clock, self.people, self.people, self.people, NoRelay())
        self.app = an_app(self.ctx)
        with self.people.transaction() as connection:
            self.noor = add_person(connection, email="noor@voorbeeld.nl", name="Noor", at=NOW)
        self.base = self.settings.base_url

    def browser(self):
        return Browser(self)

    def newest(self):
        """The newest challenge."""
        with self.people.read() as connection:
            return connection.execute(sa.select(challenge).order_by(challenge.c.id.desc())).first()

    def mail(self):
        """What the mail of the newest challenge holds: the path of its link and its code."""
        challenge_id = self.newest().id
        token, code = challenge_secrets(SECRET, challenge_id)
        return link_path(challenge_id, token), code


class Browser:
    """A browser that fills in forms with the token that it finds in them."""

    def __init__(self, world):
        self.world = world
        self.client = world.app.test_client()

    def get(self, path):
        return self.client.get(path, base_url=self.world.base)

    def submit(self, path, *, form=None, **fields):
        token = found(TOKEN, self.get(form or path).text)
        return self.post(path, csrf_token=token, **fields)

    def post(self, path, *, headers=None, **fields):
        return self.client.post(path, base_url=self.world.base, data=fields, headers=headers)

    def ask(self, email="noor@voorbeeld.nl", **fields):
        return self.submit("/sign-in", email=email, **fields)

    def sign_in(self, **fields):
        where = self.ask(**fields).headers["Location"]
        return self.submit(where, code=self.world.mail()[1])

    def cookie(self, name="session"):
        kept = self.client.get_cookie(name, domain="127.0.0.1")
        return kept.value if kept else None

    def me(self):
        answer = self.get("/me")
        return answer.text if answer.status_code == 200 else None
