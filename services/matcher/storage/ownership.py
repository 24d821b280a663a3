"""Whose the rows of the matcher's tables are, for PostgreSQL's policies. A new table must choose here."""

from __future__ import annotations

from shared.plumbing.row_security import COMMON, OF_PLACE, OUTBOX, Nobodys, Owned, Ownership

_CATALOGUE = Nobodys("the catalogue of sources: the same for everybody; who may see or change it is a right")

_OF_ALL = (
    "catalogue_import",
    "catalogue_load",
    "distinct_sources",
    "link_check",
    "region",
    "source",
    "source_check",
    "source_proposal",
    "source_redirect",
    "source_version",
)

OWNERSHIP: Ownership = {
    **COMMON,
    **dict.fromkeys(_OF_ALL, _CATALOGUE),
    "change_counter": Nobodys("numbers by which processes see that something changed"),
    "event_inbox": Nobodys("ids of events that were heard, to hear each once"),
    "need": OF_PLACE,
    "need_consequence": OF_PLACE,
    "outbox_intent": OUTBOX,
    "past_grant": Nobodys("public grants of the past, without names"),
    "place_facts": OF_PLACE,
    "saved_search": Owned(person=("person_id",)),
    "search_hit": Owned(person=("person_id",)),
    "search_notice": Owned(person=("person_id",)),
    "source_outcome": OF_PLACE,
    "source_watch": Nobodys("how far the clock looked through the changes of the catalogue"),
}
