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
        _install([*pip, "install", "--require-hashes", *files])
    _install([*pip, "install", "--no-build-isolation", "--no-deps", "-e", str(ROOT)])
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
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    complete = subprocess.run(command, capture_output=True, text=True, check=False)
    if complete.returncode == 0:
        return
    # Debian without python3-venv has no ensurepip: an environment without pip, filled by the machine's own pip.
    bare = subprocess.run([*command, "--without-pip"], capture_output=True, text=True, check=False)
    if bare.returncode != 0:
        sys.exit(f"Could not make .venv:\n{bare.stdout}{bare.stderr}")
    if not _succeeds([sys.executable, "-m", "pip", "--version"]):
        sys.exit(
            "This Python can neither make a complete environment nor has it pip.\n"
            f"On Debian and Ubuntu: apt install python3-venv. Then try again.\n{complete.stdout}{complete.stderr}"
        )


def _pip() -> list[str]:
    """Give the pip command that fills .venv: its own, else the machine's."""
    python = str(VENV / "bin" / "python")
    options = ["--disable-pip-version-check", "--no-input", "--quiet"]
    if _succeeds([python, "-m", "pip", "--version"]):
        return [python, "-m", "pip", *options]
    return [sys.executable, "-m", "pip", "--python", python, *options]


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
