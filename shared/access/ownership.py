"""Whose the rows of the people database are, for PostgreSQL's policies. A new table must choose here."""

from __future__ import annotations

from shared.plumbing.row_security import COMMON, OUTBOX, Nobodys, Owned, Ownership

_REACH = Nobodys("what somebody's reach is worked out from: read before it is known")
_SIGN_IN = Nobodys("found by a secret or an address while nobody is signed in yet")
_COUNTING = Nobodys("counts and numbers that were used, under a digest")

OWNERSHIP: Ownership = {
    **COMMON,
    **dict.fromkeys(("mandate", "membership", "organisation", "person", "sharing"), _REACH),
    **dict.fromkeys(
        ("api_token", "challenge", "device", "identity", "invitation", "passkey", "recovery_code", "session", "totp"),
        _SIGN_IN,
    ),
    **dict.fromkeys(("rate_hit", "service_nonce", "spent_ceremony"), _COUNTING),
    "claim": Nobodys("found by the first letters of its code, by somebody who has no role at the place yet"),
    "erased_address": Nobodys("digests of addresses"),
    "leave": Nobodys("who is away: asked of all people of a team, in whose name messages go out"),
    "mandate_request": Owned(organisation=("place_id",), person=("person_id",)),
    "outbox_intent": OUTBOX,
    "person_key": Nobodys("keys of people, themselves locked"),
    "privacy_request": Nobodys("of one person; decided on by a coordinator who may reach no place of theirs"),
    "season_of_rest": Nobodys("months in which an organisation hears nothing: asked when any message is planned"),
}
