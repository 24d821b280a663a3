"""Keys for programs as people make them on the page, and as programs use them on the API."""

from __future__ import annotations

import dataclasses
import re
from datetime import timedelta
from html import unescape

import pytest
import sqlalchemy as sa

from shared.access import enrolment, limits
from shared.access.actors import Role
from shared.contracts.messages import MessageKind
from tests.services.matcher.village import Village
from tests.services.matcher.world import ADDRESS, NOW, context_for

MINUTE = timedelta(minutes=1)


@pytest.fixture
def village(files, tmp_path):
    ctx = context_for(files["people"], files["matcher"], files["notifier"])
    return Village(dataclasses.replace(ctx, settings=dataclasses.replace(ctx.settings, data_dir=tmp_path)))


def wanted(village, **more):
    last = (NOW + timedelta(days=30)).date().isoformat()
    return {"name": "Boekhouding", "organisationId": village.here.id, "scope": "read", "endsOn": last, **more}


def key(village, actor=None, **more):
    made = village.client(actor or village.noor).send("POST", "/api/v1/api-tokens", wanted(village, **more))
    assert made.status_code == 201, made.text
    return made.json


class Program:
    """A program with a key and nothing else."""

    def __init__(self, village, value):
        self.client, self.headers = village.app.test_client(), {"Authorization": f"Bearer {value}"}

    def ask(self, method, path, json=None, address="203.0.113.7"):
        environ = {"REMOTE_ADDR": address}
        return self.client.open(
            path, method=method, base_url=ADDRESS, json=json, headers=self.headers, environ_base=environ
        )


def text_of(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def test_a_key_made_on_the_page_is_shown_once_and_works(village):
    client = village.client(village.noor)
    assert "Er zijn nu geen sleutels" in text_of(client.get("/account/keys"))
    last = (NOW + timedelta(days=30)).date().isoformat()
    fields = {"name": "Boekhouding", "organisation_id": village.here.id, "scope": "read", "ends_on": last}
    shown = client.post("/account/keys", fields)
    value = re.search(r'value="(steun_[^"]+)"', shown.text)
    assert shown.status_code == 200 and value and len(value[1]) == 58
    again = client.get("/account/keys")
    assert value[1] not in again.text and value[1][:14] in again.text
    assert "Nog niet gebruikt" in text_of(again)
    answer = Program(village, value[1]).ask("GET", "/api/v1/places")
    assert [place["id"] for place in answer.json["items"]] == [village.here.id]
    assert "Laatst gebruikt: " in text_of(client.get("/account/keys"))
    assert village.audit("token.make") == 1


def test_wrong_fields_are_all_named_and_come_back_as_typed(village):
    fields = {"name": "<b>", "scope": "all", "ends_on": "2030-01-01", "networks": "10.0.0.0/8\nnergens"}
    answer = village.client(village.noor).post("/account/keys", fields)
    assert answer.status_code == 400
    words = text_of(answer)
    for mend in ("Kies voor welke organisatie", "kennen wij niet", "hooguit een jaar", "“nergens” is geen IP-adres"):
        assert mend in words
    assert "<b>" not in answer.text and "&lt;b&gt;" in answer.text
    sent = village.client(village.noor).send("POST", "/api/v1/api-tokens", {"scope": "all", "board": True})
    assert sent.status_code == 400
    assert {error["field"] for error in sent.json["errors"]} >= {"board", "scope", "name", "organisationId", "endsOn"}


def test_who_does_not_decide_makes_none(village):
    for actor, status in ((village.mo, 403), (village.person("Stijn"), 404)):
        assert village.client(actor).send("POST", "/api/v1/api-tokens", wanted(village)).status_code == status
    assert "Sleutels maakt wie beslist" in text_of(village.client(village.mo).get("/account/keys"))


def test_making_one_asks_for_a_fresh_sign_in_and_ending_one_does_not(village):
    made = key(village)
    client = village.client(village.noor)
    village.ctx.clock.move(6 * MINUTE)
    refused = client.send("POST", "/api/v1/api-tokens", wanted(village))
    assert (refused.status_code, refused.json["type"]) == (403, "urn:steunstromen:problem:reauthentication_needed")
    assert "Opnieuw inloggen" in text_of(client.get("/account/keys"))
    assert client.send("DELETE", f"/api/v1/api-tokens/{made['id']}").status_code == 204
    assert Program(village, made["value"]).ask("GET", "/api/v1/places").status_code == 401


def test_h13_a_key_to_read_changes_nothing(village):
    program = Program(village, key(village)["value"])
    need = village.need(village.here)
    assert program.ask("GET", f"/api/v1/needs/{need.id}").status_code == 200
    tried = 0
    for rule in village.app.url_map.iter_rules():
        if not rule.rule.startswith("/api/"):
            continue
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}:
            village.ctx.clock.move(timedelta(minutes=2))
            answer = program.ask(method, re.sub(r"<[^>]+>", need.id, rule.rule), {})
            assert answer.status_code == 403, rule.rule
            tried += 1
    assert tried > 40


def test_a_key_to_write_changes_what_it_is_for_and_no_more(village):
    program = Program(village, key(village, scope="write")["value"])
    program.headers["Idempotency-Key"] = "one"
    need = {"title": "Straatborrel", "description": "Een borrel op de stoep.", "support": ["money"]}
    made = program.ask("POST", "/api/v1/needs", need | {"placeId": village.here.id})
    assert made.status_code == 201, made.text
    other = village.place("Elders")
    program.headers["Idempotency-Key"] = "two"
    assert program.ask("POST", "/api/v1/needs", need | {"placeId": other.id}).status_code == 404
    assert program.ask("POST", "/api/v1/nothing", {}).status_code == 404
    for method, path in (
        ("POST", "/api/v1/places"),
        ("POST", "/api/v1/api-tokens"),
        ("POST", f"/api/v1/organisations/{village.here.id}/invitations"),
        ("POST", "/api/v1/sessions"),
        ("GET", "/api/v1/roles"),
        ("GET", "/api/v1/sessions/current"),
    ):
        assert program.ask(method, path, {}).status_code == 403, path


def test_a_key_opens_no_pages_and_cookies_do_not_count_beside_it(village):
    client = village.client(village.noor)
    program = Program(village, key(village)["value"])
    assert program.ask("GET", f"/places/{village.here.id}").status_code == 303  # to signing in
    client.client.set_cookie("x", "y", domain="127.0.0.1")
    bad = client.get("/api/v1/places", headers={"Authorization": "Bearer steun_nothing"})
    assert bad.status_code == 401
    assert bad.headers["WWW-Authenticate"].startswith("Bearer")
    assert client.get("/api/v1/places").status_code == 200
    assert client.get("/api/v1/places", headers={"Authorization": "Basic eDp5"}).status_code == 200


def test_it_ends_at_once_with_the_role(village):
    program = Program(village, key(village)["value"])
    assert program.ask("GET", "/api/v1/places").status_code == 200
    with village.ctx.people.transaction() as connection:
        enrolment.end_role(
            connection, person_id=village.noor.person_id, organisation_id=village.here.id, role=Role.BOARD, at=NOW
        )
    assert program.ask("GET", "/api/v1/places").status_code == 401


def test_another_of_the_board_and_nobody_else_may_end_it(village):
    made = key(village)
    path = f"/api/v1/api-tokens/{made['id']}"
    for actor in (village.mo, village.person("Stijn")):
        assert village.client(actor).send("DELETE", path).status_code == 404
    bo = village.person("Bo", Role.BOARD, village.here.id)
    assert "van Noor" in text_of(village.client(bo).get("/account/keys"))
    assert village.client(bo).send("DELETE", path).status_code == 204
    assert village.audit("token.end") == 1


def test_its_maker_hears_that_it_was_made_and_that_somebody_ended_it(village):
    made = key(village)
    bo = village.person("Bo", Role.BOARD, village.here.id)
    assert village.client(bo).send("DELETE", f"/api/v1/api-tokens/{made['id']}").status_code == 204
    told = village.messages(MessageKind.SIGN_IN_NEWS)
    assert [(row.data["what"], row.data["key"]) for row in told] == [
        ("key_made", "Boekhouding"),
        ("key_ended", "Boekhouding"),
    ]
    assert {row.person_id for row in told} == {village.noor.person_id}
    assert made["value"] not in str(told), "the key itself is in no message"


def test_it_works_from_its_networks_only(village):
    program = Program(village, key(village, networks=["203.0.113.0/24"])["value"])
    assert program.ask("GET", "/api/v1/places", address="203.0.113.9").status_code == 200
    assert program.ask("GET", "/api/v1/places", address="198.51.100.1").status_code == 403


def test_sixty_requests_a_minute_and_ten_that_change_something(village):
    program = Program(village, key(village, scope="write")["value"])
    path = f"/api/v1/places/{village.here.id}"
    writes = [program.ask("PATCH", path, {}).status_code for _ in range(11)]
    assert 429 not in writes[:10] and writes[10] == 429
    # What was refused for being one write too many does not count as a request either.
    reads = [program.ask("GET", path) for _ in range(51)]
    assert [answer.status_code for answer in reads] == [200] * 50 + [429]
    assert reads[0].headers["RateLimit-Policy"] == '"token";q=60;w=60'
    assert reads[0].headers["RateLimit"] == '"token";r=49;t=60'
    assert reads[50].headers["RateLimit"] == '"token";r=0;t=60' and reads[50].headers["Retry-After"] == "60"
    village.ctx.clock.move(MINUTE)
    assert program.ask("GET", path).status_code == 200


def test_a_key_may_not_be_used_in_an_address(village):
    value = key(village)["value"]
    answer = village.app.test_client().get(f"/api/v1/places?access_token={value}", base_url=ADDRESS)
    assert answer.status_code == 401


def test_a_coordinator_sees_the_places_of_the_coalition(village):
    made = key(village, village.fresh(village.cora), organisationId=village.coalition)
    other = village.place("Elders")
    found = Program(village, made["value"]).ask("GET", "/api/v1/places").json["items"]
    assert [one["id"] for one in found] == [village.here.id] and other.id != village.here.id


def test_visitors_search_sixty_times_a_minute_and_get_a_page_that_says_so(village):
    client = village.app.test_client()
    path, said = "/sources?words=buurt", {"base_url": ADDRESS, "headers": {"Accept": "text/html"}}
    answers = [client.get(path, **said) for _ in range(limits.PUBLIC_SEARCH.most + 1)]
    assert [answer.status_code for answer in answers] == [200] * 60 + [429]
    assert "Wacht even" in text_of(answers[60]) and int(answers[60].headers["Retry-After"]) == 60
    assert client.get("/api/v1/sources", base_url=ADDRESS).status_code == 429
    assert village.client(village.noor).get(path).status_code == 200


def test_reading_goes_on_when_counting_does_not_work(village, monkeypatch):
    def away(*_args, **_more):
        raise sa.exc.OperationalError("x", {}, Exception())

    monkeypatch.setattr(limits, "count", away)
    assert village.app.test_client().get("/api/v1/sources", base_url=ADDRESS).status_code == 200
    form = {"email": "noor@voorbeeld.nl", "purpose": "sign_in"}
    asked = village.app.test_client().post("/api/v1/sign-in-requests", base_url=ADDRESS, json=form)
    assert asked.status_code == 503
