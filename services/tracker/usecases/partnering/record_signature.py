"""A signature on paper of a partner that has nobody here, with the sheet itself as evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.tracker.domain.documents.kinds import PARTNER_SIGNATURE
from services.tracker.domain.documents.records import Document
from services.tracker.domain.partners import MAX_NAME, Partnership, PartnerState, sheet_code
from services.tracker.settings import TrackerContext
from services.tracker.storage import documents, partnerships
from services.tracker.usecases.changing import Change, changing
from services.tracker.usecases.documents.add_document import MAX_TITLE, keep_new
from services.tracker.usecases.documents.attaching import attach
from services.tracker.usecases.documents.rights import CREATE
from services.tracker.usecases.partnering.joint import WRITE, Joint, check_version
from services.tracker.usecases.partnering.sign_part import check_open
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.access.rights import require
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError, NotAllowedNow, NotFound
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.uploads import Checked
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class PaperSignature:
    """Who signed and when, the code on the sheet (see partners.sheet_code), and the sheet: a file or a document id."""

    signed_by: str
    signed_on: date
    code: str
    sheet: Checked | str


def record_signature(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    partnership_id: str,
    *,
    paper: PaperSignature,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Partnership:
    """Writes down a signature on paper: who has people here signs here. It stands for what the sheet says, so the
    code on the sheet must be that of what stands here now.

    Raises NotFound, InvalidInput, NotAllowedNow, Stale.
    """
    with changing(ctx, actor, application_id, WRITE, once=None, expected_version=None) as change:
        connection, scope = change.work.connection, actor.scope
        if once is not None:
            once.begin(connection)
        joint = Joint(change.application, tuple(partnerships.of_application(connection, scope, application_id)))
        partner = joint.partner(partnership_id)
        check_version(partner, expected_version)
        check_open(joint)
        if partner.partner_id is not None:
            raise NotAllowedNow(_("Voor deze partner tekent u niet. Dat doet de partner zelf."), code="signs_here")
        raise_for(_errors(change, joint, paper))
        signed = partnerships.change(
            connection,
            scope,
            partner,
            state=PartnerState.AGREED,
            agreed_digest=joint.digest,
            agreed_by=paper.signed_by.strip()[:MAX_NAME],
            agreed_person_id=None,
            agreed_on=paper.signed_on,
            elsewhere=True,
            paper_id=_kept_sheet(change, partner, paper),
        )
        change.write("partner_agreed", {"partner": partner.id, "elsewhere": True})
        if once is not None:
            once.finish(connection, signed)
    return signed


def _errors(change: Change, joint: Joint, paper: PaperSignature) -> list[FieldError]:
    errors = []
    if not paper.signed_by.strip():
        errors.append(FieldError("signedBy", "required", _("Vul in wie er heeft getekend.")))
    if paper.signed_on > change.now.astimezone(AMSTERDAM).date():
        errors.append(FieldError("signedOn", "in_future", _("Deze dag ligt in de toekomst.")))
    if paper.code.strip().upper() != sheet_code(joint.digest):
        message = _("Deze code is niet van het blad van nu. Print het blad opnieuw en laat dat tekenen.")
        errors.append(FieldError("code", "old_sheet", message))
    if isinstance(paper.sheet, str) and not _is_ours(change, paper.sheet):
        errors.append(FieldError("documentId", "unknown", _("Kies een document van uw plek.")))
    return errors


def _is_ours(change: Change, document_id: str) -> bool:
    try:
        found = documents.get(change.work.connection, change.actor.scope, document_id)
    except NotFound:
        return False
    return found.place_id == change.application.place_id and found.removed_at is None


def _kept_sheet(change: Change, partner: Partnership, paper: PaperSignature) -> str:
    """The id of the document with the sheet, which goes with the application."""
    application, work, actor = change.application, change.work, change.actor
    if isinstance(paper.sheet, str):
        document = documents.get(work.connection, actor.scope, paper.sheet)
        version = documents.versions_of(work.connection, actor.scope, [document.id])[document.id][0]
    else:
        require(actor, CREATE, place_id=application.place_id)
        title = _("Handtekening van %(name)s", name=partner.partner_name)[:MAX_TITLE]
        by, now = actor.person_id, change.now
        document = Document(new_id(), application.place_id, PARTNER_SIGNATURE, title, 1, made_by=by, made_at=now)
        version = keep_new(change.ctx, work, actor, document, paper.sheet, paper.signed_on)
    attach(work, actor, application, document, version, change.now)
    return document.id
