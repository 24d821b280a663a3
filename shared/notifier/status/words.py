"""The words of the status page."""

from __future__ import annotations

from shared.contracts.messages import MessageClass, MessageKind
from shared.notifier.holds.restoring import REASON as RESTORED
from shared.notifier.holds.rules import Hold
from shared.notifier.labels import channel_label, reason_label
from shared.wording.texts import gettext as _


def kind_text(kind: MessageKind) -> str:
    """What a kind of message is about."""
    K = MessageKind  # noqa: N806 short beside so many words
    return {
        K.SIGN_IN: _("Inloggen"),
        K.APPLICATION_STARTED: _("Aanvraag begonnen"),
        K.DEADLINE_REMINDER: _("Herinnering"),
        K.DEADLINE_AT_RISK: _("Bijna te laat"),
        K.DEADLINE_MOVED: _("Sluitdag veranderd"),
        K.DEADLINE_MISSED: _("Sluitdag voorbij"),
        K.APPLICATION_SUBMITTED: _("Ingediend"),
        K.DECISION_RECORDED: _("Besluit"),
        K.AWARD_NEWS: _("Nieuws over de toekenning"),
        K.REPORT_LATE: _("Verslag te laat"),
        K.BANK_ACCOUNT_CHANGED: _("Rekening veranderd"),
        K.PAYMENT_LATE: _("Geld dat nog niet kwam"),
        K.COMPLETION_ASKED: _("Vraag om aanvulling"),
        K.TERM_PASSED: _("Termijn voorbij"),
        K.SOURCES_CHANGED: _("Bronnen veranderd"),
        K.SEARCH_FOUND: _("Nieuw bij een zoekvraag"),
        K.PROPOSAL_DECIDED: _("Voorstel bekeken"),
        K.AGREEMENT_NEWS: _("Nieuws over een afspraak"),
        K.HANDED_OVER: _("Werk overgedragen"),
        K.PAYOUT_WAITS: _("Betaling"),
        K.PARTNER_ASKED: _("Vraag aan een partner"),
        K.DIGEST: _("Overzicht"),
        K.STATUS_ALARM: _("Berichten lopen achter"),
        K.INVITATION: _("Uitnodiging"),
        K.MANDATE_NEWS: _("Machtiging"),
        K.TRUST_NEWS: _("Plek in bewaring"),
        K.SIGN_IN_NEWS: _("Nieuws over uw inloggen"),
        K.DRAFT_FADES: _("Aanvraag die lang stil ligt"),
        K.OWN_DATA_NEWS: _("Vraag over eigen gegevens"),
    }.get(kind, _("Bericht"))


def class_text(message_class: MessageClass) -> str:
    """How much hangs on a message."""
    return {
        MessageClass.A: _("belangrijk (termijn, besluit, geld of inloggen)"),
        MessageClass.B: _("gewoon"),
    }[message_class]


def why_text(reason: str | None) -> str:
    """Why a message was given up; a technical answer of a mail server is shown as it came."""
    return reason_label(reason) or reason or _("Geen reden bekend.")


def trying_text(reason: str) -> str:
    """Why a try failed; how the other side was reached is said in words, its technical answer as it came."""
    if reason.startswith("connect: "):
        return _("Er kwam geen verbinding (%(said)s).", said=reason.removeprefix("connect: "))
    if reason.startswith(("before the end: ", "after the end: ")):
        return _("De verbinding brak af (%(said)s).", said=reason.partition(": ")[2])
    return why_text(reason)


def hold_text(hold: Hold) -> str:
    """What a hold keeps back."""
    extent = hold.extent
    parts = [
        kind_text(extent.kind) if extent.kind else "",
        class_text(extent.message_class) if extent.message_class else "",
        channel_label(extent.channel) if extent.channel else "",
    ]
    return ", ".join(part for part in parts if part) or _("alle berichten")


def hold_reason(hold: Hold) -> str:
    """Why messages are held back."""
    if hold.reason == RESTORED:
        return _("De gegevens zijn teruggezet uit een kopie. Kijk eerst wat er al verstuurd was.")
    return hold.reason


def broken_text(rule: str) -> tuple[str, str]:
    """What is wrong when a rule of the messages does not hold, and what to do."""
    ask = _("Vraag de beheerder om in het logboek te kijken.")
    return {
        "doubled": (_("Berichten die dubbel staan"), ask),
        "sent_without_attempt": (_("Verstuurd, maar zonder poging in het logboek"), ask),
        "important_without_recipient": (
            _("Belangrijke berichten voor niemand"),
            _("Kijk of de plek nog leden heeft, en vertel het hun zelf."),
        ),
        "event_without_delivery": (_("Berichten die nergens heen gingen"), ask),
        "taken_without_event": (_("Berichten die kwijt zijn"), ask),
        "gathered_without_digest": (_("Berichten die op een overzicht wachten dat er niet is"), ask),
        "overdue": (
            _("Berichten die al meer dan 10 minuten weg hadden moeten zijn"),
            _("Kijk hieronder of de verwerkers werken. Vraag anders de beheerder."),
        ),
    }.get(rule, (rule, ask))
