"""Letters that were written after the rules; no rule was changed for them. They show what the rules do unseen."""

from __future__ import annotations

CHURCH = """Protestantse Gemeente Kralingen
College van diakenen

Rotterdam, 4 december 2026

Beste vrijwilligers van de Huiskamer,

In onze vergadering van 2 december hebben wij uw verzoek besproken. Wij dragen graag bij aan de kerstmaaltijd met een
bedrag van € 750,00. De penningmeester maakt dit de komende week naar u over. Wilt u ons na afloop, maar in elk geval
voor 1 februari 2027, laten weten hoe het was?

Hartelijke groet namens de diakenen
"""

PROVINCE = """PROVINCIE ZUID-HOLLAND
Datum 11 januari 2027
Ons kenmerk PZH-2026-884511
Onderwerp Beschikking Buurtenergie

Geachte mevrouw Kaya,

Naar aanleiding van uw aanvraag van 14 oktober 2026 besluiten wij u op grond van de Subsidieregeling lokale initiatieven
een subsidie te verlenen van ten hoogste € 24.750,00. Aan deze subsidie verbinden wij de volgende verplichtingen:
- u voert de activiteiten uit vóór 1 juli 2028;
- u meldt het ons meteen als u iets niet kunt uitvoeren;
- u dient binnen 13 weken na afronding van de activiteiten een verzoek tot vaststelling in.
Wij verstrekken u een voorschot van 80% van het verleende bedrag.

Op grond van de Algemene wet bestuursrecht kunt u binnen zes weken na de dag van verzending van dit besluit een
bezwaarschrift indienen.
"""

BANK_FUND = """Coöperatiefonds
Kenmerk: CF/2026/3391

Apeldoorn, 28 oktober 2026

Beste Fatma,

Het was druk: 140 verenigingen vroegen samen bijna € 400.000 aan. De commissie heeft voor jullie moestuin een lager
bedrag gekozen dan de € 6.000 waar jullie om vroegen. Jullie krijgen € 3.500. Dat geld is bedoeld voor grond en zaden en
niet voor het hek. Het bedrag moet voor 1 november 2027 zijn uitgegeven. Bewaar de facturen 7 jaar.
"""

NO_FIT = """Groningen, 15-12-2026

Geachte aanvrager,

Wij hebben uw plan met aandacht gelezen. Het past niet bij de doelen van ons fonds: wij steunen alleen projecten voor
jongeren tot 18 jaar. Uw aanvraag komt daarom niet in aanmerking voor een bijdrage. Wij wensen u veel succes bij het
vinden van de benodigde € 9.250.
"""

EXPECTED: dict[str, dict[str, str]] = {
    "CHURCH": {"outcome": "awarded", "amount": "75000", "letter_on": "2026-12-04"},
    "PROVINCE": {
        "outcome": "awarded",
        "amount": "2475000",
        "letter_on": "2027-01-11",
        "reference": "PZH-2026-884511",
        "payment_plan": "80/20",
        "spend_before": "2028-07-01",
        "report_due": "binnen 13 weken na afronding van de activiteiten een verzoek tot vaststelling in",
        "objection_weeks": "6",
    },
    "BANK_FUND": {
        "outcome": "partial",
        "amount": "350000",
        "letter_on": "2026-10-28",
        "reference": "CF/2026/3391",
        "spend_before": "2027-11-01",
        "keep_years": "7",
    },
    "NO_FIT": {"outcome": "rejected", "letter_on": "2026-12-15"},
}
