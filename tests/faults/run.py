"""Every fault on both databases, three soaks of three minutes each: `make faults`. Prints one table of what came of it.

`python -m tests.faults.run [FILE] [--short] [pytest's own arguments]`: FILE gets the table as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.faults.harness import LONG
from tests.faults.harness.results import WHERE, table

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Runs the tests, prints the table, and gives pytest's own exit code; 1 when a line of the table failed."""
    given, more = _arguments()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        lines_file = Path(folder) / "lines"
        environment = {**os.environ, WHERE: str(lines_file), LONG: "" if given.short else "1"}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *_tests(), *more]
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        lines = _lines(lines_file)
    sys.stdout.write("\n" + table(lines) + "\n")
    if given.file:
        given.file.parent.mkdir(parents=True, exist_ok=True)
        given.file.write_text(json.dumps(lines, indent=1) + "\n", encoding="utf-8")
    return code or int(any(line["result"] != "pass" for line in lines))


def _arguments() -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, help="where the table goes as JSON")
    parser.add_argument("--short", action="store_true", help="the short versions, as in every test run")
    return parser.parse_known_args()


def _tests() -> list[str]:
    """Everything here, and the evil receivers (F9) and mail servers (F10) that stand beside their channels."""
    beside = sorted(ROOT.glob("tests/shared/**/test_f[01][0-9]_*.py"))
    return ["tests/faults", *(str(path.relative_to(ROOT)) for path in beside)]


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    sys.exit(main())
