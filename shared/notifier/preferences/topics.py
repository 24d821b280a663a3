"""Kinds of messages in groups that people can choose by."""

from __future__ import annotations

from enum import StrEnum

from shared.contracts.messages import CLASS_OF, MessageClass, MessageKind


class Topic(StrEnum):
    """A group of messages with one name for people; all kinds in it are of one class."""

    DATES = "dates"
    MONEY = "money"
    APPLICATIONS = "applications"
    TOGETHER = "together"
    SOURCES = "sources"


K = MessageKind
KINDS: dict[Topic, frozenset[MessageKind]] = {
    Topic.DATES: frozenset(
        {
            K.DEADLINE_REMINDER,
            K.DEADLINE_AT_RISK,
            K.DEADLINE_MOVED,
            K.DEADLINE_MISSED,
            K.COMPLETION_ASKED,
            K.TERM_PASSED,
            K.REPORT_LATE,
        }
    ),
    Topic.MONEY: frozenset(
        {
            K.APPLICATION_SUBMITTED,
            K.DECISION_RECORDED,
            K.AWARD_NEWS,
            K.BANK_ACCOUNT_CHANGED,
            K.PAYMENT_LATE,
            K.PAYOUT_WAITS,
        }
    ),
    Topic.APPLICATIONS: frozenset({K.APPLICATION_STARTED, K.DRAFT_FADES}),
    Topic.TOGETHER: frozenset(
        {K.AGREEMENT_NEWS, K.PARTNER_ASKED, K.HANDED_OVER, K.MAIL_FAILS, K.MANDATE_NEWS, K.TRUST_NEWS}
    ),
    Topic.SOURCES: frozenset({K.SOURCES_CHANGED, K.SEARCH_FOUND, K.PROPOSAL_DECIDED}),
}

ALWAYS = frozenset(
    {K.SIGN_IN, K.DIGEST, K.STATUS_ALARM, K.ENDPOINT_DISABLED, K.INVITATION, K.SIGN_IN_NEWS, K.OWN_DATA_NEWS}
)
"""What nobody can choose: it was asked for just now, follows from other choices, asks for a repair, or warns."""

TOPIC_OF = {kind: topic for topic, kinds in KINDS.items() for kind in kinds}


def may_choose(topic: Topic) -> bool:
    """Whether people may turn a topic off or get it later; not when deadlines, decisions or money hang on it."""
    return all(CLASS_OF[kind] is MessageClass.B for kind in KINDS[topic])
