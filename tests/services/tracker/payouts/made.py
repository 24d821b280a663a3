"""Made-up account numbers, lists of awards, statements and photos."""

from __future__ import annotations

import io
from xml.etree import ElementTree

from PIL import Image
from stdnum import iban as rules

HOST_IBAN = "NL20INGB0001234567"


def iban(number):
    """A number that is right by its own check digits and belongs to nobody we know."""
    account = f"INGB{number:010d}"
    return next(found for digits in range(2, 99) if rules.is_valid(found := f"NL{digits:02d}{account}"))


def awards_csv(count, first=1):
    rows = [
        f"{street(n)};P. Persoon{n};06-1234{n:04d};{amount(n) // 100},{amount(n) % 100:02d};{iban(n)};P. Persoon{n}"
        for n in range(first, first + count)
    ]
    return "\n".join(("straat;contactpersoon;telefoon;bedrag;iban;rekeninghouder", *rows)).encode()


def street(number):
    return f"Voorbeeldstraat {number}"


def amount(number):
    """Cents between 150 and 500 euro, all different."""
    return 15_000 + number * 1_101


def lines_of(pain):
    """Mark, number, name and cents of each payment in a file for the bank."""
    space = {"p": ElementTree.fromstring(pain).tag[1:].partition("}")[0]}
    found = ElementTree.fromstring(pain).iterfind(".//p:CdtTrfTxInf", space)
    return [
        (
            one.findtext(".//p:EndToEndId", namespaces=space),
            one.findtext(".//p:CdtrAcct//p:IBAN", namespaces=space),
            one.findtext("p:Cdtr/p:Nm", namespaces=space),
            int((one.findtext(".//p:InstdAmt", namespaces=space) or "").replace(".", "")),
        )
        for one in found
    ]


def entry(cents, *, incoming=False, mark="", number="", name="", text="", reason="", ref="", day="2026-11-30"):
    """One booked line of a statement."""
    side = "Dbtr" if incoming and not reason else "Cdtr"
    back = f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" if reason else ""
    family = "<SubFmlyCd>RRTN</SubFmlyCd>" if reason else "<SubFmlyCd>ESCT</SubFmlyCd>"
    return f"""<Ntry><Amt Ccy="EUR">{cents // 100}.{cents % 100:02d}</Amt>
<CdtDbtInd>{"CRDT" if incoming else "DBIT"}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt></BookgDt>
<AcctSvcrRef>{ref or mark or text}</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd>{family}</Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>{mark or "NOTPROVIDED"}</EndToEndId></Refs>
<RltdPties><{side}><Nm>{name}</Nm></{side}><{side}Acct><Id><IBAN>{number}</IBAN></Id></{side}Acct></RltdPties>
<RmtInf><Ustrd>{text}</Ustrd></RmtInf>{back}</TxDtls></NtryDtls></Ntry>"""


def statement(*entries, account=HOST_IBAN, head=""):
    """A CAMT.053 file of the version that Dutch banks give."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>{head}
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<GrpHdr><MsgId>1</MsgId><CreDtTm>2026-11-30T08:00:00</CreDtTm></GrpHdr>
<Stmt><Id>1</Id><Acct><Id><IBAN>{account}</IBAN></Id></Acct>{"".join(entries)}</Stmt>
</BkToCstmrStmt></Document>""".encode()


def photo(shade=120):
    file = io.BytesIO()
    Image.new("RGB", (60, 40), (shade, 90, 60)).save(file, "JPEG")
    return file.getvalue()
