"""Where the product differs from the paper on purpose: each with the decision that says why."""

from __future__ import annotations

from tests.rights.paper import BRD, COO, FUN, MEM, SVC, VOL

CLAIMED = "0038: nobody hands in, pays, signs or publishes for a place in trust"
CHECKING = "0010: volunteers check sources, and what a giver answered is a proposal"
PARTIES = "0022: an agreement belongs to its parties"

CHANGED: dict[tuple[str, str, str], tuple[str | None, str]] = {
    ("source", MEM, "c"): ("as proposal, phone answer", CHECKING),
    ("source", BRD, "c"): ("as proposal, phone answer", CHECKING),
    ("source", VOL, "c"): ("as proposal", CHECKING),
    ("source", VOL, "verify"): ("", CHECKING),
    ("source", SVC, "c"): ("", "0010: the tracker passes on what a giver answered"),
    ("source", SVC, "verify"): ("", "0010: the tracker passes on what a giver answered"),
    ("place public", VOL, "u"): ("claimed", CLAIMED),
    ("place public", COO, "u"): ("claimed", CLAIMED),
    ("submission", VOL, "submit"): ("claimed, written mandate", CLAIMED),
    ("submission", VOL, "withdraw"): ("claimed, written mandate", CLAIMED),
    ("bank account", COO, "approve"): ("claimed, other's", CLAIMED + "; 0020: proposer and approver are two people"),
    ("agreement", BRD, "c"): ("", PARTIES),
    ("agreement", BRD, "u"): ("", PARTIES),
    ("agreement", BRD, "evaluate"): ("", PARTIES),
    ("agreement", VOL, "evaluate"): ("", PARTIES),
    ("agreement", COO, "sign"): ("claimed", CLAIMED),
    ("people", COO, "r"): ("", "0038: who helps a place sees who decides there"),
}
"""(row, column, act) -> the condition that the product sets ('' for none, None for: not at all), and why."""

ADDED: dict[str, tuple[dict[str, dict[str, str]], str]] = {
    "payout": (
        {
            MEM: {"r": ""},
            BRD: {"r": "", "c": "", "u": "", "approve": "other's"},
            VOL: {"r": "", "c": "claimed", "u": "claimed"},
            COO: {"r": "", "approve": "claimed, other's"},
        },
        "0021: a fiscal host pays street groups, by two people",
    ),
    "rest": (
        {
            MEM: {"r": ""},
            BRD: {"r": "", "c": "", "u": "", "d": ""},
            VOL: {"r": ""},
            COO: {"r": "", "c": "", "u": "", "d": ""},
        },
        "0032: a season of rest is agreed by the board or the coordinator",
    ),
    "application event": ({SVC: {"c": ""}}, "0016: the tracker tells the matcher in its own name"),
}
"""Rows that the paper does not have."""

SCOPES = {
    ("deadline", FUN): "own rounds",
    ("exchange", MEM): "own place",
    ("exchange", COO): "coalition",
    ("exchange", FUN): "own rounds",
    ("people", BRD): "place",
    ("audit log", BRD): "place",
    ("audit log", COO): "coalition",
    ("audit log", FUN): "own",
    ("dead letter", FUN): "own",
    ("place private", SVC): "for user",
    ("bank account", BRD): "propose",
}
"""Words of the paper that say whose things, which the scope of a role decides; no condition in the table."""
