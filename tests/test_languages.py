"""The language of a block's text: whole sentences, short ones, mixed ones, and what is none of the seven."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.commitments.languages import LANGUAGES, OTHER, UNKNOWN, language_of

SENTENCES = {
    "en": """
        Standard orders arrive within 3-5 business days.
        Free shipping on orders over $50
        You can return unworn items within 30 days of delivery.
        We aim to answer every e-mail by the end of the next working day.
        Our phone lines are open Monday to Friday, 9am to 5pm.
        If your parcel is late, the delivery fee is refunded.
        Two-year warranty on all parts
        Orders placed before 2pm are dispatched the same day.
        Please allow up to 10 days for the credit to show.
        Refunds are issued to the original method of payment.
        Delivered in 2 working days
        The café's crème brûlée is made to order
    """,
    "de": """
        Die Lieferung erfolgt innerhalb von 3-5 Werktagen.
        Kostenloser Versand ab 50 €
        Sie können ungetragene Artikel innerhalb von 30 Tagen zurückgeben.
        Wir beantworten jede E-Mail bis zum Ende des nächsten Werktags.
        Unsere Hotline ist montags bis freitags von 9 bis 17 Uhr erreichbar.
        Kommt Ihr Paket zu spät, erstatten wir die Versandkosten.
        Zwei Jahre Garantie auf alle Teile
        Bestellungen bis 14 Uhr verlassen noch am selben Tag unser Lager.
        Bitte rechnen Sie mit bis zu 10 Tagen, bis die Gutschrift erscheint.
        Die Erstattung erfolgt auf das ursprüngliche Zahlungsmittel.
        Lieferzeit 2 Werktage
    """,
    "fr": """
        Les commandes arrivent sous 3 à 5 jours ouvrés.
        Livraison gratuite dès 50 € d'achat
        Vous pouvez retourner les articles non portés dans les 30 jours.
        Nous répondons à chaque courriel avant la fin du jour ouvré suivant.
        Notre standard est ouvert du lundi au vendredi, de 9 h à 17 h.
        Si votre colis arrive en retard, les frais de livraison sont remboursés.
        Garantie de deux ans sur toutes les pièces
        Toute commande passée avant 14 h est expédiée le jour même.
        Comptez jusqu’à 10 jours pour que le crédit apparaisse.
        Le remboursement est effectué sur le moyen de paiement d'origine.
        Livré en 2 jours ouvrables
    """,
    "es": """
        Los pedidos llegan en un plazo de 3 a 5 días laborables.
        Envío gratis en pedidos superiores a 50 €
        Puedes devolver los artículos sin usar en un plazo de 30 días.
        Respondemos a cada correo antes del final del siguiente día hábil.
        Nuestras líneas están abiertas de lunes a viernes, de 9 a 17 h.
        Si tu paquete llega tarde, se reembolsan los gastos de envío.
        Dos años de garantía en todas las piezas
        Los pedidos realizados antes de las 14:00 salen el mismo día.
        El abono puede tardar hasta 10 días en aparecer.
        El reembolso se hace por el mismo medio de pago.
        Entrega en 2 días laborables
    """,
    "it": """
        Gli ordini arrivano entro 3-5 giorni lavorativi.
        Spedizione gratuita per ordini superiori a 50 €
        Puoi restituire gli articoli non indossati entro 30 giorni.
        Rispondiamo a ogni e-mail entro la fine del giorno lavorativo successivo.
        Le nostre linee sono aperte dal lunedì al venerdì, dalle 9 alle 17.
        Se il pacco arriva in ritardo, le spese di spedizione vengono rimborsate.
        Due anni di garanzia su tutte le parti
        Gli ordini effettuati entro le 14 partono lo stesso giorno.
        L'accredito può richiedere fino a 10 giorni.
        Il rimborso avviene con lo stesso metodo di pagamento.
        Consegna in 2 giorni lavorativi
    """,
    "nl": """
        Bestellingen komen binnen 3-5 werkdagen aan.
        Gratis verzending vanaf € 50
        Je kunt ongedragen artikelen binnen 30 dagen retourneren.
        We beantwoorden elke e-mail voor het einde van de volgende werkdag.
        Onze lijnen zijn open van maandag tot en met vrijdag, van 9 tot 17 uur.
        Komt je pakket te laat, dan krijg je de verzendkosten terug.
        Twee jaar garantie op alle onderdelen
        Voor 14.00 uur besteld, dezelfde dag verzonden.
        Het kan tot 10 dagen duren voordat het bedrag op je rekening staat.
        De terugbetaling gebeurt met de oorspronkelijke betaalmethode.
        Levering in 2 werkdagen
    """,
    "pt": """
        As encomendas chegam em 3 a 5 dias úteis.
        Portes grátis em encomendas acima de 50 €
        Pode devolver os artigos não usados no prazo de 30 dias.
        Respondemos a cada e-mail até ao fim do dia útil seguinte.
        As nossas linhas estão abertas de segunda a sexta, das 9h às 17h.
        Se a sua encomenda chegar atrasada, os portes são reembolsados.
        Dois anos de garantia em todas as peças
        Os pedidos feitos até às 14h são enviados no mesmo dia.
        O crédito pode demorar até 10 dias a aparecer.
        O reembolso é feito pelo mesmo meio de pagamento.
        Entrega em 2 dias úteis
    """,
    OTHER: """
        Dostawa w ciągu 3-5 dni roboczych oraz zwrot do 30 dni
        Leveransen sker inom 3-5 arbetsdagar och är fri från 500 kr
        Leveringen skjer innen 3-5 hverdager og er gratis
        Teslimat 3-5 iş günü içinde ve ücretsiz bir kargo için
        Toimitus 3-5 arkipäivää ja palautus 30 päivää
        Livrarea se face în 3-5 zile lucrătoare și este gratuită
        Доставка в течение 3-5 рабочих дней
        3〜5営業日以内にお届けします
        الشحن خلال 3 إلى 5 أيام عمل
        Η παράδοση γίνεται σε 3-5 εργάσιμες ημέρες
        배송은 3~5 영업일 이내에 완료됩니다
    """,
    UNKNOWN: """
        3-5
        $4.95
        €
        SKU 88-214
        OK
        Dunlop Sport 225/45
        24/7
        Samsung
    """,
}
CASES = [(name, line.strip()) for name, lines in SENTENCES.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("language", "text"), CASES, ids=lambda value: value[:24])
def test_a_sentence_is_told_to_be_of_its_language(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Same day delivery – Lieferung am selben Tag, wenn wir Ihre Bestellung bis 12 Uhr haben", "de"),
        ("We call it „Gemütlichkeit“: all our sofas are made to be sat in, and you have 30 days to try them.", "en"),
        ("Notre « Next Day » : vous commandez avant midi et nous livrons le lendemain, sans frais.", "fr"),
    ],
)
def test_a_text_with_words_of_another_language_is_of_the_one_it_is_written_in(text: str, language: str) -> None:
    assert language_of(text) == language


def test_the_start_of_a_long_text_decides() -> None:
    english, german = "The order is on its way to you. ", "Die Bestellung ist auf dem Weg zu Ihnen. "
    assert language_of(english * 40 + german * 400) == "en"


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_any_text_has_an_answer(text: str) -> None:
    assert language_of(text) in {*LANGUAGES, OTHER, UNKNOWN}
