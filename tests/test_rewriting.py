"""A sentence with another value in it, in the manner of the sentence; read again by the grammar that reads all."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.commitments.amounts import find_amounts
from auditor.findings.number_words import number_pattern, read_number, write_number
from auditor.findings.rewriting import rewritten
from auditor.model import Clock, Evidence, Origin, Scope, Strength, Touchpoint
from auditor.quantities import Relation, relation


def said(sentence: str) -> Evidence:
    """The sentence with the last value that is read in it."""
    amount = find_amounts(sentence)[-1]
    return Evidence(
        "page", Touchpoint.WEB, Origin.TEXT, sentence[amount.start : amount.end], sentence, amount.value,
        Strength.FIRM, Scope(), Clock(), 1, ("page",), "p",
    )  # fmt: skip


REWRITTEN = [
    # ranges, and what joins them
    ("Standard takes 7 to 10 working days.", "3-5 business days", "Standard takes 3 to 5 working days."),
    ("It takes 7–10 days.", "3 to 5 days", "It takes 3–5 days."),
    ("It takes 5 days.", "3-4 days", "It takes 3–4 days."),
    ("Ships in 48/72 hrs", "24 hours", "Ships in 24 hrs"),
    ("Delivery takes between two and four days.", "3-5 days", "Delivery takes between three and five days."),
    ("Between 2 and 4 days.", "5 days", "5 days."),
    ("Two or three days", "3-5 days", "Three to five days"),
    ("A 2-3-day wait", "8 days", "An 8-day wait"),
    ("An 8-day wait", "3-5 days", "A 3-5-day wait"),
    # numbers in words
    ("Allow a week.", "2-3 weeks", "Allow two to three weeks."),
    ("You have twenty-one days.", "thirty days", "You have thirty days."),
    ("You have fourteen days.", "120 days", "You have 120 days."),
    ("Three months to decide.", "2 months", "Two months to decide."),
    ("A two (2) year warranty", "three years", "A three (3) year warranty"),
    ("five (5) to ten (10) Business Days", "3-5 business days", "three (3) to five (5) Business Days"),
    # bounds
    ("Within 5 days.", "up to 2 days", "Within 2 days."),
    ("Try it for up to 30 nights.", "90-100 days", "Try it for 90–100 nights."),
    ("No more than two weeks.", "1-2 weeks", "One to two weeks."),
    ("It takes 3-5 days.", "within 2 days", "It takes up to 2 days."),
    ("Refunds take 5 days or less.", "within 2 days", "Refunds take 2 days or less."),
    ("You have 14 days or more.", "10 days", None),
    ("It takes 5 days.", "at least 3 days", None),
    # units
    ("Reply within 2 working days.", "1 business day", "Reply within 1 working day."),
    ("Reply within one day.", "3-5 working days", "Reply within three to five working days."),
    ("Reply in 24 hrs.", "2 days", "Reply in 2 days."),
    ("A 100-night trial.", "120 days", "A 120-night trial."),
    ("A 100-night trial.", "90 business days", None),
    ("A lifetime warranty.", "2 years", None),
    ("Delivered next day", "3 days", None),
    ("Half an hour", "2 hours", None),
    ("From 2 days to 4 days, or within 3 days", "5 days", "From 2 days to 4 days, or within 5 days"),
    # money
    ("Delivery is £4.95.", "£6", "Delivery is £6.00."),
    ("Delivery is £5.", "£4.95", "Delivery is £4.95."),
    ("Delivery is 5 dollars.", "$7", "Delivery is 7 dollars."),
    ("Free over USD 1,250", "$1000", "Free over USD 1,000"),
    ("Costs $1250", "$1,400", "Costs $1400"),
    ("Costs 95p", "80p", "Costs 80p"),
    ("Costs 95p", "£1.20", None),
    ("Delivery is £4.95.", "€5", None),
    ("Delivery is free.", "£5", None),
    ("Delivery is £5.", "free", None),
    # shares
    ("We keep 99.9 % uptime.", "99.95%", "We keep 99.95 % uptime."),
    ("Save 15 percent.", "20%", "Save 20 percent."),
    # times of day
    ("Order by 2pm.", "3:30 p.m.", "Order by 3:30pm."),
    ("Order before 2.30 P.M. ET", "16:00", "Order before 4.00 P.M. ET"),
    ("Order by 14:00.", "3pm", "Order by 15:00."),
    ("Order by noon.", "2pm", "Order by 2pm."),
    ("Order by 2pm ET", "3pm PT", None),
    # what is no single value in its place
    ("Open Monday to Friday, 9am to 5pm", "Monday to Saturday, 9am to 6pm", None),
    ("It takes 5 days.", "£5", None),
    ("It takes 5 days.", "5 days", None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "model", "expected"), REWRITTEN)
def test_the_value_is_exchanged_in_the_manner_of_the_sentence(sentence: str, model: str, expected: str | None) -> None:
    assert rewritten(said(sentence), said(model)) == expected


def test_a_quote_that_stands_twice_or_nowhere_is_not_exchanged() -> None:
    one = said("It takes 5 days.")
    for sentence in ("It takes 5 days, I said 5 days.", "It takes a while."):
        other = Evidence(**{**{name: getattr(one, name) for name in one.__struct_fields__}, "sentence": sentence})
        assert rewritten(Evidence(**{**_fields(other), "quote": "5 days"}), said("3 days")) is None


def test_structured_data_is_not_rewritten() -> None:
    one = Evidence(**{**_fields(said("It takes 5 days.")), "origin": Origin.STRUCTURED_DATA})
    assert rewritten(one, said("3 days")) is None


def _fields(evidence: Evidence) -> dict[str, object]:
    return {name: getattr(evidence, name) for name in evidence.__struct_fields__}


NUMBERS = st.integers(1, 60)
WRITERS = st.sampled_from([str, lambda number: write_number(number, like="one")])
FRAMES = st.sampled_from(
    ["Within {0} {2}.", "It takes {0} {2}.", "It takes {0} to {1} {2}.", "Between {0} and {1} {2}.", "Up to {0} {2}!",
     "{0}–{1} {2} later", "{0} or {1} {2}, they say", "No later than {0} {2}"]
)  # fmt: skip
UNITS = st.sampled_from(["days", "working days", "hours", "weeks", "months", "years", "business hours", "nights"])


@st.composite
def sentences(draw: st.DrawFn) -> str:
    low = draw(NUMBERS)
    high, write = low + draw(NUMBERS), draw(WRITERS)
    return draw(FRAMES).format(write(low + 1), write(high + 1), draw(UNITS))


@given(sentences(), sentences())
def test_the_grammar_reads_the_models_duration_in_the_rewritten_sentence(outlier: str, model: str) -> None:
    one, other = said(outlier), said(model)
    sentence = rewritten(one, other)
    if sentence is None:
        assert other.value == one.value
    else:
        assert relation(said(sentence).value, other.value, "higher") is Relation.EQUAL


@given(st.sampled_from(["£{}", "{} pounds", "GBP {}", "£ {}"]), st.sampled_from(["£{}", "{} GBP"]), NUMBERS, NUMBERS)
def test_the_grammar_reads_the_models_amount(frame: str, other_frame: str, amount: int, other: int) -> None:
    one, model = said(f"It costs {frame.format(amount)}."), said(other_frame.format(other / 4))
    sentence = rewritten(one, model)
    assert (sentence is None) == (one.value == model.value)
    assert said(sentence or one.sentence).value == model.value


@given(st.times(), st.times(), st.sampled_from(["%I:%M %p", "%I.%M%p", "%H:%M"]))
def test_the_grammar_reads_the_models_time(time: object, other: object, form: str) -> None:
    one, model = said(f"Order by {time:{form}}."), said(f"Order by {other:%H:%M}.")
    sentence = rewritten(one, model)
    assert said(sentence or one.sentence).value == model.value


@given(st.integers(1, 99))
def test_number_words_are_read_as_they_are_written(number: int) -> None:
    written = write_number(number, like="one")
    assert re.fullmatch(number_pattern(), written)
    assert read_number(written) == number
