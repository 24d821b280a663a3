"""Sends one request as one of the cast, to the thing of the place or to one that does not exist."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from marshmallow import Schema

from shared.access.vocabulary import Right
from shared.kernel.ids import new_id
from shared.plumbing.schemas import FileField
from tests.rights.bodies import a_file, body_for
from tests.rights.cast import Person
from tests.rights.furnish import MARK, endpoints_of
from tests.rights.world import RightsWorld

UNKNOWN = "01a20000-0000-7000-8000-000000000000"
AWARD_RESOURCES = {"report", "decision", "instalment", "repayment"}
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
NAMED_IN_BODIES = {
    "placeId": "place_id",
    "organisationId": "place_id",
    "hostId": "place_id",
    "documentId": "document_id",
    "sourceId": "source_id",
    "needId": "need_id",
    "personId": "mo",
    "standInId": "bea",
}
_CHANGING = re.compile(r"nummer: [0-9A-Z-]+|urn:uuid:[0-9a-f-]+|[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9_-]{43,}")


@dataclass(frozen=True)
class Route:
    """One address with one method, and the right that it names."""

    service: str
    method: str
    rule: str
    right: Any

    @property
    def name(self) -> str:
        """As a person writes it."""
        return f"{self.service} {self.method} {self.rule}"

    @property
    def is_api(self) -> bool:
        """Whether it is for programs."""
        return self.rule.startswith("/api/")

    @property
    def arguments(self) -> list[str]:
        """The names of what varies in the address."""
        return ARGUMENT.findall(self.rule)

    @property
    def resource(self) -> str:
        """What the right is about; empty for an open route."""
        return self.right.resource.value if isinstance(self.right, Right) else ""

    @property
    def action(self) -> str:
        """What the right does; empty for an open route."""
        return self.right.action.value if isinstance(self.right, Right) else ""


@dataclass(frozen=True)
class Heard:
    """What came back. `tells`: whether a word of the place stands in it. `body` is without what differs each time."""

    status: int
    location: str
    tells: bool
    body: str

    @property
    def asks_sign_in(self) -> bool:
        """Whether the answer is to sign in first."""
        return self.status == 401 or (self.status == 303 and self.location.startswith("/sign-in"))


def routes_of(apps: dict[str, Flask]) -> Iterator[Route]:
    """Every route of both applications, in order of address."""
    for service, app in apps.items():
        for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
            right = getattr(app.view_functions[rule.endpoint], "right", None)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield Route(service, method, rule.rule, right)


class Asking:
    """Asks in a world that forgets each request (shared connections of HeldDatabases).

    `one_in`: of so many routes one is asked, always the same ones, where asking all would take too long.
    """

    def __init__(self, world: RightsWorld, ids: dict[str, str], forget: Any) -> None:
        self.world, self.ids, self.forget = world, ids, forget
        self.endpoints = endpoints_of()
        self.asked = 0
        self.one_in = 1
        self._heard: dict[tuple[str, str, str], Heard] = {}

    def is_chosen(self, route: Route) -> bool:
        """Whether this route is among those that are asked."""
        return zlib.crc32(route.name.encode()) % self.one_in == 0

    def own(self, route: Route, *, other_state: bool = False) -> dict[str, str]:
        """The arguments of the address that name things of the place."""
        found = {name: self.ids[name] for name in route.arguments if name in self.ids}
        if "application_id" in route.arguments:
            is_award = (route.resource in AWARD_RESOURCES or "/reports/" in route.rule) != other_state
            found["application_id"] = self.ids["award" if is_award else "draft"]
        if "import_id" in route.arguments and "award" in route.rule:
            found["import_id"] = self.ids["awards_import"]
        return found

    def ask(self, one: Person, route: Route, arguments: dict[str, str], query: str = "") -> Heard:
        """One request; afterwards the world is as it was. The same one is asked once and remembered."""
        key = (one.name, route.name, f"{sorted(arguments.items())} {query}")
        if key not in self._heard:
            self._heard[key] = self._ask(one, route, arguments, query)
        return self._heard[key]

    def _ask(self, one: Person, route: Route, arguments: dict[str, str], query: str) -> Heard:
        browser = self.world.browser(one, route.service)
        path = ARGUMENT.sub(lambda found: arguments.get(found[1], _usual(found)), route.rule)
        self.asked += 1
        try:
            answer = browser.http.open(
                path + (query or self._query(route)),
                base_url=browser.base,
                method=route.method,
                **self._about(route, browser.token),
            )
            text = (
                answer.get_data(as_text=True) if (answer.mimetype or "").startswith(("text/", "application/")) else ""
            )
        finally:
            self.forget()
        tells = MARK in text
        text = text.partition("<main")[2].partition("</main>")[0] or text
        for value in arguments.values():
            text = text.replace(value, "…")
        return Heard(answer.status_code, answer.headers.get("Location", ""), tells, _CHANGING.sub("…", text))

    def _query(self, route: Route) -> str:
        endpoint = self.endpoints.get((route.service, route.method, route.rule))
        asked = self._filled(endpoint.query) if endpoint and endpoint.query else {}
        return f"?{urlencode(asked)}" if asked else ""

    def _filled(self, schema: Schema) -> dict[str, Any]:
        """The smallest body; what it names by id is a thing of the place."""
        body = body_for(schema)
        return {name: self.ids.get(NAMED_IN_BODIES.get(name, ""), value) for name, value in body.items()}

    def _about(self, route: Route, token: str) -> dict[str, Any]:
        if route.method == "GET":
            return {}
        if not route.is_api:
            return {"data": {"csrf_token": token, "idempotency_key": new_id(), "version": "1"}}
        headers = {"X-CSRF-Token": token, "Idempotency-Key": new_id(), "If-Match": '"1"'}
        endpoint = self.endpoints.get((route.service, route.method, route.rule))
        if endpoint is None or endpoint.body is None:
            return {"headers": headers}
        body = self._filled(endpoint.body)
        if not endpoint.max_body:
            return {"headers": headers, "json": body}
        is_photo = "photo" in route.rule
        files = {
            name: a_file(is_photo=is_photo or name == "photo")
            for name, field in endpoint.body.fields.items()
            if isinstance(field, FileField)
        }
        form = {"headers": headers, "data": {**body, **files}}
        return {**form, "content_type": "multipart/form-data"}


def _usual(found: re.Match[str]) -> str:
    if found[0].startswith("<int:"):
        return "1"
    return {"event": "propose", "code": "GM0599", "name": "pages.css", "language": "nl"}.get(found[1], UNKNOWN)
