from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import BOOK, TODAY, entry, ledger

from auditor.errors import ConfigurationError
from auditor.ledger.reading import digest, load_ledger
from auditor.ledger.values import read_value, write_value
from auditor.model import (
    Clock,
    ClockTime,
    Duration,
    Entry,
    Ledger,
    Money,
    Percent,
    Quantity,
    Schedule,
    Scope,
    Standing,
    Strength,
    Unit,
)
from auditor.quantities import normal

NUMBERS = st.one_of(st.integers(0, 400), st.integers(1, 99).map(lambda n: n / 2))
PAIRS = st.tuples(NUMBERS, NUMBERS).map(lambda pair: (min(pair), max(pair)))
ENDS = st.one_of(PAIRS, NUMBERS.map(lambda n: (None, n)), NUMBERS.map(lambda n: (n, None)))
DURATIONS = st.builds(
    lambda ends, unit: Duration(*ends, unit), ENDS, st.sampled_from([u for u in Unit if u is not Unit.LIFETIME])
)
AMOUNTS = st.one_of(st.integers(0, 5000), st.integers(1, 99999).map(lambda cents: cents / 100))
VALUES = st.one_of(
    DURATIONS,
    st.just(Duration(None, None, Unit.LIFETIME)),
    st.builds(Money, AMOUNTS, st.sampled_from([None, "USD", "GBP", "EUR", "CAD", "SEK", "JPY"])),
    st.builds(Percent, st.one_of(st.integers(0, 100), st.integers(1, 9999).map(lambda n: n / 100))),
    st.builds(
        lambda hour, minute, zone: ClockTime(f"{hour:02}:{minute:02}", zone),
        st.integers(0, 23),
        st.integers(0, 59),
        st.sampled_from([None, "ET", "GMT", "+10:00"]),
    ),
    st.builds(
        Schedule,
        st.sampled_from(
            ["24/7", "Mo-Fr 09:00-17:00", "Mo-Fr 09:00-12:00,13:00-17:00", "Mo-Fr 08:30-18:00; Sa 10:00-14:00",
             "Mo-Fr,Su 09:00-17:00", "09:00-17:00", "Mo-Fr 09:00-17:00; PH off"]
        ),
        st.sampled_from([None, "ET", "GMT"]),
    ),
)  # fmt: skip


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────


@given(VALUES)
def test_every_value_is_read_as_it_was_written(value: Quantity) -> None:
    read = read_value(write_value(value))
    assert read is not None
    assert normal(read) == normal(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Duration(3, 5, Unit.BUSINESS_DAY), "3-5 business days"),
        (Duration(None, 30, Unit.DAY), "up to 30 days"),
        (Duration(0, 0, Unit.DAY), "the same day"),
        (Duration(None, None, Unit.LIFETIME), "lifetime"),
        (Money(75, "USD"), "$75"),
        (Money(120, "CAD"), "120 CAD"),
        (Money(0), "free"),
        (Percent(99.9), "99.9 %"),
        (ClockTime("14:00", "ET"), "14:00 ET"),
        (Schedule("Mo-Fr 09:00-17:00; Sa 10:00-14:00", "ET"), "Mo-Fr 09:00-17:00; Sa 10:00-14:00 ET"),
        (Money(9), {"type": "money", "amount": 9}),
    ],
)
def test_values_are_written_in_words_wherever_these_are_read_back(value: Quantity, written: object) -> None:
    assert write_value(value) == written


@pytest.mark.parametrize("text", ["", "soon", "3-5 business days from dispatch", "2 days or 3 weeks", "about it"])
def test_what_is_not_one_value_alone_is_no_value(text: str) -> None:
    assert read_value(text) is None


# ── entries ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_entry_has_canonical_names_and_its_line() -> None:
    text = """# our promises

[[promise]]
topic = "delivery_time"
scope = { service = "Standard Shipping", region = "USA" }
value = "3 to 5 working days"
strength = "guarantee"
clock = { from = "dispatched" }
confirmed = true
owner = "logistics"
note = "agreed with the carrier"
valid_from = 2026-01-01
"""
    assert ledger(text) == Ledger(
        (
            Entry(
                topic="delivery_time",
                value=Duration(3, 5, Unit.BUSINESS_DAY),
                written="3 to 5 working days",
                strength=Strength.GUARANTEE,
                scope=Scope(service="standard", region="US"),
                clock=Clock("dispatched", None),
                standing=Standing.CONFIRMED,
                line=3,
                owner="logistics",
                note="agreed with the carrier",
                valid_from="2026-01-01",
            ),
        ),
        "promises.toml",
    )


@pytest.mark.parametrize(
    ("keys", "standing"),
    [
        ("", Standing.UNCONFIRMED),
        ("valid_until = 2020-01-01", Standing.UNCONFIRMED),
        ("confirmed = true", Standing.CONFIRMED),
        ("confirmed = true\nvalid_from = 2026-11-24\nvalid_until = 2026-11-24", Standing.CONFIRMED),
        ("confirmed = true\nvalid_from = 2026-11-25", Standing.UPCOMING),
        ("confirmed = true\nvalid_until = 2026-11-23", Standing.EXPIRED),
    ],
)
def test_an_entry_stands_from_its_first_day_to_its_last(keys: str, standing: Standing) -> None:
    found = ledger(f'[[promise]]\ntopic = "return_window"\nvalue = "30 days"\n{keys}\n')
    assert [one.standing for one in found.entries] == [standing]


def test_two_entries_of_one_scope_may_follow_each_other_in_time() -> None:
    text = """[[promise]]
topic = "return_window"
value = "30 days"
confirmed = true
valid_until = 2026-12-31
[[promise]]
topic = "return_window"
value = "60 days"
confirmed = true
valid_from = 2027-01-01
"""
    assert [one.written for one in ledger(text).compared] == ["30 days"]
    assert [one.written for one in ledger(text, "2027-01-01").compared] == ["60 days"]


def test_the_digest_changes_with_the_day_on_which_an_entry_begins_to_count() -> None:
    text = '[[promise]]\ntopic = "return_window"\nvalue = "30 days"\nconfirmed = true\nvalid_from = 2027-01-01\n'
    assert digest(ledger(text)) == digest(ledger(text, "2026-12-31")) != digest(ledger(text, "2027-01-01"))
    assert digest(Ledger()) == ""


# ── faults ───────────────────────────────────────────────────────────────────────────────────────────────────

GOOD = '[[promise]]\ntopic = "return_window"\nvalue = "30 days"\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            GOOD + '\n[[promise]]\ntopic = "delivry_time"\nvalue = "3 days"\n',
            '6: "delivry_time" is no topic; did you mean `delivery_time`?',
        ),
        (GOOD + "confirmd = true\n", "4: unknown key `confirmd` in [[promise]]; did you mean `confirmed`?"),
        (
            GOOD + 'scope = { regoin = "US" }\n',
            "4: unknown key `regoin` in scope; did you mean `region`?",
        ),
        (
            GOOD + 'clock = { from = "paid" }\n',
            "4: `from` must be one of ordered, dispatched, received, reported, requested, delivered, approved, "
            "not 'paid'.",
        ),
        (GOOD + 'strength = "sure"\n', "4: `strength` must be one of guarantee, firm, hedged, not 'sure'."),
        (GOOD + 'confirmed = "yes"\n', "4: `confirmed` must be true or false."),
        (GOOD + 'valid_until = "soon"\n', "4: `valid_until` is not valid: Invalid RFC3339 encoded date."),
        (
            GOOD + "valid_from = 2026-12-31\nvalid_until = 2026-01-01\n",
            "5: valid_until = 2026-01-01 is before valid_from = 2026-12-31; exchange them.",
        ),
        ('[[promise]]\ntopic = "return_window"\n', "1: this [[promise]] lacks the key `value`; add it."),
        (
            '[[promise]]\ntopic = "return_window"\nvalue = "30 days from delivery"\n',
            "3: the value of return window cannot be read; write one value and nothing else, such as "
            '"3-5 business days"; when it applies goes into `scope` or `clock`.',
        ),
        (
            '[[promise]]\ntopic = "return_window"\nvalue = "$9"\n',
            '3: $9 is no value of return window; write one such as "3-5 business days".',
        ),
        (
            GOOD + '[[promise]]\ntopic = "return_window"\nscope = { service = "delivery" }\nvalue = "45 days"\n',
            "4: return window for everything is promised in line 1 already; remove one of the two, or end the first "
            "one's validity (valid_until) before this one begins (valid_from).",
        ),
        (
            'title = "ours"\n' + GOOD,
            "1: unknown key `title` at the top level; a ledger holds [[promise]] tables only.",
        ),
        ('[promise]\ntopic = "return_window"\n', "1: write [[promise]], in two brackets, before each promise."),
    ],
)
def test_a_fault_is_named_with_file_line_and_remedy(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "promises.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_ledger(path, BOOK, TODAY)
    assert str(caught.value) == f"{path}:{fault}"


def test_a_file_that_is_no_toml_or_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "promises.toml"
    with pytest.raises(ConfigurationError, match=r"promises\.toml: no such file; `audit promises init` drafts one\."):
        load_ledger(path, BOOK, TODAY)
    path.write_text("[[promise]]\ntopic = return_window\n", "utf-8")
    with pytest.raises(ConfigurationError, match=r"promises\.toml:2: not valid TOML"):
        load_ledger(path, BOOK, TODAY)


def test_a_value_may_be_a_table() -> None:
    assert entry('topic = "return_fee"\nvalue = { type = "money", amount = 9 }').value == Money(9)
