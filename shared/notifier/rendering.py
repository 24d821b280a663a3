"""Fills templates of letters: each block is one part of a message, and every value in it stays text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from shared.wording import dates, money
from shared.wording.source_changes import source_change
from shared.wording.texts import gettext, ngettext

TEMPLATES = Path(__file__).parent / "templates"
PARTS = ("subject", "what", "when", "todo", "why", "link_label", "short")
CUT = "…"


def cleaned(value: Any) -> Any:
    """The same value with every text in it on one line."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, Mapping):
        return {key: cleaned(inner) for key, inner in value.items()}
    return [cleaned(inner) for inner in value] if isinstance(value, list) else value


def parts(environment: Environment, name: str, values: Mapping[str, Any]) -> dict[str, str]:
    """The rendered blocks of a template; a block that is not there is an empty part."""
    template = environment.get_template(name)
    return {part: _block(template, part, values) for part in PARTS}


def items(environment: Environment, name: str, values: Mapping[str, Any]) -> list[str]:
    """The lines of the block `items`: a list in the message. No value brings a line of its own: all were cleaned."""
    template = environment.get_template(name)
    lines = map(one_line, _rendered(template, "items", values).split("\n"))
    return [_safe(template, line) for line in lines if line]


def _block(template: Template, part: str, values: Mapping[str, Any]) -> str:
    return _safe(template, one_line(_rendered(template, part, values)))


def _rendered(template: Template, part: str, values: Mapping[str, Any]) -> str:
    block = template.blocks.get(part)
    return "" if block is None else "".join(block(template.new_context(dict(values))))


def _safe(template: Template, text: str) -> str:
    return Markup(text) if template.environment.autoescape else text  # noqa: S704 the block escaped it # nosec B704


def one_line(text: str) -> str:
    """White space and control characters become single spaces, direction marks go: no forged lines, no turned names."""
    return " ".join(re.sub(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", _CONTROL.sub(" ", text)).split())


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def shortened(text: str, most: int) -> str:
    """At most so many characters of a text, cut between words where that can be."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return (kept.rpartition(" ")[0] if " " in kept else kept).rstrip(" .,:;") + CUT


@cache
def plain() -> Environment:
    """For plain text: nothing to escape. Values are never read as templates."""
    return _environment(autoescape=False, trim_blocks=False)


@cache
def layout() -> Environment:
    """For the layout of a mail in plain text, where every line end counts."""
    return _environment(autoescape=False, trim_blocks=True)


@cache
def marked() -> Environment:
    """For HTML: every value is escaped."""
    return _environment(autoescape=True, trim_blocks=False)


def _environment(*, autoescape: bool, trim_blocks: bool) -> Environment:
    environment = Environment(  # off for plain text only # nosec B701
        loader=FileSystemLoader(TEMPLATES),
        autoescape=autoescape,  # noqa: S701 the same
        undefined=StrictUndefined,
        trim_blocks=trim_blocks,
        lstrip_blocks=True,
    )
    helpers: dict[str, Callable[..., str]] = {
        "_": gettext,
        "ngettext": ngettext,
        "long_date": dates.long_date,
        "plain_day": lambda text: dates.plain_date(date.fromisoformat(text)),
        "euros": money.euros,
        "source_change": source_change,
    }
    environment.globals.update(helpers)
    return environment
