"""Applying together: who does what for which part of the money, and what a signature stands for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from services.tracker.domain.budgets.amounts import spread
from services.tracker.domain.records import Application
from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError

MAX_PARTNERS = 20
MAX_ROLE = 100
MAX_TASKS = 2000
MAX_NAME = 200
MAX_SUPPORTERS = 1_000_000
NO_LEGAL_FORM = frozenset({"informal_group", "natural_person"})
"""Codes of legal_form: nobody here can receive money as an organisation."""


class PartnerState(StrEnum):
    """Where a partner stands. `agreed` holds as long as what was signed is what stands there now."""

    INVITED = "invited"
    AGREED = "agreed"
    DECLINED = "declined"
    LEFT = "left"
    LEAD = "lead"
    """It became the lead: what is left over is its part now."""


LIVE = frozenset({PartnerState.INVITED, PartnerState.AGREED})
"""States in which a partner takes part."""
GONE = frozenset({PartnerState.DECLINED, PartnerState.LEFT})
"""States of who took part once, or said no."""


@dataclass(frozen=True)
class Partnership:
    """The part of one partner in an application of `place_id`, the lead.

    `partner_id` is the partner as an organisation known here, None for one that is only named. `agreed_digest` is of
    what was signed (see `digest_of`), `agreed_by` the name under it and `agreed_person_id` who that is here;
    `elsewhere`: on paper (document `paper_id`), written down by the lead. `undivided_cents` is what somebody who left
    leaves behind, until the lead divides it.
    """

    id: str
    application_id: str
    place_id: str
    partner_id: str | None
    partner_name: str
    role: str
    share_cents: int
    tasks: str
    state: PartnerState
    version: int
    recorded_by: str
    recorded_at: datetime
    agreed_digest: str = ""
    agreed_by: str = ""
    agreed_on: date | None = None
    elsewhere: bool = False
    left_on: date | None = None
    reason: str = ""
    agreed_person_id: str | None = None
    paper_id: str | None = None
    undivided_cents: int = 0

    @property
    def is_live(self) -> bool:
        """Whether the partner takes part."""
        return self.state in LIVE


@dataclass(frozen=True)
class Part:
    """What a partner is to do, as the lead writes it."""

    role: str
    share_cents: int
    tasks: str = ""


@dataclass(frozen=True)
class Backing:
    """Who receives the money for a group without legal form, and how many people signed for the plan on paper.

    Only a number and a day: the names of supporters stay on the paper.
    """

    application_id: str
    place_id: str
    receiver: str
    supporters: int | None
    counted_on: date | None
    recorded_by: str
    recorded_at: datetime


def live(partners: Iterable[Partnership]) -> tuple[Partnership, ...]:
    """Those that take part."""
    return tuple(one for one in partners if one.is_live)


def digest_of(application: Application, partners: Iterable[Partnership]) -> str:
    """What a signature stands for: title, amount, and the role, share and tasks of everybody, as one code."""
    parts = sorted([one.id, one.role, one.share_cents, one.tasks] for one in live(partners))
    text = json.dumps([application.title, application.amount_cents, parts], ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def holds(one: Partnership, digest: str) -> bool:
    """Whether the partner signed what stands there now."""
    return one.state is PartnerState.AGREED and one.agreed_digest == digest


def waiting_for(application: Application, partners: Sequence[Partnership]) -> tuple[Partnership, ...]:
    """The partners that did not sign what stands there now."""
    digest = digest_of(application, partners)
    return tuple(one for one in live(partners) if not holds(one, digest))


def undivided(partners: Iterable[Partnership]) -> tuple[Partnership, ...]:
    """Those who left and whose part of the money nobody has yet."""
    return tuple(one for one in partners if one.undivided_cents)


def signers(application: Application, partners: Sequence[Partnership]) -> frozenset[str]:
    """The people whose signature here holds: who signs for a partner is no second pair of eyes for the lead."""
    digest = digest_of(application, partners)
    return frozenset(one.agreed_person_id for one in live(partners) if one.agreed_person_id and holds(one, digest))


def sheet_code(digest: str) -> str:
    """What stands on a printed sheet, so that a signature is tied to what was read: eight letters and figures."""
    return digest[:8].upper()


def lead_share(application: Application, partners: Iterable[Partnership]) -> int | None:
    """Cents that stay with the lead, so that all shares add up to the amount; None while no amount is known."""
    if application.amount_cents is None:
        return None
    return application.amount_cents - sum(one.share_cents for one in live(partners))


def even_shares(amount_cents: int, partners: int) -> tuple[int, ...]:
    """Equal shares for so many partners and the lead; the cents that are left stay with the lead, who comes last."""
    each = spread(amount_cents - amount_cents % (partners + 1), [1] * (partners + 1))
    return (*each[:-1], amount_cents - sum(each[:-1]))


def part_errors(part: Part, room_cents: int | None) -> list[FieldError]:
    """What is wrong with a part, all at once; `room_cents` is what the others leave, None while no amount is known."""
    errors = []
    if not part.role.strip():
        errors.append(FieldError("role", "required", _("Schrijf op wat deze partner doet, in een paar woorden.")))
    if part.share_cents and room_cents is None:
        errors.append(FieldError("share", "no_amount", _("Vul eerst bij de aanvraag in hoeveel u vraagt.")))
    elif room_cents is not None and part.share_cents > room_cents:
        errors.append(FieldError("share", "too_much", _("Samen is dit meer dan u vraagt. Kies een kleiner deel.")))
    return errors


def amount_errors(amount_cents: int | None, partners: Iterable[Partnership]) -> list[FieldError]:
    """Nobody can ask for less than what was promised to partners."""
    promised = sum(one.share_cents for one in live(partners))
    if promised > (amount_cents or 0):
        return [FieldError("amount", "below_shares", _("Uw partners krijgen samen meer. Verdeel het geld eerst."))]
    return []


def backing_errors(supporters: int | None, counted_on: date | None, today: date) -> list[FieldError]:
    """What is wrong with the number of supporters and its day, all at once."""
    errors = []
    if supporters is not None and not 0 <= supporters <= MAX_SUPPORTERS:
        errors.append(FieldError("supporters", "out_of_range", _("Vul een aantal in van 0 tot 1.000.000.")))
    if supporters is not None and counted_on is None:
        errors.append(FieldError("countedOn", "required", _("Vul in wanneer u hebt geteld.")))
    if counted_on is not None and counted_on > today:
        errors.append(FieldError("countedOn", "in_future", _("Deze dag ligt in de toekomst.")))
    return errors


def supporters_asked(document: Mapping[str, Any]) -> int | None:
    """How many signatures of supporters a source asks for, None when it asks for none."""
    for requirement in document.get("requirements") or ():
        if requirement.get("role") == "signatures" and requirement.get("at_least"):
            return int(requirement["at_least"])
    return None
