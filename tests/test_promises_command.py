"""`audit promises` as a user types it: real processes, real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import audit

SHIPPING = """<!doctype html><html lang="en"><title>Shipping</title><body><h1>Shipping</h1>
<p>Standard orders are delivered within 3-5 business days.</p></body></html>"""
RETURNS = """<!doctype html><html lang="en"><title>Returns</title><body><h1>Returns</h1>
<p>Return it within 30 days of delivery for a full refund.</p></body></html>"""
SCRIPT = "# Call script\n\nAgent: Standard orders are delivered within 7-10 business days.\n"
DRAFT = """\
# What the company means to promise: the ledger that `audit check` holds every place against.
#
# Drafted by `audit promises init` from what was read. Decide for each promise what is meant, correct the value, and set
# confirmed = true: only confirmed promises are compared. owner, note, valid_from and valid_until (dates) may be added.
# `audit promises diff` shows what is said otherwise or is not listed; `audit promises init --merge` adds the latter.

# Read in site/shipping.html
#   “Standard orders are delivered within 3-5 business days.”
# Also: 7–10 business days in scripts/call_script.md
[[promise]]
topic = "delivery_time"
scope = { service = "standard" }
value = "3-5 business days"
strength = "firm"
confirmed = false

# Read in site/returns.html
#   “Return it within 30 days of delivery for a full refund.”
[[promise]]
topic = "return_window"
value = "up to 30 days"
strength = "firm"
clock = { from = "delivered" }
confirmed = false
"""


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A folder with three documents, collected."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "shipping.html").write_text(SHIPPING, "utf-8")
    (tmp_path / "site" / "returns.html").write_text(RETURNS, "utf-8")
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "call_script.md").write_text(SCRIPT, "utf-8")
    assert audit(tmp_path, "-q", "collect", "site", "scripts").returncode == 0
    return tmp_path


def confirm(folder: Path) -> None:
    path = folder / "promises.toml"
    path.write_text(path.read_text("utf-8").replace("confirmed = false", "confirmed = true"), "utf-8")


def test_init_drafts_a_ledger_and_never_overwrites_one(company: Path) -> None:
    done = audit(company, "promises", "init")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "Written: promises.toml. Confirm what is meant (confirmed = true), and correct the rest.\n"
    assert (company / "promises.toml").read_text("utf-8") == DRAFT
    confirm(company)
    again = audit(company, "promises", "init")
    assert again.returncode == 2
    assert again.stderr == (
        "audit: promises.toml: exists already; `audit promises diff` shows what it lacks, --merge adds it, "
        "--force replaces it.\n"
    )
    assert (company / "promises.toml").read_text("utf-8") != DRAFT
    assert audit(company, "promises", "init", "--force").returncode == 0
    assert (company / "promises.toml").read_text("utf-8") == DRAFT


def test_merge_leaves_the_own_text_as_it_is(company: Path) -> None:
    own = b'# Ours.\r\n[[promise]]\r\ntopic = "delivery_time"\r\nscope = {service="std"}\r\nvalue = "4 days"   # odd'
    (company / "promises.toml").write_bytes(own)
    done = audit(company, "promises", "init", "--merge")
    assert (done.returncode, done.stderr) == (0, "1 entry added to promises.toml.\n")
    added = DRAFT[DRAFT.index("# Read in site/returns.html") :].encode()
    assert (company / "promises.toml").read_bytes() == own + b"\n\n" + added
    assert audit(company, "promises", "init", "--merge").stderr == "Nothing to add.\n"


def test_list_shows_what_is_promised_and_what_of_it_is_confirmed(company: Path) -> None:
    assert audit(company, "promises", "list").stdout == (
        "TOPIC          SCOPE       VALUE              TIMES  WHERE               LEDGER\n"
        "delivery time  standard    3–5 business days  ×1     site/shipping.html  not listed\n"
        "return window  everything  up to 30 days      ×1     site/returns.html   not listed\n"
    )
    (company / "promises.toml").write_text(
        DRAFT.replace("confirmed = false", "confirmed = true").replace("up to 30 days", "45 days"), "utf-8"
    )
    assert [line[73:] for line in audit(company, "promises", "list").stdout.splitlines()] == [
        "LEDGER",
        "confirmed",
        "confirmed, but 45 days",
    ]


def test_a_confirmed_promise_that_a_place_contradicts_ends_with_1(company: Path) -> None:
    audit(company, "promises", "init")
    assert audit(company, "promises", "diff").stdout == "What is said is what promises.toml holds.\n"
    confirm(company)
    done = audit(company, "promises", "diff")
    assert (done.returncode, done.stdout) == (
        1,
        "STATE         TOPIC          SCOPE     LEDGER             SAID                TIMES  WHERE\n"
        "contradicted  delivery time  standard  3–5 business days  7–10 business days  ×1     scripts/call_script.md\n",
    )
    done = audit(company, "promises", "diff", "--format", "json")
    assert json.loads(done.stdout) == {
        "schema_version": 1,
        "ledger": "promises.toml",
        "differences": [
            {
                "state": "contradicted",
                "topic": "delivery_time",
                "scope": {"service": "standard", "region": None, "product": None, "customer": None, "condition": None},
                "line": 10,
                "standing": "confirmed",
                "value": {"type": "duration", "low": 3, "high": 5, "unit": "business_day"},
                "said": [
                    {
                        "value": {"type": "duration", "low": 7, "high": 10, "unit": "business_day"},
                        "occurrences": 1,
                        "documents": ["scripts/call_script.md"],
                        "sentence": "Agent: Standard orders are delivered within 7-10 business days.",
                    }
                ],
            }
        ],
    }


def test_the_check_takes_the_ledger_into_account_as_soon_as_it_changes(company: Path) -> None:
    def rules() -> list[str]:
        audit(company, "-q", "report", "-o", "report.json")
        return [one["rule"] for one in json.loads((company / "report.json").read_text("utf-8"))["findings"]]

    assert rules() == ["contradiction"]
    audit(company, "promises", "init")
    assert rules() == ["contradiction"]
    confirm(company)
    assert rules() == ["ledger_contradiction"]
    (company / "promises.toml").unlink()
    assert rules() == ["contradiction"]


def test_export_writes_json_ld_and_names_what_it_leaves_out(company: Path) -> None:
    audit(company, "promises", "init")
    confirm(company)
    done = audit(company, "promises", "export", "--format", "json-ld")
    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "hasMerchantReturnPolicy": [
            {
                "@type": "MerchantReturnPolicy",
                "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
                "merchantReturnDays": 30,
            }
        ],
    }
    assert done.stderr == (
        "not exported: promises.toml:10: delivery time (standard), 3-5 business days: transitTime runs from dispatch, "
        'this clock is not stated; write from = "dispatched" if it does\n'
    )
    assert audit(company, "promises", "export", "-o", "promises.jsonld").stdout == ""
    assert (company / "promises.jsonld").read_text("utf-8") == done.stdout


def test_the_ledger_may_lie_elsewhere(company: Path) -> None:
    (company / "audit.toml").write_text('[ledger]\npath = "policy/ours.toml"\n', "utf-8")
    missing = audit(company, "check")
    assert (missing.returncode, missing.stderr.splitlines()[-1]) == (
        2,
        f"audit: {company}/policy/ours.toml: no such file; `audit promises init` drafts one.",
    )
    assert audit(company, "promises", "init").returncode == 0
    assert (company / "policy" / "ours.toml").read_text("utf-8") == DRAFT
    assert audit(company, "check").returncode == 1


def test_a_fault_in_the_ledger_stops_the_check(company: Path) -> None:
    (company / "promises.toml").write_text('[[promise]]\ntopic = "delivery"\nvalue = "3 days"\n', "utf-8")
    done = audit(company, "check")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'audit: promises.toml:2: "delivery" is no topic; did you mean `delivery_time`?\n'


def test_without_a_ledger_there_is_nothing_to_compare_or_export(company: Path) -> None:
    for command in ("diff", "export"):
        done = audit(company, "promises", command)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "audit: promises.toml: no such file; `audit promises init` drafts one.\n"
