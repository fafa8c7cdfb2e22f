"""`audit demo` on the bundled company against its truth file: what was planted is found, look-alikes are not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from auditor.resources import resources

TRUTH = json.loads((resources("sample") / "truth.json").read_text("utf-8"))
CODES = {"C1", "C2", "N2", "U1", "T1", "X3"}
SERIOUS = {"error", "warning"}
Json = dict[str, Any]


class Demo(NamedTuple):
    """What one run of the demo left behind."""

    output: str
    audit: Json
    report: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    audit = [sys.executable, "-m", "auditor"]
    done = subprocess.run([*audit, "demo"], cwd=folder, capture_output=True, text=True, check=True)
    command = [*audit, "--audit", ".audit/demo.db", "report", "-o", "-", "--format", "json"]
    found = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return Demo(done.stdout, json.loads(found.stdout), (folder / "audit-report.html").read_text("utf-8"))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def says(evidence: Json, member: Json) -> bool:
    """Whether an evidence is the statement of the truth file: the same file, and one text within the other."""
    name = member["file"].partition("/")[2]
    homes = ("/",) if name == "index.html" else ()
    if not any(document.endswith((name, *homes)) for document in evidence["documents"]):
        return False
    ours, theirs = _plain(evidence["sentence"]), _plain(member["quote"])
    return theirs in ours or ours in theirs or _plain(evidence["quote"]) in theirs


def holds(finding: Json, conflict: Json) -> bool:
    """Whether a finding is a planted conflict: its topic, a fitting code, the odd one out and one of the others."""
    codes = {conflict["type"], *conflict.get("also_accepted", [])}
    if finding["code"] not in codes or finding["topic"] != conflict["topic"]:
        return False
    met = [member for member in conflict["members"] if any(says(e, member) for e in finding["evidence"])]
    return len(met) >= 2 and all(m in met for m in conflict["members"] if m.get("role") == "outlier")


def planted() -> list[Json]:
    return [conflict for conflict in TRUTH["conflicts"] if conflict["type"] in CODES]


def serious(demo: Demo) -> list[Json]:
    return [finding for finding in demo.audit["findings"] if finding["severity"] in SERIOUS]


def test_everything_that_was_planted_is_found(demo: Demo) -> None:
    missed = [c["id"] for c in planted() if not any(holds(f, c) for f in demo.audit["findings"])]
    assert missed == []


def test_nothing_else_is_found(demo: Demo) -> None:
    others = [f for f in serious(demo) if not any(holds(f, conflict) for conflict in TRUTH["conflicts"])]
    assert [f"{finding['code']} {finding['title']}" for finding in others] == []


def test_look_alikes_are_left_alone(demo: Demo) -> None:
    wrong = []
    for pair in TRUTH["must_not_flag"]:
        for finding in serious(demo):
            met = [e for m in pair["members"] for e in finding["evidence"] if says(e, m)]
            if finding["topic"] == pair["topic"] and len({json.dumps([e["value"], e["strength"]]) for e in met}) > 1:
                wrong.append((pair["why"], finding["title"]))
    assert wrong == []


def _verdict(demo: Demo, measure: Json) -> Json | None:
    wanted = (measure["topic"], measure["limit"]["max"], measure["limit"]["unit"])
    for verdict in demo.audit["judgement"]["verdicts"]:
        value = verdict["promise"]["value"]
        stated = any(says(e, place) for e in verdict["promise"]["evidence"] for place in measure["promise"])
        if stated and (verdict["topic"], value.get("high"), value.get("unit")) == wanted:
            return dict(verdict)
    return None


MEASURED = [measure for measure in TRUTH["measures"] if measure.get("kept_rate") and measure["promise"]]


@pytest.mark.parametrize("measure", MEASURED, ids=lambda measure: str(measure["id"]))
def test_a_promise_is_judged_as_the_events_were_made(demo: Demo, measure: Json) -> None:
    verdict = _verdict(demo, measure)
    assert verdict is not None
    assert verdict["verdict"] == measure["verdict"]
    assert verdict["kept_rate"] == pytest.approx(measure["kept_rate"], abs=0.005)


def test_promises_without_a_measure_and_measures_without_a_promise_are_listed(demo: Demo) -> None:
    judgement = demo.audit["judgement"]
    orphans = {(orphan["topic"], orphan["document"].rpartition("/")[2]) for orphan in judgement["orphans"]}
    for measure in TRUTH["measures"]:
        if measure["verdict"] == "orphan":
            assert {(measure["topic"], p["file"].rpartition("/")[2]) for p in measure["promise"]} & orphans
    assert "phone_wait" in {practice["measure"] for practice in judgement["silent"]}


def test_the_summary_says_what_a_manager_wants_to_know(demo: Demo) -> None:
    heads = [
        "What is promised",
        "Where it disagrees",
        "What is not kept",
        "What could be promised more tightly",
        "What to do first",
    ]
    assert [line for line in demo.output.splitlines() if line in heads] == heads
    assert demo.output.startswith("Brindlewick makes ")
    assert "Report: audit-report.html" in demo.output


def test_every_document_was_read(demo: Demo) -> None:
    pages = len(list((resources("sample") / "site").rglob("*.html")))
    files = len([path for path in (resources("sample") / "documents").iterdir() if path.is_file()])
    # The home page is read under its two addresses, / and /index.html.
    assert sum(demo.audit["documents"].values()) in (pages + files, pages + files + 1)
    assert demo.audit["skipped"] == []


def test_the_report_holds_every_finding(demo: Demo) -> None:
    for finding in demo.audit["findings"]:
        assert f'id="{finding["key"]}"' in demo.report


def test_the_sample_is_where_the_package_carries_it() -> None:
    assert Path(resources("sample")).is_dir()
