"""What people try who want more than they may: hidden fields, other methods, other roles. On both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from shared.access.tables import metadata as people_tables
from shared.kernel.ids import new_id
from tests.rights.asking import Asking, routes_of
from tests.rights.bodies import body_for
from tests.rights.cast import CAST

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

PEOPLE = {one.name: one for one in CAST}


@contextmanager
def sent(asking: Asking, who: str, service: str, method: str, path: str, **about: Any) -> Iterator[Any]:
    """One call with everything that the API asks for; what it wrote can be looked at until the block ends."""
    browser = asking.world.browser(PEOPLE[who], service)
    headers = {"X-CSRF-Token": browser.token, "Idempotency-Key": new_id(), "If-Match": '"1"'}
    headers |= about.pop("headers", {})
    try:
        yield browser.http.open(path, base_url=browser.base, method=method, headers=headers, **about)
    finally:
        asking.forget()


def refusals(asking: Asking) -> list[Any]:
    """The refused acts in the log of the people's database."""
    log = people_tables.tables["audit_entry"]
    with asking.world.tracker.ctx.people.read() as connection:
        rows = connection.execute(log.select().where(log.c.action.like("%.refused"))).mappings()
        return [dict(row) for row in rows]


def test_h04_a_list_is_not_sorted_or_searched_by_what_it_does_not_show(asking: Asking) -> None:
    lists = [key for key, one in asking.endpoints.items() if key[1] == "GET" and one.query and "<" not in key[2]]
    assert len(lists) > 10
    for service, __, path in lists:
        for hidden in ("sort=secretDigest", "order=email", "csrfToken=a", "orderBy=ibanDigest"):
            with sent(asking, "bea", service, "GET", f"{path}?{hidden}") as answer:
                assert answer.status_code == 400, (path, hidden)


def test_h06_a_volunteer_without_a_written_mandate_does_not_submit(asking: Asking) -> None:
    path = f"/api/v1/applications/{asking.ids['draft']}/submissions"
    with sent(asking, "victor", "tracker", "POST", path, json={"channel": "online_form"}) as answer:
        assert answer.status_code == 403
        assert [(row["action"], row["acting_for"]) for row in refusals(asking)] == [
            ("submission.submit.refused", asking.ids["place_id"])
        ]


@pytest.mark.parametrize("field", ["state", "status", "placeId", "version", "award", "createdBy"])
def test_h09_a_state_or_an_owner_is_no_field_of_a_form(asking: Asking, field: str) -> None:
    path = f"/api/v1/applications/{asking.ids['draft']}"
    with sent(asking, "mo", "tracker", "PATCH", path, json={field: "awarded"}) as answer:
        assert answer.status_code == 400
        errors = answer.get_json()["errors"]
        assert [error["code"] for error in errors if error["field"] == field] == ["unknown_field"]


def test_h11_a_refused_act_is_403_and_a_row_in_the_log(asking: Asking) -> None:
    place, draft = asking.ids["place_id"], asking.ids["draft"]
    acts = (
        ("mo", "tracker", "POST", f"/api/v1/applications/{draft}/approvals", "application_draft.approve_submit"),
        ("cor", "tracker", "PATCH", f"/api/v1/applications/{draft}", "application_draft.update"),
        ("mo", "matcher", "PATCH", f"/api/v1/places/{place}", "place_profile.update"),
    )
    for who, service, method, path, act in acts:
        schema = asking.endpoints["tracker", "PATCH", "/api/v1/applications/<application_id>"].body
        body = body_for(schema) if schema and service == "tracker" else {}
        with sent(asking, who, service, method, path, json=None if method == "POST" else body) as answer:
            assert answer.status_code == 403, path
            (row,) = refusals(asking)
            assert (row["action"], row["organisation_id"], row["person_id"]) == (
                f"{act}.refused",
                place,
                asking.ids[who],
            )


def test_h11_a_role_of_ones_own_is_refused_and_kept_once(asking: Asking) -> None:
    path = f"/api/v1/organisations/{asking.ids['place_id']}/people/{asking.ids['mo']}/role"
    with sent(asking, "mo", "matcher", "PUT", path, json={"role": "board"}) as answer:
        assert answer.status_code == 403
        assert [row["action"] for row in refusals(asking)] == ["people.update.refused"]


def test_h11_looking_and_what_is_hidden_leave_no_row(asking: Asking) -> None:
    draft = asking.ids["draft"]
    with sent(asking, "mo", "tracker", "GET", f"/applications/{draft}/submit") as answer:
        assert answer.status_code == 403 and not refusals(asking)
    with sent(asking, "otto", "tracker", "POST", f"/api/v1/applications/{draft}/approvals") as answer:
        assert answer.status_code == 404 and not refusals(asking)


def test_h11_a_form_of_another_website_is_not_the_persons_own_act(asking: Asking) -> None:
    headers = {"X-CSRF-Token": "made up"}
    path = f"/api/v1/applications/{asking.ids['draft']}/approvals"
    with sent(asking, "mo", "tracker", "POST", path, headers=headers) as answer:
        assert answer.status_code == 403 and not refusals(asking)


def test_h12_an_administrator_opens_no_dossier(asking: Asking) -> None:
    adam = PEOPLE["adam"]
    dossier = ("application_draft", "report", "need", "agreement", "bank_account", "instalment", "internal_note")
    asked = 0
    for route in routes_of(asking.world.apps):
        if route.resource in dossier and route.is_api and asking.own(route) and route.method == "GET":
            assert asking.ask(adam, route, asking.own(route)).status in (403, 404), route.name
            asked += 1
    assert asked > 20


def test_h15_a_header_does_not_turn_one_method_into_another(asking: Asking) -> None:
    path = f"/api/v1/searches/{asking.ids['search_id']}"
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        with sent(asking, "mo", "matcher", "POST", path, headers={name: "DELETE"}, json={}) as answer:
            assert answer.status_code == 405, name
        with sent(asking, "mo", "matcher", "GET", path, headers={name: "DELETE"}) as answer:
            assert answer.status_code == 200 and answer.get_json()["id"] == asking.ids["search_id"]
    form = {"_method": "DELETE", "csrf_token": asking.world.browser(PEOPLE["mo"], "matcher").token}
    with sent(asking, "mo", "matcher", "POST", path, data=form) as answer:
        assert answer.status_code == 405


def test_a_volunteer_without_a_mandate_for_money_does_not_see_it_in_an_award(asking: Asking) -> None:
    path = f"/applications/{asking.ids['award']}/award"
    with sent(asking, "victor", "tracker", "GET", f"/api/v1{path}") as answer:
        found = answer.get_json()
        assert (found["received"], found["repaid"], found["claims"], found["repayments"]) == (None, None, [], [])
    with sent(asking, "vera", "tracker", "GET", f"/api/v1{path}") as answer:
        assert answer.get_json()["received"] == "1000"
    with sent(asking, "victor", "tracker", "GET", path) as answer:
        assert "Alleen met een machtiging voor geld" in answer.text and "1.000" not in answer.text
    with sent(asking, "vera", "tracker", "GET", path) as answer:
        assert "Alleen met een machtiging voor geld" not in answer.text and "1.000" in answer.text
