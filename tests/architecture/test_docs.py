"""What the documents name exists, and every make target is explained."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.support.source import ROOT, tracked_files

LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]+)[^)]*\)")
NAMED_FILE = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.\w+|[\w.-]+/(?:[\w.-]+/)+)`")
MAKE = re.compile(r"`(?:[A-Z_]+=\S+ )*make ([a-z-]+)")
TARGET = re.compile(r"^([a-z-]+):(?!=)", re.MULTILINE)


def documents() -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".md" and "third_party" not in path.parts]


def targets() -> set[str]:
    return set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_named_files_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [link for link in LINK.findall(text) if not re.match(r"[a-z]+:", link)]
    missing = [link for link in links if not (document.parent / link).exists()]
    tops = {path.name for path in ROOT.iterdir() if path.is_dir()}
    missing += [
        name
        for name in NAMED_FILE.findall(text)
        if name.split("/")[0] in tops - {"var", "secrets"} and not (ROOT / name).exists()
    ]
    assert not missing, f"{document.name} names what is not there: {missing}"


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_named_make_targets_exist(document: Path) -> None:
    assert set(MAKE.findall(document.read_text(encoding="utf-8"))) <= targets()


def test_every_make_target_for_people_is_in_help() -> None:
    printed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    explained = set(re.findall(r"^ +([a-z-]+) +\S", printed, re.MULTILINE))
    assert {"run", "test", "check", "setup", "bench", "help"} <= explained
    assert targets() - explained <= {"browser"}


def test_the_server_runs_the_command_of_the_readme() -> None:
    assert "exec make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
