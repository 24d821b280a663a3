"""The whole table of rights: who may do what with what. This page is the one place to read and to change it.

A cell names acts; `if_(act, ...)` is an act under conditions (shared.access.conditions). A role counts for the place,
funder or coalition at hand, unless the row says `held_anywhere`. `known_as` names another row that decides whether
somebody may know of the thing at all: no right to read answers "not found", a right to read without a right to do
answers "forbidden".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shared.access import conditions as on
from shared.access.actors import Role
from shared.access.conditions import Permission, if_, masked
from shared.access.vocabulary import Action, Resource

R, C, U, D = Action.READ, Action.CREATE, Action.UPDATE, Action.DELETE
Cell = tuple[Action | Permission, ...]
NOTHING: Cell = ()
OWN: Cell = (if_(R, on.OWN), if_(C, on.OWN), if_(U, on.OWN), if_(D, on.OWN))


@dataclass(frozen=True)
class Row:
    """One resource and what each role may do with it."""

    resource: Resource
    public: Cell = NOTHING
    member: Cell = NOTHING
    board: Cell = NOTHING
    volunteer: Cell = NOTHING
    coordinator: Cell = NOTHING
    funder: Cell = NOTHING
    administrator: Cell = NOTHING
    service: Cell = NOTHING
    held_anywhere: bool = False
    known_as: Resource | None = None

    def cells(self) -> Mapping[Role, Cell]:
        """The cells by role."""
        return {role: getattr(self, role.value) for role in Role}


ROWS = (
    Row(
        Resource.SOURCE,
        public=(R,),
        # What a giver answered about an application of their own; it waits for a review.
        member=(R, if_(C, on.PHONE_ANSWER, on.AS_PROPOSAL)),
        board=(R, if_(C, on.PHONE_ANSWER, on.AS_PROPOSAL)),
        volunteer=(R, if_(C, on.AS_PROPOSAL), Action.VERIFY),
        coordinator=(R, C, U, Action.VERIFY, Action.RETIRE),
        funder=(R, if_(U, on.OWN_FUNDER, on.AS_PROPOSAL)),
        administrator=(R,),
        service=(R, C, Action.VERIFY),
        held_anywhere=True,
    ),
    Row(
        Resource.PLACE_PAGE,
        public=(R,),
        member=(R,),
        board=(R, U),
        volunteer=(R, if_(U, on.CLAIMED)),
        coordinator=(R, if_(U, on.CLAIMED)),
        funder=(R,),
        service=(R,),
    ),
    Row(
        Resource.PLACE_PROFILE,
        member=(R,),
        board=(R, U),
        volunteer=(R, U),
        coordinator=(R, U),
        funder=(if_(R, on.SUBMITTED_TO_FUNDER),),
        service=(R,),
    ),
    Row(
        Resource.NEED,
        member=(R, C, U),
        board=(R, C, U, D),
        volunteer=(R, C, U),
        coordinator=(R,),
        service=(R, C),
    ),
    Row(
        Resource.APPLICATION_DRAFT,
        member=(R, C, U),
        board=(R, C, U, D, Action.APPROVE_SUBMIT),
        volunteer=(R, C, U),
        coordinator=(R,),
    ),
    Row(
        Resource.SUBMISSION,
        board=(Action.SUBMIT, Action.WITHDRAW),
        volunteer=(
            if_(Action.SUBMIT, on.WRITTEN_MANDATE, on.CLAIMED),
            if_(Action.WITHDRAW, on.WRITTEN_MANDATE, on.CLAIMED),
        ),
        known_as=Resource.APPLICATION_DRAFT,
    ),
    Row(
        Resource.SUBMITTED_APPLICATION,
        member=(R,),
        board=(R,),
        volunteer=(R,),
        coordinator=(R,),
        funder=(if_(R, on.SUBMITTED),),
        service=(R,),
    ),
    Row(Resource.FUNDER_REVIEW, funder=(R, C, U)),
    Row(Resource.INTERNAL_NOTE, member=(R, C), board=(R, C), volunteer=(R, C), coordinator=(R, C)),
    Row(
        Resource.DECISION,
        public=(if_(R, on.FUNDER_PUBLISHES),),
        member=(R,),
        board=(R, Action.ACCEPT, if_(Action.ADD_PAPER, on.WITH_FILE)),
        volunteer=(R, if_(Action.ADD_PAPER, on.WITH_FILE)),
        coordinator=(R, if_(Action.CORRECT, on.SECOND_PERSON)),
        funder=(R, C, if_(U, on.NOT_SENT_YET)),
    ),
    Row(
        Resource.INSTALMENT,
        member=(R,),
        board=(R, Action.CONFIRM_RECEIVED),
        volunteer=(R,),
        coordinator=(R,),
        # The caller says "second person" when two officers ordered it, or when it is too small to need two.
        funder=(R, C, if_(Action.ORDER, on.SECOND_PERSON)),
    ),
    Row(
        Resource.BANK_ACCOUNT,
        member=(masked(R),),
        board=(R, C, if_(Action.APPROVE, on.PROPOSED_BY_OTHER)),
        volunteer=(masked(R),),
        coordinator=(masked(R), if_(Action.APPROVE, on.PROPOSED_BY_OTHER, on.CLAIMED)),
        funder=(if_(R, on.AWARDED),),
    ),
    Row(
        Resource.REPORT,
        member=(R, C, U),
        board=(R, C, U, Action.SIGN),
        volunteer=(R, C, U),
        coordinator=(R,),
        funder=(R, Action.ACCEPT, Action.QUESTION, Action.REJECT),
    ),
    Row(
        Resource.REPAYMENT,
        member=(R,),
        board=(R, Action.OBJECT, Action.PAY),
        volunteer=(R,),
        coordinator=(R,),
        funder=(R, C, U),
    ),
    # What a fiscal host pays to street groups. Two people for every payment; a coordinator is the second one where the
    # board has no other (the use case looks at that). The volunteer's mandate must name money.
    Row(
        Resource.PAYOUT,
        member=(R,),
        board=(R, C, U, if_(Action.APPROVE, on.PROPOSED_BY_OTHER)),
        volunteer=(R, if_(C, on.CLAIMED), if_(U, on.CLAIMED)),
        coordinator=(R, if_(Action.APPROVE, on.PROPOSED_BY_OTHER, on.CLAIMED)),
    ),
    Row(
        Resource.AGREEMENT,
        member=(R,),
        # An agreement belongs to its parties: either side proposes, evaluates and gives notice (lifecycle O7).
        board=(R, C, U, Action.SIGN, Action.EVALUATE),
        volunteer=(R, C, U, Action.EVALUATE),
        coordinator=(R, C, U, if_(Action.SIGN, on.CLAIMED), Action.EVALUATE),
        funder=(if_(R, on.PARTY), if_(Action.SIGN, on.PARTY)),
        service=(R,),
    ),
    Row(
        Resource.DEADLINE,
        public=(if_(R, on.PUBLISHED),),
        member=(R, C, if_(U, on.OWN)),
        board=(R, C, U),
        volunteer=(R, C, U),
        coordinator=(R, C, U),
        funder=(R, C, U),
        service=(R, C),
    ),
    Row(
        Resource.OWN_INBOX,
        member=OWN,
        board=OWN,
        volunteer=OWN,
        coordinator=OWN,
        funder=OWN,
        administrator=OWN,
        held_anywhere=True,
    ),
    Row(
        Resource.ACCESS_KEY,
        board=(R, C, U, D),
        coordinator=(R, C, U, D),
        funder=(R, C, U, D),
        administrator=(D, Action.DISABLE),
        known_as=Resource.PLACE_PROFILE,
    ),
    Row(
        Resource.EXCHANGE,
        member=(Action.EXPORT,),
        board=(Action.IMPORT, Action.EXPORT),
        volunteer=(Action.IMPORT,),
        coordinator=(Action.IMPORT, Action.EXPORT),
        funder=(Action.EXPORT,),
        known_as=Resource.PLACE_PROFILE,
    ),
    Row(
        Resource.PEOPLE,
        board=(R, C, U, Action.GIVE_MANDATE, Action.END_MANDATE),
        volunteer=(R,),
        coordinator=(R, if_(C, on.ABOUT_VOLUNTEER), if_(U, on.ABOUT_VOLUNTEER)),
        funder=(if_(R, on.ABOUT_OFFICER), if_(C, on.ABOUT_OFFICER), if_(U, on.ABOUT_OFFICER)),
        administrator=(R, C, U, D),
        known_as=Resource.PLACE_PROFILE,
    ),
    # The weeks in which a place, or a whole coalition, wants no messages that can wait.
    Row(
        Resource.REST,
        member=(R,),
        board=(R, C, U, D),
        volunteer=(R,),
        coordinator=(R, C, U, D),
    ),
    Row(
        Resource.AUDIT_LOG,
        board=(R,),
        volunteer=(if_(R, on.OWN),),
        coordinator=(R,),
        funder=(R,),
        administrator=(masked(R),),
        service=(C,),
        known_as=Resource.PLACE_PROFILE,
    ),
    Row(
        Resource.PRIVACY_REQUEST,
        public=(C,),
        member=(C,),
        board=(C,),
        volunteer=(C,),
        coordinator=(Action.DECIDE,),
        funder=(C,),
        administrator=(Action.EXECUTE,),
        held_anywhere=True,
    ),
    Row(
        Resource.DEAD_LETTER,
        coordinator=(R, Action.RETRY, Action.RELEASE),
        funder=(R,),
        administrator=(R, Action.RETRY, Action.RELEASE),
    ),
    # What one service tells the other in its own name, for nobody in particular.
    Row(Resource.APPLICATION_EVENT, service=(C,)),
)

TABLE: Mapping[Resource, Row] = {row.resource: row for row in ROWS}
