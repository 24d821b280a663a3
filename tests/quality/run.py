"""Prints how well the matcher ranks the judged needs; `--json` gives the figures for programs.

Run from the project: `python -m tests.quality.run`. The scorer beside it stands on its own: it reads the JSON that
`steunstromen match` prints. Beside our figures stand those of three simple rankings, and those of the texts alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from services.matcher.usecases.matching.match_files import FileMatches, match_files
from tests.quality import chance
from tests.quality.baselines import baselines
from tests.quality.text.measure import DISTRACTORS, Figures, measure

HERE = Path(__file__).parent
JUDGED_ON = date(2026, 11, 22)
LABELS = {"random": "random order", "text": "text alone (stems, BM25)", "filters_and_text": "filters plus text"}


def find() -> FileMatches:
    """All judged needs over the catalogue as it stood when it was judged."""
    return match_files([HERE / "needs.yaml"], HERE / "catalogue", JUDGED_ON, top=300)


def rank() -> str:
    """The ranking of all judged needs, as JSON."""
    return json.dumps(find().rows, ensure_ascii=False)


def score(ranking: Mapping[str, Any], *options: str) -> str:
    """What the scorer prints."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ranking.json"
        file.write_text(json.dumps(ranking, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, str(HERE / "score.py"), str(file), str(HERE / "judgments.yaml"), *options]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> int:
    """Ranks, scores, prints."""
    found = find()
    others = {
        name: json.loads(score(ranking, "--json"))["mean"]
        for name, ranking in baselines(found.needs, found.rows, HERE / "catalogue").items()
    }
    texts = measure()
    if "--json" in sys.argv[1:]:
        whole = json.loads(score(found.rows, "--json"))
        text_figures = {name: asdict(figures) for name, figures in texts.items()}
        print(json.dumps({**whole, "baselines": others, "text": text_figures}, indent=1, ensure_ascii=False))
        return 0
    print(score(found.rows))
    print("simple rankings of the same needs: nDCG@10, recall@20")
    for name, mean in others.items():
        print(f"  {LABELS[name]:<26}{mean['ndcg10']:.3f}  {mean['recall20']:.3f}")
    print_texts(texts)
    print("\n".join(chance.lines()))
    return 0


def print_texts(texts: Mapping[str, Figures]) -> None:
    """The figures of the texts alone."""
    print(f"texts of our own pairs among {DISTRACTORS} made-up sources: nDCG@5, the right one on top")
    for name, figures in texts.items():
        print(f"  {name:<26}{figures.ndcg5:.3f}  {figures.first}")
    print(f"  ours / stems: {texts['ours'].ndcg5 / texts['stems'].ndcg5:.2f}")


if __name__ == "__main__":
    sys.exit(main())
