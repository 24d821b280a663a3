"""What works on a phone that is remembered: reading, drafting, photos and receipts. The rest asks who is there."""

from __future__ import annotations

from shared.access.vocabulary import Action, Resource, Right

_CREATE_OR_CHANGE = (Action.CREATE, Action.UPDATE)
WITHOUT_NEW_PROOF = frozenset(
    {
        *(Right(resource, Action.READ) for resource in Resource),
        *(
            Right(resource, action)
            for resource in (
                *(Resource.NEED, Resource.PLACE_PROFILE, Resource.APPLICATION_DRAFT, Resource.INTERNAL_NOTE),
                *(Resource.DEADLINE, Resource.REPORT, Resource.AGREEMENT, Resource.REST),
            )
            for action in _CREATE_OR_CHANGE
        ),
        *(Right(Resource.OWN_INBOX, action) for action in (*_CREATE_OR_CHANGE, Action.DELETE)),
        # A letter that was photographed, an answer on the phone, a talk with a partner.
        Right(Resource.DECISION, Action.ADD_PAPER),
        Right(Resource.SOURCE, Action.CREATE),
        Right(Resource.SOURCE, Action.VERIFY),
        Right(Resource.AGREEMENT, Action.EVALUATE),
    }
)
"""Everything that is not named here asks for a new proof: money, submitting, sharing, signing, people, keys, files."""


def works_without_new_proof(right: Right) -> bool:
    """Whether a phone that is remembered is enough."""
    return right in WITHOUT_NEW_PROOF
