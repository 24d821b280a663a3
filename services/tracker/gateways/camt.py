"""Reading a bank statement: CAMT.053, as Dutch banks give it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from shared.wording.texts import gettext as _

MAX_BYTES = 5_000_000
MAX_ENTRIES = 5_000
BOOKED = "BOOK"
RETURNS = frozenset({"RRTN", "RPCR"})
"""Sub-families of bank transactions: a credit transfer that came back, and one that was called back."""


_AMOUNT = re.compile(r"\d{1,13}(\.\d{1,5})?", re.ASCII)
"""An amount in XML: a point before the cents, never one between thousands."""


class WrongStatement(Exception):
    """The file can't be used; the message is Dutch and says the mend."""


@dataclass(frozen=True)
class Booked:
    """One line of a statement. `key` is the same when the line stands in another statement too."""

    key: str
    account: str
    incoming: bool
    amount_cents: int
    booked_on: date | None
    name: str
    iban: str
    end_to_end_id: str
    text: str
    returned: bool
    return_reason: str


def read_camt(data: bytes) -> list[Booked]:
    """The lines that the bank booked, with amounts in cents. Raises WrongStatement."""
    reasons = _checked(data)
    from lxml.etree import XMLSyntaxError
    from pycamt.parser import Camt053ParseError, Camt053Parser

    try:
        parser = Camt053Parser(data)
        _keep_whole(parser.tree)
        found: list[dict[str, Any]] = parser.get_transactions()
    except (Camt053ParseError, XMLSyntaxError) as error:
        raise WrongStatement(_no_statement()) from error
    if len(found) > MAX_ENTRIES:
        raise WrongStatement(_("Er staan meer dan %(most)s regels in. Vraag uw bank een kortere periode.", most=5000))
    booked = [one for one in found if (one.get("Status") or BOOKED) == BOOKED]
    return list(_numbered(booked, reasons))


def _checked(data: bytes) -> Mapping[str, str]:
    """Refuses what is too large, no XML, or brings definitions of its own; gives why payments came back, by mark."""
    if len(data) > MAX_BYTES:
        raise WrongStatement(_("Dit bestand is te groot. Er mag 5 MB in. Vraag uw bank een kortere periode."))
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise WrongStatement(_no_statement()) from error
    if "camt.053" not in root.tag:
        raise WrongStatement(_no_statement())
    return _reasons(root)


def _keep_whole(root: Any) -> None:
    """Takes away details that do not tell how an entry falls apart: each would count for the whole amount."""
    for entry in root.iterfind(".//{*}Ntry"):
        details = entry.findall("{*}NtryDtls/{*}TxDtls")
        amounts = [_cents_in(detail.findtext(".//{*}Amt")) for detail in details]
        if len(details) > 1 and (None in amounts or sum(filter(None, amounts)) != _cents_in(entry.findtext("{*}Amt"))):
            for part in entry.findall("{*}NtryDtls"):
                entry.remove(part)


def _reasons(root: Any) -> dict[str, str]:
    # pycamt leaves the reason of a return out; a return names the mark of the payment that came back.
    found = {}
    for detail in root.iterfind(".//{*}TxDtls"):
        mark, code = detail.find(".//{*}EndToEndId"), detail.find(".//{*}RtrInf/{*}Rsn/{*}Cd")
        if mark is not None and code is not None:
            found[mark.text or ""] = code.text or ""
    return found


def _numbered(found: Iterable[dict[str, Any]], reasons: Mapping[str, str]) -> Iterable[Booked]:
    seen: Counter[str] = Counter()
    for one in found:
        read = _read(one, reasons)
        # Two equal lines on one day are two payments: the second one gets a key of its own.
        seen[read[0]] += 1
        yield Booked(hashlib.sha256(f"{read[0]}|{seen[read[0]]}".encode()).hexdigest(), *read[1:])


def _read(one: Mapping[str, Any], reasons: Mapping[str, str]) -> tuple[Any, ...]:
    incoming = one.get("CreditDebitIndicator") == "CRDT"
    side = "Debtor" if incoming else "Creditor"
    mark = _text(one, "EndToEndId", 35)
    mark = "" if mark == "NOTPROVIDED" else mark
    # A payment that came back still names the one it was for, as creditor.
    iban = _text(one, f"{side}IBAN", 34) or _text(one, "CreditorIBAN", 34)
    name = _text(one, f"{side}Name", 140) or _text(one, "CreditorName", 140)
    reason = reasons.get(mark, "") if incoming else ""
    returned = incoming and (bool(reason) or one.get("TransactionSubFamilyCode") in RETURNS)
    text = _text(one, "RemittanceInformationFull", 500) or _text(one, "AdditionalEntryInformation", 500)
    cents, day = _cents(one), _day(one)
    account = _text(one, "AccountIBAN", 34)
    facts = (account, _text(one, "TransactionID", 100), incoming, cents, day, iban, mark, text)
    return "|".join(map(str, facts)), account, incoming, cents, day, name, iban, mark, text, returned, reason


def _cents(one: Mapping[str, Any]) -> int:
    if one.get("Currency") != "EUR":
        raise WrongStatement(_("Er staat een bedrag in een andere munt dan de euro in. Dat lezen wij niet."))
    cents = _cents_in(one.get("Amount"))
    if cents is None:
        raise WrongStatement(_("Er staat een bedrag in dat wij niet kunnen lezen. Haal het bestand opnieuw op."))
    return cents


def _cents_in(text: str | None) -> int | None:
    """Whole cents of an amount as XML writes it, None for anything else."""
    written = (text or "").strip()
    cents = Decimal(written) * 100 if _AMOUNT.fullmatch(written) else None
    return int(cents) if cents is not None and cents == int(cents) else None


def _day(one: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(str(one.get("BookingDate") or "")[:10])
    except ValueError:
        return None


def _text(one: Mapping[str, Any], name: str, most: int) -> str:
    return " ".join(str(one.get(name) or "").split())[:most]


def _no_statement() -> str:
    return _("Dit is geen bankafschrift dat wij kunnen lezen. Haal bij uw bank een bestand op met de naam CAMT.053.")
