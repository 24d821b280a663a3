"""What is installed holds everything it needs and nothing else."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.source import PACKAGES, ROOT, tracked_files

OURS = set(PACKAGES)


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def test_every_file_of_the_product_is_installed(inside: set[str]) -> None:
    """Code, templates, styles, catalogue, migrations, translations: whatever lies in the packages."""
    tracked = {path.relative_to(ROOT).as_posix() for path in tracked_files()}
    needed = {name for name in tracked if name.split("/")[0] in OURS}
    assert needed
    assert needed - inside == set()


def test_nothing_but_the_product_is_installed(inside: set[str]) -> None:
    tops = {name.split("/")[0] for name in inside if ".dist-info/" not in name}
    assert tops == OURS


def test_the_command_is_installed(inside: set[str]) -> None:
    assert any(name.endswith(".dist-info/entry_points.txt") for name in inside)


def test_the_lock_holds_everything_the_product_needs() -> None:
    """Locked packages are installed without resolving, so that nothing may be missing from the list."""
    locked = _locked("requirements.lock")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted, seen = [Requirement(text) for text in project["dependencies"]], set()
    while wanted:
        requirement = wanted.pop()
        name = canonicalize_name(requirement.name)
        if not _applies(requirement) or (name, *sorted(requirement.extras)) in seen:
            continue
        seen.add((name, *sorted(requirement.extras)))
        assert name in locked, f"{name} is needed, but not in requirements.lock: make lock"
        extras = requirement.extras or {""}
        wanted += [
            needed
            for needed in map(Requirement, requires(name) or [])
            if any(_applies(needed, extra) for extra in extras)
        ]


def _applies(requirement: Requirement, extra: str = "") -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_its_digest(lock: str) -> None:
    for entry in _entries(lock):
        assert "==" in entry, entry
        assert "--hash=sha256:" in entry, entry


def _locked(lock: str) -> set[str]:
    return {canonicalize_name(entry.split("==")[0]) for entry in _entries(lock)}


def _entries(lock: str) -> list[str]:
    lines = Path(ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return [line for line in lines if line and not line.startswith((" ", "#"))]
