"""A place with its people, a matcher that answers at once, and a tracker over real databases."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa

from services.tracker.settings import Receipt, TrackerContext
from services.tracker.storage.tables import metadata
from shared.access import directory
from shared.access.actors import MandateAct, Role
from shared.access.enrolment import (
    OrganisationKind,
    add_organisation,
    add_person,
    give_mandate,
    give_role,
    join_coalition,
)
from shared.access.tables import season_of_rest
from shared.contracts.likely_sources import Likely
from shared.contracts.source_answer import AnswerOutcome
from shared.contracts.source_snapshot import (
    AmountBand,
    Closing,
    ClosingBasis,
    SnapshotReason,
    SnapshotVerdict,
    SourceSnapshot,
)
from shared.kernel.clock import SetClock
from shared.kernel.errors import NotFound, Unavailable
from shared.kernel.ids import new_id
from shared.outbox.relay import NoRelay
from shared.plumbing.database import Database
from shared.plumbing.settings import local_settings

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
EVERY_ACT = tuple(MandateAct)


@dataclass
class FakeMatcher:
    """Gives the snapshots that it was given, and refuses whoever may not see the place."""

    snapshots: dict[tuple[str, str], SourceSnapshot]
    people: Database
    asked: int = 0
    receipt: Receipt = Receipt.TAKEN
    away: bool = False
    told: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    proposals: Likely = field(default_factory=Likely)

    def tell(self, event):
        """Takes every event, unless a test says otherwise."""
        self.told.append(event)
        return self.receipt

    def tell_answer(self, person_id, answer):
        """Takes every answer, unless a test says that it is away."""
        if self.away:
            raise Unavailable("De bronnen zijn nu niet bereikbaar.")
        self.answers.append((person_id, answer))
        return AnswerOutcome.CHECKED

    def likely(self, person_id, rows):
        """Proposes the same for every row."""
        if self.away:
            raise Unavailable("De bronnen zijn nu niet bereikbaar.")
        return {row.key: self.proposals for row in rows}

    def snapshot(self, person_id, need_id, source_id):
        self.asked += 1
        found = self.snapshots.get((need_id, source_id))
        with self.people.read() as connection:
            actor = directory.actor_of_person(connection, person_id, NOW)
        if found is None or actor is None or not actor.scope.reaches(found.place_id):
            raise NotFound("Deze behoefte of deze bron is niet gevonden.")
        return found


@dataclass
class World:
    """Who and what there is. `ids` holds people and organisations by their short name."""

    ctx: TrackerContext
    clock: SetClock
    matcher: FakeMatcher
    ids: dict[str, str]

    @property
    def place(self):
        return self.ids["place"]

    def actor(self, name):
        with self.ctx.people.read() as connection:
            found = directory.actor_of_person(connection, self.ids[name], self.clock.now())
        assert found is not None
        return found

    def offer(self, **changes):
        """Puts a source in the matcher and gives its snapshot."""
        snapshot = replace(snapshot_of(self.place), **changes)
        self.matcher.snapshots[snapshot.need_id, snapshot.source_id] = snapshot
        return snapshot

    def rows(self, table, **where):
        """The rows of a table of the tracker as mappings, straight from the database."""
        found = metadata.tables[table]
        conditions = [found.c[name] == value for name, value in where.items()]
        order = found.c.due_at if "due_at" in found.c else next(iter(found.primary_key))
        with self.ctx.database.read() as connection:
            return list(connection.execute(sa.select(found).where(*conditions).order_by(order)).mappings())

    def rest(self, starts_on, ends_on, who="place"):
        with self.ctx.people.transaction() as connection:
            connection.execute(
                sa.insert(season_of_rest).values(
                    id=new_id(), organisation_id=self.ids[who], starts_on=starts_on, ends_on=ends_on
                )
            )

    def gather(self, name):
        """Brings an organisation into the coalition of the place."""
        with self.ctx.people.transaction() as connection:
            join_coalition(connection, organisation_id=self.ids[name], coalition_id=self.ids["coalition"])

    def join(self, name, role):
        """Adds somebody to the place."""
        with self.ctx.people.transaction() as connection:
            self.ids[name] = add_person(connection, email=f"{name}@voorbeeld.nl", name=name.title(), at=NOW)
            give_role(connection, person_id=self.ids[name], organisation_id=self.place, role=role, at=NOW)


def snapshot_of(place_id):
    return SourceSnapshot(
        source_id="fonds-voor-de-wijk",
        source_version=3,
        name="Keukens voor de buurt",
        provider="Fonds voor de wijk",
        provider_kind="fund",
        status="unknown",
        document={"id": "fonds-voor-de-wijk"},
        need_id="need-1",
        need_title="Een nieuwe keuken",
        place_id=place_id,
        verdict=SnapshotVerdict(
            "unknown", "find_out", (SnapshotReason("status_unknown", "unknown", "Niet bekend of het open is.", None),)
        ),
        taken_at=NOW,
        url="https://fonds.example.org/keukens",
        seen_on="2025-10-28",
        closing=Closing(date(2027, 2, 1), basis=ClosingBasis.UNSTATED, source_text="1 februari"),
        amounts=(AmountBand(50_000, 500_000),),
        papers=("project_plan", "budget", "kvk_extract"),
        first_steps=("phone_call",),
        apply_via=("online_form",),
        amount_sought_cents=400_000,
    )


def open_world(people: Database, database: Database, notifier: Database, folder) -> World:
    clock = SetClock(NOW)
    with people.transaction() as connection:
        ids = _populate(connection)
    matcher = FakeMatcher({}, people)
    settings = local_settings(folder, port=8000, demo=True)
    ctx = TrackerContext(settings, clock, people, database, notifier, NoRelay(), matcher)
    world = World(ctx, clock, matcher, ids)
    world.offer()
    return world


def _populate(connection):
    def organisation(kind, name, **more):
        return add_organisation(connection, kind=kind, name=name, at=NOW, **more)

    def person(name):
        return add_person(connection, email=f"{name}@voorbeeld.nl", name=name.title(), at=NOW)

    coalition = organisation(OrganisationKind.COALITION, "Coalitie")
    place = organisation(OrganisationKind.PLACE, "Huis van de wijk", coalition_id=coalition)
    other = organisation(OrganisationKind.PLACE, "De buren")
    names = ("bea", "mo", "vera", "victor", "cor", "otto")
    ids = {name: person(name) for name in names} | {"place": place, "other": other, "coalition": coalition}
    roles = (
        ("bea", place, Role.BOARD),
        ("mo", place, Role.MEMBER),
        ("cor", coalition, Role.COORDINATOR),
        ("otto", other, Role.BOARD),
    )
    for name, organisation_id, role in roles:
        give_role(connection, person_id=ids[name], organisation_id=organisation_id, role=role, at=NOW)
    # Vera has a written mandate for everything; Victor may write and not hand in.
    for name, acts, written in (("vera", EVERY_ACT, True), ("victor", (MandateAct.DRAFT,), False)):
        give_mandate(
            connection,
            place_id=place,
            person_id=ids[name],
            acts=acts,
            written=written,
            starts_at=NOW - timedelta(days=1),
            ends_at=NOW + timedelta(days=1000),
            given_by=ids["bea"],
            at=NOW,
        )
    return ids
