from __future__ import annotations

from msgspec.structs import replace
from sample_audit import AUDIT, FINDING, KEPT

from auditor.changes import Change, Changes, find_changes
from auditor.model import Duration, Judgement, Unit
from auditor.results import Checked

CHECKED = Checked("", AUDIT.promises, AUDIT.findings, ())
JUDGEMENT = AUDIT.judgement


def test_the_same_state_has_no_changes() -> None:
    assert find_changes((CHECKED, JUDGEMENT), (CHECKED, JUDGEMENT)) == Changes(())


def test_promises_findings_and_verdicts_that_came_went_and_changed_are_named() -> None:
    delivery, threshold = AUDIT.promises
    slower = replace(delivery.variants[0], value=Duration(4, 6, Unit.BUSINESS_DAY))
    later = Checked("", (replace(delivery, variants=(slower,)),), (), ())
    better = Judgement(verdicts=(replace(KEPT, kept_rate=0.8, n=2000),))
    name = "delivery time, standard, US"
    assert find_changes((CHECKED, JUDGEMENT), (later, better)) == Changes(
        (
            Change(
                "promise",
                "changed",
                f"{name} (dispatched-delivered)",
                "3–5 business days (firm, 12 places); 7–10 business days (firm, 1 place)",
                "4–6 business days (firm, 12 places)",
            ),
            Change("promise", "gone", "free shipping threshold, everything", "$75 (firm, 40 places)", ""),
            Change("finding", "gone", f"{FINDING.key} C1 {name}", f"error: {FINDING.title}", ""),
            Change(
                "verdict",
                "changed",
                f"{name}: 3–5 business days",
                "over-promise, kept 72.8 % of 1894",
                "over-promise, kept 80 % of 2000",
            ),
        )
    )
    assert threshold in CHECKED.promises


def test_a_first_run_adds_everything() -> None:
    changes = find_changes((None, None), (CHECKED, JUDGEMENT)).changes
    assert [(c.kind, c.change) for c in changes] == [
        ("promise", "added"), ("promise", "added"), ("finding", "added"), ("verdict", "added"),
    ]  # fmt: skip
