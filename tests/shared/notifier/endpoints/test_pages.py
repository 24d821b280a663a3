"""The pages and JSON routes for endpoints, in an application as the services make it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Blueprint, Flask, g
from standardwebhooks import Webhook

from shared.access import tables as access
from shared.access.actors import Actor, Role
from shared.egress.guard import EgressGuard
from shared.egress.refusals import EgressRefused
from shared.kernel.ids import new_id
from shared.notifier.api import add_endpoints
from shared.notifier.tables import endpoint, idempotency_key
from shared.pages.install import install as install_pages
from shared.plumbing.endpoints import Api
from shared.plumbing.web import new_app
from tests.faults.stage import ANNA, BILAL, NOW, PLACE, rows
from tests.support.endpoints import an_endpoint, deliveries_of, fate, now_of, send_one, take, whsec
from tests.support.receivers import receiving, says

FORM = {"description": "Boekhouding", "topics": ["money", "dates"]}
COALITION = new_id()


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


def browser(stage, person_id=ANNA, role=Role.BOARD, organisation=PLACE, signed_in_at=NOW, coordinated=()):
    """A browser of somebody with this role."""
    app: Flask = new_app(__name__, service="matcher", https=False)
    install_pages(app, service="matcher")
    api = Api(Blueprint("api", __name__, url_prefix="/api/v1"), title="tests")
    add_endpoints(api)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(stage.blueprint())
    app.secret_key = b"tests"
    actor = Actor(
        person_id=person_id,
        name="x",
        email="x@example.org",
        roles=frozenset({(role, organisation)}),
        coordinated=frozenset(coordinated),
        signed_in_at=signed_in_at,
    )

    def sign_in() -> None:
        g.actor = actor

    app.before_request(sign_in)
    return app.test_client()


def post(client, path, **form):
    return client.post(path, data={"idempotency_key": new_id(), **form})


def call(client, method, path, body=None, **headers):
    given = {"Idempotency-Key": new_id()} | {name.replace("_", "-"): value for name, value in headers.items()}
    return client.open(f"/api/v1{path}", method=method, json=body, headers=given)


def problem_codes(answer):
    return {(one["field"], one["code"]) for one in answer.get_json()["errors"]}


def test_who_makes_an_endpoint_sees_its_secret_once_and_it_signs(stage, receiver):
    anna = browser(stage)
    assert "Er is nog geen koppeling" in anna.get("/endpoints").text
    key = new_id()
    made = anna.post(f"/organisations/{PLACE}/endpoints", data={**FORM, "url": receiver.url, "idempotency_key": key})
    (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", made.text)
    ((endpoint_id, salt),) = rows(stage, sa.select(endpoint.c.id, endpoint.c.salt))
    page = anna.get(f"/endpoints/{endpoint_id}").text
    assert secret not in page and "Boekhouding" in page and receiver.url in page
    again = anna.post(f"/organisations/{PLACE}/endpoints", data={**FORM, "url": receiver.url, "idempotency_key": key})
    assert again.status_code == 303 and len(rows(stage, sa.select(endpoint.c.id))) == 1
    assert post(anna, f"/endpoints/{endpoint_id}/tests").status_code == 303
    _, headers, body = receiver.got[0]
    sent = {**headers, "webhook-timestamp": headers["webhook-timestamp"]}
    assert Webhook(secret).sign(headers["webhook-id"], stage.context.clock.now(), body.decode()) in sent.values()
    assert "Proefbericht" in anna.get(f"/endpoints/{endpoint_id}").text
    assert secret not in repr(rows(stage, sa.select(endpoint))) and str(salt) not in secret


def test_everything_wrong_is_said_at_once_and_what_was_typed_stays(sqlite_stage):
    anna = browser(sqlite_stage)
    answer = post(anna, f"/organisations/{PLACE}/endpoints", url="http://10.0.0.1/x", description="")
    assert answer.status_code == 400
    assert 'value="http://10.0.0.1/x"' in answer.text
    for mend in ("Begin het adres met https", "Geef de koppeling een naam", "Kies één of meer onderwerpen"):
        assert mend in answer.text


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://0.0.0.0/",
        "https://169.254.169.254/latest",
        "https://10.1.2.3/",
        "https://100.64.0.1/",
        "https://192.168.1.1:8443/",
    ],
)
def test_h42_addresses_inside_are_refused(sqlite_stage, url):
    answer = call(browser(sqlite_stage), "POST", f"/organisations/{PLACE}/endpoints", {**FORM, "url": url})
    assert answer.status_code == 400 and problem_codes(answer) <= {("url", "not_public"), ("url", "detour_address")}


@pytest.mark.parametrize(
    "url",
    [
        "https://2130706433/",
        "https://0177.0.0.1/",
        "https://0x7f.1/",
        "https://127.1/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
    ],
)
def test_h43_disguised_addresses_are_refused(sqlite_stage, url):
    answer = call(browser(sqlite_stage), "POST", f"/organisations/{PLACE}/endpoints", {**FORM, "url": url})
    assert answer.status_code == 400 and {field for field, _ in problem_codes(answer)} == {"url"}


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://someone@hook.example.nl/", "credentials"),
        ("https://hook.example.nl:22/", "port"),
        ("https://hook.example.nl:25/", "port"),
        ("https://hook.example.nl:6379/", "port"),
    ],
)
def test_h46_credentials_and_other_ports_are_refused(sqlite_stage, url, code):
    answer = call(browser(sqlite_stage), "POST", f"/organisations/{PLACE}/endpoints", {**FORM, "url": url})
    assert answer.status_code == 400 and problem_codes(answer) == {("url", code)}


@pytest.mark.parametrize(
    "url", ["gopher://hook.example.nl/", "file:///etc/passwd", "ftp://hook.example.nl/", "http://a.nl"]
)
def test_h47_other_schemes_are_refused(sqlite_stage, url):
    answer = call(browser(sqlite_stage), "POST", f"/organisations/{PLACE}/endpoints", {**FORM, "url": url})
    assert answer.status_code == 400 and {field for field, _ in problem_codes(answer)} == {"url"}


def test_h49_our_own_address_is_refused(sqlite_stage):
    own = f"{sqlite_stage.context.settings.base_url}/api/v1/sources"
    answer = call(browser(sqlite_stage), "POST", f"/organisations/{PLACE}/endpoints", {**FORM, "url": own})
    assert answer.status_code == 400 and problem_codes(answer) == {("url", "own_host")}


def test_outside_a_demo_nothing_on_this_machine_is_called(sqlite_stage, receiver):
    with pytest.raises(EgressRefused, match="not_https"):
        EgressGuard.of(sqlite_stage.context.settings).public(receiver.url)


def test_only_who_may_sees_or_changes_it(sqlite_stage, receiver):
    one = an_endpoint(sqlite_stage, receiver.url)
    for client in (
        browser(sqlite_stage, BILAL, Role.MEMBER),
        browser(sqlite_stage, BILAL, Role.BOARD, new_id()),
        browser(sqlite_stage, BILAL, Role.VOLUNTEER),
    ):
        for path in (f"/endpoints/{one.id}", f"/endpoints/{one.id}/edit", f"/api/v1/endpoints/{one.id}"):
            assert client.get(path).status_code in (403, 404), path
        assert post(client, f"/endpoints/{one.id}/deletions", version=1).status_code in (403, 404)
        assert post(client, f"/endpoints/{one.id}/tests").status_code in (403, 404)
        assert post(client, f"/organisations/{PLACE}/endpoints", **FORM).status_code in (403, 404)
    assert now_of(sqlite_stage, one).version == 1 and receiver.got == []


def test_a_new_secret_asks_for_a_fresh_sign_in(sqlite_stage, receiver):
    one = an_endpoint(sqlite_stage, receiver.url)
    tired = browser(sqlite_stage, signed_in_at=None)
    assert post(tired, f"/endpoints/{one.id}/secrets", version=1).status_code == 403
    fresh = post(browser(sqlite_stage), f"/endpoints/{one.id}/secrets", version=1)
    (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", fresh.text)
    assert secret == whsec(sqlite_stage, now_of(sqlite_stage, one)) != whsec(sqlite_stage, one)
    assert "Het oude geheim werkt nog tot" in fresh.text


def test_switching_off_and_on_forgets_the_failures(sqlite_stage, receiver):
    one = an_endpoint(sqlite_stage, receiver.url, failures=4, failing_since=NOW)
    anna = browser(sqlite_stage)
    assert post(anna, f"/endpoints/{one.id}/switches", on="0", version=1).status_code == 303
    assert not now_of(sqlite_stage, one).enabled
    assert "Iemand van uw organisatie" in anna.get(f"/endpoints/{one.id}").text
    assert post(anna, f"/endpoints/{one.id}/switches", on="1", version=1).status_code == 412
    assert post(anna, f"/endpoints/{one.id}/switches", on="1", version=2).status_code == 303
    again = now_of(sqlite_stage, one)
    assert again.enabled and (again.failures, again.failing_since) == (0, None)


def test_a_message_can_be_sent_again_as_it_was(sqlite_stage, receiver):
    one = an_endpoint(sqlite_stage, receiver.url)
    sent = send_one(sqlite_stage)
    anna = browser(sqlite_stage)
    assert "Stuur opnieuw" in anna.get(f"/endpoints/{one.id}").text
    answer = call(anna, "POST", f"/endpoints/{one.id}/deliveries/{sent}/replays")
    assert answer.status_code == 200 and answer.get_json()["accepted"]
    (_, first, body), (_, second, same) = receiver.got
    assert body == same and first["webhook-id"] == second["webhook-id"] == sent
    listed = anna.get(f"/api/v1/endpoints/{one.id}/deliveries").get_json()["items"]
    assert [(item["id"], len(item["tries"])) for item in listed] == [(sent, 2)]


def test_what_still_comes_by_itself_is_not_sent_by_hand(sqlite_stage, receiver):
    one = an_endpoint(sqlite_stage, receiver.url)
    (waiting,) = deliveries_of(sqlite_stage, take(sqlite_stage).id)
    anna = browser(sqlite_stage)
    assert call(anna, "POST", f"/endpoints/{one.id}/deliveries/{waiting}/replays").status_code == 409
    assert call(anna, "POST", f"/endpoints/{one.id}/deliveries/{new_id()}/replays").status_code == 404
    assert receiver.got == [] and fate(sqlite_stage, waiting)[0] == "pending"


def test_six_tests_an_hour(sqlite_stage, receiver):
    one = an_endpoint(sqlite_stage, receiver.url)
    anna = browser(sqlite_stage)
    answers = [call(anna, "POST", f"/endpoints/{one.id}/tests").status_code for _ in range(7)]
    assert answers == [200] * 6 + [429] and len(receiver.got) == 6


def test_what_a_receiver_answers_is_shown_as_text(sqlite_stage, receiver):
    one = an_endpoint(sqlite_stage, receiver.url)
    receiver.answer = says(500, "<script>alert(1)</script>\r\n\u202e kapot".encode())
    anna = browser(sqlite_stage)
    post(anna, f"/endpoints/{one.id}/tests")
    page = anna.get(f"/endpoints/{one.id}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; kapot" in page and "<script>alert" not in page
    assert "fout (500)" in page


def test_ten_endpoints_are_enough(sqlite_stage, receiver):
    for _ in range(10):
        an_endpoint(sqlite_stage, receiver.url)
    given = {**FORM, "url": receiver.url}
    answer = call(browser(sqlite_stage), "POST", f"/organisations/{PLACE}/endpoints", given)
    assert answer.status_code == 409 and "tien koppelingen" in answer.get_json()["detail"]


def test_of_many_at_once_only_the_tenth_is_made(stage, receiver):
    for _ in range(9):
        an_endpoint(stage, receiver.url)
    given = {**FORM, "url": receiver.url}

    def make(_number):
        return call(browser(stage), "POST", f"/organisations/{PLACE}/endpoints", given).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(make, range(4))) == [201, 409, 409, 409]


def test_the_json_routes_make_change_and_remove(stage, receiver):
    anna, key = browser(stage), new_id()
    given = {**FORM, "url": receiver.url}
    made = call(anna, "POST", f"/organisations/{PLACE}/endpoints", given, Idempotency_Key=key)
    assert made.status_code == 201 and made.get_json()["secret"].startswith("whsec_")
    again = call(anna, "POST", f"/organisations/{PLACE}/endpoints", given, Idempotency_Key=key)
    assert again.status_code == 201 and "secret" not in again.get_json()
    assert "whsec_" not in repr(rows(stage, sa.select(idempotency_key.c.answer)))
    path = f"/endpoints/{made.get_json()['id']}"
    assert call(anna, "PATCH", path, {"topics": ["sources"]}).status_code == 428
    changed = call(anna, "PATCH", path, {"topics": ["sources"]}, If_Match='"1"')
    assert changed.get_json()["topics"] == ["sources"] and changed.get_json()["url"] == receiver.url
    assert call(anna, "PATCH", path, {"url": "https://127.0.0.1/", "topics": []}, If_Match='"2"').status_code == 400
    off = call(anna, "PUT", f"{path}/switch", {"enabled": False}, If_Match='"2"')
    assert (off.get_json()["enabled"], off.get_json()["disabledReason"]) == (False, "by_person")
    assert call(anna, "DELETE", path, If_Match='"1"').status_code == 412
    assert call(anna, "DELETE", path, If_Match='"3"').status_code == 204
    assert anna.get(f"/api/v1{path}").status_code == 404


def test_a_coalition_hears_of_its_places_or_of_the_ones_it_chose(sqlite_stage, receiver):
    with sqlite_stage.context.people.transaction() as people:
        coalition = {"id": COALITION, "kind": "coalition", "name": "Coalitie Zuid", "created_at": NOW}
        people.execute(sa.insert(access.organisation).values(**coalition))
        people.execute(
            sa.update(access.organisation).values(coalition_id=COALITION).where(access.organisation.c.id == PLACE)
        )
    carla = browser(sqlite_stage, role=Role.COORDINATOR, organisation=COALITION, coordinated=(COALITION, PLACE))
    assert "Coalitie Zuid" in carla.get("/endpoints").text
    form = carla.get(f"/organisations/{COALITION}/endpoints/new").text
    assert "Van welke plekken?" in form and "Buurtkamer De Punt" in form
    given = {**FORM, "url": receiver.url, "topics": ["applications"]}
    wrong = call(carla, "POST", f"/organisations/{COALITION}/endpoints", {**given, "places": [new_id()]})
    assert problem_codes(wrong) == {("places", "not_yours")}
    assert call(carla, "POST", f"/organisations/{COALITION}/endpoints", {**given, "places": [PLACE]}).status_code == 201
    send_one(sqlite_stage)
    assert len(receiver.got) == 1
    with sqlite_stage.context.people.transaction() as people:
        people.execute(
            sa.update(access.organisation).values(coalition_id=None).where(access.organisation.c.id == PLACE)
        )
    send_one(sqlite_stage)
    assert len(receiver.got) == 1  # the place left, so its business is its own again
