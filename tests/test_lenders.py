"""Which block lends another its unit, read from whole pages."""

from __future__ import annotations

from finds import document, shipped_rules

from auditor.blocks import find_blocks
from auditor.commitments import candidates_of, find_commitments
from auditor.commitments.memory import Remembered
from auditor.wording import say


def values(page: str, format: str = "html") -> list[str]:
    """Every value of a page as it is said, in order."""
    found = candidates_of(find_blocks(document(page, format)), shipped_rules())
    return [say(one.amount.value) for one, _ in found]


def test_the_item_before_in_a_list_lends_its_unit() -> None:
    page = "<ul><li>Frames: two years</li><li>Coating</li><li>Cases: one</li><li>Cords: 5.</li></ul>"
    assert values(page) == ["2 years", "1 year", "5 years"]


def test_a_paragraph_between_two_lists_parts_them() -> None:
    page = "<ul><li>Lamps: two years</li></ul><p>Colors we sell:</p><ul><li>Red: 5</li></ul>"
    assert values(page) == ["2 years"]


def test_the_cell_above_lends_its_unit() -> None:
    page = """<table><tr><th>To</th><th>Time</th><th>Cost</th></tr>
      <tr><td>Spain</td><td>2-3 business days</td><td>€5</td></tr>
      <tr><td>Malta</td><td>5-7</td><td>12</td></tr></table>"""
    assert values(page) == ["2–3 business days", "€5", "5–7 business days", "€12"]


def test_the_cell_beside_lends_its_unit_where_it_begins_alike() -> None:
    page = """<table><tr><th></th><th>Chairs</th><th>Beds</th></tr>
      <tr><td>Built in</td><td>12 working days</td><td>5 weeks</td></tr>
      <tr><td>On the road</td><td>within 4 working days</td><td>within 7</td></tr></table>"""
    assert values(page) == ["12 business days", "5 weeks", "up to 4 business days", "up to 7 business days"]


def test_a_cell_that_is_a_unit_speaks_for_its_row() -> None:
    page = """<table><tr><th>Measure</th><th>Unit</th><th>Level</th></tr>
      <tr><td>Parcels at the door</td><td>working days</td><td>4</td></tr>
      <tr><td>Letters answered</td><td>hours</td><td>max. 8</td></tr>
      <tr><td>Right first time</td><td>%</td><td>97</td></tr></table>"""
    assert values(page) == ["4 business days", "up to 8 hours", "97 %"]


def test_the_caption_of_a_table_lends_its_unit() -> None:
    page = """<table><caption>Working days from order</caption><tr><th>To</th><th>Small</th><th>Large</th></tr>
      <tr><td>Spain</td><td>2</td><td>5-7</td></tr></table>"""
    assert values(page) == ["2 business days", "5–7 business days"]


def test_a_section_that_counts_in_business_days_says_so_once() -> None:
    page = """<h2>Shipping</h2><table><tr><td>Spain</td><td>3-5 days</td></tr></table>
      <p>All times are in working days.</p><h2>Returns</h2><p>Send it back within 20 days.</p>"""
    assert values(page) == ["3–5 business days", "up to 20 days"]
    assert values("<h2>Shipping</h2><p>3-5 days. We pack on working days.</p>") == ["3–5 days"]


def test_what_was_read_beside_another_sibling_is_read_again() -> None:
    book, memory = shipped_rules(), Remembered()
    pages = [
        f"<h1>Delivery</h1><ul><li>Spain: 2 {unit}</li><li>Delivered to Malta: 7</li></ul>"
        for unit in ("days", "weeks")
    ]
    found = [[say(one.value) for one in find_commitments(find_blocks(document(page, "html")), book, memory=memory)]
             for page in pages]  # fmt: skip
    assert found == [["2 days", "7 days"], ["2 weeks", "7 weeks"]]
