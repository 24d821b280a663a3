"""Letters as funders write them, in words of our own, with what stands in them.

A row of `EXPECTED` names what a person finds in the letter; what is not named is not in it. `conditions` is how many.
"""

from __future__ import annotations

AWARD = """Stichting Wijkfonds Noord
Postbus 12
3000 AA Rotterdam

Huis van de wijk
t.a.v. mevr. B. Smit

Rotterdam, 12 november 2026
Ons kenmerk: WN-2026/0417

Betreft: uw aanvraag van 3 september 2026

Beste mevrouw Smit,

Op 3 september 2026 vroeg u ons om een bijdrage van € 8.000,- voor een nieuwe keuken. Met plezier laten wij u weten dat
ons bestuur u een bedrag van € 8.000,- heeft toegekend. Wij maken het volledige bedrag binnen twee weken in één keer aan
u over.

Wij zien graag uiterlijk 1 juli 2027 een kort verslag met foto's. Bewaar uw bonnen vijf jaar.

Veel succes!
"""

PARTIAL = """Datum: 2 november 2026
Dossiernummer: 88213

Geachte aanvrager,

U vroeg bij ons € 12.500 aan voor het muziekproject. De begroting laat totale kosten zien van € 20.000. Wij hebben
besloten uw aanvraag gedeeltelijk te honoreren: wij kennen u € 7.500 toe. De kosten voor de opening betalen wij niet.

U ontvangt 75% als voorschot. De overige 25% betalen wij na ontvangst van uw eindverslag. Het eindverslag ontvangen wij
graag voor 15 september 2027.
"""

CONDITIONAL = """Fonds Samen Buiten
Utrecht, 5 oktober 2026

Beste mensen van de buurttuin,

Goed nieuws: wij stellen € 4.250 beschikbaar voor jullie tuin, onder de voorwaarde dat de rest van het geld er op
1 februari 2027 is. U dient daarvoor uiterlijk 1 februari 2027 het dekkingsplan aan te leveren. Ook moet u vóór de start
een getekende verklaring van de eigenaar van de grond opsturen.

De activiteiten moeten vóór 31 december 2027 zijn uitgevoerd. Binnen drie maanden na afloop van het project stuurt u ons
een verslag.
"""

REFUSAL = """Amsterdam, 20 oktober 2026
Projectnummer 2026-331

Geachte heer Bakker,

Uw aanvraag voor een bijdrage van € 5.000 hebben wij besproken. Helaas kunnen wij uw aanvraag niet honoreren. Dit jaar
kregen wij veel meer aanvragen dan er budget was. Het maximum per aanvraag is € 10.000.

Tegen dit besluit is geen bezwaar of beroep mogelijk.
"""

MUNICIPALITY = """Gemeente Rotterdam
Zaaknummer: Z/26/104482
Verzenddatum: 16-11-2026

Onderwerp: besluit subsidie bewonersinitiatief

Geachte mevrouw De Vries,

Op 1 oktober 2026 ontvingen wij uw aanvraag. Wij verlenen u een subsidie van maximaal € 3.480,50 voor de activiteit
"Samen eten". De subsidie betalen wij als voorschot van 100% binnen vier weken.

De activiteit vindt plaats tot en met 30 juni 2027. U bent verplicht wijzigingen direct aan ons te melden. U dient de
aanvraag tot vaststelling uiterlijk 30 september 2027 in, met een inhoudelijk verslag.

U bewaart de administratie gedurende zeven jaar.

Bent u het niet eens met dit besluit? Dan kunt u binnen zes weken na de verzenddatum van deze brief bezwaar maken bij
het college van burgemeester en wethouders.
"""

GUARANTEE = """Den Haag, 9 november 2026
Uw kenmerk: buurtfeest
Ons kenmerk: G26.118

Beste initiatiefnemer,

Wij geven u voor het buurtfeest een garantiesubsidie van ten hoogste € 1.500. Wij verlenen deze bijdrage alleen als er
na afloop een tekort blijkt. Stuur ons daarom binnen 8 weken na het feest de eindafrekening.
"""

WORDS = """Haarlem, 1 december 2026

Geacht bestuur,

Het verheugt ons u mee te delen dat het bestuur van de Diaconie heeft besloten aan uw stichting een gift te doen van
zegge vijfduizend euro. Het bedrag wordt ineens aan u overgemaakt. Wij vragen u om vóór 1 maart 2028 te vertellen hoe
het geld is besteed in een verslag van één bladzijde.
"""

ENGLISH = """Green Neighbourhoods Trust
Date: November 9, 2026
Our reference: GNT-2026-77

Dear Ms Yilmaz,

You applied for € 10,000.00. We are pleased to inform you that you have been awarded a grant of € 6,500.00. You must
sign and return the enclosed agreement. The grant has to be spent before 31 December 2027. Please send your report by
28 February 2028.
"""

NEGATED = """Zwolle, 3 november 2026

Beste Anna,

Dank voor je plan. Het bestuur heeft je aanvraag van € 2.500,00 niet toegekend. Een bijdrage van maximaal € 1.000 geven
wij alleen aan straten waar nog geen buurthuis is. Dien gerust volgend jaar een nieuw plan in.
"""

TWO_AMOUNTS = """Eindhoven, 30-10-2026
Referentie: OF 26/0091

Geachte aanvrager,

Uw project kost € 40.000 en u brengt zelf € 10.000 in. Het gevraagde bedrag was € 30.000. Wij kennen u een bijdrage toe
van € 30.000. U ontvangt deze bijdrage in twee gelijke termijnen van € 15.000: de eerste bij de start, de tweede na
ontvangst van het tussenverslag.

De bijdrage moet uiterlijk 1 oktober 2028 zijn besteed. De verantwoording ontvangen wij uiterlijk 31 december 2028. Bij
bijdragen hoger dan € 25.000 dient u een controleverklaring mee te sturen.
"""

RECEIPTS = """Van: buurtpot@voorbeeld.nl
Datum: 18 november 2026

Hoi Mo,

Jullie straatfeest krijgt een bijdrage van 350 euro uit de buurtpot, leuk! Wij betalen achteraf: stuur uiterlijk
1 augustus 2027 foto's van de bonnen. Het feest moet vóór 1 juli 2027 plaatsvinden.
"""

REJECTED_MUNICIPALITY = """Gemeente Delft
Datum besluit 6 november 2026
Kenmerk 5542190

Geachte heer Jansen,

U vroeg op 12 september 2026 subsidie aan voor het opknappen van de speeltuin (€ 9.800). Wij wijzen uw aanvraag af. De
activiteit was al begonnen voordat u de aanvraag deed. Wij verlenen geen subsidie voor kosten die al zijn gemaakt.

Niet eens met dit besluit? U kunt binnen zes weken bezwaar maken.
"""

EIGHTY = """Stichting Licht op Zuid
Tilburg, 24 november 2026

Betreft: toekenning project Klussenbus

Geachte mevrouw El Amrani,

Wij zijn blij dat wij uw project kunnen steunen. Het bestuur kent aan u een bedrag van EUR 15.000,00 toe, mits de
wijkraad instemt. Van dit bedrag betalen wij 80% als voorschot na ontvangst van de getekende overeenkomst. De resterende
€ 3.000 volgt na goedkeuring van het eindverslag, dat u uiterlijk op 1 april 2028 instuurt. U dient facturen
vijf jaar te bewaren.
"""

NOT_A_LETTER = """Beste allemaal,

Op donderdag 3 december 2026 drinken wij koffie in het buurthuis. Neem gerust iemand mee. Koffie kost 1 euro.
"""

EXPECTED: dict[str, dict[str, str | int]] = {
    "AWARD": {
        "outcome": "awarded",
        "amount": "800000",
        "letter_on": "2026-11-12",
        "reference": "WN-2026/0417",
        "payment_plan": "100",
        "report_due": "2027-07-01",
        "keep_years": "5",
    },
    "PARTIAL": {
        "outcome": "partial",
        "amount": "750000",
        "letter_on": "2026-11-02",
        "reference": "88213",
        "payment_plan": "75/25",
        "report_due": "2027-09-15",
    },
    "CONDITIONAL": {
        "outcome": "conditional",
        "amount": "425000",
        "letter_on": "2026-10-05",
        "spend_before": "2027-12-31",
        "report_due": "Binnen drie maanden na afloop van het project stuurt u ons een verslag",
        "conditions": 3,
    },
    "REFUSAL": {
        "outcome": "rejected",
        "letter_on": "2026-10-20",
        "reference": "2026-331",
        "objection_weeks": "0",
    },
    "MUNICIPALITY": {
        "outcome": "awarded",
        "amount": "348050",
        "letter_on": "2026-11-16",
        "reference": "Z/26/104482",
        "payment_plan": "100",
        "spend_before": "2027-06-30",
        "report_due": "2027-09-30",
        "keep_years": "7",
        "objection_weeks": "6",
        "conditions": 1,
    },
    "GUARANTEE": {
        "outcome": "awarded",
        "amount": "150000",
        "letter_on": "2026-11-09",
        "reference": "G26.118",
        "payment_plan": "guarantee",
        "report_due": "binnen 8 weken na het feest de eindafrekening",
    },
    "WORDS": {
        "outcome": "awarded",
        "amount": "500000",
        "letter_on": "2026-12-01",
        "payment_plan": "100",
        "report_due": "2028-03-01",
    },
    "ENGLISH": {
        "outcome": "partial",
        "amount": "650000",
        "letter_on": "2026-11-09",
        "reference": "GNT-2026-77",
        "spend_before": "2027-12-31",
        "report_due": "2028-02-28",
        "conditions": 1,
    },
    "NEGATED": {"outcome": "rejected", "letter_on": "2026-11-03"},
    "TWO_AMOUNTS": {
        "outcome": "awarded",
        "amount": "3000000",
        "letter_on": "2026-10-30",
        "reference": "OF 26/0091",
        "payment_plan": "50/50",
        "spend_before": "2028-10-01",
        "report_due": "2028-12-31",
        "conditions": 1,
    },
    "RECEIPTS": {
        "outcome": "awarded",
        "amount": "35000",
        "letter_on": "2026-11-18",
        "payment_plan": "after_receipts",
        "spend_before": "2027-07-01",
        "report_due": "2027-08-01",
    },
    "REJECTED_MUNICIPALITY": {
        "outcome": "rejected",
        "letter_on": "2026-11-06",
        "reference": "5542190",
        "objection_weeks": "6",
    },
    "EIGHTY": {
        "outcome": "conditional",
        "amount": "1500000",
        "letter_on": "2026-11-24",
        "payment_plan": "80/20",
        "report_due": "2028-04-01",
        "keep_years": "5",
        "conditions": 1,
    },
    "NOT_A_LETTER": {},
}

ASKED = {
    "AWARD": 800_000,
    "PARTIAL": 1_250_000,
    "MUNICIPALITY": 348_050,
    "ENGLISH": 1_000_000,
    "TWO_AMOUNTS": 3_000_000,
}
"""What was asked, where the tracker knows it; whole cents."""
