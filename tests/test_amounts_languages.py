"""Values in German, French, Spanish, Italian, Dutch and Portuguese, read with the words of their language file."""

from __future__ import annotations

import msgspec
import pytest

from auditor.commitments.amounts import find_amounts
from auditor.model import Quantity

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")


def shown(value: Quantity) -> str:
    """A value in one short line: "3..5 business_day", "4.95 EUR", "99.9%", "14:00"."""
    fields = msgspec.to_builtins(value)
    match fields["type"]:
        case "duration":
            low, high = ("" if fields[side] is None else fields[side] for side in ("low", "high"))
            return f"{low}..{high} {fields['unit']}"
        case "money":
            return "free" if fields["currency"] is None else f"{fields['amount']} {fields['currency']}"
        case "percent":
            return f"{fields['value']}%"
        case kind:
            return str(fields[kind])


def read(text: str, language: str, *heads: str) -> list[str]:
    return [shown(amount.value) for amount in find_amounts(text, heads=heads, language=language)]


GERMAN = [
    ("Die Lieferung erfolgt innerhalb von 3-5 Werktagen.", ["3..5 business_day"]),
    ("Lieferzeit: 2 bis 4 Arbeitstage", ["2..4 business_day"]),
    ("Standard 1–3 Werktage, Express 1", ["1..3 business_day", "1..1 business_day"]),
    ("Rückgabe binnen 14 Tagen nach Erhalt", ["..14 day"]),
    ("zwei Jahre Garantie, mindestens fünf Jahre", ["2..2 year", "5.. year"]),
    ("2-jährige Garantie", ["2..2 year"]),
    ("bis zu 14 Tage", ["..14 day"]),
    ("spätestens nach 10 Tagen", ["..10 day"]),
    ("mehr als drei Wochen", ["3.. week"]),
    ("zwischen 3 und 5 Tagen", ["3..5 day"]),
    ("am nächsten Werktag bei Ihnen", ["1..1 business_day"]),
    ("noch am selben Tag", ["0..0 day"]),
    ("heute bestellt, morgen geliefert", ["0..0 day", "1..1 day"]),
    ("eine halbe Stunde, anderthalb Stunden", ["30..30 minute", "1.5..1.5 hour"]),
    ("einundzwanzig Tage, einunddreißig Tage, hundert Tage", ["21..21 day", "31..31 day", "100..100 day"]),
    ("innerhalb einer Woche", ["..1 week"]),
    ("7 Tage vor Reisebeginn", ["7.. day"]),
    ("innerhalb von 3 – 5 Tagen nach Ablauf von 24 Stunden", ["3..5 day", "24..24 hour"]),
    ("lebenslange Garantie", [".. lifetime"]),
    ("kostenloser Versand ab 49 €, sonst 4,95 €", ["free", "49 EUR", "4.95 EUR"]),
    ("ab 1.500,50 € Bestellwert, 50 Cent", ["1500.5 EUR", "0.5 EUR"]),
    ("keine Versandkosten", ["free"]),
    ("wir übernehmen die Rücksendekosten", ["free"]),
    ("99,9 % Verfügbarkeit, neunzig Prozent, 9 von 10 Anrufen", ["99.9%", "90%", "90%"]),
    ("Mo.-Fr. 9-18 Uhr", ["Mo-Fr 09:00-18:00"]),
    ("Montag bis Freitag von 8:30 bis 17:00 Uhr, Samstag 10-14 Uhr", ["Mo-Fr 08:30-17:00; Sa 10:00-14:00"]),
    ("täglich von 8 bis 20 Uhr", ["Mo-Su 08:00-20:00"]),
    ("rund um die Uhr", ["24/7"]),
    ("Bestellungen bis 14 Uhr", ["14:00"]),
    ("bis halb drei", ["14:30"]),
]
FRENCH = [
    ("Livraison sous 3 à 5 jours ouvrés", ["3..5 business_day"]),
    ("livré en 48 h", ["48..48 hour"]),
    ("dans les 14 jours suivant la réception", ["..14 day"]),
    ("jusqu'à 30 jours pour changer d’avis", ["..30 day"]),
    ("au moins deux ans", ["2.. year"]),
    ("plus de 3 semaines", ["3.. week"]),
    ("entre 3 et 5 jours", ["3..5 day"]),
    ("de 24 à 48 heures", ["24..48 hour"]),
    ("vingt et un jours, trente et un jours, cent jours", ["21..21 day", "31..31 day", "100..100 day"]),
    ("une demi-heure, une heure et demie", ["30..30 minute", "1.5..1.5 hour"]),
    ("le jour même", ["0..0 day"]),
    ("livré le lendemain", ["1..1 day"]),
    ("le jour ouvré suivant", ["1..1 business_day"]),
    ("un délai d'une semaine", ["1..1 week"]),
    ("garantie à vie", [".. lifetime"]),
    ("livraison offerte dès 49 € d'achat", ["free", "49 EUR"]),
    ("4,95 € ou 1 250,00 €", ["4.95 EUR", "1250 EUR"]),
    ("retours gratuits, sans frais", ["free", "free"]),
    ("99,9 % de disponibilité, dix pour cent, 9 appels sur 10", ["99.9%", "10%", "90%"]),
    ("du lundi au vendredi de 9h à 18h", ["Mo-Fr 09:00-18:00"]),
    ("lundi à samedi 9h30-12h, fermé le dimanche", ["Mo-Sa 09:30-12:00"]),
    ("joignable 24h/24 et 7j/7", ["24/7"]),
    ("commandez avant 14h", ["14:00"]),
    ("jusqu'à 18h", ["18:00"]),
    ("avant midi", ["12:00"]),
]
SPANISH = [
    ("Entrega en 3-5 días laborables", ["3..5 business_day"]),
    ("de 24 a 48 horas", ["24..48 hour"]),
    ("en un plazo de 14 días", ["..14 day"]),
    ("hasta 30 días", ["..30 day"]),
    ("al menos dos años", ["2.. year"]),
    ("más de tres semanas", ["3.. week"]),
    ("entre 3 y 5 días hábiles", ["3..5 business_day"]),
    ("veintiún días, treinta y un días, cien días", ["21..21 day", "31..31 day", "100..100 day"]),
    ("media hora, una hora y media", ["30..30 minute", "1.5..1.5 hour"]),
    ("el mismo día", ["0..0 day"]),
    ("al día siguiente", ["1..1 day"]),
    ("el siguiente día laborable", ["1..1 business_day"]),
    ("garantía de por vida", [".. lifetime"]),
    ("envío gratis a partir de 49 €", ["free", "49 EUR"]),
    ("gastos de envío: 4,95 €, 1.250,00 €", ["4.95 EUR", "1250 EUR"]),
    ("sin gastos de envío", ["free"]),
    ("99,9 % de disponibilidad, diez por ciento, 9 de cada 10 llamadas", ["99.9%", "10%", "90%"]),
    ("de lunes a viernes de 9:00 a 18:00", ["Mo-Fr 09:00-18:00"]),
    ("lunes a viernes de 9 a 18 h y sábados de 10 a 14 h", ["Mo-Fr 09:00-18:00; Sa 10:00-14:00"]),
    ("las 24 horas del día, los 7 días de la semana", ["24/7"]),
    ("pedidos antes de las 14:00", ["14:00"]),
]
ITALIAN = [
    ("Consegna in 3-5 giorni lavorativi", ["3..5 business_day"]),
    ("da 24 a 48 ore", ["24..48 hour"]),
    ("entro 14 giorni", ["..14 day"]),
    ("fino a 30 giorni", ["..30 day"]),
    ("almeno due anni", ["2.. year"]),
    ("più di tre settimane", ["3.. week"]),
    ("tra 3 e 5 giorni", ["3..5 day"]),
    ("ventuno giorni, trentuno giorni, cento giorni", ["21..21 day", "31..31 day", "100..100 day"]),
    ("mezz'ora, un'ora e mezza", ["30..30 minute", "1.5..1.5 hour"]),
    ("lo stesso giorno", ["0..0 day"]),
    ("il giorno successivo", ["1..1 day"]),
    ("il giorno lavorativo successivo", ["1..1 business_day"]),
    ("garanzia a vita", [".. lifetime"]),
    ("spedizione gratuita oltre 49 €", ["free", "49 EUR"]),
    ("spese di spedizione: 4,95 €, 1.250,00 €", ["4.95 EUR", "1250 EUR"]),
    ("senza costi aggiuntivi", ["free"]),
    ("99,9 % di disponibilità, dieci per cento, 9 chiamate su 10", ["99.9%", "10%", "90%"]),
    ("dal lunedì al venerdì dalle 9:00 alle 18:00", ["Mo-Fr 09:00-18:00"]),
    ("24 ore su 24, 7 giorni su 7", ["24/7"]),
    ("ordini entro le 14:00", ["14:00"]),
]
DUTCH = [
    ("Levering binnen 3-5 werkdagen", ["3..5 business_day"]),
    ("3 tot 5 dagen", ["3..5 day"]),
    ("binnen 14 dagen", ["..14 day"]),
    ("maximaal 30 dagen", ["..30 day"]),
    ("minimaal twee jaar", ["2.. year"]),
    ("meer dan drie weken", ["3.. week"]),
    ("tussen 3 en 5 dagen", ["3..5 day"]),
    ("eenentwintig dagen, eenendertig dagen, honderd dagen", ["21..21 day", "31..31 day", "100..100 day"]),
    ("een half uur, anderhalf uur", ["30..30 minute", "1.5..1.5 hour"]),
    ("dezelfde dag nog verzonden", ["0..0 day"]),
    ("morgen in huis", ["1..1 day"]),
    ("de volgende werkdag", ["1..1 business_day"]),
    ("levenslange garantie", [".. lifetime"]),
    ("gratis verzending vanaf € 49", ["free", "49 EUR"]),
    ("verzendkosten € 4,95 of € 1.250,00", ["4.95 EUR", "1250 EUR"]),
    ("geen verzendkosten", ["free"]),
    ("99,9% beschikbaarheid, tien procent, 9 van de 10 telefoontjes", ["99.9%", "10%", "90%"]),
    ("maandag t/m vrijdag van 9.00 tot 18.00 uur", ["Mo-Fr 09:00-18:00"]),
    ("ma-vr 9-17 uur, za 10-14 uur", ["Mo-Fr 09:00-17:00; Sa 10:00-14:00"]),
    ("24 uur per dag, 7 dagen per week", ["24/7"]),
    ("voor 23:00 besteld", ["23:00"]),
    ("bel voor half drie", ["14:30"]),
]
PORTUGUESE = [
    ("Entrega em 3 a 5 dias úteis", ["3..5 business_day"]),
    ("em até 10 dias úteis", ["..10 business_day"]),
    ("no prazo de 14 dias", ["..14 day"]),
    ("até 30 dias", ["..30 day"]),
    ("pelo menos dois anos", ["2.. year"]),
    ("mais de três semanas", ["3.. week"]),
    ("entre 3 e 5 dias", ["3..5 day"]),
    ("vinte e um dias, trinta e um dias, cem dias", ["21..21 day", "31..31 day", "100..100 day"]),
    ("meia hora, uma hora e meia", ["30..30 minute", "1.5..1.5 hour"]),
    ("no mesmo dia", ["0..0 day"]),
    ("no dia seguinte", ["1..1 day"]),
    ("no próximo dia útil", ["1..1 business_day"]),
    ("garantia vitalícia", [".. lifetime"]),
    ("portes grátis a partir de 49 €", ["free", "49 EUR"]),
    ("portes de 4,95 € ou R$ 1.250,00", ["4.95 EUR", "1250 BRL"]),
    ("sem custos adicionais", ["free"]),
    ("99,9% de disponibilidade, dez por cento, 9 em cada 10 chamadas", ["99.9%", "10%", "90%"]),
    ("de segunda a sexta das 9h às 18h", ["Mo-Fr 09:00-18:00"]),
    ("segunda a sexta-feira, das 9:00 às 18:00", ["Mo-Fr 09:00-18:00"]),
    ("24 horas por dia, 7 dias por semana", ["24/7"]),
    ("encomendas até às 14:00", ["14:00"]),
]
CASES = [
    (language, text, expected)
    for language, cases in (
        ("de", GERMAN), ("fr", FRENCH), ("es", SPANISH), ("it", ITALIAN), ("nl", DUTCH), ("pt", PORTUGUESE)
    )
    for text, expected in cases
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=lambda value: value if value in LANGUAGES else "")
def test_values_are_read_in_their_language(language: str, text: str, expected: list[str]) -> None:
    assert read(text, language) == expected
