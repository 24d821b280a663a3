"""Signing in as a browser and as a program do it, on an application with nothing else in it."""

from __future__ import annotations

import re
import shutil
import statistics
import time
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Blueprint

from services.matcher.api import sessions as sessions_api
from services.matcher.settings import MatcherContext
from services.matcher.web import sign_in as sign_in_pages
from shared.access import web as access
from shared.access.actors import Role
from shared.access.demo import links
from shared.access.enrolment import OrganisationKind, add_organisation, add_person, disable_person, give_role
from shared.access.rights import SIGNED_IN
from shared.access.sign_in import challenge_secrets, link_path
from shared.access.tables import PEOPLE_MIGRATIONS, challenge, metadata, session
from shared.audit import entries
from shared.kernel.clock import SetClock
from shared.outbox.relay import NoRelay
from shared.pages.install import install as install_pages
from shared.plumbing.database import Database
from shared.plumbing.endpoints import Api, page
from shared.plumbing.migrations import upgrade
from shared.plumbing.settings import Settings, SettingsError, sqlite_url
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


def settings_for(folder, *, base_url=LOCAL, demo=False):
    file = sqlite_url(folder / "people.sqlite3")
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
    )


def an_app(ctx):
    app = new_app("sign_in_test", service="matcher", https=ctx.settings.https)
    app.secret_key = ctx.settings.secret
    app.extensions["context"] = ctx
    access.install(app, ctx.people, ctx.settings, ctx.clock)
    install_pages(app, service="matcher")
    app.register_blueprint(sign_in_pages.blueprint)
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


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A people database to copy: migrating for every test takes longer than the tests."""
    file = tmp_path_factory.mktemp("migrated") / "people.sqlite3"
    database = Database(sqlite_url(file))
    upgrade(database, PEOPLE_MIGRATIONS)
    database.dispose()
    return file


@pytest.fixture
def world(tmp_path, migrated):
    shutil.copy(migrated, tmp_path)
    made = World(tmp_path)
    yield made
    made.people.dispose()


@pytest.fixture
def demo_world(tmp_path, migrated):
    shutil.copy(migrated, tmp_path)
    made = World(tmp_path, demo=True)
    yield made
    made.people.dispose()


def test_from_an_address_to_the_page_that_was_wanted(world):
    browser = world.browser()
    refused = browser.get("/me")
    assert (refused.status_code, refused.headers["Location"]) == (303, "/sign-in?next=/me")
    form = browser.get(refused.headers["Location"])
    assert 'value="/me"' in form.text
    asked = browser.ask(next="/me")
    assert asked.status_code == 303
    code_page = browser.get(asked.headers["Location"])
    assert 'autocomplete="one-time-code"' in code_page.text
    assert 'inputmode="numeric"' in code_page.text
    done = browser.submit(asked.headers["Location"], code=world.mail()[1])
    assert (done.status_code, done.headers["Location"]) == (303, "/me")
    assert browser.me() == world.noor


def test_one_mail_is_told_in_the_same_transaction_and_holds_no_secret(world):
    world.browser().ask()
    with world.people.read() as connection:
        rows = connection.execute(sa.select(outbox)).all()
    assert [(row.kind, row.subject, row.withdrawn_at) for row in rows] == [
        ("sign_in", f"challenge:{world.newest().id}", None)
    ]
    assert not [secret for secret in world.mail() if secret.rsplit("/", 1)[-1] in str(rows)]


def test_signing_in_is_in_the_log_also_when_it_failed(world):
    browser = world.browser()
    where = browser.ask().headers["Location"]
    browser.submit(where, code="00000000" if world.mail()[1] != "00000000" else "11111111")
    browser.submit(where, code=world.mail()[1])
    with world.people.read() as connection:
        assert [line.action for line in entries(connection, f"person:{world.noor}")] == ["session.start"]
        assert [line.action for line in entries(connection, "sign_in")] == ["session.wrong_code"]


def test_a_newcomer_registers(world):
    browser = world.browser()
    assert "Meld uw plek aan" in browser.get("/sign-in").text
    assert 'name="purpose" value="register"' in browser.get("/sign-in?purpose=register").text
    asked = browser.ask("nieuw@voorbeeld.nl", purpose="register", next="/places/new")
    done = browser.submit(asked.headers["Location"], code=world.mail()[1])
    assert done.headers["Location"] == "/places/new"
    assert browser.me() not in (None, world.noor)


def test_h17_opening_the_link_changes_nothing(world):
    browser = world.browser()
    browser.ask(next="/me")
    path, _ = world.mail()
    scanner = world.browser()
    seen = scanner.get(path)
    for _ in range(5):
        assert scanner.get(path).status_code == 200
        assert scanner.client.head(path, base_url=LOCAL).status_code == 200
    assert seen.headers["Referrer-Policy"] == "no-referrer"
    assert seen.headers["Cache-Control"] == "no-store"
    assert scanner.me() is None
    assert browser.submit(path).headers["Location"] == "/me"
    assert browser.me() == world.noor


def test_h18_the_link_works_once(world):
    browser = world.browser()
    browser.ask()
    path, code = world.mail()
    assert browser.submit(path).status_code == 303
    again = world.browser().submit(path)
    assert again.status_code == 400
    assert "werkt niet meer" in again.text
    assert browser.submit(f"/sign-in/code/{world.newest().id}", code=code).status_code == 400


def test_h19_another_browser_asks_for_the_code(world):
    world.browser().ask(next="/me")
    path, code = world.mail()
    other = world.browser()
    asked = other.submit(path)
    assert asked.status_code == 200
    assert "andere browser" in asked.text
    assert other.me() is None
    where = found(r'action="(/sign-in/code/[^"]+)"', asked.text)
    assert other.submit(where, code=code).headers["Location"] == "/me"
    assert other.me() == world.noor


def test_h20_after_ten_minutes_it_is_over(world):
    browser = world.browser()
    browser.ask()
    world.clock.move(timedelta(minutes=10))
    path, code = world.mail()
    assert browser.submit(path).status_code == 400
    assert browser.submit(f"/sign-in/code/{world.newest().id}", code=code).status_code == 400
    assert browser.me() is None


def test_h21_known_unknown_and_shut_out_look_the_same(world):
    with world.people.transaction() as connection:
        gone = add_person(connection, email="weg@voorbeeld.nl", at=NOW)
        disable_person(connection, person_id=gone, at=NOW)
    shown = set()
    for email in ("noor@voorbeeld.nl", "niemand@voorbeeld.nl", "weg@voorbeeld.nl"):
        browser = world.browser()
        asked = browser.ask(email)
        after = browser.get(asked.headers["Location"])
        text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", asked.headers["Location"] + after.text)
        text = re.sub(r'name="csrf_token" value="[^"]+"', "", text)
        shown.add((asked.status_code, after.status_code, re.sub(r"ID-?[^<\"]*", "ID", text)))
    assert len(shown) == 1
    with world.people.read() as connection:
        rows = connection.execute(sa.select(outbox).order_by(outbox.c.created_at, outbox.c.id)).all()
    assert [row.withdrawn_reason for row in rows] == [None, "no_account", "no_account"]


@pytest.mark.slow
def test_h21_the_time_of_the_answer_tells_nothing(world):
    seconds: dict[str, list[float]] = {"noor": [], "niemand": []}
    for turn in range(15):
        for name, taken in seconds.items():
            browser = world.browser()
            token = found(TOKEN, browser.get("/sign-in").text)
            started = time.perf_counter()
            browser.post("/sign-in", csrf_token=token, email=f"{name}@voorbeeld.nl")
            taken.append(time.perf_counter() - started)
        if turn % 4 == 3:
            world.clock.move(timedelta(hours=1))
    difference = statistics.median(seconds["noor"]) - statistics.median(seconds["niemand"])
    assert abs(difference) <= 0.020


def test_h22_after_five_wrong_codes_the_right_one_is_too_late(world):
    browser = world.browser()
    where = browser.ask().headers["Location"]
    path, code = world.mail()
    wrong = f"{(int(code) + 1) % 10**8:08d}"
    first = browser.submit(where, code=wrong)
    assert first.status_code == 400
    assert "nog 4 keer" in first.text
    for _ in range(4):
        browser.submit(where, code=wrong)
    assert browser.submit(where, code=code).status_code == 400
    assert browser.submit(path).status_code == 400
    assert browser.me() is None


def test_h23_a_session_that_was_planted_is_not_used(world):
    browser = world.browser()
    browser.client.set_cookie("session", "planted", domain="127.0.0.1")
    browser.sign_in()
    first = browser.cookie()
    assert first != "planted"
    assert browser.me() == world.noor
    path = browser.world.mail()[0]
    browser.client.delete_cookie("session", domain="127.0.0.1")
    browser.client.set_cookie("session", first, domain="127.0.0.1")
    assert browser.submit(path).status_code == 400, "the link was used by its code"


def test_h23_signing_in_again_gives_another_session_and_ends_the_first(world):
    browser = world.browser()
    browser.sign_in()
    first = browser.cookie()
    other = world.browser()
    where = other.ask().headers["Location"]
    code = world.mail()[1]
    browser.submit(where, code=code)
    assert browser.cookie() != first
    thief = world.browser()
    thief.client.set_cookie("session", first, domain="127.0.0.1")
    assert thief.me() is None


def test_h24_after_signing_out_the_cookie_is_worth_nothing(world):
    browser = world.browser()
    browser.sign_in()
    kept = browser.cookie()
    token = browser.get("/api/v1/sessions/current").json["csrfToken"]
    assert browser.post("/sign-out", csrf_token=token).headers["Location"] == "/"
    assert browser.cookie() is None
    browser.client.set_cookie("session", kept, domain="127.0.0.1")
    assert browser.me() is None
    assert browser.get("/api/v1/sessions/current").status_code == 401


EVIL = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "https://evil.example/",
    "/\t/evil.example",
    "/%0d%0aX: y\r\nSet-Cookie: a=b",
    "evil.example",
    " //evil.example",
    "/x" * 400,
    "",
]


@pytest.mark.parametrize("target", EVIL)
def test_h25_signing_in_leads_to_our_own_pages_only(world, target):
    browser = world.browser()
    asked = browser.ask(next=target)
    done = browser.submit(asked.headers["Location"], code=world.mail()[1])
    assert done.headers["Location"] == "/"
    assert browser.client.get("/sign-in", query_string={"next": target}, base_url=LOCAL).headers["Location"] == "/"


@pytest.mark.parametrize("email", ["noor@voorbeeld.nl\r\nBcc: x@y.nl", "nооr@voorbeeld.nl", "noor", ""])
def test_h26_h27_what_is_no_address_is_told_beside_the_field(world, email):
    answer = world.browser().ask(email)
    assert answer.status_code == 400
    assert "geen e-mailadres" in answer.text
    assert world.newest() is None


def test_h28_the_sixth_mail_within_an_hour_is_refused(world):
    browser = world.browser()
    for _ in range(5):
        assert browser.ask().status_code == 303
    sixth = browser.ask()
    assert sixth.status_code == 429
    assert int(sixth.headers["Retry-After"]) == 3600
    world.clock.move(timedelta(hours=1))
    assert browser.ask().status_code == 303


def test_h14_strange_addresses_of_pages_are_no_bug(world):
    browser = world.browser()
    for strange in ("x", "%00", "٣", "-1", "9" * 300):
        assert browser.get(f"/sign-in/code/{strange}").status_code == 200
        token = {"form": "/sign-in"}
        assert browser.submit(f"/sign-in/code/{strange}", code="1", **token).status_code == 400
        assert browser.submit(f"/sign-in/link/{strange}/{strange}", **token).status_code == 400
        assert browser.get(f"/sign-in/demo/{strange}/{strange}").status_code == 404


def test_h16_a_spoofed_host_or_client_changes_nothing(world):
    browser = world.browser()
    for number in range(5):
        headers = {"X-Forwarded-For": f"192.0.2.{number}", "X-Forwarded-Host": "evil.example"}
        token = found(TOKEN, browser.get("/sign-in").text)
        asked = browser.post("/sign-in", csrf_token=token, email="noor@voorbeeld.nl", headers=headers)
        assert asked.headers["Location"].startswith("/sign-in/code/")
    assert browser.ask().status_code == 429


# Cookies and forms


def test_cookies_on_this_machine_and_on_https(tmp_path):
    for base, prefix, secure in ((LOCAL, "", False), ("https://steun.example.org", "__Host-", True)):
        folder = tmp_path / prefix
        folder.mkdir(exist_ok=True)
        world = World(folder, base_url=base)
        client = world.app.test_client()
        form = client.get("/sign-in", base_url=base)
        visit = form.headers["Set-Cookie"]
        token = found(TOKEN, form.text)
        client.post("/sign-in", base_url=base, data={"csrf_token": token, "email": "noor@voorbeeld.nl"})
        path, _ = world.mail()
        signed = client.post(path, base_url=base, data={"csrf_token": token}).headers["Set-Cookie"]
        for cookie, name in ((visit, "visit"), (signed, "session")):
            assert cookie.startswith(f"{prefix}{name}=")
            assert ("; Secure" in cookie) is secure
            assert "; HttpOnly" in cookie
            assert "; SameSite=Lax" in cookie
            assert "; Path=/" in cookie
            assert "Domain" not in cookie
        assert len(found(r"^[^=]+=([^;]+)", signed)) >= 22, "128 bits"
        world.people.dispose()


@pytest.mark.parametrize("base_url", ["http://steun.example.org", "http://192.168.1.5:8000", "ftp://127.0.0.1", "x"])
def test_an_unsafe_base_address_does_not_start(tmp_path, base_url):
    with pytest.raises(SettingsError):
        World(tmp_path, base_url=base_url)


def test_a_form_needs_its_own_token(world):
    browser = world.browser()
    browser.sign_in()
    token = browser.get("/api/v1/sessions/current").json["csrfToken"]
    assert browser.post("/change", csrf_token=token).status_code == 200
    assert browser.post("/change", headers={"X-CSRF-Token": token}).status_code == 200
    other = world.browser()
    other.sign_in()
    for wrong in ("", "x", "é", other.get("/api/v1/sessions/current").json["csrfToken"]):
        assert browser.post("/change", csrf_token=wrong).status_code == 403
    assert browser.post("/change").status_code == 403
    assert world.browser().post("/sign-in", email="noor@voorbeeld.nl").status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Origin": LOCAL}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": LOCAL}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": f"{LOCAL}.evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:9"}, 403),
        ({"Origin": "http://[x"}, 403),
    ],
)
def test_a_form_of_another_site_is_refused_even_with_the_token(world, headers, status):
    browser = world.browser()
    browser.sign_in()
    token = browser.get("/api/v1/sessions/current").json["csrfToken"]
    assert browser.post("/change", csrf_token=token, headers=headers).status_code == status


def test_json_needs_the_token_as_soon_as_there_is_a_session(world):
    browser = world.browser()
    browser.sign_in()
    answer = browser.client.delete("/api/v1/sessions/current", base_url=LOCAL)
    assert answer.status_code == 403
    answer = browser.client.post("/api/v1/sign-in-requests", base_url=LOCAL, json={"email": "noor@voorbeeld.nl"})
    assert answer.status_code == 403
    assert browser.me() == world.noor


def test_use_is_written_down_at_most_once_a_minute(world):
    browser = world.browser()
    browser.sign_in()

    def seen():
        with world.people.read() as connection:
            return connection.execute(sa.select(session.c.last_seen_at)).scalar()

    world.clock.move(timedelta(seconds=59))
    browser.me()
    assert seen() == NOW
    world.clock.move(timedelta(seconds=1))
    browser.me()
    assert seen() == NOW + timedelta(minutes=1)
    world.clock.move(timedelta(hours=8))
    assert browser.me() is None


# Programs


def test_a_program_signs_in_and_out(world):
    client = world.app.test_client()
    asked = client.post("/api/v1/sign-in-requests", base_url=LOCAL, json={"email": "Noor@voorbeeld.nl"})
    assert asked.status_code == 202
    body = {"requestId": asked.json["requestId"], "code": world.mail()[1]}
    wrong = client.post("/api/v1/sessions", base_url=LOCAL, json={**body, "code": "x"})
    assert (wrong.status_code, wrong.json["errors"][0]["code"]) == (400, "wrong_code")
    made = client.post("/api/v1/sessions", base_url=LOCAL, json=body)
    assert made.status_code == 201
    assert made.json["person"] == {"id": world.noor, "name": "Noor", "email": "noor@voorbeeld.nl"}
    assert client.get(made.headers["Location"], base_url=LOCAL).json == made.json
    token = {"X-CSRF-Token": made.json["csrfToken"]}
    assert client.delete("/api/v1/sessions/current", base_url=LOCAL, headers=token).status_code == 204
    assert client.get("/api/v1/sessions/current", base_url=LOCAL).status_code == 401
    again = client.post("/api/v1/sessions", base_url=LOCAL, json=body)
    assert (again.status_code, again.json["errors"][0]["code"]) == (400, "over")


def test_a_program_is_told_all_errors_at_once_and_unknown_fields_are_refused(world):
    client = world.app.test_client()
    answer = client.post("/api/v1/sessions", base_url=LOCAL, json={"code": "\ud800", "role": "board"})
    assert answer.status_code == 400
    assert {error["field"] for error in answer.json["errors"]} == {"requestId", "role"}
    answer = client.post("/api/v1/sign-in-requests", base_url=LOCAL, json={"email": "noor\r\n@voorbeeld.nl"})
    assert answer.status_code == 400
    strange = {"requestId": "\x00", "code": "\ud800"}
    assert client.post("/api/v1/sessions", base_url=LOCAL, json=strange).status_code == 400


# The demonstration


def test_an_example_person_signs_in_again_and_again(demo_world):
    with demo_world.people.transaction() as connection:
        person_id = add_person(connection, email="vera@voorbeeld.nl", name="Vera", at=NOW, is_demo=True)
        place = add_organisation(connection, kind=OrganisationKind.PLACE, name="De Hoek", at=NOW)
        give_role(connection, person_id=person_id, organisation_id=place, role=Role.BOARD, at=NOW)
        (link,) = links(connection, demo_world.settings)
    assert link.label == "Vera (bestuur van De Hoek)"
    assert link.address == LOCAL + link.path
    for _ in range(2):
        browser = demo_world.browser()
        assert "Inloggen als Vera" in browser.get(link.path).text
        assert browser.me() is None
        assert browser.submit(link.path).status_code == 303
        assert browser.me() == person_id
    with demo_world.people.read() as connection:
        assert connection.execute(sa.select(session.c.strong_at)).scalars().all() == [NOW, NOW]


def test_example_links_work_for_example_people_in_the_demonstration_only(demo_world, tmp_path):
    with demo_world.people.transaction() as connection:
        person_id = add_person(connection, email="vera@voorbeeld.nl", name="Vera", at=NOW, is_demo=True)
        (link,) = links(connection, demo_world.settings)
    browser = demo_world.browser()
    token = link.path.rsplit("/", 1)[1]
    for path in (f"/sign-in/demo/{demo_world.noor}/{token}", f"/sign-in/demo/{person_id}/{token[:-1]}x"):
        assert browser.get(path).status_code == 404
        assert browser.submit(path, form="/sign-in").status_code == 404
    (tmp_path / "real").mkdir()
    real = World(tmp_path / "real")
    with real.people.transaction() as connection:
        connection.execute(sa.text("UPDATE person SET is_demo = true"))
        assert links(connection, real.settings) == []
    browser = real.browser()
    assert browser.get(link.path).status_code == 404
    assert browser.submit(link.path, form="/sign-in").status_code == 404
    real.people.dispose()
