"""Values written in every way the grammar knows are read as they were meant; hostile text is read in linear steps."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.commitments.amounts import find_amounts
from auditor.commitments.languages import LANGUAGES
from auditor.model import Duration, Money, Percent, Unit

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
ONES += "seventeen eighteen nineteen".split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
UNITS = {
    "minutes": Unit.MINUTE, "hours": Unit.HOUR, "hrs": Unit.HOUR, "business hours": Unit.BUSINESS_HOUR,
    "days": Unit.DAY, "calendar days": Unit.DAY, "business days": Unit.BUSINESS_DAY, "Working Days": Unit.BUSINESS_DAY,
    "weeks": Unit.WEEK, "months": Unit.MONTH, "years": Unit.YEAR,
}  # fmt: skip
BOUNDS = {
    "": "", "within ": "upper", "up to ": "upper", "inside ": "upper", "no later than ": "upper",
    "no more than ": "upper", "at least ": "lower", "a minimum of ": "lower", "more than ": "lower",
}  # fmt: skip
DASHES = ["-", "–", "—", " - ", " – ", "\u2009–\u2009", "\u00a0-\u00a0", " to ", " through ", " thru ", "\u2011", "−"]
SPACES = [" ", "\u00a0", "\u2009", "\u202f", "  ", "\n"]
CARRIERS = [
    "Orders arrive {}.",
    "{}",
    "We reply {} and no later",
    "* {}",
    "[{}]",
    "Delivery: {} (UK)",
    "“{}”",
    "**{}**",
]


def in_words(number: int) -> str:
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number % 100, 10)
    below = ONES[number % 100] if number % 100 < 20 else TENS[tens] + (f"-{ONES[ones]}" if ones else "")
    hundreds = f"{ONES[number // 100]} hundred" if number >= 100 else ""
    return " and ".join(part for part in (hundreds, below if number % 100 else "") if part)


def written(number: int, style: str) -> str:
    return {"digits": str(number), "words": in_words(number), "both": f"{in_words(number)} ({number})"}[style]


NUMBERS = st.integers(2, 399)
STYLES = st.sampled_from(["digits", "words", "both"])


@settings(max_examples=400, deadline=None, derandomize=True)
@given(NUMBERS, STYLES, st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(BOUNDS)), st.sampled_from(SPACES),
       st.sampled_from(CARRIERS))  # fmt: skip
def test_a_bounded_number_is_read_in_any_sentence(
    number: int, style: str, unit: str, bound: str, space: str, carrier: str
) -> None:
    side = BOUNDS[bound]
    low, high = (None if side == "upper" else number), (None if side == "lower" else number)
    text = carrier.format(f"{bound}{written(number, style)}{space}{unit}")
    assert [amount.value for amount in find_amounts(text)] == [Duration(low, high, UNITS[unit])], text


@settings(max_examples=400, deadline=None, derandomize=True)
@given(NUMBERS, st.integers(1, 100), STYLES, st.sampled_from(DASHES), st.sampled_from(sorted(UNITS)),
       st.sampled_from(CARRIERS))  # fmt: skip
def test_a_range_is_read_in_any_sentence(low: int, more: int, style: str, dash: str, unit: str, carrier: str) -> None:
    if style == "words" and not dash.strip().isalpha():
        dash = " to "  # "thirty-one hundred" is one number
    text = carrier.format(f"{written(low, style)}{dash}{written(low + more, style)} {unit}")
    assert [amount.value for amount in find_amounts(text)] == [Duration(low, low + more, UNITS[unit])], text


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.integers(0, 99_999),
    st.integers(0, 99),
    st.sampled_from([("£", "GBP"), ("$", "USD"), ("€", "EUR"), ("US$", "USD")]),
)
def test_a_price_is_read_to_the_penny(whole: int, part: int, sign: tuple[str, str]) -> None:
    text = f"Delivery costs {sign[0]}{whole:,}.{part:02}."
    amount = round(whole + part / 100, 2)
    assert [found.value for found in find_amounts(text, currency="USD")] == [Money(amount, sign[1])]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.sampled_from(["%", " %", " percent", " per cent"]))
def test_a_share_is_read_to_the_hundredth(hundredths: int, sign: str) -> None:
    value = hundredths / 100
    assert [found.value for found in find_amounts(f"{value:.2f}{sign} of calls")] == [Percent(value)]


UNSEEN = ["\u200b", "\u200f", "\u202e", "\u2066", "\u00ad", "\ufeff", "\x00", "\n", "\t"]
PIECES = """
    ٣ ３ ½ 1 00 - – / : . , ( ) $ € % + x h days business two hundred and within mon am İ ﬁ é jours Werktage uhr l' d'
    24/7 noon half 999999999999999999999999999999
"""
HOSTILE = st.lists(st.sampled_from([*UNSEEN, " ", *PIECES.split()]), max_size=60).map("".join)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=150, deadline=None, derandomize=True)
@given(text=HOSTILE | st.text(max_size=60))
def test_hostile_text_yields_spans_in_order_and_within_it(language: str, text: str) -> None:
    end = 0
    for amount in find_amounts(text, heads=[text, "Days (%)"], language=language):
        assert end <= amount.start <= amount.core_start < amount.core_end <= amount.end <= len(text)
        end = amount.end


SEEDS = [
    "1-", "9", "1,", "1.", "1:", "24/", "mon-", "mon, 9-5 ", "5 days, 6 ", "in 5m, ", "a week and ", "(1) ", "two (2) ",
    "twenty ", "hundred and ", "$", "$1 000 ", "1 000 ", "half ", "no ", "up to ", "\u200b", "1\u200b", "l'", "½",
    "2024-", "b/b ", "days (business) ", "9 in 10 ", "from ", "(", ")", "-", "\n", "a@", "https://", "#1", "+1 ",
]  # fmt: skip


@pytest.mark.parametrize(("seed", "language"), list(product(SEEDS, ["en", "fr"])), ids=repr)
def test_a_repeated_seed_is_read_to_its_end(seed: str, language: str) -> None:
    text = seed * (15_000 // len(seed)) + " within 2 hours"
    found = find_amounts(text, language=language)
    assert all(0 <= one.start < one.end <= len(text) for one in found)


def test_values_of_a_very_long_text_have_their_places_in_it() -> None:
    text = "A word\u00ad or two. " * 20_000 + "Ships in 3-5 days, costs £4.\n" + "word " * 40_000 + "within 2 hours"
    found = [text[one.start : one.end] for one in find_amounts(text) if one.value != Duration(2, 2, Unit.DAY)]
    assert found == ["3-5 days", "£4", "within 2 hours"]
