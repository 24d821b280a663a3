"""Every route names the right it asks for, that right stands in the table, and every API route is documented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openapi_spec_validator import validate
from werkzeug.routing import Rule

from services.embedded import apps, prepare
from shared.access.conditions import Permission
from shared.access.rights import PUBLIC, SIGNED_IN, Right, may_anywhere
from shared.access.rights_table import ROWS
from shared.plumbing.settings import local_settings

OUTSIDE_THE_DOCUMENT = {"/openapi.json", "/docs"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Flask]:
    """Both applications, wired as they run."""
    folder = tmp_path_factory.mktemp("routes")
    settings = local_settings(folder, port=8000, demo=True)
    prepare(settings)
    return dict(apps(settings, ["matcher", "tracker"]))


def rules(served: dict[str, Flask]) -> Iterator[tuple[str, Flask, Rule]]:
    for name, app in served.items():
        for rule in app.url_map.iter_rules():
            yield name, app, rule


def right_of(app: Flask, rule: Rule) -> Any:
    return getattr(app.view_functions[rule.endpoint], "right", None)


def test_every_route_names_its_right(served: dict[str, Flask]) -> None:
    nameless = [f"{name} {rule.rule}" for name, app, rule in rules(served) if right_of(app, rule) is None]
    assert not nameless


def test_every_named_right_stands_in_the_table(served: dict[str, Flask]) -> None:
    known = {
        (row.resource, entry.action if isinstance(entry, Permission) else entry)
        for row in ROWS
        for cell in row.cells().values()
        for entry in cell
    }
    named = {right_of(app, rule) for __, app, rule in rules(served)}
    assert not [
        r for r in named - {PUBLIC, SIGNED_IN} if not isinstance(r, Right) or (r.resource, r.action) not in known
    ]


def test_what_is_public_is_chosen(served: dict[str, Flask]) -> None:
    """A new open route must be added here on purpose."""
    open_routes = {f"{name} {rule.rule}" for name, app, rule in rules(served) if right_of(app, rule) is PUBLIC}
    expected = Path(__file__).with_name("open_routes.txt").read_text(encoding="utf-8").split("\n")
    assert sorted(open_routes) == [line for line in expected if line]


def test_a_visitor_is_asked_to_sign_in_before_anything_else_is_looked_at(served: dict[str, Flask]) -> None:
    """Also with a body that is wrong: who may not come in learns nothing about what we would take."""
    asked = []
    for name, app, rule in rules(served):
        right = right_of(app, rule)
        if right is PUBLIC or may_anywhere(None, right) or rule.rule.startswith("/internal/"):
            continue
        path = re.sub(r"<[^>]+>", "0", rule.rule)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            answer = app.test_client().open(path, method=method, json={"wrong": 1})
            asked.append((name, rule.rule, method, answer.status_code))
            if "/api/" in path:
                assert answer.status_code == 401, asked[-1]
            else:
                assert (answer.status_code, answer.headers["Location"][:14]) == (303, "/sign-in?next="), asked[-1]
    assert len(asked) > 30


def test_every_api_route_is_documented(served: dict[str, Flask]) -> None:
    for app in served.values():
        document = app.test_client().get("/api/v1/openapi.json").get_json()
        validate(document)
        documented = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
        routes = {
            (method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix("/api/v1")))
            for rule in app.url_map.iter_rules()
            if rule.rule.startswith("/api/v1")
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        }
        shown = {(method, re.sub(r"_(\w)", lambda m: m[1].upper(), path)) for method, path in routes}
        assert {row for row in shown if row[1] not in OUTSIDE_THE_DOCUMENT} == documented
