"""Prints how well the matcher ranks the judged needs; `--json` gives the figures for programs.

Run from the project: `python tests/quality/run.py`. The scorer beside it stands on its own: it reads the JSON that
`steunstromen match` prints.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from services.matcher.usecases.matching.match_files import match_files
from tests.quality import chance

HERE = Path(__file__).parent
JUDGED_ON = date(2026, 11, 22)


def rank() -> str:
    """The ranking of all judged needs over the catalogue as it stood when it was judged, as JSON."""
    found = match_files([HERE / "needs.yaml"], HERE / "catalogue", JUDGED_ON, top=300)
    return json.dumps(found.rows, ensure_ascii=False)


def main() -> int:
    """Ranks, scores, prints; the exit code is that of the scorer."""
    with tempfile.TemporaryDirectory() as folder:
        ranking = Path(folder) / "ranking.json"
        ranking.write_text(rank(), encoding="utf-8")
        command = [sys.executable, str(HERE / "score.py"), str(ranking), str(HERE / "judgments.yaml"), *sys.argv[1:]]
        code = subprocess.run(command, check=False).returncode
    if "--json" not in sys.argv:
        print("\n".join(chance.lines()))
    return code


if __name__ == "__main__":
    sys.exit(main())
