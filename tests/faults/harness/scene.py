"""One fault test: fresh databases, a Redis, the ledger, a place with a team, and processes of the product."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.faults.harness import results, settings_of, shelf
from tests.faults.harness.checker import Findings, Limits, check
from tests.faults.harness.clock import FileClock
from tests.faults.harness.journal import Journal
from tests.faults.harness.people import TEAM, populate
from tests.faults.harness.processes import Child, Keeper, Zygote
from tests.faults.harness.redis_box import RedisBox
from tests.support import processes
from tests.support.processes import free_port, wait_until

__all__ = ["CHANNELS", "TEAM", "Scene"]
CHANNELS = ("inbox", "mail")
SOON = timedelta(seconds=3)


class Scene:
    """What a fault test works with. `fault` and `seed` name it in the table of results."""

    def __init__(
        self,
        make_database: Callable[[str], str],
        folder: Path,
        zygote: Zygote,
        *,
        build: str = "",
        team: tuple[str, ...] = TEAM,
        data_dir: Path | None = None,
        **changes: Any,
    ) -> None:
        self.folder, self._zygote, self._broken = folder, zygote, build
        self.urls = {name: make_database(name) for name in ("people", "tracker", "notifier")}
        self.team = team
        populated = populate(self.urls, build, team)
        self.people, self.place = populated.names, populated.place
        self.session, self.stranger = populated.session, populated.stranger
        self.redis = RedisBox()
        self.script, self.ledger_file = folder / "script", folder / "ledger"
        self.script.touch()
        self.port, control, mail, self.hook_port = (free_port() for _ in range(4))
        self._ledger = self._start_ledger(control, mail)
        self.journal = Journal(self.script, control)
        self.given = settings_of.make(
            data_dir or folder,
            self.urls,
            **{
                "base_url": f"http://127.0.0.1:{self.port}",
                "redis_url": self.redis.url,
                "smtp_url": f"smtp://127.0.0.1:{mail}",
                **changes,
            },
        )
        self.log = folder / "processes.log"
        self._keepers: list[Keeper] = []
        self._children: list[Child] = []
        self._began = time.monotonic()

    @property
    def database(self) -> str:
        """The kind of database that this runs on."""
        return "sqlite" if self.urls["tracker"].startswith("sqlite") else "postgresql"

    @property
    def clock_file(self) -> Path:
        """Where the processes read how far off their clock is."""
        return Path(self.given["folder"]) / "clock"

    # Processes ------------------------------------------------------------------------------------

    def start(self, role: str, *, crash_at: str = "", **more: Any) -> Child:
        """Starts one process; `crash_at` names the point where it shall die."""
        environment = {"STEUNSTROMEN_FAULTS": "1", "CRASH_AT": crash_at} if crash_at else {}
        given = {**self.given, "port": self.port, "broken": self._broken, **more}
        child = self._zygote.start(role, given, log=self.log, environment=environment)
        self._children.append(child)
        return child

    def keep(self, role: str, **more: Any) -> Keeper:
        """Starts a process and starts it again whenever it ends."""
        keeper = Keeper(lambda: self.start(role, **more))
        self._keepers.append(keeper)
        return keeper

    def wait(self, ready: Callable[[], bool], what: str, seconds: float = 40) -> None:
        """Waits until something is so."""
        wait_until(ready, what=what, seconds=seconds, log=self.log)

    def answers(self) -> bool:
        """Whether the pages are there."""
        return _listens(self.port)

    def stop_all(self) -> None:
        """Ends every process of the product."""
        for keeper in self._keepers:
            keeper.stop()
        self._keepers.clear()
        for child in self._children:
            if child.alive:
                child.kill()
        self._children.clear()

    def close(self) -> None:
        """Ends everything."""
        self.stop_all()
        self.journal.close()
        processes.stop(self._ledger)
        self.redis.stop()

    def _start_ledger(self, control: int, mail: int) -> subprocess.Popen[bytes]:
        program = Path(__file__).with_name("ledger.py")
        command = [sys.executable, "-I", program, self.ledger_file, control, mail, self.hook_port]
        log = self.folder / "ledger.log"
        started = processes.start(command, log=log, cwd=self.folder)
        wait_until(lambda: _listens(control) and _listens(mail), what="the ledger", process=started, log=log)
        return started

    # What came of it ------------------------------------------------------------------------------

    def rows(self, database: str, query: str) -> list[tuple[Any, ...]]:
        """What a plain query gives."""
        return list(shelf.rows(self.urls[database], query))

    def change(self, database: str, statement: str) -> int:
        """What nobody should do: changes rows behind the product's back."""
        return shelf.change(self.urls[database], statement)

    def now(self) -> datetime:
        """The present moment as the processes believe it to be."""
        return FileClock(self.clock_file).now()

    def at_rest(self) -> bool:
        """Whether nothing waits any more: no open intent that is due, no delivery on its way."""
        return self.waiting() == 0

    def handed_over(self) -> int:
        """How many tries ended well."""
        return int(self.rows("notifier", "SELECT count(*) FROM delivery_attempt WHERE outcome = 'accept'")[0][0])

    def waiting(self) -> int:
        """How many reminders and intents are due, and deliveries on their way.

        In the order in which one becomes the other: what moves on between two looks is seen in the second.
        """
        # A reminder that is due in a moment is still to come as well.
        planned = f"SELECT count(*) FROM reminder WHERE state = 'planned' AND due_at <= '{_text(self.now() + SOON)}'"
        intents = f"SELECT count(*) FROM outbox_intent WHERE state = 'open' AND due_at <= '{_text(self.now())}'"
        restless = "('pending', 'sending', 'retry_wait', 'uncertain')"
        moving = f"SELECT count(*) FROM delivery WHERE state IN {restless}"
        looks = (("tracker", planned), ("tracker", intents), ("notifier", moving))
        return sum(int(self.rows(database, query)[0][0]) for database, query in looks)

    def settle(self, seconds: float = 60) -> float:
        """Waits until nothing waits any more; how many seconds that took."""
        start = time.monotonic()
        self.wait(self.at_rest, "the last message", seconds)
        return time.monotonic() - start

    def findings(self, limits: Limits | None = None) -> Findings:
        """Reads the inboxes into the ledger and compares everything with the model. Once, at the end."""
        shelf.write_down_inbox(self.journal, self.urls["notifier"], self.people)
        shelf.write_down_given_up(self.journal, self.urls["notifier"], self.people)
        return check(self.script, self.ledger_file, limits or Limits())

    def verdict(
        self,
        fault: str,
        *,
        seed: int | str = "",
        limits: Limits | None = None,
        note: str | Callable[[Findings], str] = "",
    ) -> Findings:
        """Compares, writes the line of the table, and fails with what was promised and not kept."""
        limits = limits or Limits()
        found = self.findings(limits)
        wrong = found.breaches(limits)
        if not found.expected and not found.unsure:
            wrong.append("nothing was asked for: this proves nothing")
        seconds = round(time.monotonic() - self._began, 1)
        said = note if isinstance(note, str) else note(found)
        results.note(fault, self.database, seed=seed, figures=asdict(found), wrong=wrong, seconds=seconds, note=said)
        assert not wrong, f"{fault} seed {seed!r} on {self.database}: {wrong}\n{_end_of(self.log)}"
        return found


def _text(moment: datetime) -> str:
    """A moment as both databases read it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _end_of(log: Path) -> str:
    return log.read_text(errors="replace")[-4000:] if log.exists() else ""
