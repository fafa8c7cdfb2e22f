"""Who changes what stands at a place."""

import pytest

from auditor.model import Touchpoint
from auditor.owners import Ownership, fault_in_ownership, owner_of

OWNERS = (
    Ownership("help/returns*", "returns team"),
    Ownership("/help/*", "support"),
    Ownership("https://shop.example/lp/*", "marketing"),
    Ownership("touchpoint:email", "crm@shop.example"),
    Ownership("*.csv", "operations"),
)
PLACES = [
    ("https://shop.example/help/returns.html", "web", "returns team"),
    ("https://shop.example/help/sizes", "faq", "support"),
    ("help/returns.md", "faq", "returns team"),
    ("https://shop.example/lp/a/b", "web", "marketing"),
    ("mails/welcome.eml", "email", "crm@shop.example"),
    ("mails/all.csv", "email", "crm@shop.example"),
    ("macros.csv", "chat_macro", "operations"),
    ("https://shop.example/", "web", None),
]


@pytest.mark.parametrize(("document", "touchpoint", "owner"), PLACES)
def test_the_first_pattern_that_fits_names_the_owner(document: str, touchpoint: str, owner: str | None) -> None:
    assert owner_of(document, Touchpoint(touchpoint), OWNERS) == owner


FAULTS = [
    ("", "x", 'names no place; write one, as in "help/*" or "touchpoint:email"'),
    ("help/*", " ", "has no owner; name who changes what stands there"),
    ("help/[ab", "x", "opens a bracket that it does not close; write [[] for a bracket itself"),
    ("help/[]", "x", "opens a bracket that it does not close; write [[] for a bracket itself"),
    ("help/[!]a]", "x", None),
    ("help/[[]", "x", None),
    ("touchpoint:email", "x", None),
]


@pytest.mark.parametrize(("pattern", "owner", "fault"), FAULTS)
def test_a_pattern_that_fits_nothing_is_a_fault(pattern: str, owner: str, fault: str | None) -> None:
    assert fault_in_ownership(pattern, owner) == fault


def test_a_touchpoint_that_does_not_exist_is_a_fault() -> None:
    fault = fault_in_ownership("touchpoint:mail", "x")
    assert fault is not None
    assert fault.startswith("names no touchpoint; use one of web, policy, faq,")
