"""Does this road lead to support for a project of a place?"""

from __future__ import annotations

from services.matcher.domain.context import Context, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Code, Fact, Verdict


def judge(need: Need, source: Source, context: Context) -> Verdict:
    """No for money for one person (referral) and for a loan nobody asks; unknown where only the giver can begin."""
    facts = (source_fact(source, "mechanism", Code("mechanism", source.mechanism)),)
    if source.mechanism == "referral":
        return _referral(need, source, facts)
    if source.mechanism == "loan" and "loan" not in need.support:
        return Verdict("mechanism", Answer.NO, "mechanism", "mechanism_loan_unasked", facts)
    if source.mechanism == "invitation":
        return Verdict(
            "mechanism",
            Answer.UNKNOWN,
            "mechanism",
            "mechanism_invitation",
            facts,
            missing="source.mechanism",
            ask=Ask.SOURCE,
            decides=True,
            unlikely=True,
        )
    return Verdict("mechanism", Answer.YES, "mechanism", f"mechanism_{source.mechanism}", facts)


def _referral(need: Need, source: Source, facts: tuple[Fact, ...]) -> Verdict:
    """Money for one person is not for a plan; things and hands may reach the people a place serves."""
    if "money" in source.support:
        return Verdict("mechanism", Answer.NO, "mechanism", "mechanism_referral", facts)
    return Verdict(
        "mechanism",
        Answer.UNKNOWN,
        "mechanism",
        "mechanism_referral_in_kind",
        facts,
        missing="source.mechanism",
        ask=Ask.SOURCE,
    )
