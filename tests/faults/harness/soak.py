"""People who write without pause while parts are killed at random: what a soak is made of. All of it is seeded."""

from __future__ import annotations

import itertools
import os
import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

from tests.faults.harness import SEEDS, long_run
from tests.faults.harness.client import Answer, Client
from tests.faults.harness.processes import Keeper
from tests.faults.harness.reminding import remind_soon
from tests.faults.harness.scene import Scene

DRAINED_IN = 120.0
MOST_WAITING = 60
OUTAGE = (psycopg.OperationalError, sqlite3.OperationalError)


@dataclass(frozen=True)
class Harm:
    """Something bad that happens about every so many seconds."""

    every: float
    act: Callable[[], object]


@dataclass
class Soak:
    """One soak. Add harms, then `run`; afterwards `answers` holds what all clients saw."""

    scene: Scene
    seed: int
    seconds: float
    per_second: float = 4.0
    clients: int = 2
    reminders: bool = True
    harms: list[Harm] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    done: int = 0
    crashes: Counter[str] = field(default_factory=Counter)
    spared: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.numbers = itertools.count(1)
        self._stop = threading.Event()
        self._keepers: dict[str, Keeper] = {}

    def staff(self, *roles: str) -> None:
        """Starts processes that are started again when they end; a role twice is two of them."""
        for number, role in enumerate(roles):
            self._keepers[f"{role}-{number}" if role in self._keepers else role] = self.scene.keep(role)

    def harm(self, every: float, act: Callable[[], object]) -> None:
        """Does something bad about every so many seconds."""
        self.harms.append(Harm(every, act))

    def kills(self, role: str, every: float) -> None:
        """Kills that process again and again."""
        progress: dict[str, float] = {role: -1.0}

        def kill() -> None:
            # On a busy machine a start may take longer than the time between two kills: what never gets to anything
            # proves nothing. One message got through is enough; that one may lose five workers is for the judge.
            done = self._done_by(role)
            if done - progress[role] < 1:
                self.spared[role] += 1
                return
            progress[role] = done
            self._keepers[role].child.kill()
            self.crashes[role] += 1

        self.harm(every, kill)

    def run(self) -> float:
        """Lets people write and things break for `seconds`; then waits for the last message. How long that took."""
        with self.people():
            time.sleep(self.seconds)
        return self.settle()

    @contextmanager
    def people(self) -> Iterator[None]:
        """People who write, and harms that happen, as long as the block lasts."""
        chance = random.Random(self.seed)
        threads = [threading.Thread(target=self._write, args=(chance.random(),)) for _ in range(self.clients)]
        threads += [threading.Thread(target=self._break, args=(harm, chance.random())) for harm in self.harms]
        self.scene.wait(self.scene.answers, "the pages")
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join(60)
        assert not self.wrong, self.wrong

    def settle(self) -> float:
        """Waits until nothing waits any more; how many seconds that took."""
        return self.scene.settle(DRAINED_IN)

    def slowest_yes(self, share: float = 0.99) -> float:
        """The time within which this share of the answers came that were a yes, in seconds."""
        times = sorted(answer.seconds for answer in self.answers if answer.ok)
        return times[min(len(times) - 1, int(len(times) * share))] if times else 0.0

    def _write(self, seed: float) -> None:
        chance, client = random.Random(seed), Client(self.scene, numbers=self.numbers)
        try:
            while not self._stop.is_set():
                start = time.monotonic()
                # What a slow machine can't carry says nothing of what is lost.
                if self._keeps_up():
                    self._one(client, chance)
                self._stop.wait(max(0.0, self.clients / self.per_second - (time.monotonic() - start)))
        except Exception as error:
            self.wrong.append(f"{type(error).__name__}: {error}")
        self.answers.extend(client.answers)

    def _keeps_up(self) -> bool:
        try:
            return self.scene.waiting() < MOST_WAITING
        except OUTAGE:  # the database is what breaks in this test
            return True

    def _done_by(self, role: str) -> float:
        """A number that grows as this role gets something done; of the others nothing is asked."""
        if role == "web":
            return self.done
        return self.scene.handed_over() if role == "worker" else time.monotonic()

    def _one(self, client: Client, chance: random.Random) -> None:
        application = client.start_application()
        if application is None:
            raise AssertionError("no yes in half a minute")
        self.done += 1
        if not self.reminders or chance.random() >= 1 / 3:
            return
        try:
            event = remind_soon(self.scene, application, 0.5 + 2 * chance.random())
        except OUTAGE:  # moved or not: who can say
            self.scene.journal.saw("INDET", f"{application['title']}/reminder")
            return
        if chance.random() < 1 / 4:
            client.give_up(application, event)

    def _break(self, harm: Harm, seed: float) -> None:
        chance = random.Random(seed)
        while not self._stop.wait(harm.every * (0.7 + 0.6 * chance.random())):
            try:
                harm.act()
            except Exception as error:
                self.wrong.append(f"a harm failed: {type(error).__name__}: {error}")
                return


def seeds(every: Sequence[int] = (11, 22, 33)) -> tuple[int, ...]:
    """Three seeds when everything is run, or as many as were asked for; one in the short version."""
    return tuple(every[: int(os.environ.get(SEEDS) or len(every))]) if long_run() else tuple(every[:1])
