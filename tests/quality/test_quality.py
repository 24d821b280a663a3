"""The judged needs keep the floor: nothing that is ruled out among the first ten, nothing good said no to."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import yaml

from tests.quality.run import rank

HERE = Path(__file__).parent


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", HERE / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_floor() -> None:
    ranking = json.loads(rank())
    judgments = yaml.safe_load((HERE / "judgments.yaml").read_text(encoding="utf-8"))
    score = scorer()
    score.check(ranking, judgments)
    figures = [score.score_need(ranking[judgment["need"]], judgment) for judgment in judgments]
    assert len(figures) == 10
    assert sum(figure["leaks10"] for figure in figures) == 0
    assert sum(figure["false_no"] for figure in figures) == 0
    assert score.mean([figure["ndcg10"] for figure in figures]) >= 0.65
    assert score.mean([figure["recall20"] for figure in figures]) >= 0.85
