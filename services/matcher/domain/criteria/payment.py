"""How the money comes: on whose account, and whether the place must pay ahead."""

from __future__ import annotations

from services.matcher.domain.context import Context, codes_of, host_forms, place_fact, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Strength, Verdict

FOR_EVERYBODY = frozenset({"private_account", "prepaid_card", "invoice"})
"""Ways to be paid that ask nobody for an account of an organisation."""


def judge_receiver(need: Need, source: Source, context: Context) -> Verdict | None:
    """Can the place receive the money the way this giver pays? A host can still be found: never a no."""
    receivers = source.payment.receivers if source.payment else ()
    if not receivers or not _asks_money(need, source):
        return None
    fact = source_fact(source, "payment.receivers", codes_of("payment_receiver", receivers))
    values = (("receivers", codes_of("payment_receiver", receivers)),)
    host = host_forms(need)
    if FOR_EVERYBODY & set(receivers) or host:
        facts = (fact, place_fact("fiscal_host", host))
        return Verdict("receiver", Answer.YES, "legal_form", "receiver_fits", facts, values)
    return Verdict(
        "receiver",
        Answer.UNKNOWN,
        "legal_form",
        "receiver_unknown" if host is None else "receiver_find",
        (fact,),
        values,
        missing="place.fiscal_host",
        ask=Ask.PLACE,
        unlikely=host is False,
    )


def judge_prefinancing(need: Need, source: Source, context: Context) -> Verdict | None:
    """Soft: can the place pay first, where the money comes afterwards?"""
    if source.payment is None or source.payment.mode != "afterwards" or not _asks_money(need, source):
        return None
    can = need.place.can_prefinance
    fact = source_fact(source, "payment.mode", "afterwards")
    if can is None:
        return Verdict(
            "prefinancing",
            Answer.UNKNOWN,
            "other",
            "prefinancing_unknown",
            (fact,),
            missing="place.can_prefinance",
            ask=Ask.PLACE,
            strength=Strength.SOFT,
        )
    answer, finding = (Answer.YES, "prefinancing_can") if can else (Answer.NO, "prefinancing_cannot")
    facts = (fact, place_fact("can_prefinance", can))
    return Verdict("prefinancing", answer, "other", finding, facts, strength=Strength.SOFT)


def _asks_money(need: Need, source: Source) -> bool:
    return "money" in need.support & source.support
