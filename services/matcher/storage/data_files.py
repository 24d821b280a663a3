"""Where the data shipped with the matcher stand."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
CATALOGUE_FOLDER = DATA / "catalogue"
REGIONS_FILE = DATA / "regions_nl.csv"
GONE_MUNICIPALITIES = DATA / "gone_municipalities.csv"
CATALOGUE_SCHEMA = DATA / "catalogue.schema.json"
NEED_SCHEMA = DATA / "need.schema.json"
DEMO_NEEDS = DATA / "demo" / "needs.yaml"
COMPOUND_PARTS = DATA / "dutch_parts.txt.gz"
SYNONYMS = DATA / "synonyms.yaml"
