"""From an intent to words: one template per kind of message gives the parts, one layout puts them in a mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from shared.contracts.messages import Intent, MessageKind
from shared.notifier.recipients import Recipient
from shared.wording import dates, money
from shared.wording.language import current_language, use_language
from shared.wording.source_changes import source_change
from shared.wording.texts import gettext, ngettext

TEMPLATES = Path(__file__).parent / "templates"
PARTS = ("subject", "what", "when", "todo", "why", "link_label")


@dataclass(frozen=True)
class Letter:
    """A finished message. `text` and `html` are whole mails, `body` is the message without greeting and reason.

    `link` is an absolute address on our own site, or None. A code to sign in with stands in `text` and `html` only.
    """

    kind: MessageKind
    place_id: str | None
    subject: str
    body: str
    why: str
    link: str | None
    link_label: str | None
    text: str
    html: str


@dataclass(frozen=True)
class Setting:
    """What a letter needs besides its intent: names as they are now, the day of today and the address to go to.

    `sign_in_code` is given for a sign-in message only.
    """

    place_name: str
    today: date
    link: str | None
    sign_in_code: str = ""


def write_letter(intent: Intent, recipient: Recipient, setting: Setting) -> Letter:
    """Writes the letter in the recipient's language."""
    with use_language(recipient.language):
        values = _values(intent, recipient, setting)
        template = f"letters/{intent.kind.value}.j2"
        plain = _parts(_plain(), template, values)
        marked = _parts(_marked(), template, values)
        items = _items(_plain(), template, values)
        link_label = plain["link_label"] if setting.link else ""
        return Letter(
            kind=intent.kind,
            place_id=intent.place_id,
            subject=plain["subject"],
            body="\n\n".join(part for part in (plain["what"], *items, plain["when"], plain["todo"]) if part),
            why=plain["why"],
            link=setting.link,
            link_label=link_label or None,
            text=_plain().get_template("letters/layout.txt.j2").render(values, part=plain, items=items).strip() + "\n",
            html=_marked()
            .get_template("letters/layout.html.j2")
            .render(values, part=marked, items=_items(_marked(), template, values | {"marked": True})),
        )


# What a template may ask for and a sender may leave out.
_ABSENT: Mapping[str, object] = {
    **dict.fromkeys(("source_name", "closing_text", "decision", "amount_cents", "deadline_kind", "reason")),
    **dict.fromkeys(("change", "old_text", "fit", "starts_on", "earliest", "next_round")),
    **dict.fromkeys(("news", "days_late", "rests", "report_kind")),
    **dict.fromkeys(("step", "account", "usable_text", "expected_text", "waits", "count")),
    **dict.fromkeys(("what", "note", "by", "endpoint")),
    "changes": [],
    "told": [],
    "more": 0,
}


def _values(intent: Intent, recipient: Recipient, setting: Setting) -> dict[str, Any]:
    data = _cleaned(intent.data)
    closing = _day(data.get("closing_date"))
    return {
        **_ABSENT,
        **data,
        "title": data.get("application_title") or data.get("need_title") or data.get("agreement_title") or "",
        "name": _one_line(recipient.name),
        "place": _one_line(str(data.get("place_name") or setting.place_name)),
        "closing": closing,
        # Counted today: a message that waited must not say "over 7 dagen" on the sixth day.
        "days_left": (closing - setting.today).days if closing else None,
        "away": dates.away(closing, setting.today) if closing else "",
        "link": setting.link,
        "code": setting.sign_in_code,
        "language": current_language(),
        "marked": False,
    }


def _cleaned(value: Any) -> Any:
    """The same value with every text in it on one line."""
    if isinstance(value, str):
        return _one_line(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(inner) for key, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, list) else value


def _parts(environment: Environment, name: str, values: Mapping[str, Any]) -> dict[str, str]:
    """The rendered blocks of a template; a block that is not there is an empty part."""
    template = environment.get_template(name)
    return {part: _block(template, part, values) for part in PARTS}


def _items(environment: Environment, name: str, values: Mapping[str, Any]) -> list[str]:
    """The lines of the block `items`: a list in the message. No value brings a line of its own: all were cleaned."""
    template = environment.get_template(name)
    lines = map(_one_line, _rendered(template, "items", values).split("\n"))
    return [_safe(template, line) for line in lines if line]


def _block(template: Template, part: str, values: Mapping[str, Any]) -> str:
    return _safe(template, _one_line(_rendered(template, part, values)))


def _rendered(template: Template, part: str, values: Mapping[str, Any]) -> str:
    block = template.blocks.get(part)
    return "" if block is None else "".join(block(template.new_context(dict(values))))


def _safe(template: Template, text: str) -> str:
    return Markup(text) if template.environment.autoescape else text  # noqa: S704 the block escaped its values


def _one_line(text: str) -> str:
    """White space and control characters become single spaces, direction marks go: no forged lines, no turned names."""
    return " ".join(re.sub(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", _CONTROL.sub(" ", text)).split())


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)[:10]) if value else None


@cache
def _plain() -> Environment:
    # Text, no HTML: nothing to escape. Values are never read as templates.
    return _environment(autoescape=False)


@cache
def _marked() -> Environment:
    return _environment(autoescape=True)


def _environment(*, autoescape: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=autoescape,  # noqa: S701 off for plain text only
        undefined=StrictUndefined,
        trim_blocks=True,
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
