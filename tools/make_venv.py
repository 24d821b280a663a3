"""Makes .venv and puts the locked packages into it: `make_venv.py run` or `make_venv.py test`.

Runs with the machine's own Python before anything is installed: standard library only.
"""

import sys

# Before everything else, in words that an old Python still understands.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Steunstromen needs Python 3.11 or newer; this is %s (%s).\n"  # noqa: UP031
        "Install a newer one, or say where it is: make PYTHON=/path/to/python3.11 ..."
        % (".".join(str(part) for part in sys.version_info[:3]), sys.executable)
    )

import hashlib
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"run": ["requirements.lock"], "test": ["requirements.lock", "requirements-dev.lock"]}


def main(wanted: str) -> None:
    """Bring .venv up to date with the locks of a set (`run` or `test`)."""
    if not _works():
        print(f"Making .venv with {sys.executable}", flush=True)
        _make()
    pip = _pip()
    ready = VENV / f"ready-{wanted}"
    if not ready.exists() or ready.read_text() != _digest(wanted):
        print(f"Installing the locked packages ({wanted}); the first time this takes a moment", flush=True)
        files = [part for name in LOCKS[wanted] for part in ("-r", str(ROOT / name))]
        # The locks are complete, so nothing is resolved; Python compiles what it uses when it first uses it.
        _install([*pip, "install", "--no-deps", "--no-compile", "--require-hashes", *files])
    _install([*pip, "install", "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    # The test set holds the run set.
    for name in {wanted, "run"}:
        (VENV / f"ready-{name}").write_text(_digest(name))


def _digest(wanted: str) -> str:
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in LOCKS[wanted])).hexdigest()


def _works() -> bool:
    """Say whether .venv holds a Python that starts (its base may have been removed or replaced)."""
    python = VENV / "bin" / "python"
    return python.exists() and _succeeds([str(python), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"])


def _make() -> None:
    # Without pip it takes a fraction of a second; the machine's own pip can fill it.
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        sys.exit(f"Could not make .venv:\n{made.stdout}{made.stderr}")


def _pip() -> list[str]:
    """Give the pip command that fills .venv: the machine's, else one that is put into .venv first."""
    python = str(VENV / "bin" / "python")
    options = ["--disable-pip-version-check", "--no-input", "--quiet"]
    if _succeeds([sys.executable, "-m", "pip", "--python", python, "--version"]):
        return [sys.executable, "-m", "pip", "--python", python, *options]
    if _succeeds([python, "-m", "pip", "--version"]) or _succeeds([python, "-m", "ensurepip"]):
        return [python, "-m", "pip", *options]
    sys.exit("This Python has no pip. On Debian and Ubuntu: apt install python3-pip. Then try again.")


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _install(command: list[str]) -> None:
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}
    if subprocess.run(command, env=environment, check=False).returncode != 0:
        sys.exit("Installing failed (see above). Is there a connection, and room on the disk?")


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        sys.exit("Usage: make_venv.py run|test")
    main(sys.argv[1])
