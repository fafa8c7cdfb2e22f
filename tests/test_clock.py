from __future__ import annotations

import pytest

from auditor.commitments.clock import find_clock
from auditor.model import Block, BlockKind, Clock, Touchpoint
from auditor.rules import load_rulebook

BOOK = load_rulebook()


def clock(topic: str, marked: str) -> Clock:
    """The clock of the value that stands in [brackets]."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    block = Block("page.html", Touchpoint.WEB, 0, BlockKind.PARAGRAPH, text, "p")
    return find_clock(BOOK.topics[topic], text, start, end, block)


@pytest.mark.parametrize(
    ("topic", "text", "start"),
    [
        ("delivery_time", "Arrives [3 days] after dispatch.", "dispatched"),
        ("delivery_time", "Once it has shipped, allow [3 days].", "dispatched"),
        ("delivery_time", "Delivered [within 5 days] of ordering.", "ordered"),
        ("refund_time", "Refunded [within 5 days] after we receive your return.", "received"),
        ("refund_time", "We refund you [within 5 days] of the item reaching us.", "received"),
        ("refund_time", "Refunds are issued [within 3 days] of approval.", "approved"),
        ("resolution_time", "Fixed [within 4 hours] of you reporting it.", "reported"),
        ("response_time", "Answered [within 2 days] from the day you asked.", "requested"),
        ("return_window", "Return it [within 30 days] of delivery.", "delivered"),
        ("return_window", "You have [14 days] after you receive the goods.", "delivered"),
        ("warranty_period", "Covered for [two years] from the date of purchase.", "ordered"),
        ("delivery_time", "Delivered [within 5 days].", None),
        ("cancellation_window", "Cancel [24 hours ahead] of your next ship date.", None),
    ],
)
def test_a_clock_starts_at_the_event_that_the_text_names(topic: str, text: str, start: str | None) -> None:
    assert clock(topic, text).from_ == start


def test_a_refund_is_issued_or_credited() -> None:
    assert clock("refund_time", "We issue refunds [within 3 days].").to == "refund_issued"
    assert clock("refund_time", "It is in your account [within 5 days].").to == "refund_credited"
    assert clock("refund_time", "Your bank may take [10 days].").to == "refund_credited"
    assert clock("refund_time", "Credit card: [7 days].").to is None


def test_other_clocks_stop_at_the_event_of_their_topic() -> None:
    assert clock("dispatch_time", "It leaves us [within 2 days].") == Clock(None, "dispatched")
    assert clock("delivery_time", "It is with you [within 2 days].") == Clock(None, "delivered")


def test_values_that_are_no_durations_have_no_clock() -> None:
    assert clock("shipping_fee", "Shipping costs [$5] after you order.") == Clock()
