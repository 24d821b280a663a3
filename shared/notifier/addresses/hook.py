"""Where a mail provider reports what became of our mails. There is no such address without a secret in the settings."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from marshmallow import fields, validate

from shared.access.rights import PUBLIC
from shared.notifier.addresses.reports import Report, ReportType, prove, take_reports
from shared.notifier.context import NotifierContext
from shared.plumbing.endpoints import page, read_json
from shared.plumbing.schemas import CamelSchema, load

PATH = "/hooks/mail-events"
MOST_REPORTS = 500


class ReportSchema(CamelSchema):
    """One report."""

    type = fields.String(
        required=True,
        validate=validate.OneOf(list(ReportType), error="Kies bounce, complaint of delivered."),
    )
    message_id = fields.String(
        required=True, validate=validate.Length(1, 250, error="Geef de Message-ID van de mail, hooguit 250 tekens.")
    )
    permanent = fields.Boolean(load_default=False)


class ReportsSchema(CamelSchema):
    """What a provider sends at once."""

    events = fields.List(
        fields.Nested(ReportSchema),
        required=True,
        validate=validate.Length(1, MOST_REPORTS, error="Stuur 1 tot 500 meldingen tegelijk."),
    )


def add_mail_events(blueprint: Blueprint, context: NotifierContext, secret: bytes) -> None:
    """Adds the address for reports that are signed with this secret."""

    # Open to visitors: the signature is the proof, and nothing is read before it holds.
    @page(blueprint, "POST", PATH, right=PUBLIC)
    def take_mail_events() -> Response:
        """Body: `{"events": [{"type": "bounce", "messageId": "<...>", "permanent": true}]}`; says how many are ours."""
        signature = prove(secret, dict(request.headers), request.get_data(), context.clock.now())
        sent = load(ReportsSchema(), read_json())["events"]
        reports = [Report(ReportType(one["type"]), one["message_id"], one["permanent"]) for one in sent]
        applied = take_reports(context, signature, reports)
        return jsonify({"known": applied.known, "unknown": applied.unknown})
