"""The stylesheet keeps its promises: contrast in light and dark, small, and nothing inline anywhere."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from shared.pages.assets import STATIC

ROOT = Path(__file__).parents[3]
CSS = (STATIC / "pages.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})\b")

TEXT_ON = {
    "ink": ("paper", "surface", "sunk", "field", "water-soft", "warm-soft", "yes-soft", "no-soft", "unknown-soft"),
    "soft": ("paper", "surface", "sunk", "water-soft", "warm-soft", "field"),
    "water": ("paper", "surface", "water-soft", "warm-soft"),
    "water-deep": ("paper", "surface", "water-soft"),
    "warm-deep": ("warm-soft",),
    "on-water": ("water", "water-deep"),
    "on-warm": ("warm", "warm-deep"),
    "yes": ("yes-soft", "paper"),
    "no": ("no-soft", "paper", "surface"),
    "unknown": ("unknown-soft", "paper"),
    "surface": ("yes",),
}
SHAPES_ON = {"edge": ("paper", "surface", "field"), "focus": ("paper", "surface", "no-soft"), "water": ("sunk",)}


def tokens(scheme: str) -> dict[str, str]:
    """The colour tokens of a scheme; dark changes some of the light ones."""
    light, dark = CSS.split("@media (prefers-color-scheme: dark)")
    found = dict(TOKEN.findall(light))
    return found if scheme == "light" else found | dict(TOKEN.findall(dark.split("/* Text */")[0]))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 between two colours."""
    brightest, darkest = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brightest + 0.05) / (darkest + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read(scheme: str) -> None:
    colours = tokens(scheme)
    pairs = {(text, ground): contrast(colours[text], colours[ground]) for text in TEXT_ON for ground in TEXT_ON[text]}
    assert {pair: round(ratio, 2) for pair, ratio in pairs.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_and_focus_can_be_seen(scheme: str) -> None:
    colours = tokens(scheme)
    pairs = {
        (shape, ground): contrast(colours[shape], colours[ground]) for shape in SHAPES_ON for ground in SHAPES_ON[shape]
    }
    assert {pair: round(ratio, 2) for pair, ratio in pairs.items() if ratio < 3} == {}


def test_colours_stand_in_tokens_only() -> None:
    after_tokens = CSS.split("/* Text */")[1]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", after_tokens) == []


def test_every_token_that_is_used_exists() -> None:
    used = set(re.findall(r"var\(--([\w-]+)\)", CSS))
    assert used <= set(re.findall(r"--([\w-]+):", CSS))


def test_the_stylesheet_is_small() -> None:
    assert len(CSS.encode()) < 25_000
    assert len((STATIC / "pages.js").read_bytes()) < 3_000


def test_htmx_is_the_whole_file_of_its_makers() -> None:
    vendored = ROOT / "third_party" / "htmx"
    digest = (vendored / "SHA256SUMS").read_text(encoding="utf-8").split()[0]
    assert hashlib.sha256((vendored / "htmx.min.js").read_bytes()).hexdigest() == digest
    assert (STATIC / "htmx.min.js").read_bytes() == (vendored / "htmx.min.js").read_bytes()


TEMPLATES = sorted(
    path for folder in ("shared", "services") for path in (ROOT / folder).rglob("*.html") if "templates" in path.parts
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_has_inline_style_or_script(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"<style\b|\sstyle\s*=", text)
    assert not re.search(r"<script\b(?![^>]*\ssrc=)", text)
    assert not re.search(r"""\son[a-z]+\s*=\s*["']""", text)
    assert not re.search(r"hx-on|hx-vals\s*=\s*[\"']js:|data-hx-on|javascript:", text)


def test_templates_were_found() -> None:
    assert len(TEMPLATES) >= 12


KIT = [path for path in TEMPLATES if path.is_relative_to(ROOT / "shared" / "pages")]
NAMES = {"Steunstromen", "OpenAPI", "json", "openapi"}  # are the same in every language


@pytest.mark.parametrize("path", KIT, ids=lambda path: path.name)
def test_no_text_of_the_kit_escapes_translation(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    words = set(re.findall(r"[^\W\d_]{2,}", re.sub(r"""<[^>]*>|[\w:-]+="[^"]*\"""", " ", text)))
    assert words - NAMES == set()
