"""From an intent to words: one template per kind of message gives the parts, one layout puts them in a mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from shared.contracts.messages import Intent, MessageKind
from shared.notifier.recipients import Recipient
from shared.notifier.rendering import cleaned, items, layout, marked, one_line, parts, plain, shortened
from shared.wording import dates
from shared.wording.language import current_language, use_language
from shared.wording.texts import gettext

LONGEST_SUBJECT = 200
LONGEST_SHORT = 140


@dataclass(frozen=True)
class Letter:
    """A finished message. `text` and `html` are whole mails, `body` is the message without greeting and reason.

    `short` is one line for where little fits: beside the subject in a list of mails, or on a phone.
    `link` is an absolute address on our own site, or None. A code to sign in with stands in `text` and `html` only.
    """

    kind: MessageKind
    place_id: str | None
    subject: str
    short: str
    body: str
    why: str
    link: str | None
    link_label: str | None
    text: str
    html: str


@dataclass(frozen=True)
class Foot:
    """What stands below a mail: the address of one's choices and, where messages may be ended, the one that does so."""

    preferences: str | None = None
    unsubscribe: str | None = None


NO_FOOT = Foot()


@dataclass(frozen=True)
class Setting:
    """What a letter needs besides its intent: names as they are now, the day of today and the address to go to.

    `sign_in_code` is given for a sign-in message only.
    """

    place_name: str
    today: date
    link: str | None
    sign_in_code: str = ""
    foot: Foot = NO_FOOT


def write_letter(intent: Intent, recipient: Recipient, setting: Setting) -> Letter:
    """Writes the letter in the recipient's language."""
    with use_language(recipient.language):
        values = _values(intent, recipient, setting)
        template = f"letters/{intent.kind.value}.j2"
        part = _for_stand_in(parts(plain(), template, values), recipient)
        part["subject"] = shortened(part["subject"], LONGEST_SUBJECT)
        part["short"] = shortened(part["short"] or f"{part['what']} {part['when']}".strip(), LONGEST_SHORT)
        listed = items(plain(), template, values)
        link_label = part["link_label"] if setting.link else ""
        return Letter(
            kind=intent.kind,
            place_id=intent.place_id,
            subject=part["subject"],
            short=part["short"],
            body="\n\n".join(text for text in (part["what"], *listed, part["when"], part["todo"]) if text),
            why=part["why"],
            link=setting.link,
            link_label=link_label or None,
            text=layout().get_template("letters/layout.txt.j2").render(values, part=part, items=listed).strip() + "\n",
            html=_html(template, values, part, recipient),
        )


def _html(template: str, values: Mapping[str, Any], written: Mapping[str, str], recipient: Recipient) -> str:
    """The mail as HTML; subject and short form come from the plain text, and are escaped here."""
    part = _for_stand_in(parts(marked(), template, values), recipient) | {
        "subject": written["subject"],
        "short": written["short"],
    }
    listed = items(marked(), template, {**values, "marked": True})
    return marked().get_template("letters/layout.html.j2").render(values, part=part, items=listed)


# What a template may ask for and a sender may leave out.
_ABSENT: Mapping[str, object] = {
    **dict.fromkeys(("closing_text", "decision", "amount_cents", "deadline_kind", "reason")),
    **dict.fromkeys(("change", "old_text", "fit", "starts_on", "earliest", "next_round")),
    **dict.fromkeys(("news", "days_late", "rests", "report_kind", "for_coordinator")),
    **dict.fromkeys(("step", "account", "usable_text", "expected_text", "waits", "count", "new_numbers")),
    **dict.fromkeys(("what", "note", "by", "endpoint")),
    **dict.fromkeys(("source_name", "person_name", "address", "organisation", "role", "until", "device", "key"), ""),
    "changes": [],
    "told": [],
    "more": 0,
}


def _values(intent: Intent, recipient: Recipient, setting: Setting) -> dict[str, Any]:
    data = cleaned(intent.data)
    closing = _day(data.get("closing_date"))
    return {
        **_ABSENT,
        **data,
        "title": data.get("application_title") or data.get("need_title") or data.get("agreement_title") or "",
        "name": one_line(recipient.name),
        "place": one_line(str(data.get("place_name") or setting.place_name)),
        "closing": closing,
        # Counted today: a message that waited must not say "over 7 dagen" on the sixth day.
        "days_left": (closing - setting.today).days if closing else None,
        "away": dates.away(closing, setting.today) if closing else "",
        "link": setting.link,
        "code": setting.sign_in_code,
        "foot": setting.foot,
        "language": current_language(),
        "marked": False,
    }


def _for_stand_in(written: dict[str, str], recipient: Recipient) -> dict[str, str]:
    """The same parts; who stands in for somebody reads that first."""
    if not recipient.stands_in_for:
        return written
    names = ", ".join(one_line(name) for name in recipient.stands_in_for)
    said = gettext("U valt in voor %(names)s.", names=names)
    what = written["what"]
    # A marked part escapes what is put before it.
    return {**written, "what": (Markup("%s %s") % (said, what)) if isinstance(what, Markup) else f"{said} {what}"}


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)[:10]) if value else None
