from __future__ import annotations

from finds import commitments, document, finds, finds_nothing, shipped_rules

from auditor.blocks import find_blocks, visible_text
from auditor.commitments import find_commitments
from auditor.model import BlockKind, Clock, ClockTime, Duration, Origin, Strength, Unit
from auditor.rule_examples import run_examples

PAGE = """<!doctype html><html lang="en"><head><title>Free returns within 30 days</title></head><body>
<h1>Shipping</h1>
<p>Orders placed by 2pm ship the same day.</p>
<table><tr><th>Service</th><th>Delivery time</th><th>Cost</th></tr>
<tr><td>Standard</td><td>3&ndash;5 business days</td><td>$5.95</td></tr></table>
<details><summary>Refunds</summary><p>Refunds are usually issued within 10 days.</p></details>
</body></html>"""


def test_a_page_is_read_as_a_whole() -> None:
    finds(
        PAGE,
        "return_fee: free",
        "return_window: up to 30 days",
        "order_cutoff: 14:00",
        "dispatch_time: the same day",
        "delivery_time: 3–5 business days",
        "shipping_fee: $5.95",
        "refund_time: up to 10 days",
        format="html",
    )


def test_a_commitment_says_where_it_stands() -> None:
    cutoff = next(one for one in commitments(PAGE, "html") if one.topic == "order_cutoff")
    assert (cutoff.document, cutoff.origin, cutoff.value) == ("page", Origin.TEXT, ClockTime("14:00"))
    assert (cutoff.quote, cutoff.sentence) == ("by 2pm", "Orders placed by 2pm ship the same day.")
    assert cutoff.context == ("Shipping",)


def test_the_cue_of_a_commitment_is_what_the_text_says() -> None:
    (one,) = commitments("You can return items within 30 days of purchase, or 60 days with a card.")[:1]
    assert one.cue == "return items within 30 days"
    assert not any("\ue000" <= letter <= "\uf8ff" for one in commitments(PAGE, "html") for letter in one.cue)


def test_each_quote_is_verbatim_at_its_offsets() -> None:
    blocks = find_blocks(document(PAGE, "html"))
    text = visible_text(blocks)
    found = [one for one in find_commitments(blocks, shipped_rules()) if one.origin is Origin.TEXT]
    assert [text[one.start : one.end] for one in found] == [one.quote for one in found]
    assert [one.quote for one in found] == ["by 2pm", "the same day", "3–5 business days", "$5.95", "within 10 days"]


def test_a_title_is_a_voice_without_a_place_in_the_text() -> None:
    found = [one for one in commitments(PAGE, "html") if one.origin is Origin.META]
    assert [(one.topic, one.quote, one.start, one.end) for one in found] == [
        ("return_fee", "Free", None, None),
        ("return_window", "within 30 days", None, None),
    ]


def test_a_commitment_has_strength_and_clock() -> None:
    refund = next(one for one in commitments(PAGE, "html") if one.topic == "refund_time")
    assert refund.value == Duration(None, 10, Unit.DAY)
    assert refund.strength is Strength.HEDGED
    assert isinstance(refund.clock, Clock)


def test_a_table_cell_carries_its_heads_as_context() -> None:
    delivery = next(one for one in commitments(PAGE, "html") if one.topic == "delivery_time")
    assert delivery.context == ("Shipping", "Standard", "Delivery time")


def test_the_order_is_that_of_the_text() -> None:
    found = [one.start for one in commitments(PAGE, "html") if one.start is not None]
    assert found == sorted(found)


def test_the_same_document_gives_the_same_commitments() -> None:
    assert commitments(PAGE, "html") == commitments(PAGE, "html")


def test_a_document_without_values_promises_nothing() -> None:
    finds_nothing("")
    finds_nothing("We deliver with love.")


def test_a_dollar_is_that_of_the_country() -> None:
    assert [one.value.currency for one in commitments("Our shop is in Sydney, NSW.\n\nDelivery costs $9.")] == ["AUD"]


def test_elided_units_come_from_the_head_of_the_column() -> None:
    finds(
        "| Service | Delivery (business days) |\n|---|---|\n| Express | 1-2 |\n",
        "delivery_time: 1–2 business days",
        format="markdown",
    )


def test_structured_data_is_read_by_its_fields() -> None:
    policy = '{"@type": "MerchantReturnPolicy", "merchantReturnDays": 30}'
    found = commitments(f'<script type="application/ld+json">{policy}</script>', "html")
    assert [(one.origin, one.topic) for one in found] == [(Origin.STRUCTURED_DATA, "return_window")]


def test_blocks_of_reviews_are_left_out_whatever_they_say() -> None:
    blocks = find_blocks(document("<blockquote>They deliver within 3 days.</blockquote>", "html"))
    assert [block.kind for block in blocks] == [BlockKind.QUOTED]
    assert list(find_commitments(blocks, shipped_rules())) == []


def test_examples_can_be_run_by_id() -> None:
    results = list(run_examples(shipped_rules(), ["uptime"]))
    assert {result.rule for result in results} == {"uptime"}
    assert len(results) == len(shipped_rules().topics["uptime"].examples)


def test_what_the_company_answers_among_reviews_is_its_own() -> None:
    page = """<section class="reviews"><h2>Reviews</h2>
    <article><h3>Slow</h3><p>Waited 9 days for a reply.</p>
    <div><h4>Developer response</h4><p>Sorry! We reply within 2 hours.</p></div></article>
    <article><h3>Fine</h3><p>They answer within 3 hours.</p>
    <p>Reply from the owner: we answer within 1 hour.</p></article>
    <article><h3>Answers from customers</h3><p>They answer within 4 hours.</p></article></section>"""
    finds(page, "response_time: up to 2 hours", "response_time: up to 1 hour", format="html")
