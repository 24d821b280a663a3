"""The ledger and its checker first: they share no code with the product, and they notice what is broken."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import pytest

from tests.faults.harness import broken
from tests.faults.harness.checker import Limits
from tests.faults.harness.client import Client
from tests.faults.harness.processes import ROOT

pytestmark = pytest.mark.slow
INDEPENDENT = ("ledger", "model", "checker", "journal", "shelf")


def test_the_ledger_and_its_checker_import_nothing_of_the_product():
    modules = ", ".join(f"tests.faults.harness.{name}" for name in INDEPENDENT)
    code = f"import sys, {modules}; print([n for n in sys.modules if n.split('.')[0] in ('services', 'shared')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_whole_build_passes(make_scene):
    scene = make_scene()
    for role in ("web", "worker", "ticker"):
        scene.keep(role)
    client = Client(scene)
    for _ in range(3):
        assert client.start_application()
    scene.settle()
    found = scene.verdict("whole build")
    assert (found.expected, found.delivered) == (18, 18)


# A checker that finds nothing proves nothing: each of these builds breaks one thing, and it has to say so.


def test_it_flags_a_build_without_a_unique_key(make_sqlite_scene):
    scene = make_sqlite_scene(build=broken.NO_UNIQUE_KEY)
    scene.keep("web")
    victim = scene.start("worker", crash_at="after_take")
    assert Client(scene).start_application()
    assert victim.wait(30) == -signal.SIGKILL
    scene.keep("worker")
    scene.keep("ticker")
    scene.wait(lambda: scene.rows("notifier", "SELECT count(*) FROM inbox_message")[0][0] >= 6, "the doubles")
    scene.settle()
    found = scene.findings()
    assert found.effective_double == 6
    assert "effective_double: 6" in found.breaches(Limits())


def test_it_flags_a_build_that_marks_before_it_sends(make_sqlite_scene):
    scene = make_sqlite_scene(build=broken.MARK_BEFORE_SEND)
    scene.keep("web")
    victim = scene.start("worker", crash_at="broken_after_mark")
    assert Client(scene).start_application()
    assert victim.wait(30) == -signal.SIGKILL
    scene.keep("worker")
    scene.keep("ticker")
    scene.settle()
    # At least the one on which it died; another may be marked and on its way at the moment of looking.
    assert scene.findings().lost >= 1


def test_it_flags_a_build_without_a_sweeper(make_sqlite_scene):
    scene = make_sqlite_scene(build=broken.NO_SWEEPER)
    for role in ("web", "ticker"):
        scene.keep(role)
    assert Client(scene).start_application()
    scene.redis.empty()
    scene.keep("worker")
    time.sleep(3)
    assert scene.findings().lost == 6


def test_the_checker_ends_with_a_failure_for_each_of_them(tmp_path):
    script, ledger = tmp_path / "script", tmp_path / "ledger"
    asked = {"event": "evt-000001/started", "recipients": ["anna"], "channels": ["mail"]}
    script.write_text(json.dumps(asked) + "\n")
    told = {"what": "DELIVER", "t": 2.0, "tag": "evt-000001", "title": "Aanvraag begonnen: evt-000001"}
    mail = {**told, "recipient": "anna", "channel": "mail", "id": "one"}
    ack = {"what": "ACK", "t": 1.0, "event": "evt-000001/started"}
    closed = {"what": "CLOSED", "t": 1.0, "event": "evt-000001/started"}
    gone: dict[str, object] = {
        "what": "DEAD",
        "recipient": "anna",
        "channel": "mail",
        "tag": "01",
        "kind": "application_started",
    }
    gone |= {"reason": "worker_lost", "lost_workers": 5}
    named = {"what": "NAME", "id": "01", "tag": "evt-000001"}
    for lines, code in (
        ([ack, named, gone], 1),  # dead, and none was allowed
        ([ack, named, gone, "--dead", "1"], 0),
        ([ack, named, {**gone, "lost_workers": 4}, "--dead", "1"], 1),  # given up too soon: lost
        ([ack, named, {**gone, "reason": ""}, "--dead", "1"], 1),  # nobody is told why: lost
        ([ack, mail], 0),
        ([ack], 1),  # lost
        ([mail], 1),  # ghost
        ([ack, mail, {**mail, "id": "two"}], 1),  # effective double
        ([ack, mail, mail], 1),  # wire double
        ([ack, {**mail, "t": 200.0}], 1),  # late
        ([ack, closed, {**mail, "t": 60.0}], 1),  # stale
        ([ack, {**mail, "recipient": "otto"}, mail], 1),  # ghost: not meant for him
    ):
        options = [one for one in lines if isinstance(one, str)]
        ledger.write_text("".join(json.dumps(line) + "\n" for line in lines if line not in options))
        command = [sys.executable, "-m", "tests.faults.harness.checker", script, ledger, *options]
        assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == code, lines
