"""Every fault on both databases, three soaks of three minutes each: `make faults`. Prints one line per case as it ends.

`python -m tests.faults.run [FILE] [--only F2,F13] [--seeds 1] [--short] [--minutes 60] [pytest's own arguments]`; also
as `make faults ARGS="--only F2 --seeds 1"`. FILE gets the table as JSON, and a `.log` beside it what the tests said.
Ends with 1 when a line failed, when nothing was run, or when it took longer than it may.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from tests.faults.harness import LONG, SEEDS, results
from tests.faults.harness.cases import BESIDE
from tests.faults.harness.reporting import ONLY

ROOT = Path(__file__).parents[2]
LOOK_EVERY = 0.5


def main() -> int:
    """Runs the tests, prints the table as it grows, and says with its exit code whether every line passed."""
    given, more = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        lines_file, log = Path(folder) / "lines", _log(given.file, Path(folder))
        environment = {**os.environ, results.WHERE: str(lines_file), LONG: "" if given.short else "1"}
        environment |= {SEEDS: str(given.seeds), ONLY: given.only}
        with log.open("wb") as output:
            code = _watch(_command(more), environment, lines_file, output, began + given.minutes * 60)
        lines = results.read(lines_file)
        if code not in (0, 1):
            sys.stdout.write(f"\nThe run did not end well ({code}). What it said last:\n{_end_of(log)}\n")
    _say(f"\n{results.LEGEND}\n\n{results.summary(lines)}, in {(time.monotonic() - began) / 60:.1f} minutes")
    if given.file:
        given.file.write_text(json.dumps(lines, indent=1) + "\n", encoding="utf-8")
        _say(f"{given.file}, {log}")
    return code or int(not lines or any(line["result"] == "FAIL" for line in lines))


def _arguments() -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, help="where the table goes as JSON")
    parser.add_argument("--only", default="", help="faults to run, divided by commas: F2,F13")
    parser.add_argument("--seeds", type=int, default=3, choices=(1, 2, 3), help="how many seeds the soaks get")
    parser.add_argument("--short", action="store_true", help="the short versions, as in every test run")
    parser.add_argument("--minutes", type=float, default=60.0, help="how long it may take in all")
    return parser.parse_known_args()


def _command(more: Sequence[str]) -> list[str]:
    """Everything here, and the tables of rules that stand beside what they are about."""
    told_of = ["-p", "tests.faults.harness.reporting", "-p", "no:cacheprovider"]
    return [sys.executable, "-m", "pytest", "-q", *told_of, "tests/faults", *BESIDE, *more]


def _watch(
    command: Sequence[str], environment: Mapping[str, str], lines_file: Path, output: IO[bytes], until: float
) -> int:
    """Runs it, says each line when it is there, and ends it when it takes too long; its exit code."""
    _say(results.heading())
    said = 0
    tests = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True)
    try:
        while True:
            ended = tests.poll() is not None
            lines = results.read(lines_file)
            for line in lines[said:]:
                _say(results.row(line))
            said = len(lines)
            if ended:
                return tests.returncode
            if time.monotonic() > until:
                _say("It takes too long and is ended here.")
                return 2
            time.sleep(LOOK_EVERY)
    finally:
        if tests.poll() is None:
            os.killpg(tests.pid, signal.SIGINT)
            _wait_or_kill(tests)


def _wait_or_kill(tests: subprocess.Popen[bytes]) -> None:
    try:
        tests.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(tests.pid, signal.SIGKILL)


def _log(file: Path | None, folder: Path) -> Path:
    if file is None:
        return folder / "log"
    file.parent.mkdir(parents=True, exist_ok=True)
    return file.with_suffix(".log")


def _end_of(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-3000:]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
