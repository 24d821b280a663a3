"""The page with what changed for a need, and the line that leads to it."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest

from services.matcher.jobs.clock import tick_needs as tick
from services.matcher.usecases.alerting.watching import start_watches
from tests.services.matcher.usecases.alerting.test_watch_needs import FUND, home, later, publishes


@pytest.fixture
def need(small_world):
    found = small_world.need(home(small_world))
    publishes(small_world, FUND)
    start_watches(small_world.ctx)
    return found


def text_of(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def found_in(answer, pattern):
    found = re.search(pattern, answer.text)
    assert found
    return unescape(found[1])


def test_the_team_sees_what_changed_newest_first(small_world, need):
    noor = small_world.client(small_world.noor)
    path = f"/needs/{need.id}/changes"
    assert "Hier is nog niets veranderd" in text_of(noor.get(path))
    assert path not in noor.get(f"/needs/{need.id}/matches").text
    later(small_world, hours=1)
    publishes(small_world, {**FUND, "deadlines": {"kind": "fixed", "dates": ["2026-12-05"]}})
    tick(small_world.ctx)
    later(small_world, hours=1)
    publishes(small_world, {**FUND, "status": "closed"})
    tick(small_world.ctx)
    page = text_of(noor.get(path))
    assert page.index("Proeffonds is gesloten.") < page.index("sluit nu op 5 december 2026")
    assert f'href="/needs/{need.id}/matches/proef-fonds"' in noor.get(path).text
    matches = noor.get(f"/needs/{need.id}/matches")
    assert "2 dingen veranderd bij de bronnen , het laatste vandaag." in text_of(matches)
    small_world.ctx.clock.move(timedelta(days=31))
    assert path not in noor.get(f"/needs/{need.id}/matches").text


def test_only_who_may_see_the_need_sees_its_changes(small_world, need):
    stranger = small_world.client(small_world.person("Bram"))
    for path in (f"/needs/{need.id}/changes", f"/api/v1/needs/{need.id}/changes"):
        assert stranger.get(path).status_code == 404
        assert small_world.client().get(path).status_code in (303, 401)


def test_a_long_list_has_pages(small_world, need):
    later(small_world, hours=1)
    publishes(small_world, *({**FUND, "id": f"nieuw-{n}", "name": f"Nieuw {n}"} for n in range(35)))
    tick(small_world.ctx)
    noor = small_world.client(small_world.noor)
    first = noor.get(f"/needs/{need.id}/changes")
    assert first.text.count("is nieuw en past") == 30
    second = noor.get(found_in(first, r'rel="next" href="([^"]+)"'))
    assert second.text.count("is nieuw en past") == 5
    answer = noor.get(f"/api/v1/needs/{need.id}/changes?top=20").json
    rest = noor.get(f"/api/v1/needs/{need.id}/changes?top=20&cursor={answer['nextCursor']}").json
    assert len({item["sourceId"] for item in [*answer["items"], *rest["items"]]}) == 35
    assert rest["nextCursor"] is None
