"""F6: the disk fills up. Nobody gets a yes for what is not kept, no half file stays, and room heals everything."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.tracker.usecases.documents.keeping import AREA
from tests.faults.harness.client import Client, body_for

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
SIZE = "24m"
PDF = b"%PDF-1.7\n" + b"% nothing much\n" * 6000 + b"%%EOF\n"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes; skips where this user may not mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a small disk can't be mounted here ({done.stderr.strip()})")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


def on_disk(folder: Path) -> Callable[[str], str]:
    """Addresses of SQLite files on that disk."""
    return lambda name: f"sqlite:///{folder / name}.sqlite3"


def fill(folder: Path) -> Path:
    """Takes every last byte of a disk."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError as error:
                assert error.errno == errno.ENOSPC
    return ballast


def test_a_full_disk_gives_no_false_yes(make_scene_on, small_disk, tmp_path):
    scene = make_scene_on(on_disk(small_disk), data_dir=small_disk)
    for role in ("web", "worker", "ticker"):
        scene.keep(role)
    client = Client(scene)
    assert client.start_application()
    scene.settle()
    ballast = fill(small_disk)
    refused = [client.ask("POST", "/applications", body_for("evt-000777"), key=str(number)) for number in range(5)]
    refused += [client.upload_once(f"{number}.pdf", PDF) for number in range(3)]
    kept = scene.rows("tracker", "SELECT count(*) FROM application WHERE title = 'evt-000777'")[0][0]
    yes = [answer for answer in refused if answer.ok]
    assert kept == len([answer for answer in yes if "state" in answer.body])
    assert {answer.status for answer in refused if not answer.ok} <= {503, 507}, refused
    assert any(not answer.ok for answer in refused)
    halves = [path for path in (small_disk / "files").rglob("*") if path.suffix == ".half"]
    names = {row[0] for row in scene.rows("tracker", "SELECT stored_as FROM stored_file")}
    whole = {path.name for path in (small_disk / "files" / AREA).rglob("*") if path.is_file() and not path.suffix}
    ballast.unlink()
    assert names <= whole
    assert all(path.stat().st_size < len(PDF) for path in halves)
    if yes:
        scene.journal.ask("evt-000777/started", list(scene.team), ["inbox", "mail"])
        scene.journal.saw("INDET", "evt-000777/started")
    assert client.start_application(until=60.0)
    scene.settle()
    scene.verdict("F6 disk full", note=f"answers {sorted({answer.status for answer in refused})}")


def test_a_log_that_can_not_be_written_stops_nobody(make_scene_on, make_sqlite, small_disk):
    scene = make_scene_on(make_sqlite)
    scene.log = small_disk / "log"
    for role in ("web", "worker", "ticker"):
        scene.keep(role)
    scene.wait(scene.answers, "the pages")
    fill(small_disk)
    client = Client(scene)
    for _ in range(3):
        assert client.start_application()
    scene.settle()
    assert os.statvfs(small_disk).f_bavail == 0
    scene.verdict("F6 log disk full")
