"""The words of the rights table: what there is, what can be done with it, and what a right can depend on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Resource(StrEnum):
    """What a right is about: the rows of the table (the profile of a place has a public and a private side)."""

    SOURCE = "source"
    PLACE_PAGE = "place_page"
    PLACE_PROFILE = "place_profile"
    NEED = "need"
    APPLICATION_DRAFT = "application_draft"
    SUBMISSION = "submission"
    SUBMITTED_APPLICATION = "submitted_application"
    FUNDER_REVIEW = "funder_review"
    INTERNAL_NOTE = "internal_note"
    DECISION = "decision"
    INSTALMENT = "instalment"
    BANK_ACCOUNT = "bank_account"
    REPORT = "report"
    REPAYMENT = "repayment"
    PAYOUT = "payout"
    AGREEMENT = "agreement"
    DEADLINE = "deadline"
    OWN_INBOX = "own_inbox"
    ACCESS_KEY = "access_key"
    EXCHANGE = "exchange"
    PEOPLE = "people"
    REST = "rest"
    AUDIT_LOG = "audit_log"
    PRIVACY_REQUEST = "privacy_request"
    DEAD_LETTER = "dead_letter"
    APPLICATION_EVENT = "application_event"
    SIGNED_IN = "signed_in"


class Action(StrEnum):
    """What is done: r, c, u and d of the table, and every special act by its own name."""

    READ = "read"
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    VERIFY = "verify"
    RETIRE = "retire"
    APPROVE_SUBMIT = "approve_submit"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    ADD_PAPER = "add_paper"
    CORRECT = "correct"
    CONFIRM_RECEIVED = "confirm_received"
    ORDER = "order"
    APPROVE = "approve"
    SIGN = "sign"
    QUESTION = "question"
    REJECT = "reject"
    OBJECT = "object"
    PAY = "pay"
    EVALUATE = "evaluate"
    DISABLE = "disable"
    IMPORT = "import"
    EXPORT = "export"
    GIVE_MANDATE = "give_mandate"
    END_MANDATE = "end_mandate"
    DECIDE = "decide"
    EXECUTE = "execute"
    RETRY = "retry"
    RELEASE = "release"


class Fact(StrEnum):
    """What the caller knows of the case at hand and a right may depend on. Name only what was looked up."""

    AS_PROPOSAL = "as_proposal"
    PHONE_ANSWER = "phone_answer"
    PUBLISHED = "published"
    SUBMITTED_TO_FUNDER = "submitted_to_funder"
    FUNDER_PUBLISHES = "funder_publishes"
    WITH_FILE = "with_file"
    SECOND_PERSON = "second_person"
    NOT_SENT_YET = "not_sent_yet"
    PROPOSED_BY_OTHER = "proposed_by_other"
    AWARDED_BY_FUNDER = "awarded_by_funder"
    PARTY = "party"
    ABOUT_VOLUNTEER = "about_volunteer"
    ABOUT_OFFICER = "about_officer"


class Answer(StrEnum):
    """What the rights function says. Masked: yes, with account numbers blotted out. Hidden: 404. Forbidden: 403."""

    ALLOWED = "allowed"
    MASKED = "masked"
    FORBIDDEN = "forbidden"
    HIDDEN = "hidden"

    @property
    def allowed(self) -> bool:
        """Whether it may be done."""
        return self in (Answer.ALLOWED, Answer.MASKED)


@dataclass(frozen=True)
class Right:
    """What a route or an act asks for."""

    resource: Resource
    action: Action


SIGNED_IN = Right(Resource.SIGNED_IN, Action.READ)
"""For what everybody who is signed in may do: their own start page, registering a place of their own."""
