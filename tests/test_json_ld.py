from __future__ import annotations

import json

import pytest
from ledgers import ledger

from auditor.commitments.structured_data import find_structured
from auditor.ledger.json_ld import to_json_ld
from auditor.model import Block, BlockKind, Entry, Ledger, Origin, Quantity, Schedule, Touchpoint
from auditor.promises import canonical_scope
from auditor.quantities import Relation, relation, same_numbers
from auditor.rules import load_rulebook

BOOK = load_rulebook()


def confirmed(*entries: str) -> Ledger:
    return ledger("".join(f"[[promise]]\n{keys}\nconfirmed = true\n" for keys in entries))


def read_back(text: str) -> list[tuple[str, object, Quantity]]:
    """Topic, scope and value of what the reader of structured data finds; hours of one contact point joined."""
    block = Block("x", Touchpoint.WEB, 0, BlockKind.STRUCTURED_DATA, text, "", origin=Origin.STRUCTURED_DATA)
    found: list[tuple[str, object, Quantity]] = []
    for one in find_structured(block):
        scope = canonical_scope(one.scope, BOOK)
        last = found[-1] if found else None
        if (
            last
            and last[:2] == (one.topic, scope)
            and isinstance(one.value, Schedule)
            and isinstance(last[2], Schedule)
        ):
            days, _, hours = one.value.schedule.rpartition(" ")
            again = f",{hours}" if last[2].schedule.startswith(f"{days} ") else f"; {one.value.schedule}"
            found[-1] = (one.topic, scope, Schedule(last[2].schedule + again))
        else:
            found.append((one.topic, scope, one.value))
    return found


def is_said(entry: Entry, found: list[tuple[str, object, Quantity]]) -> bool:
    favours = BOOK.topics[entry.topic].favours
    return any(
        (topic, scope) == (entry.topic, entry.scope)
        and (relation(value, entry.value, favours) is Relation.EQUAL or same_numbers(value, entry.value))
        for topic, scope, value in found
    )


ENTRIES = [
    'topic = "delivery_time"\nscope = { service = "express" }\nvalue = "1-2 business days"\n'
    'clock = { from = "dispatched" }',
    'topic = "delivery_time"\nscope = { service = "standard", region = "Canada" }\nvalue = "up to 9 business days"\n'
    'clock = { from = "dispatched", to = "delivered" }',
    'topic = "dispatch_time"\nvalue = "24 hours"',
    'topic = "dispatch_time"\nscope = { product = "mattress" }\nvalue = "3-5 business days"\n'
    'clock = { from = "ordered" }',
    'topic = "order_cutoff"\nvalue = "14:00"',
    'topic = "shipping_fee"\nscope = { service = "express" }\nvalue = "$12.50"',
    'topic = "shipping_fee"\nscope = { service = "standard" }\nvalue = "free"',
    'topic = "free_shipping_threshold"\nscope = { region = "Canada" }\nvalue = "120 CAD"',
    'topic = "return_window"\nvalue = "within 30 days"',
    'topic = "return_window"\nscope = { product = "pillow" }\nvalue = "2 weeks"',
    'topic = "return_window"\nscope = { region = "Germany" }\nvalue = "lifetime"',
    'topic = "return_fee"\nvalue = "$9"',
    'topic = "return_fee"\nscope = { condition = "defective" }\nvalue = "free"',
    'topic = "return_fee"\nscope = { product = "mattress" }\nvalue = "15 %"',
    'topic = "warranty_period"\nvalue = "2 years"',
    'topic = "warranty_period"\nscope = { product = "pillow" }\nvalue = "6 months"',
    'topic = "support_hours"\nscope = { service = "phone" }\nvalue = "Mo-Fr 09:00-12:00,13:00-17:00; Sa 10:00-14:00"',
    'topic = "support_hours"\nscope = { service = "chat" }\nvalue = "24/7"',
]


@pytest.mark.parametrize("keys", ENTRIES)
def test_what_is_exported_is_read_back_as_it_is_meant(keys: str) -> None:
    promised = confirmed(keys)
    text, omitted = to_json_ld(promised)
    assert omitted == ()
    assert is_said(promised.entries[0], read_back(text)), (promised.entries[0], read_back(text))


def test_all_entries_together_are_read_back_and_nothing_else() -> None:
    promised = confirmed(*ENTRIES)
    text, omitted = to_json_ld(promised)
    found = read_back(text)
    assert omitted == ()
    assert [one for one in promised.entries if not is_said(one, found)] == []
    assert len(found) == len(ENTRIES)
    backwards = confirmed(*reversed(ENTRIES))
    assert to_json_ld(backwards)[0] == text


def test_the_document_is_an_organization_with_its_policies() -> None:
    text, _ = to_json_ld(
        confirmed(
            'topic = "return_window"\nvalue = "30 days"',
            'topic = "return_fee"\nvalue = "free"',
            'topic = "delivery_time"\nscope = { service = "standard", region = "Canada" }\n'
            'value = "6-9 business days"\nclock = { from = "dispatched" }',
            'topic = "warranty_period"\nscope = { product = "mattress" }\nvalue = "10 years"',
            'topic = "support_hours"\nscope = { service = "phone" }\nvalue = "Mo-Tu 09:00-17:00"',
        ),
        "Dell & Söhne",
        "https://dell.example/",
    )
    assert json.loads(text) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "Dell & Söhne",
        "url": "https://dell.example/",
        "makesOffer": [
            {
                "@type": "Offer",
                "shippingDetails": [
                    {
                        "@type": "OfferShippingDetails",
                        "name": "standard",
                        "shippingDestination": {"@type": "DefinedRegion", "name": "Canada"},
                        "deliveryTime": {
                            "@type": "ShippingDeliveryTime",
                            "transitTime": {
                                "@type": "QuantitativeValue",
                                "minValue": 6,
                                "maxValue": 9,
                                "unitCode": "DAY",
                            },
                        },
                    }
                ],
            },
            {
                "@type": "Offer",
                "itemOffered": {"@type": "Product", "name": "mattress"},
                "warranty": {
                    "@type": "WarrantyPromise",
                    "durationOfWarranty": {"@type": "QuantitativeValue", "value": 10, "unitCode": "ANN"},
                },
            },
        ],
        "hasMerchantReturnPolicy": [
            {
                "@type": "MerchantReturnPolicy",
                "returnFees": "https://schema.org/FreeReturn",
                "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
                "merchantReturnDays": 30,
            }
        ],
        "contactPoint": [
            {
                "@type": "ContactPoint",
                "contactType": "phone",
                "hoursAvailable": [
                    {
                        "@type": "OpeningHoursSpecification",
                        "dayOfWeek": ["Monday", "Tuesday"],
                        "opens": "09:00",
                        "closes": "17:00",
                    }
                ],
            }
        ],
    }


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ('topic = "response_time"\nvalue = "24 hours"', "no schema.org term"),
        (
            'topic = "delivery_time"\nvalue = "3-5 days"\nclock = { from = "dispatched" }',
            "3–5 days would be read as business days; say it in business days to export it",
        ),
        (
            'topic = "delivery_time"\nvalue = "3-5 business days"',
            'transitTime runs from dispatch, this clock is not stated; write from = "dispatched" if it does',
        ),
        (
            'topic = "delivery_time"\nvalue = "3-5 business days"\nclock = { from = "ordered" }',
            'transitTime runs from dispatch, this clock is from order; write from = "dispatched" if it does',
        ),
        (
            'topic = "order_cutoff"\nvalue = "14:00 ET"',
            "14:00 ET names a zone, and schema.org wants an offset such as +01:00",
        ),
        ('topic = "return_window"\nvalue = "10 business days"', "10 business days is no number of calendar days"),
        ('topic = "return_window"\nvalue = "3 months"', "3 months is no number of calendar days"),
        ('topic = "warranty_period"\nvalue = "lifetime"', "lifetime is no single length of calendar time"),
        (
            'topic = "return_window"\nscope = { customer = "members" }\nvalue = "60 days"',
            "no schema.org term for its customer (members)",
        ),
        (
            'topic = "return_fee"\nscope = { condition = "unopened" }\nvalue = "free"',
            "no schema.org term for its condition (unopened)",
        ),
        (
            'topic = "support_hours"\nvalue = { type = "schedule", schedule = "Mo-Fr 09:00-17:00; PH off" }',
            "Mo-Fr 09:00-17:00; PH off is more than days with hours",
        ),
    ],
)
def test_what_schema_org_cannot_say_is_left_out_with_the_reason(keys: str, reason: str) -> None:
    promised = confirmed(keys)
    text, omitted = to_json_ld(promised)
    assert [(one.entry, one.reason) for one in omitted] == [(promised.entries[0], reason)]
    assert json.loads(text) == {"@context": "https://schema.org", "@type": "Organization"}


def test_only_confirmed_promises_are_exported() -> None:
    text, omitted = to_json_ld(ledger('[[promise]]\ntopic = "return_window"\nvalue = "30 days"\n'))
    assert json.loads(text) == {"@context": "https://schema.org", "@type": "Organization"}
    assert omitted == ()


def test_a_text_from_a_page_cannot_end_the_script_it_is_put_into() -> None:
    text, _ = to_json_ld(confirmed('topic = "warranty_period"\nscope = { product = "</script>" }\nvalue = "2 years"'))
    assert "</" not in text
    assert json.loads(text)["makesOffer"][0]["itemOffered"]["name"] == "</script>"
