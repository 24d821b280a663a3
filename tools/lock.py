"""Renews requirements.lock and requirements-dev.lock from pyproject.toml: pinned, hashed, for every platform.

No package index is written into them: whoever installs uses the one of their own pip settings.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header", "-q"]


def compile_lock(output: str, *arguments: str) -> None:
    """Write one lock file; keeps versions that still fit."""
    uv = str(Path(sys.executable).with_name("uv"))
    subprocess.run([uv, "pip", "compile", *COMMON, *arguments, "-o", output], cwd=ROOT, check=True)


if __name__ == "__main__":
    compile_lock("requirements.lock", "--group", "install", "pyproject.toml")
    compile_lock("requirements-dev.lock", "--group", "pyproject.toml:dev", "-c", "requirements.lock")
