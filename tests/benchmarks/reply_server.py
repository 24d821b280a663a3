"""The matcher with a whole country's sources behind gunicorn, beside an empty Flask app: for measuring replies.

`python -m tests.benchmarks.reply_server FOLDER PORT SOURCES NEEDS` prints one line of JSON when it is ready: the
session cookie, the paths and the number of the process that answers. Everything is kept in FOLDER.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from services.matcher.settings import MatcherContext
from services.matcher.storage import MIGRATIONS
from services.matcher.storage import regions as region_storage
from services.matcher.storage import sources as source_storage
from services.matcher.storage.region_file import shipped_regions
from shared.access import PEOPLE_MIGRATIONS, sessions
from shared.access.rights import SIGNED_IN, Action, Resource, Right, require
from shared.access.scope import SYSTEM
from shared.access.sessions import Means
from shared.access.web import require_actor
from shared.notifier.door import MIGRATIONS as NOTIFIER_MIGRATIONS
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from shared.plumbing.serving import warmed
from tests.benchmarks.matching_records import Country
from tests.services.matcher.world import NOW, World, context_for

EMPTY_BARE, EMPTY_HERE = "/bare/empty", "/empty"
EMPTY_QUIET, EMPTY_WITH_RIGHT = "/internal/empty", "/empty-with-right"
"""The same answer where no session is looked at, and after a session and a right."""
THREADS = 8


def made_context(folder: Path) -> MatcherContext:
    """Empty databases of the newest shape."""
    found = {}
    for name, migrations in (("people", PEOPLE_MIGRATIONS), ("matcher", MIGRATIONS), ("notifier", NOTIFIER_MIGRATIONS)):
        found[name] = Database(f"sqlite:///{folder / name}.sqlite3")
        upgrade(found[name], migrations)
    made: MatcherContext = context_for(found["people"], found["matcher"], found["notifier"])
    return made


def fill(ctx: MatcherContext, country: Country, sources: int) -> None:
    """Regions and sources, written as a load of files writes them."""
    records = [country.source_record(number) for number in range(sources)]
    changes = [source_storage.SourceChange(r["id"], 1, source_storage.LISTED, r, "made", ()) for r in records]
    with ctx.database.transaction() as connection:
        region_storage.put_regions(SYSTEM, connection, shipped_regions())
        source_storage.keep_versions(SYSTEM, connection, changes, changed_by="file", at=NOW)


def described(world: World, country: Country, needs: int) -> list[str]:
    """Needs of one place; the paths of their matches."""
    place = world.place()
    records = [country.need_record(number) for number in range(needs)]
    told = [{**record, "area": record["place"]["area"]} for record in records]
    found = [{name: value for name, value in need.items() if name not in ("id", "place")} for need in told]
    return [f"/api/v1/needs/{world.need(place, **need).id}/matches" for need in found]


def empty() -> Response:
    """The least that Flask can answer."""
    return jsonify(ok=True)


def application(world: World) -> Any:
    """Our matcher, with an empty answer behind the same session check, and a bare Flask app beside it."""
    bare = Flask("bare")
    bare.add_url_rule("/empty", view_func=empty)
    empty.right = SIGNED_IN  # type: ignore[attr-defined]
    world.app.add_url_rule(EMPTY_HERE, view_func=empty)
    world.app.add_url_rule(EMPTY_QUIET, "empty_quiet", empty)
    (place_id,) = {place_id for __, place_id in world.noor.roles}

    def empty_with_right() -> Response:
        require(require_actor(), Right(Resource.NEED, Action.READ), place_id=place_id)
        return empty()

    empty_with_right.right = Right(Resource.NEED, Action.READ)  # type: ignore[attr-defined]
    world.app.add_url_rule(EMPTY_WITH_RIGHT, view_func=empty_with_right)
    return DispatcherMiddleware(world.app, {"/bare": bare})


def made(folder: Path, sources: int, needs: int) -> Any:
    """Fill the databases, look once at everything, and say that it can begin."""
    ctx, country = made_context(folder), Country(shipped_regions())
    fill(ctx, country, sources)
    world = World(ctx)
    paths = described(world, country, needs)
    with ctx.people.transaction() as connection:
        session = sessions.start(connection, person_id=world.noor.person_id, means=Means.PASSKEY, at=NOW)
    served = warmed(lambda: application(world))
    print(json.dumps({"session": session, "paths": paths, "pid": os.getpid()}), flush=True)
    return served


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with one worker of the kind that the containers run."""

    def load_config(self) -> None:
        """One worker, so that it is one core that is measured."""
        for name, value in {
            "bind": f"127.0.0.1:{sys.argv[2]}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": THREADS,
            "timeout": 300,
            "control_socket_disable": True,
            "accesslog": None,
            "loglevel": "warning",
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application."""
        return made(Path(sys.argv[1]), int(sys.argv[3]), int(sys.argv[4]))


if __name__ == "__main__":
    Server().run()
