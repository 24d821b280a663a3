"""Who writes the letters can read all of them without sending one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import g

from shared.access.actors import Actor, Role
from shared.contracts.messages import MessageKind
from shared.kernel.ids import new_id
from shared.pages.install import install as install_pages
from shared.plumbing.web import new_app
from tests.faults.stage import ANNA

COORDINATOR = Actor(ANNA, "x", "x@example.org", roles=frozenset({(Role.COORDINATOR, new_id())}))
MEMBER = Actor(ANNA, "x", "x@example.org", roles=frozenset({(Role.MEMBER, new_id())}))


def browser(stage, actor: Actor | None, *, demo: bool = False):
    stage.context = replace(stage.context, settings=replace(stage.context.settings, demo=demo))
    app = new_app(__name__, service="matcher", https=False)
    install_pages(app, service="matcher")
    app.register_blueprint(stage.blueprint())
    app.secret_key = b"tests"

    def sign_in() -> None:
        g.actor = actor

    app.before_request(sign_in)
    return app.test_client()


def test_a_coordinator_reads_every_kind_in_both_languages(sqlite_stage):
    page = browser(sqlite_stage, COORDINATOR)
    listed = page.get("/messages/preview").text
    assert listed.count("<details") == len(MessageKind) and listed.count('<section lang="en">') == len(MessageKind)
    assert "None" not in listed and "Mail aan Bilal komt niet aan" in listed


@pytest.mark.parametrize("kind", list(MessageKind))
def test_each_mail_can_be_seen_as_a_mail_program_shows_it(sqlite_stage, kind):
    mail = browser(sqlite_stage, COORDINATOR).get(f"/messages/preview/{kind.value}/nl")
    assert mail.status_code == 200 and "Beste Anna," in mail.text
    assert mail.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")


@pytest.mark.parametrize("path", ["nothing/nl", "sign_in/fr", "sign_in/%00"])
def test_what_is_not_there_is_not_found(sqlite_stage, path):
    assert browser(sqlite_stage, COORDINATOR).get(f"/messages/preview/{path}").status_code == 404


def test_others_see_it_in_the_demo_only(sqlite_stage):
    assert browser(sqlite_stage, MEMBER).get("/messages/preview").status_code == 404
    assert browser(sqlite_stage, None, demo=True).get("/messages/preview").status_code == 200
