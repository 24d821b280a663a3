"""How people, invitations, mandates and places in trust look as JSON."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, pre_dump, validate

from services.matcher.api.given import GivenSchema
from shared.access.actors import MandateAct, Role
from shared.access.sharing import FactGroup
from shared.contracts.codes import codes
from shared.plumbing.schemas import CamelSchema, FileField

ACTS = [act.value for act in MandateAct]
ROLES = [Role.MEMBER.value, Role.BOARD.value, Role.VOLUNTEER.value, Role.COORDINATOR.value, Role.FUNDER.value]
GROUPS = [group.value for group in FactGroup]


class Acts(fields.List[Any]):
    """The acts of a mandate, in one order."""

    def __init__(self) -> None:
        super().__init__(fields.String(validate=validate.OneOf(ACTS)))

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> list[str]:
        return sorted(act.value for act in value)


class MemberOut(CamelSchema):
    """A role that somebody has in an organisation."""

    person_id = fields.String()
    name = fields.String()
    organisation_id = fields.String()
    organisation_name = fields.String()
    role = fields.String()
    since = fields.DateTime()


class MandateOut(CamelSchema):
    """A mandate of a place for a person. `endsAt` is the first moment at which it does not hold any more."""

    id = fields.String()
    place_id = fields.String()
    place_name = fields.String()
    person_id = fields.String()
    name = fields.String()
    acts = Acts()
    written = fields.Boolean()
    in_trust = fields.Boolean()
    starts_at = fields.DateTime()
    ends_at = fields.DateTime()


class InvitationOut(CamelSchema):
    """An invitation; `answer` is null while it is open or over without an answer."""

    id = fields.String()
    organisation_id = fields.String()
    organisation_name = fields.String()
    email = fields.String()
    role = fields.String()
    inviter_name = fields.String()
    sent_at = fields.DateTime()
    expires_at = fields.DateTime()
    answer = fields.String(allow_none=True)


class RequestOut(CamelSchema):
    """A volunteer asks a place for a mandate."""

    id = fields.String()
    place_id = fields.String()
    place_name = fields.String()
    person_id = fields.String()
    name = fields.String()
    acts = Acts()
    ends_at = fields.DateTime()
    note = fields.String()
    made_at = fields.DateTime()


class PeopleOut(CamelSchema):
    """Everybody of one organisation."""

    members = fields.List(fields.Nested(MemberOut))
    mandates = fields.List(fields.Nested(MandateOut))
    invitations = fields.List(fields.Nested(InvitationOut))
    requests = fields.List(fields.Nested(RequestOut))


class OwnRolesOut(CamelSchema):
    """What the person who asks is where, and what waits for an answer."""

    roles = fields.List(fields.Nested(MemberOut))
    mandates = fields.List(fields.Nested(MandateOut))
    invitations = fields.List(fields.Nested(InvitationOut))
    requests = fields.List(fields.Nested(RequestOut))


class InvitationIn(GivenSchema):
    """An address and the role that it is asked for; `askedFirst` for who had everything erased before."""

    email = fields.String(required=True)
    role = fields.String(required=True, validate=validate.OneOf(ROLES))
    asked_first = fields.Boolean()


class RoleIn(GivenSchema):
    """Another role, instead of what the person has in this organisation."""

    role = fields.String(required=True, validate=validate.OneOf(ROLES))


class MandateIn(GivenSchema):
    """Whom a place lets act for it, for what and until which day (included); `read` comes with every mandate."""

    person_id = fields.String(required=True)
    acts = fields.List(fields.String(validate=validate.OneOf(ACTS)))
    ends_on = fields.Date(required=True)
    written = fields.Boolean(metadata={"description": "given in writing; needed for `submit`"})


class PaperIn(CamelSchema):
    """A form with the photo or PDF of the signed paper."""

    file = FileField(required=True)


class RequestIn(GivenSchema):
    """What a volunteer asks a place for."""

    acts = fields.List(fields.String(validate=validate.OneOf(ACTS)))
    ends_on = fields.Date(required=True)
    note = fields.String()


class YesOrNo(CamelSchema):
    """The answer to an invitation."""

    accept = fields.Boolean(required=True)


class RequestAnswerIn(CamelSchema):
    """The answer to a volunteer who asks for a mandate."""

    give = fields.Boolean(required=True)
    written = fields.Boolean(load_default=False)


class TrustIn(GivenSchema):
    """What is known of a place that a helper writes down for its people."""

    name = fields.String(required=True)
    area = fields.String(required=True, metadata={"description": "region code, as precise as known"})
    legal_form = fields.String(allow_none=True, validate=validate.OneOf(codes("legal_form")))
    kvk_number = fields.String(allow_none=True)


class HeldOut(CamelSchema):
    """A place in trust; `code` is null when none works now."""

    id = fields.String()
    name = fields.String()
    since = fields.DateTime()
    archived_at = fields.DateTime(allow_none=True)
    code = fields.String(allow_none=True)
    code_expires_at = fields.DateTime(allow_none=True)

    @pre_dump
    def flat(self, shown: Any, **_kwargs: Any) -> dict[str, Any]:
        """One flat row of the place and its sheet."""
        held, sheet = shown
        return {
            "id": held.id,
            "name": held.name,
            "since": held.since,
            "archived_at": held.archived_at,
            "code": sheet.code if sheet else None,
            "code_expires_at": sheet.claim.expires_at if sheet else None,
        }


class NewPlaceOut(CamelSchema):
    """A place that was written down or taken over."""

    id = fields.String()
    name = fields.String()


class ClaimIn(CamelSchema):
    """The code of the sheet, and whether who wrote the place down may go on helping for a year."""

    code = fields.String(required=True, validate=validate.Length(max=40))
    helper_stays = fields.Boolean(load_default=False)


class SharingOut(CamelSchema):
    """Which groups of facts the coalition of the place sees. Funders see none of them."""

    coalition = fields.List(fields.String(validate=validate.OneOf(GROUPS)))


class SharingIn(CamelSchema):
    """The same, to replace it: what is left out of a list is not shared."""

    coalition = fields.List(fields.String(validate=validate.OneOf(GROUPS)), required=True)
