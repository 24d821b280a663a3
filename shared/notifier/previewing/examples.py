"""One made-up letter of each kind, for who wants to read what people get."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from shared.contracts.messages import CLASS_OF, TO_ANY_ADDRESS, Audience, Intent, MessageClass, MessageKind
from shared.kernel.ids import new_id
from shared.notifier.letters import NO_FOOT, Foot, Letter, Setting, write_letter
from shared.notifier.recipients import Recipient

LANGUAGES = ("nl", "en")
CODE = "1234 5678"

_USUAL: Mapping[str, object] = {
    "application_title": "Nieuwe keuken",
    "need_title": "Nieuwe keuken",
    "source_name": "Fonds Voorbeeld",
    "closing_date": "2026-12-19",
    "amount_cents": 250_000,
}
_CHANGES = [
    {"kind": "closed", "source_name": "Fonds Voorbeeld", "search_name": "Keukens"},
    {"kind": "opened", "source_name": "Buurtpot", "search_name": "Keukens", "closing": "2027-01-05"},
]
_OF_KIND: Mapping[MessageKind, Mapping[str, object]] = {
    MessageKind.DEADLINE_MOVED: {"change": "earlier", "old_text": "9 januari 2027", "closing_text": "19 december 2026"},
    MessageKind.DEADLINE_MISSED: {"next_round": "2027-03-01"},
    MessageKind.DECISION_RECORDED: {"decision": "awarded"},
    MessageKind.AWARD_NEWS: {"news": "settled"},
    MessageKind.REPORT_LATE: {"days_late": 7},
    MessageKind.BANK_ACCOUNT_CHANGED: {"account": "NL.. •••• 4300"},
    MessageKind.PAYMENT_LATE: {"expected_text": "7 december 2026"},
    MessageKind.SOURCES_CHANGED: {"changes": _CHANGES},
    MessageKind.SEARCH_FOUND: {"changes": _CHANGES},
    MessageKind.PROPOSAL_DECIDED: {"decision": "accepted"},
    MessageKind.AGREEMENT_NEWS: {"what": "propose", "agreement_title": "De zaal op dinsdag", "application_title": ""},
    MessageKind.HANDED_OVER: {"applications": 2, "tasks": 3},
    MessageKind.PAYOUT_WAITS: {"waits": "batch", "count": 30},
    MessageKind.PARTNER_ASKED: {"what": "asked", "by": "De Brug"},
    MessageKind.MAIL_FAILS: {"person_name": "Bilal", "address": "b•••@example.org"},
    MessageKind.INVITATION: {"organisation": "Buurtkamer De Punt", "role": "board", "by": "Bilal"},
    MessageKind.MANDATE_NEWS: {"what": "ends_soon", "organisation": "Buurtkamer De Punt", "until": "2026-12-06"},
    MessageKind.TRUST_NEWS: {"what": "ask", "organisation": "Buurtkamer De Punt"},
    MessageKind.SIGN_IN_NEWS: {"what": "phone_remembered", "device": "Firefox op Android"},
    MessageKind.OWN_DATA_NEWS: {"what": "file_ready"},
    MessageKind.DRAFT_FADES: {"until": "2026-12-22"},
    MessageKind.DIGEST: {
        "told": [{"title": "Ingediend: Nieuwe keuken", "link": ""}, {"title": "Nieuws bij uw zoekvragen", "link": ""}]
    },
}


def example(kind: MessageKind, language: str, today: date, now: datetime, base_url: str) -> Letter:
    """A letter of this kind to somebody who does not exist; its links lead to our start page."""
    intent = Intent(
        id=new_id(),
        kind=kind,
        subject="example:",
        audience=Audience.PERSON,
        due_at=now,
        data={**_USUAL, **_OF_KIND.get(kind, {})},
    )
    ends = f"{base_url}/" if CLASS_OF[kind] is MessageClass.B else None
    signs_in = kind is MessageKind.SIGN_IN
    foot = NO_FOOT if kind in TO_ANY_ADDRESS else Foot(f"{base_url}/", ends)
    setting = Setting("Buurtkamer De Punt", today, f"{base_url}/", CODE if signs_in else "", foot)
    return write_letter(intent, Recipient(new_id(), "Anna", "anna@example.org", language), setting)
