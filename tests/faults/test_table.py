"""The table of faults: no case is left out of it, also not the one that fails before its end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.faults.harness import results
from tests.faults.harness.cases import BESIDE, name_of
from tests.faults.harness.processes import ROOT
from tests.faults.harness.reporting import ONLY

TESTS = '''
import pytest
from tests.faults.harness import results

@pytest.mark.parametrize("number", [1, 2])
def test_it_holds(number):
    pass

def test_it_breaks():
    raise ValueError("broken")

def test_it_says_well_and_breaks_after_it():
    results.note("F99 counted", "sqlite", seed=11)
    assert not "late"

@pytest.mark.skip(reason="not here")
def test_it_can_not_be_run():
    pass

def test_it_is_about_another_fault():
    """F98: said in its own words."""
'''


def run(folder: Path, only: str) -> tuple[int, list[tuple[str, str, str]]]:
    """The exit code of pytest, and the name, result and note of each line."""
    (folder / "test_f99_made_up.py").write_text(TESTS)
    (folder / "pytest.ini").write_text("[pytest]\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), results.WHERE: str(folder / "lines"), ONLY: only}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.faults.harness.reporting"]
    done = subprocess.run([*command, str(folder)], cwd=folder, env=environment, capture_output=True, check=False)
    return done.returncode, [
        (line["fault"], line["result"], "; ".join([*line["wrong"], line["note"]]).strip("; "))
        for line in results.read(folder / "lines")
    ]


def test_every_test_is_a_line_and_what_fails_says_why(tmp_path):
    code, lines = run(tmp_path, "")
    assert code == 1
    assert [line[:2] for line in lines] == [
        ("F99 it holds", "pass"),
        ("F99 it breaks", "FAIL"),
        ("F99 counted", "pass"),
        ("F99 it says well and breaks after it", "FAIL"),
        ("F99 it can not be run", "skip"),
        ("F98 it is about another fault", "pass"),
    ]
    said = {name: why for name, _, why in lines}
    assert said["F99 it holds"] == "2 cases"
    assert "broken" in said["F99 it breaks"] and "not here" in said["F99 it can not be run"]
    assert "2 FAIL, 1 NOT RUN HERE" in results.summary(results.read(tmp_path / "lines"))


def test_one_fault_can_be_run(tmp_path):
    assert run(tmp_path, "f98") == (0, [("F98 it is about another fault", "pass", "")])


def test_what_stands_elsewhere_is_there():
    for test, name in BESIDE.items():
        path, _, function = test.partition("::")
        assert f"def {function}(" in (ROOT / path).read_text(encoding="utf-8")
        assert name_of(f"{test}[some case]") == name
