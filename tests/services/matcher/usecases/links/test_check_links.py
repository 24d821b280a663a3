"""Rounds of looks: few at a time, each host left alone in between, and what is gone is told where it matters."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from services.matcher.domain.care.dead_links import LinkState, Look, Seen
from services.matcher.gateways.page_looks import PageLooks
from services.matcher.jobs.link_rounds import LinkRounds
from services.matcher.storage import link_checks
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.catalogue.see_sources import see_source
from services.matcher.usecases.links.check_links import MOST_AT_ONCE, check_links
from services.matcher.usecases.links.pages_of import hosts_of
from services.matcher.usecases.links.see_links import see_links
from shared.access.actors import Role
from shared.access.scope import SYSTEM
from shared.egress.http import EgressGuard, Http
from shared.kernel.errors import Forbidden

ID = "afk-cultuurmakers"


class Web:
    """The pages of the world: all are there, but those that are missing."""

    def __init__(self, *missing):
        self.missing, self.asked = missing, []

    def look(self, url):
        self.asked.append(url)
        return Look(Seen.MISSING, "404") if url in self.missing else Look(Seen.THERE, "200")


def later(world, **time):
    world.ctx.clock.move(timedelta(**time))


def only(world, *ids):
    """Leaves these sources in the catalogue."""
    others = [id_ for id_ in current_catalogue(world.ctx.database).sources if id_ not in ids]
    with world.ctx.write() as work:
        publish(work.connection, [], changed_by="file", at=world.ctx.clock.now(), gone=others)


def test_a_round_is_a_few_pages_of_different_hosts_that_then_rest(world):
    web = Web()
    assert check_links(world.ctx, web.look) == MOST_AT_ONCE
    assert check_links(world.ctx, web.look) == MOST_AT_ONCE
    hosts = [urlsplit(url).hostname for url in web.asked]
    assert len(set(hosts)) == len(hosts) == 2 * MOST_AT_ONCE


def test_every_page_is_looked_at_once_and_again_after_weeks(world):
    only(world, ID, "afk-mijn-eerste-aanvraag")
    pages = set(hosts_of(current_catalogue(world.ctx.database)))
    web = Web()
    for _ in range(6):
        check_links(world.ctx, web.look)
        later(world, seconds=40)
    assert sorted(web.asked) == sorted(pages)
    later(world, days=27)
    assert check_links(world.ctx, web.look) == 0
    later(world, days=1)
    assert check_links(world.ctx, web.look) == 1


def test_a_look_that_was_never_finished_is_done_again(world):
    only(world, ID)

    def dies(_url):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        check_links(world.ctx, dies)
    later(world, minutes=59)
    web = Web()
    check_links(world.ctx, web.look)
    later(world, minutes=2)
    check_links(world.ctx, web.look)
    assert set(web.asked) == set(hosts_of(current_catalogue(world.ctx.database)))


def test_pages_that_the_catalogue_names_no_more_are_forgotten(world):
    check_links(world.ctx, Web().look)
    only(world, ID)
    later(world, minutes=1)
    check_links(world.ctx, Web().look)
    with world.ctx.database.read() as connection:
        known = sum(link_checks.counts(SYSTEM, connection).values())
    assert known == len(hosts_of(current_catalogue(world.ctx.database)))


def test_what_is_gone_is_told_on_the_page_of_the_source_and_in_the_list(small_world):
    only(small_world, ID)
    url = current_catalogue(small_world.ctx.database).sources[ID].source.url
    web = Web(url)
    client = small_world.client()
    later(small_world, days=-8)  # so that the sessions of today still count in the end
    for _ in range(4):
        for _ in range(2):
            check_links(small_world.ctx, web.look)
            later(small_world, seconds=40)
        later(small_world, days=2)
    assert web.asked.count(url) == 4
    page = client.get(f"/sources/{ID}").text
    assert "Deze pagina werkt niet meer, gezien op 20 november 2026" in page

    carla = small_world.person("Carla", Role.COORDINATOR, small_world.place().id)
    listed = small_world.client(carla).get("/catalogue/links").text
    assert f'href="/sources/{ID}"' in listed and url in listed
    assert "Het nakijken staat nu uit" in listed
    for state in LinkState:
        assert small_world.client(carla).get(f"/catalogue/links?state={state}").status_code == 200
    with pytest.raises(Forbidden):
        see_links(small_world.ctx, small_world.noor, LinkState.GONE, start=0, limit=5)


def test_a_page_that_was_not_there_once_is_said_to_be_looked_at_again(small_world):
    only(small_world, ID)
    web = Web(current_catalogue(small_world.ctx.database).sources[ID].source.url)
    for _ in range(2):  # two pages of one host, one in a round
        check_links(small_world.ctx, web.look)
        later(small_world, seconds=40)
    carla = small_world.person("Carla", Role.COORDINATOR, small_world.place().id)
    listed = small_world.client(carla).get("/catalogue/links?state=unreached").text
    assert "De website zegt dat deze pagina er niet is. Wij kijken nog een keer." in listed


def test_a_source_whose_page_answers_says_nothing(small_world):
    check_links(small_world.ctx, Web().look)
    assert "werkt niet meer" not in small_world.client().get(f"/sources/{ID}").text


def test_the_ticker_looks_aside_and_only_when_it_is_switched_on(small_world):
    web = Web()
    off = LinkRounds(small_world.ctx, web.look)
    off.tick()
    off.wait(5)
    assert web.asked == []

    settings = replace(small_world.ctx.settings, check_links=True)
    on = LinkRounds(replace(small_world.ctx, settings=settings), web.look)
    on.tick()
    on.tick()
    on.wait(10)
    assert len(web.asked) in (MOST_AT_ONCE, 2 * MOST_AT_ONCE)


@pytest.mark.parametrize("path", ["/messages/status", "/catalogue/care", "/api/v1/needs"])
def test_h50_a_source_that_points_at_our_own_pages_leads_nowhere(small_world, path):
    with socket.create_server(("127.0.0.1", 0)) as ours:
        settings = replace(
            small_world.ctx.settings,
            base_url="https://steun.example.org",
            matcher_internal_url=f"http://127.0.0.1:{ours.getsockname()[1]}",
        )
        looks = PageLooks(Http(EgressGuard.of(settings, lambda _host, _port: ["127.0.0.1"])))
        for base in (settings.base_url, settings.matcher_internal_url, "https://alias.example.org"):
            point_at(small_world, base + path)
            for _ in range(2):
                check_links(small_world.ctx, looks.look)
                later(small_world, seconds=40)
            with small_world.ctx.database.read() as connection:
                assert link_checks.counts(SYSTEM, connection) == {LinkState.SKIPPED: 1}, base
        ours.settimeout(0.1)
        with pytest.raises(TimeoutError):
            ours.accept()


def point_at(world, url):
    """Leaves one source, with nothing but this page."""
    only(world, ID)
    _catalogue, entry = see_source(world.ctx, None, ID)
    record = {**entry.document, "url": url, "provenance": {**entry.document["provenance"], "source_url": url}}
    with world.ctx.write() as work:
        publish(work.connection, [record], changed_by="file", at=world.ctx.clock.now())
