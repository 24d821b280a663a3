"""A declared endpoint checks what comes in, answers in one shape, and is documented."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask import Blueprint, Flask, request
from flask.testing import FlaskClient
from marshmallow import fields
from openapi_spec_validator import validate

from shared.kernel.errors import NotAllowedNow, NotFound, Stale, TooMany
from shared.plumbing.database import Database, new_metadata
from shared.plumbing.endpoints import PUBLIC, Api, once_from_form
from shared.plumbing.idempotency import Once, define
from shared.plumbing.openapi import add_document_routes, document
from shared.plumbing.schemas import AmountField, CamelSchema
from shared.plumbing.web import new_app

KEY = {"Idempotency-Key": "abc"}


class ThingIn(CamelSchema):
    """What a caller sends."""

    some_title = fields.String(required=True)
    amount = AmountField(allow_none=True)


class ThingOut(CamelSchema):
    """What a caller gets."""

    id = fields.String()
    some_title = fields.String()
    amount = AmountField()
    version = fields.Integer()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    metadata = new_metadata()
    define(metadata)
    database = Database(database_url)
    with database.transaction() as connection:
        metadata.create_all(connection)
    yield database
    database.dispose()


def make_api(database: Database | None, made: list[Mapping[str, Any]]) -> Api:
    api = Api(Blueprint("api", __name__, url_prefix="/api/v1"), "Things")

    @api.endpoint(
        "POST", "/things", summary="Make", body=ThingIn(), answer=ThingOut(), status=201, right=PUBLIC, idempotent=True
    )
    def make_thing(body: dict[str, Any], once: Once) -> dict[str, Any]:
        assert database is not None
        with database.transaction() as connection:
            once.begin(connection)
            made.append(body)
            thing = {"id": f"t{len(made)}", "version": 1, **body}
            once.finish(connection, thing)
        return thing

    @api.endpoint("POST", "/things/<thing_id>/moves", summary="Move", right=PUBLIC, if_match=True)
    def move_thing(thing_id: str, expected_version: int) -> None:
        if expected_version != 3:
            raise Stale("Iemand anders was u voor.", current=3)

    @api.endpoint("GET", "/things/<thing_id>", summary="One", answer=ThingOut(), right=PUBLIC)
    def one_thing(thing_id: str) -> dict[str, Any]:
        match thing_id:
            case "away":
                raise NotFound
            case "busy":
                raise NotAllowedNow("Dit kan nu niet.", allowed=["withdraw"])
            case "often":
                raise TooMany("Wacht even.", retry_after=30)
            case "broken":
                raise RuntimeError("secret detail")
        return {"id": thing_id, "version": 7}

    return api


@pytest.fixture
def made() -> list[Mapping[str, Any]]:
    return []


@pytest.fixture
def client(database: Database, made: list[Mapping[str, Any]]) -> FlaskClient:
    api = make_api(database, made)
    add_document_routes(api, server="/api/v1", description="Things.")
    app: Flask = new_app("things", service="matcher", https=True)
    app.register_blueprint(api.blueprint)
    return app.test_client()


def test_amounts_come_in_any_notation_and_go_out_exact(client: FlaskClient, made: list[Mapping[str, Any]]) -> None:
    answer = client.post("/api/v1/things", json={"someTitle": "x", "amount": "€ 2.500,05"}, headers=KEY)
    assert answer.status_code == 201
    assert answer.json == {"id": "t1", "someTitle": "x", "amount": "2500.05", "version": 1}
    assert answer.headers["Location"].endswith("/api/v1/things/t1")
    assert answer.headers["ETag"] == '"1"'
    assert answer.headers["API-Version"]
    assert made[0]["amount"] == 250_005


def test_all_errors_at_once_with_field_and_code(client: FlaskClient, made: list[Mapping[str, Any]]) -> None:
    answer = client.post("/api/v1/things", json={"amount": "twee", "extra": 1}, headers=KEY)
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    found = {error["field"]: error["code"] for error in answer.json["errors"]}
    assert found == {"someTitle": "required", "amount": "invalid", "extra": "unknown_field"}
    assert not made


@pytest.mark.parametrize(
    "text",
    ["", "{", '{"someTitle": "a", "someTitle": "b"}', '{"amount": NaN}', "[" * 100_000, '"text"', "[]"],
)
def test_h80_what_is_not_a_json_object_is_a_400(client: FlaskClient, text: str) -> None:
    answer = client.post("/api/v1/things", data=text, content_type="application/json", headers=KEY)
    assert answer.status_code == 400


def test_h80_other_content_types_and_large_bodies_are_refused(client: FlaskClient) -> None:
    assert client.post("/api/v1/things", data="a=1", headers=KEY).status_code == 415
    large = json.dumps({"someTitle": "x" * 1_100_000})
    answer = client.post("/api/v1/things", data=large, content_type="application/json", headers=KEY)
    assert answer.status_code == 413


def test_a_key_is_required_and_makes_a_repeat_harmless(client: FlaskClient, made: list[Mapping[str, Any]]) -> None:
    assert client.post("/api/v1/things", json={"someTitle": "x"}).status_code == 400
    first = client.post("/api/v1/things", json={"someTitle": "x"}, headers=KEY)
    again = client.post("/api/v1/things", json={"someTitle": "x"}, headers={"Idempotency-Key": '"abc"'})
    other = client.post("/api/v1/things", json={"someTitle": "y"}, headers=KEY)
    assert (again.status_code, again.json) == (201, first.json)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert other.status_code == 422
    assert len(made) == 1


@pytest.mark.parametrize(
    ("tag", "status"), [(None, 428), ('"3"', 204), ('"2"', 412), ('W/"3"', 412), ("3", 412), ('"٣"', 412), ("*", 412)]
)
def test_transitions_ask_for_the_version(client: FlaskClient, tag: str | None, status: int) -> None:
    headers = {"If-Match": tag.encode().decode("latin-1")} if tag else {}
    assert client.post("/api/v1/things/1/moves", headers=headers).status_code == status


@pytest.mark.parametrize(("thing", "status"), [("away", 404), ("busy", 409), ("often", 429), ("broken", 500)])
def test_errors_have_one_shape_and_tell_no_secrets(client: FlaskClient, thing: str, status: int) -> None:
    answer = client.get(f"/api/v1/things/{thing}")
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert answer.json["status"] == status
    assert "secret" not in answer.text
    if thing == "busy":
        assert answer.json["allowedEvents"] == ["withdraw"]
    if thing == "often":
        assert answer.headers["Retry-After"] == "30"


def test_every_answer_carries_the_protecting_headers(client: FlaskClient) -> None:
    for path in ("/api/v1/things/1", "/api/v1/things/away", "/nothing", "/health/live"):
        headers = client.get(path, headers={"Accept": "application/json"}).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Strict-Transport-Security"]
        assert headers["Cache-Control"] == "no-store"


def test_a_forged_request_id_is_replaced(client: FlaskClient) -> None:
    answer = client.get("/health/live", headers={"X-Request-Id": "forged line"})
    assert answer.headers["X-Request-Id"] != "forged line"


def test_the_document_is_valid_openapi_and_open_to_all(client: FlaskClient) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json is not None
    validate(answer.json)
    assert answer.json["openapi"].startswith("3.1")


def test_the_document_names_every_endpoint() -> None:
    api = make_api(None, [])
    paths = document(api, server="/api/v1", description="")["paths"]
    assert {(method.upper(), path) for path, methods in paths.items() for method in methods} == {
        ("POST", "/things"),
        ("POST", "/things/{thingId}/moves"),
        ("GET", "/things/{thingId}"),
    }


def test_another_file_with_the_same_words_is_another_request() -> None:
    def fingerprint(content: bytes, read: int = 0) -> str:
        data = {"idempotency_key": "k", "title": "Bon", "photo": (io.BytesIO(content), "bon.jpg")}
        with Flask("forms").test_request_context("/receipts", method="POST", data=data):
            request.files["photo"].stream.read(read)
            once = once_from_form(lambda _result: "/")
            assert once is not None and request.files["photo"].read() == content
            return once.fingerprint

    assert fingerprint(b"een") == fingerprint(b"een", read=2)
    assert fingerprint(b"een") != fingerprint(b"twee")
