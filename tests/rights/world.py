"""One world for all requests: both applications over four databases, with one place's things in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from services.embedded import prepare
from services.matcher.app import create_app as create_matcher
from services.tracker.app import create_app as create_tracker
from services.tracker.settings import TrackerContext
from shared.access import api_tokens, sessions
from shared.access.actors import TokenScope
from shared.access.sessions import Means
from shared.kernel.clock import SetClock
from shared.outbox.relay import NoRelay
from shared.plumbing.database import Database
from shared.plumbing.settings import Settings, local_settings
from tests.rights.cast import CAST, KEYS, VISITOR, Person, gather
from tests.services.tracker.world import NOW, FakeMatcher
from tests.services.tracker.world import World as TrackerWorld

ADDRESS = "http://127.0.0.1:8000"
DATABASES = ("people", "matcher", "tracker", "notifier")


@dataclass(frozen=True)
class Browser:
    """One of the cast in front of one application, signed in with every proof a moment ago."""

    http: FlaskClient
    token: str
    base: str


class RightsWorld:
    """The applications by name, the people with their sessions, and the ids of what there is."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        prepare(settings)
        self.clock = SetClock(NOW)
        people, tracker, notifier = (Database(url) for url in _three(settings))
        with people.transaction() as connection:
            self.ids = gather(connection, NOW)
        matcher = FakeMatcher({}, people)
        context = TrackerContext(settings, self.clock, people, tracker, notifier, NoRelay(), matcher)
        # The tests of the tracker know its people by these names.
        self.tracker = TrackerWorld(context, self.clock, matcher, self.ids)
        self.apps: dict[str, Flask] = {
            "matcher": create_matcher(settings, self.clock),
            "tracker": create_tracker(settings, context=context),
        }
        self.matcher = self.apps["matcher"].extensions["context"]
        self._sessions = {one.name: self._sign_in(one) for one in CAST if one is not VISITOR}
        self._keys = {one.name: self._make_key(one) for one in KEYS}

    def _sign_in(self, one: Person) -> str:
        with self.tracker.ctx.people.transaction() as connection:
            return sessions.start(connection, person_id=self.ids[one.name], means=Means.PASSKEY, at=NOW)

    def _make_key(self, one: Person) -> str:
        with self.tracker.ctx.people.transaction() as connection:
            return api_tokens.make(
                connection,
                person_id=self.ids[one.owner],
                organisation_id=self.ids["place" if one.inside else "other"],
                name=one.name,
                scope=one.key or TokenScope.READ,
                networks=(),
                expires_at=NOW + timedelta(days=30),
                at=NOW,
            )[1]

    def browser(self, one: Person, service: str) -> Browser:
        """A fresh browser or program of one of the cast."""
        http, token = self.apps[service].test_client(), ""
        if one.key:
            http.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {self._keys[one.name]}"
        elif one is not VISITOR:
            value = self._sessions[one.name]
            http.set_cookie("session", value, domain="127.0.0.1")
            token = sessions.csrf_token(self.settings.secret, value)
        return Browser(http, token, ADDRESS + ("/tracker" if service == "tracker" else ""))

    def actor(self, name: str) -> Any:
        """One of the people, for use cases, who signed in a moment ago."""
        return replace(self.tracker.actor(name), signed_in_at=NOW, strong_at=NOW)


def _three(settings: Settings) -> tuple[str, str, str]:
    return settings.people_url, settings.tracker_url, settings.notifier_url


def settings_on(folder: Path, urls: dict[str, str] | None = None) -> Settings:
    """The settings of one machine; `urls` are other databases than files in the folder, by their short names."""
    made = local_settings(folder, port=8000, demo=False, smtp_url="smtp://127.0.0.1:9")
    changes: dict[str, Any] = {f"{name}_url": url for name, url in (urls or {}).items()}
    return replace(made, **changes)
