from __future__ import annotations

import random
import tomllib

from ledgers import BOOK, ledger

from auditor.blocks import find_blocks
from auditor.commitments import find_commitments
from auditor.ledger.differences import Difference, Said, State, find_differences
from auditor.ledger.drafting import additions, draft
from auditor.model import Document, Duration, Money, Promise, Scope, Standing, Touchpoint, Unit
from auditor.promises import find_promises

PAGES = (
    ("shipping.html", Touchpoint.POLICY, "Standard delivery takes 3-5 business days after dispatch."),
    ("faq.html", Touchpoint.FAQ, "Standard delivery takes 3-5 business days."),
    ("lp.html", Touchpoint.WEB, "Standard delivery takes 4-6 business days."),
    ("call_script.md", Touchpoint.CALL_SCRIPT, "Standard delivery takes 7 to 10 working days."),
    ("returns.html", Touchpoint.POLICY, "Return it within 30 days of delivery for a full refund."),
    ("contact.html", Touchpoint.WEB, "We answer every e-mail within 24 hours."),
)
DRAFT = """\
# What Dell & Sons means to promise: the ledger that `audit check` holds every place against.
#
# Drafted by `audit promises init` from what was read. Decide for each promise what is meant, correct the value, and set
# confirmed = true: only confirmed promises are compared. owner, note, valid_from and valid_until (dates) may be added.
# `audit promises diff` shows what is said otherwise or is not listed; `audit promises init --merge` adds the latter.

# Read in shipping.html, faq.html (2 times)
#   “Standard delivery takes 3-5 business days after dispatch.”
# Also: 4–6 business days in lp.html
# Also: 7–10 business days in call_script.md
[[promise]]
topic = "delivery_time"
scope = { service = "standard" }
value = "3-5 business days"
strength = "firm"
clock = { from = "dispatched", to = "delivered" }
confirmed = false

# Read in contact.html
#   “We answer every e-mail within 24 hours.”
[[promise]]
topic = "response_time"
scope = { service = "email" }
value = "up to 24 hours"
strength = "firm"
clock = { to = "answered" }
confirmed = false

# Read in returns.html
#   “Return it within 30 days of delivery for a full refund.”
[[promise]]
topic = "return_window"
value = "up to 30 days"
strength = "firm"
clock = { from = "delivered" }
confirmed = false
"""


def promises(*pages: tuple[str, Touchpoint, str]) -> tuple[Promise, ...]:
    documents = [Document(uri, at, "text/plain", text, "2026-01-01", uri) for uri, at, text in pages]
    return find_promises((c for d in documents for c in find_commitments(find_blocks(d), BOOK)), BOOK)


def test_a_draft_holds_every_topic_and_scope_with_its_places_and_other_values() -> None:
    assert draft(promises(*PAGES), BOOK, "Dell & Sons") == DRAFT


def test_a_draft_is_the_same_whatever_the_order_of_the_documents() -> None:
    pages = list(PAGES)
    for seed in range(5):
        random.Random(seed).shuffle(pages)
        assert draft(promises(*pages), BOOK, "Dell & Sons") == DRAFT


def test_a_draft_is_read_as_what_was_said_and_nothing_of_it_is_confirmed() -> None:
    said = promises(*PAGES)
    read = ledger(draft(said, BOOK))
    assert [(e.topic, e.scope, e.value) for e in read.entries] == [
        ("delivery_time", Scope(service="standard"), Duration(3, 5, Unit.BUSINESS_DAY)),
        ("response_time", Scope(service="email"), Duration(None, 24, Unit.HOUR)),
        ("return_window", Scope(), Duration(None, 30, Unit.DAY)),
    ]
    assert read.compared == ()
    assert find_differences(said, read, BOOK) == ()
    assert additions(said, BOOK, read) == ()


def test_text_of_pages_cannot_break_the_file() -> None:
    page = (
        "a\n[[promise]]\nb.html",
        Touchpoint.POLICY,
        'Return the "Classic\\Bed" within 30\u2028 days \x1b of delivery.',
    )
    text = draft(promises(page), BOOK, 'An"\n[x]')
    assert len(tomllib.loads(text)["promise"]) == 1


def test_a_narrower_scope_that_says_the_same_needs_no_entry() -> None:
    wide = ("shipping.html", Touchpoint.POLICY, "Standard delivery takes 3-5 business days.")
    same = ("ca.html", Touchpoint.POLICY, "Standard delivery to Canada takes 3-5 business days.")
    other = ("ca.html", Touchpoint.POLICY, "Standard delivery to Canada takes 6-9 business days.")
    assert draft(promises(wide, same), BOOK).count("[[promise]]") == 1
    assert draft(promises(wide, other), BOOK).count("[[promise]]") == 2


def test_only_what_the_ledger_lacks_is_added() -> None:
    own = '# Ours.\n[[promise]]\ntopic = "delivery_time"\nscope = { service = "std" }\nvalue = "3 days"\n'
    assert [text.splitlines()[0] for text in additions(promises(*PAGES), BOOK, ledger(own))] == [
        "# Read in contact.html",
        "# Read in returns.html",
    ]


def test_every_difference_is_listed_with_what_is_said() -> None:
    text = """[[promise]]
topic = "delivery_time"
scope = { service = "standard" }
value = "3-5 business days"
confirmed = true
[[promise]]
topic = "return_window"
value = "14 days"
[[promise]]
topic = "return_fee"
value = "free"
confirmed = true
"""
    three, email = "Standard delivery takes 7 to 10 working days.", "We answer every e-mail within 24 hours."
    four, back = "Standard delivery takes 4-6 business days.", "Return it within 30 days of delivery for a full refund."
    delivery, returns, response = Scope(service="standard"), Scope(), Scope(service="email")
    assert find_differences(promises(*PAGES), ledger(text), BOOK) == (
        Difference(
            State.CONTRADICTED,
            "delivery_time",
            delivery,
            1,
            Standing.CONFIRMED,
            Duration(3, 5, Unit.BUSINESS_DAY),
            (
                Said(Duration(7, 10, Unit.BUSINESS_DAY), 1, ("call_script.md",), three),
                Said(Duration(4, 6, Unit.BUSINESS_DAY), 1, ("lp.html",), four),
            ),
        ),
        Difference(
            State.CHANGED,
            "return_window",
            returns,
            6,
            Standing.UNCONFIRMED,
            Duration(14, 14, Unit.DAY),
            (Said(Duration(None, 30, Unit.DAY), 1, ("returns.html",), back),),
        ),
        Difference(State.GONE, "return_fee", Scope(), 9, Standing.CONFIRMED, Money(0), ()),
        Difference(
            State.NEW,
            "response_time",
            response,
            None,
            None,
            None,
            (Said(Duration(None, 24, Unit.HOUR), 1, ("contact.html",), email),),
        ),
    )
