from __future__ import annotations

from msgspec.structs import replace
from pairs import statement

from auditor.findings import find_findings
from auditor.model import Commitment, Finding
from auditor.promises import find_promises
from auditor.rules import load_rulebook

BOOK = load_rulebook()
ALONE = replace(BOOK, checks=tuple(check for check in BOOK.checks if check.kind == "total"))


def found(*said: Commitment) -> tuple[Finding, ...]:
    return find_findings(find_promises(said, BOOK), ALONE)[0]


def dispatch(value: str, says: str = "Orders are dispatched soon.", **more: str) -> Commitment:
    return statement("dispatch_time", "dispatch.html", at="policy", says=says, value=value, to="dispatched", **more)


def delivery(document: str, value: str, start: str | None, **more: str) -> Commitment:
    clock = {"to": "delivered", **({"from": start} if start else {})}
    return statement("delivery_time", document, at="web", says=f"{document}: {value}.", value=value, **clock, **more)


WAIT = dispatch("1-2 business_day")
TRANSIT = delivery("transit.html", "3-5 business_day", "dispatched")
WHOLE = delivery("home.html", "3-5 business_day", "ordered")


def test_dispatch_and_transit_that_add_up_to_more_are_one_finding_with_the_sum() -> None:
    (finding,) = found(WAIT, TRANSIT, WHOLE)
    assert (finding.code, finding.topic, finding.severity) == ("U2", "delivery_time", "warning")
    assert finding.title == (
        "Delivery time: 3–5 business days from the order, though dispatch and transit add up to 4–7 business days"
    )
    roles = [(one.document, one.role) for one in finding.evidence]
    assert roles == [("home.html", "outlier"), ("transit.html", "majority"), ("dispatch.html", "context")]
    assert "home.html, promise 4–7 business days from the order" in finding.suggestion


def test_a_total_that_is_told_or_nearly_told_is_no_finding() -> None:
    assert found(WAIT, TRANSIT, delivery("home.html", "4-7 business_day", "ordered")) == ()
    assert found(WAIT, TRANSIT, delivery("home.html", "3-6 business_day", "ordered")) == ()
    assert found(dispatch("1 business_day"), TRANSIT, WHOLE) == ()
    assert found(dispatch("0 business_day"), TRANSIT, WHOLE) == ()


def test_a_clock_that_is_not_stated_adds_up_to_nothing() -> None:
    assert found(WAIT, TRANSIT, delivery("home.html", "3-5 business_day", None)) == ()
    assert found(WAIT, delivery("transit.html", "3-5 business_day", None), WHOLE) == ()
    assert found(TRANSIT, WHOLE) == ()
    assert found(dispatch("1-2 business_day", **{"from": "approved"}), TRANSIT, WHOLE) == ()


def test_business_days_and_hours_are_not_added_up() -> None:
    assert found(dispatch("24 hour"), TRANSIT, WHOLE) == ()


def test_every_stated_wait_must_be_forgotten() -> None:
    at_once = dispatch("0 business_day", says="In stock: dispatched at once.")
    assert found(WAIT, at_once, TRANSIT, WHOLE) == ()


def test_the_wait_is_that_of_the_same_scope_or_of_everything() -> None:
    transit = delivery("transit.html", "3-5 business_day", "dispatched", service="express")
    whole = delivery("home.html", "3-5 business_day", "ordered", service="express")
    assert len(found(WAIT, transit, whole)) == 1
    assert found(WAIT, dispatch("0 business_day", service="express"), transit, whole) == ()
    assert found(dispatch("1-2 business_day", service="standard"), transit, whole) == ()
    assert found(WAIT, TRANSIT, whole) == ()
