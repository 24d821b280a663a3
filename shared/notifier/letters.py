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
from shared.wording.texts import gettext

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
        link_label = plain["link_label"] if setting.link else ""
        return Letter(
            kind=intent.kind,
            place_id=intent.place_id,
            subject=plain["subject"],
            body="\n\n".join(plain[part] for part in ("what", "when", "todo") if plain[part]),
            why=plain["why"],
            link=setting.link,
            link_label=link_label or None,
            text=_plain().get_template("letters/layout.txt.j2").render(values, part=plain).strip() + "\n",
            html=_marked().get_template("letters/layout.html.j2").render(values, part=marked),
        )


# What a template may ask for and a sender may leave out.
_ABSENT = dict.fromkeys(("source_name", "closing_text", "decision", "amount_cents", "deadline_kind", "reason"))


def _values(intent: Intent, recipient: Recipient, setting: Setting) -> dict[str, Any]:
    data = {key: _one_line(value) if isinstance(value, str) else value for key, value in intent.data.items()}
    closing = _day(data.get("closing_date"))
    return {
        **_ABSENT,
        **data,
        "title": data.get("application_title") or "",
        "name": _one_line(recipient.name),
        "place": _one_line(str(data.get("place_name") or setting.place_name)),
        "closing": closing,
        # Counted today: a message that waited must not say "over 7 dagen" on the sixth day.
        "days_left": (closing - setting.today).days if closing else None,
        "away": dates.away(closing, setting.today) if closing else "",
        "link": setting.link,
        "code": setting.sign_in_code,
        "language": current_language(),
    }


def _parts(environment: Environment, name: str, values: Mapping[str, Any]) -> dict[str, str]:
    """The rendered blocks of a template; a block that is not there is an empty part."""
    template = environment.get_template(name)
    return {part: _block(template, part, values) for part in PARTS}


def _block(template: Template, part: str, values: Mapping[str, Any]) -> str:
    block = template.blocks.get(part)
    if block is None:
        return ""
    text = _one_line("".join(block(template.new_context(dict(values)))))
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
    helpers: dict[str, Callable[..., str]] = {"_": gettext, "long_date": dates.long_date, "euros": money.euros}
    environment.globals.update(helpers)
    return environment
