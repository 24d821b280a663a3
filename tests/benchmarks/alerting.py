"""How long the ticker is kept when sources change: `python -m tests.benchmarks.alerting`.

1,500 open needs in SQLite, the real catalogue, and fifty changed sources at once.
"""

from __future__ import annotations

import json
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from services.matcher.storage import MIGRATIONS
from services.matcher.storage.needs import NeedRow, insert_need
from services.matcher.usecases.alerting.tell_teams import tell_teams
from services.matcher.usecases.alerting.watch_needs import WATCHER
from services.matcher.usecases.alerting.watching import start_watches, watch_sources
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.load_catalogue import load_catalogue
from services.matcher.usecases.catalogue.publish import publish
from shared.access.scope import SYSTEM
from shared.access.tables import PEOPLE_MIGRATIONS
from shared.contracts.codes import codes
from shared.kernel.ids import new_id
from shared.notifier.door import MIGRATIONS as NOTIFIER_MIGRATIONS
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from tests.services.matcher.world import NEED, World, context_for

NEEDS, PLACES, CHANGED = 1_500, 50, 50


def measure() -> dict[str, float]:
    """The calls that a run takes, the longest of them, and the whole, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        world = _filled(Path(folder))
        times = []
        done = False
        while not done:
            begin = time.perf_counter()
            done = watch_sources(world.ctx, WATCHER)
            times.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        told = tell_teams(world.ctx)
        telling = time.perf_counter() - begin
    figures = {
        "needs": NEEDS,
        "changed_sources": CHANGED,
        "calls": len(times),
        "longest_call_s": round(max(times), 3),
        "all_calls_s": round(sum(times), 3),
        "messages_in_one_call": told,
        "telling_s": round(telling, 3),
    }
    print(f"alerts: {figures}")
    return figures


def _filled(folder: Path) -> World:
    migrations = {"people": PEOPLE_MIGRATIONS, "matcher": MIGRATIONS, "notifier": NOTIFIER_MIGRATIONS}
    databases = {name: Database(f"sqlite:///{folder / name}.sqlite3") for name in migrations}
    for name, database in databases.items():
        upgrade(database, migrations[name])
    world = World(context_for(*databases.values()))
    load_catalogue(world.ctx)
    start_watches(world.ctx)
    _add_needs(world)
    world.ctx.clock.move(timedelta(hours=1))
    known = list(current_catalogue(world.ctx.database).sources.values())[:CHANGED]
    changed = [{**entry.document, "deadlines": {"kind": "fixed", "dates": ["2027-02-01"]}} for entry in known]
    with world.ctx.write() as work:
        publish(work.connection, changed, changed_by="file", at=world.ctx.clock.now())
    return world


def _add_needs(world: World) -> None:
    random, now = Random(1), world.ctx.clock.now()
    places = [world.place(name=f"Plek {number}", legal_form="foundation").id for number in range(PLACES)]
    towns = [region.code for region in current_catalogue(world.ctx.database).regions if region.level == "gemeente"]
    with world.ctx.write() as work:
        for number in range(NEEDS):
            document: dict[str, Any] = {
                **NEED,
                "title": f"Vraag {number}",
                "amount_sought": random.choice([150, 500, 2_500, 10_000, 40_000]),
                "themes": random.sample(codes("themes"), 2),
                "area": random.choice(towns),
                "starts_on": f"2027-{random.randint(1, 9):02}-01",
                "ends_on": "2027-12-01",
            }
            row = NeedRow(new_id(), random.choice(places), 1, "open", document, world.noor.person_id, now, now)
            insert_need(SYSTEM, work.connection, row)


if __name__ == "__main__":
    print(json.dumps(measure()))
