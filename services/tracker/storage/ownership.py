"""Whose the rows of the tracker's tables are, for PostgreSQL's policies. A new table must choose here."""

from __future__ import annotations

from shared.plumbing.row_security import COMMON, OF_PLACE, OUTBOX, Owned, Ownership

_OF_PLACE = (
    "activity activity_application activity_cost activity_photo application application_note award_condition"
    " award_terms backing budget budget_freeze budget_version claim claim_term correspondence cost_share credit"
    " deadline decision document document_link document_version first_contact funder_note grace handover_item"
    " instalment instalment_plan late_step letter_reading limit_pass matcher_event objection payout_account"
    " payout_batch payout_batch_file payout_entry payout_group payout_import payout_line payout_link"
    " payout_payee payout_payment payout_receipt payout_settings payout_statement payout_undoing plan_change"
    " reminder repayment report resubmission sent_report settlement sheet_base source_change source_snapshot"
    " stored_file submission task"
)

_OF_AGREEMENT = ("agreement_evaluation", "agreement_signature", "agreement_terms", "obligation")
"""Seen by both parties."""

_OF_BOTH = Owned(organisation=("place_id", "partner_id"))

_OF_WHO_MADE_IT = Owned(organisation=("place_id",), person=("owner_id",))
"""A file with rows of several places belongs to who brought it."""

OWNERSHIP: Ownership = {
    **COMMON,
    **dict.fromkeys(_OF_PLACE.split(), OF_PLACE),
    **dict.fromkeys(_OF_AGREEMENT, Owned(organisation=("place_id",), through=("agreement_id", "agreement", "id"))),
    "agreement": _OF_BOTH,
    "lead_offer": _OF_BOTH,
    "partnership": _OF_BOTH,
    "neighbourhood_strategy": Owned(organisation=("place_id",), through=("id", "agreement", "strategy_id")),
    "calendar_secret": Owned(person=("person_id",)),
    "outbox_intent": OUTBOX,
    "sheet_import": _OF_WHO_MADE_IT,
    "sheet_layout": _OF_WHO_MADE_IT,
}
