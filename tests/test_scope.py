from __future__ import annotations

import pytest

from auditor.commitments.scope import Named, Place, explain_scope, scope_of
from auditor.language import Word
from auditor.model import Block, BlockKind, Scope, Touchpoint
from auditor.rules import load_rulebook
from auditor.scopes import canonical, find_mentions, names_above, relation

BOOK = load_rulebook()


def scopes(topic: str, marked: str, **heads: object) -> list[Scope]:
    """The scope of each value that stands in [brackets]."""
    spans, text = [], ""
    for part in marked.split("]"):
        words, _, value = part.partition("[")
        text += words
        if value:
            spans.append((len(text), len(text) + len(value)))
            text += value
    block = Block("page.html", Touchpoint.WEB, 0, BlockKind.PARAGRAPH, text, "p", **heads)
    return [scope_of(explain_scope(block, text, start, end, topic, spans, BOOK)) for start, end in spans]


def on(axis: str, topic: str, marked: str, **heads: object) -> list[str | None]:
    return [getattr(scope, axis) for scope in scopes(topic, marked, **heads)]


# ── the clause ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[2-3 days] for the US and [7-14] for Canada.", ["US", "Canada"]),
        ("US orders take [2 days], Canadian orders [7].", ["US", "Canadian orders"]),
        ("To the US, Canada and the EU in [9 days].", ["US, Canada and the EU"]),
        ("Delivery costs [$5] to Hawaii, [$9] to Guam.", ["Hawaii", "Guam"]),
        ("[$9] (Alaska)", ["Alaska"]),
        ("Delivered in [3 days] in Umbria.", ["Umbria"]),
        ("Zone B: [4 days].", ["Zone B"]),
        ("Canada [$9] [5 days] Norway [$12] [7 days]", ["Canada", "Canada", "Norway", "Norway"]),
        ("Canada - Post [$9] - [5 days] Norway - Post [$12] - [7 days]", ["Canada", "Canada", "Norway", "Norway"]),
        ("[$5] in Norway, [$9] in Malta.", ["Norway", "Malta"]),
        ("Canada Post: [5 days].", [None]),
        ("Contact us and it is with you in [2 days].", [None]),
        ("It arrives in [3 days] in May.", [None]),
    ],
)
def test_regions_go_to_the_value_beside_them(text: str, expected: list[str | None]) -> None:
    assert on("region", "delivery_time", text) == expected


def test_services_lead_their_values() -> None:
    assert on("service", "delivery_time", "Standard delivery: [3-5 days], express [2].") == [
        "Standard delivery",
        "express",
    ]


def test_carriers_are_services_with_their_tiers() -> None:
    assert on("service", "delivery_time", "DHL Express takes [2 days], Purolator [4].") == ["DHL Express", "Purolator"]
    assert on("service", "dispatch_time", "Handed to Purolator in [2 days].") == [None]


def test_a_scope_word_does_not_leak_from_a_clause_with_its_own_value() -> None:
    text = "Express takes [2 days]; overseas orders need [9]."
    express, _ = scopes("delivery_time", text)
    assert (express.service, express.region) == ("Express", None)


def test_a_channel_of_contact_is_no_service_of_a_delivery() -> None:
    assert on("service", "delivery_time", "Call us: delivered in [3 days].") == [None]
    assert on("service", "response_time", "Call us: answered in [3 minutes].") == ["phone"]


def test_hours_are_those_of_the_channel_named_last_before_them() -> None:
    assert on("service", "support_hours", "Email us or ring 020 7946 0000, [9 to 5].") == ["phone"]
    assert on("service", "support_hours", "Ring our claims line, [9 to 5].") == ["claims line"]
    assert on("service", "response_time", "A manager will call [within 2 days].") == [None]


def test_a_reply_goes_by_the_channel_of_the_sentence_before() -> None:
    reply = "We reply within 2 days."
    text = f"If anything in the parcel is broken, please email us a photo. {reply}"
    block = Block("page.html", Touchpoint.WEB, 0, BlockKind.PARAGRAPH, text, "p")
    found = explain_scope(block, reply, 9, 22, "response_time", [(9, 22)], BOOK)
    assert found == {"service": Named("email", Place.EARLIER)}


def test_business_days_name_no_customers() -> None:
    assert scopes("delivery_time", "Arrives in [3-5 business days].") == [Scope()]
    assert on("customer", "response_time", "Business customers hear from us in [4 hours].") == ["Business customers"]


def test_a_law_for_consumers_is_no_group_of_customers() -> None:
    assert on("customer", "warranty_period", "Under the Consumer Rights Act, [six years].") == [None]


@pytest.mark.parametrize(
    ("topic", "text", "expected"),
    [
        ("warranty_period", "Copper lids: [5 years].", "Copper lids"),
        ("warranty_period", "Our oak benches carry a [10-year] warranty.", "oak benches"),
        ("warranty_period", "A [two-year] guarantee on lids.", "lids"),
        ("warranty_period", "It is covered for [two years].", None),
        ("return_window", "You may return goods [within 30 days].", None),
        ("dispatch_time", "Painted doors ship in [2 days].", "Painted doors"),
    ],
)
def test_the_label_or_subject_of_a_right_is_a_product(topic: str, text: str, expected: str | None) -> None:
    assert on("product", topic, text) == [expected]


def test_the_card_that_a_refund_goes_to_is_no_service() -> None:
    assert on("service", "refund_time", "Back on your card in [5 days].") == [None]
    assert on("service", "refund_time", "Bank transfer: [5 days].") == ["Bank transfer"]


# ── heads ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_rows_and_columns_are_scopes_where_they_are_no_measures() -> None:
    assert scopes("delivery_time", "[3 days]", row="Northern Ireland", column="Delivery time") == [
        Scope(region="Northern Ireland")
    ]
    assert scopes("shipping_fee", "[$9]", row="Hawaii", column="Express") == [Scope("Express", "Hawaii")]
    assert scopes("warranty_period", "[10 years]", row="Frames", column="Cover") == [Scope(product="Frames")]


def test_a_plan_of_support_wins_over_the_channel_in_its_row() -> None:
    assert on("service", "response_time", "[2 hours]", row="Call returned by phone", column="Premium") == ["Premium"]


def test_the_question_and_the_nearest_heading_are_asked_after_the_clause() -> None:
    assert on("region", "shipping_fee", "[$9]", term="Canada", trail=("Shipping", "International")) == ["Canada"]
    assert on("region", "shipping_fee", "[$9]", trail=("Shipping", "International")) == ["International"]
    assert on("region", "shipping_fee", "[$9] to Guam", trail=("Shipping", "International")) == ["Guam"]


def test_a_heading_that_lists_regions_and_nothing_else_is_their_region() -> None:
    heading = "Northern Ireland & Wales"
    assert on("region", "shipping_fee", "[$9]", trail=("Shipping", heading)) == [heading]
    assert on("region", "shipping_fee", "[$9]", trail=("Shipping", "Wales and large orders")) == [None]
    assert on("region", "shipping_fee", "Parcels: [$9]", lead_in="Norway") == ["Norway"]


def test_prices_in_heads_are_no_part_of_a_name() -> None:
    assert on("service", "response_time", "[2 hours]", row="Sev 1", column="Orbit from $9 / mo") == ["Orbit"]


def test_columns_of_grades_of_accounts_name_customers() -> None:
    assert scopes("delivery_time", "[2 days]", row="Norway", column="Account grade – Oak") == [
        Scope(region="Norway", customer="Oak")
    ]


def test_each_word_of_a_scope_tells_where_it_stands() -> None:
    block = Block(
        "page.html", Touchpoint.WEB, 0, BlockKind.TABLE_CELL, "2 days by courier", "td",
        row="Norway", column="Under $50", trail=("Shipping", "For members"),
    )  # fmt: skip
    assert explain_scope(block, block.text, 0, 6, "delivery_time", [(0, 6)], BOOK) == {
        "service": Named("by courier", Place.CLAUSE),
        "region": Named("Norway", Place.ROW),
        "customer": Named("members", Place.HEADING),
        "condition": Named("Under $50", Place.COLUMN),
    }


def test_the_heading_of_the_page_is_no_scope() -> None:
    assert on("region", "shipping_fee", "[$9]", trail=("Shipping in Canada",)) == [None]


# ── conditions ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("topic", "text", "expected"),
    [
        ("return_window", "Return it [within 30 days] if unopened.", "if unopened"),
        ("shipping_fee", "Shipping is [free] on orders over $50.", "on orders over $50"),
        ("delivery_time", "Arrives in [3 days], excluding holidays.", "excluding holidays"),
        ("refund_time", "Refunded [within 5 days] after we receive your return.", "after we receive your return"),
        ("dispatch_time", "Orders placed before 2pm ship [the same day].", "Orders placed before 2pm"),
        ("response_time", "We answer [within a day] where possible.", None),
        ("delivery_time", "Arrives in [3 days].", None),
    ],
)
def test_a_condition_is_in_the_words_of_the_text(topic: str, text: str, expected: str | None) -> None:
    assert on("condition", topic, text) == [expected]


def test_a_row_of_severities_or_amounts_is_a_condition() -> None:
    assert on("condition", "response_time", "[1 hour]", row="Severity 1 - down", column="Gold") == ["Severity 1 - down"]
    assert on("condition", "shipping_fee", "[$7]", row="Under $50", column="Ground") == ["Under $50"]


# ── grammar ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_parser_ties_names_to_values_by_the_grammar_of_the_clause() -> None:
    text = "Canada 9 days US 2 days"
    block = Block("page.html", Touchpoint.WEB, 0, BlockKind.PARAGRAPH, text, "p")
    canada, nine, us, two = (0, 6), (7, 13), (14, 16), (17, 23)

    def crossed(sentence: str) -> list[Word]:
        assert sentence == text
        return [Word(*canada, 3, "dep"), Word(*nine, 1, "root"), Word(*us, 1, "dep"), Word(*two, 3, "root")]

    found = [
        scope_of(explain_scope(block, text, *span, "delivery_time", [nine, two], BOOK, parser=crossed))
        for span in (nine, two)
    ]
    assert [scope.region for scope in found] == ["US", "Canada"]


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("axis", sorted(BOOK.scopes))
def test_the_examples_of_each_axis_hold(axis: str) -> None:
    for example in BOOK.scopes[axis].examples:
        text = str(example.values["text"])
        assert [one.name for one in find_mentions(axis, text, BOOK)] == example.values["finds"], text


@pytest.mark.parametrize("axis", sorted(BOOK.scopes))
def test_each_way_of_writing_a_name_is_found_and_has_one_canonical_form(axis: str) -> None:
    for name in BOOK.scopes[axis].names:
        for written in (name.name, *name.synonyms):
            assert canonical(axis, written, BOOK) == name.name
            assert canonical(axis, canonical(axis, written, BOOK), BOOK) == name.name
            (mention,) = find_mentions(axis, f"x {written} x", BOOK)
            assert (mention.name, mention.start, mention.end) == (name.name, 2, 2 + len(written))


@pytest.mark.parametrize(
    ("axis", "written", "expected"),
    [
        ("region", "the United States", "US"),
        ("region", "USA & Canada", "Canada, US"),
        ("region", "DE/AT", "Austria, Germany"),
        ("region", "  Lower   48 ", "contiguous US"),
        ("region", "Umbria", "umbria"),
        ("service", "Express shipping", "express"),
        ("service", "Gold plan", "gold"),
        ("product", "the Classic", "classic"),
        ("color", "Dark  Red", "dark red"),
    ],
)
def test_canonical_names(axis: str, written: str, expected: str) -> None:
    assert canonical(axis, written, BOOK) == expected


@pytest.mark.parametrize(
    ("axis", "one", "other", "expected"),
    [
        ("region", None, None, "equal"),
        ("region", None, "US", "broader"),
        ("region", "US", None, "narrower"),
        ("region", "USA", "United States", "equal"),
        ("region", "mainland UK", "UK", "narrower"),
        ("region", "Europe", "France", "broader"),
        ("region", "US, Canada", "Canada", "broader"),
        ("region", "US, Canada", "Canada, Mexico", "overlapping"),
        ("region", "Scandinavia", "EU", "overlapping"),
        ("region", "US", "EU", "disjoint"),
        ("region", "domestic", "international", "disjoint"),
        ("region", "metro", "US", "unknown"),
        ("region", "Umbria", "US", "unknown"),
        ("service", "standard", "express", "disjoint"),
        ("service", "standard", "phone", "unknown"),
        ("product", "garden furniture", "furniture", "narrower"),
        ("product", "furniture", "garden furniture", "broader"),
        ("color", "red", "red", "equal"),
        ("color", "red", "blue", "unknown"),
    ],
)
def test_relations_of_names(axis: str, one: str | None, other: str | None, expected: str) -> None:
    assert relation(axis, one, other, BOOK) == expected


def test_the_names_above_a_name() -> None:
    assert names_above("region", "Wales", BOOK) >= {"Wales", "Great Britain", "UK", "Europe", "worldwide"}
    assert names_above("region", "Umbria", BOOK) == names_above("color", "red", BOOK) == frozenset()
