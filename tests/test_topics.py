"""The conventions of topics: where two readings are possible, which one counts."""

from __future__ import annotations

import pytest
from finds import commitments, finds, finds_nothing, shipped_rules

from auditor.commitments.sentences import split_sentences

# ── what a value speaks of ───────────────────────────────────────────────────────────────────────────────────


def test_an_anchor_does_not_vote() -> None:
    finds("Send it back within 30 days of delivery.", "return_window: up to 30 days")


def test_each_value_of_a_sentence_has_its_own_topic() -> None:
    finds(
        "Orders are dispatched within 24 hours and delivered in 3-5 days.",
        "dispatch_time: up to 24 hours",
        "delivery_time: 3–5 days",
    )


def test_the_acknowledgement_is_a_response_and_the_full_answer_a_resolution() -> None:
    finds(
        "Complaints are acknowledged within 3 working days; you have our full answer within 8 weeks.",
        "response_time: up to 3 business days",
        "resolution_time: up to 8 weeks",
    )


def test_a_free_delivery_threshold_is_not_a_second_fee() -> None:
    finds("Free delivery on orders over £40.", "free_shipping_threshold: £40")


def test_a_fee_and_the_threshold_from_which_it_is_waived_are_both_found() -> None:
    finds(
        "Standard shipping is $5.95, free on orders over $75.",
        "shipping_fee: $5.95",
        "free_shipping_threshold: $75",
    )


def test_late_and_it_is_free_is_compensation_of_all() -> None:
    finds("If your pizza is late, it's free.", "compensation: 100 %")


def test_ready_to_collect_is_delivery() -> None:
    finds("Click and collect orders are ready in 1 hour.", "delivery_time: 1 hour")


def test_an_engineer_on_site_is_a_response_and_the_repair_a_resolution() -> None:
    finds(
        "An engineer is on site within 4 hours, and the fault is repaired within 8 hours.",
        "response_time: up to 4 hours",
        "resolution_time: up to 8 hours",
    )


def test_a_claim_decided_is_a_resolution_and_paid_out_a_refund() -> None:
    finds("We decide on your claim within 10 days.", "resolution_time: up to 10 days")
    finds("Accepted claims are paid out within 5 days.", "refund_time: up to 5 days")


def test_the_deadline_to_claim_a_credit_is_a_claim_window() -> None:
    finds("Service credits must be claimed within 30 days.", "claim_window: up to 30 days")


def test_a_trial_is_a_satisfaction_guarantee_and_a_change_of_mind_a_return() -> None:
    finds("100-night trial on every mattress.", "satisfaction_guarantee: 100 days")
    finds("Changed your mind? Return it within 14 days.", "return_window: up to 14 days")


def test_calls_wait_and_messages_are_answered() -> None:
    finds("Calls are answered within 30 seconds.", "wait_time: up to 30 seconds")
    finds("E-mails are answered within 24 hours.", "response_time: up to 24 hours")


# ── where a value stands ─────────────────────────────────────────────────────────────────────────────────────


def test_the_head_of_a_column_decides_over_that_of_the_row() -> None:
    finds(
        "| Service | Dispatch time | Delivery time |\n|---|---|---|\n| Express delivery | 1 day | 2 days |\n",
        "dispatch_time: 1 day",
        "delivery_time: 2 days",
        format="markdown",
    )


def test_a_heading_decides_where_the_sentence_is_silent() -> None:
    finds("# Warranty\n\nFrames: 10 years\n", "warranty_period: 10 years", format="markdown")


def test_the_sentence_decides_over_its_heading() -> None:
    finds("# Delivery\n\nRefunds are issued within 5 days.\n", "refund_time: up to 5 days", format="markdown")


def test_the_question_decides_for_its_answer() -> None:
    finds(
        "<dl><dt>How long do refunds take?</dt><dd>Up to 10 days.</dd></dl>",
        "refund_time: up to 10 days",
        format="html",
    )


# ── what is no promise ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "Invoices are payable within 30 days.",
        "The battery lasts 48 hours.",
        "The cover washes at 60 degrees in 90 minutes.",
        "We keep call recordings for 90 days.",
        "We have been making boots for 40 years.",
        "Mine came in 3 days.",
        "Other shops give you 14 days to return it.",
        "Can I return it within 30 days?",
        "We do not guarantee delivery within 2 days.",
        "Suppose delivery took 9 days.",
        "Gift vouchers expire after 12 months.",
        "Your card is charged every 4 weeks.",
        "We answer every applicant within 10 days.",
        "Agents must answer within 20 seconds.",
        "You may opt out of arbitration within 30 days.",
        "Last month 97% of parcels were on time.",
        "In no event shall our liability exceed $500.",
        "Sellers must dispatch within 2 days.",
        "We hold your parcel at the depot for 7 days.",
    ],
)
def test_a_look_alike_is_no_commitment(text: str) -> None:
    finds_nothing(text)


def test_a_review_is_no_promise() -> None:
    finds_nothing("<blockquote>Delivered in 2 days!</blockquote>", format="html")


def test_the_day_from_which_time_is_counted_is_no_promise() -> None:
    finds("Orders ship within 3 days of the day you order.", "dispatch_time: up to 3 days")


def test_a_handbook_for_sellers_promises_customers_nothing() -> None:
    finds_nothing("# Marketplace seller handbook\n\nParcels are delivered within 5 days.\n", format="markdown")


def test_a_measured_column_is_no_target() -> None:
    finds(
        "| Reply | Target | Last year |\n|---|---|---|\n| First reply to e-mails | 1 day | 2 days |\n",
        "response_time: 1 day",
        format="markdown",
    )


# ── confidence and sentences ─────────────────────────────────────────────────────────────────────────────────


def test_more_cues_give_more_confidence() -> None:
    (faint,) = commitments("# Warranty\n\nFrames: 10 years\n", "markdown")
    (plain,) = commitments("A warranty of 10 years.")
    assert 0 < faint.confidence < plain.confidence < 1


def test_the_cue_that_decided_is_named() -> None:
    assert [one.cue for one in commitments("We reply to e-mails within 2 days.")] == ["reply to e-mails within 2 days"]


def test_a_value_has_only_topics_of_its_kind() -> None:
    found = commitments("Delivery is $5, it arrives in 3 days, 98% on time.")
    topics = shipped_rules().topics
    kinds = {"Duration": "duration", "Money": "money", "Percent": "percent"}
    assert [kinds[type(one.value).__name__] in topics[one.topic].kinds for one in found] == [True, True, True]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("We ship today. You get it tomorrow.", ["We ship today.", "You get it tomorrow."]),
        ("Open Mon.–Fri. 9 a.m. to 5 p.m. Call us!", ["Open Mon.–Fri. 9 a.m. to 5 p.m.", "Call us!"]),
        ("It costs approx. 5.95 e.g. by post.", ["It costs approx. 5.95 e.g. by post."]),
        ("In the U.S. No. 1 choice.", ["In the U.S. No. 1 choice."]),
        ("Free returns • 30 days • Ships today", ["Free returns", "30 days", "Ships today"]),
        ("Changed your mind? 30 days.", ["Changed your mind?", "30 days."]),
        ("One\n  Two ", ["One", "Two"]),
        ("", []),
        ("   ", []),
    ],
)
def test_sentences_end_where_they_do(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_a_list_without_stops_is_cut_between_words() -> None:
    text = "word " * 900
    parts = split_sentences(text)
    assert max(end - start for start, end in parts) <= 1000
    assert " ".join(text[start:end] for start, end in parts) == text.strip()
