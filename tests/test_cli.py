"""The commands as a user types them: real processes, real files, a real site on loopback."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from command import AUDIT, audit
from serve import page, serve

POLICY = """<!doctype html><html lang="en"><title>Shipping</title><body><h1>Shipping</h1>
<p>Standard orders are delivered within 3-5 business days.</p></body></html>"""
SCRIPT = "# Call script\n\nAgent: Standard orders are delivered within 7-10 business days.\n"


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A folder with two documents that contradict each other."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "shipping.html").write_text(POLICY, "utf-8")
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "call_script.md").write_text(SCRIPT, "utf-8")
    return tmp_path


def test_help_is_quick_to_import() -> None:
    heavy = {
        "spacy",
        "torch",
        "scrapy",
        "duckdb",
        "ibis",
        "numpy",
        "scipy",
        "sentence_transformers",
        "twisted",
        "jinja2",
    }
    code = (
        "import sys\nfrom auditor.cli import audit\ntry:\n    audit(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Usage:" in done.stdout
    assert heavy & set(done.stderr.split()) == set()


def test_every_command_of_the_readme_has_help(tmp_path: Path) -> None:
    commands = (
        "check collect completion coverage crawl demo diff doctor explain extract init measure promises report rules "
        "run".split()
    )
    listed = audit(tmp_path, "--help").stdout.partition("Commands:")[2].partition("Examples:")[0]
    assert [line.split()[0] for line in listed.strip().splitlines()] == commands
    for command in commands:
        assert audit(tmp_path, command, "--help").returncode == 0


def test_a_typing_error_is_met_with_a_suggestion(tmp_path: Path) -> None:
    done = audit(tmp_path, "crwal")
    assert done.returncode == 2
    assert "Did you mean 'crawl'?" in done.stderr
    assert done.stdout == ""


def test_the_version_names_the_whole_program(tmp_path: Path) -> None:
    assert audit(tmp_path, "--version").stdout.startswith("expectation-audit ")


def test_extract_prints_one_commitment_a_line(company: Path) -> None:
    done = audit(company, "extract", "site", "--format", "jsonl")
    assert done.returncode == 0
    (line,) = done.stdout.splitlines()
    commitment = json.loads(line)
    assert commitment["document"] == "shipping.html"
    assert (commitment["topic"], commitment["touchpoint"], commitment["origin"]) == ("delivery_time", "policy", "text")
    assert commitment["value"] == {"type": "duration", "low": 3, "high": 5, "unit": "business_day"}
    assert commitment["scope"]["service"] == "Standard orders"
    assert commitment["quote"] in POLICY


def test_extract_reads_standard_input(tmp_path: Path) -> None:
    done = audit(tmp_path, "extract", "-", "--format", "json", given="You can return any item within 30 days.")
    (commitment,) = json.loads(done.stdout)["commitments"]
    assert (commitment["topic"], commitment["value"]["high"]) == ("return_window", 30)


def test_collect_says_what_is_promised_and_where_it_disagrees(company: Path) -> None:
    done = audit(company, "collect", "site", "scripts")
    assert done.returncode == 0
    assert "What is promised" in done.stdout
    assert "Where it disagrees" in done.stdout
    assert "7–10 business days" in done.stdout


def test_check_ends_with_1_on_an_error_and_names_both_places(company: Path) -> None:
    audit(company, "collect", "site", "scripts", "--no-extract")
    done = audit(company, "check")
    assert done.returncode == 1
    for text in ("error[C1 delivery time]", "shipping.html", "call_script.md", "help:", "EXP-"):
        assert text in done.stdout
    assert audit(company, "check", "--fail-on", "never").returncode == 0


def test_check_prints_one_valid_document(company: Path) -> None:
    audit(company, "collect", "site", "scripts", "--no-extract")
    document = json.loads(audit(company, "check", "--format", "json").stdout)
    (finding,) = [f for f in document["findings"] if f["code"] == "C1"]
    assert document["schema_version"] == 1
    assert {e["document"].rpartition("/")[2] for e in finding["evidence"]} == {"shipping.html", "call_script.md"}


def test_check_explains_severity_by_the_priorities_of_audit_toml(company: Path) -> None:
    (company / "views.csv").write_text("page,views\nscripts/call_script.md,1240\n", "utf-8")
    config = '[check]\npage_views = "views.csv"\n[impact]\nstandard = "business"\n[owners]\n"*.md" = "call centre"\n'
    (company / "audit.toml").write_text(config, "utf-8")
    audit(company, "collect", "site", "scripts", "--no-extract")
    lines = audit(company, "check", "--explain-severity").stdout.splitlines()
    assert "      1     reach      1,240 views on 1 page" in lines
    assert "      1.2   impact     audit.toml says business for standard" in lines
    assert "  = owner: call centre" in lines
    (finding,) = json.loads(audit(company, "check", "--format", "json").stdout)["findings"]
    assert (finding["owners"], finding["fix"]["owner"], finding["unsure"]) == (["call centre"], "call centre", False)
    assert finding["fix"]["replacement"] == "Agent: Standard orders are delivered within 3-5 business days."


def test_a_fault_in_the_page_views_ends_the_check_with_its_line(company: Path) -> None:
    (company / "views.csv").write_text("page,views\n/a,many\n", "utf-8")
    (company / "audit.toml").write_text('[check]\npage_views = "views.csv"\n', "utf-8")
    audit(company, "collect", "site", "scripts", "--no-extract")
    done = audit(company, "check")
    assert (done.returncode, done.stdout) == (2, "")
    assert "views.csv:2: “many” is no number of views; write a whole number, as in 1240." in done.stderr


def test_an_unsure_finding_is_listed_apart_and_fails_no_build(company: Path) -> None:
    (company / "audit.toml").write_text("[check]\nunsure_below = 1\n", "utf-8")
    audit(company, "collect", "site", "scripts", "--no-extract")
    done = audit(company, "check")
    assert done.returncode == 0
    assert done.stdout.startswith("Unsure: one side may be no promise of this topic. These fail no build.")
    assert "1 unsure" in done.stdout.splitlines()


def test_new_only_counts_what_the_run_before_did_not_have(company: Path) -> None:
    audit(company, "collect", "site", "scripts")
    assert audit(company, "check", "--new-only").returncode == 1
    again = audit(company, "check", "--new-only")
    assert again.returncode == 0
    assert "No findings." in again.stdout


def test_diff_shows_what_changed_between_two_checks(company: Path) -> None:
    audit(company, "collect", "site", "scripts", "--no-extract")
    audit(company, "check")
    (company / "scripts" / "call_script.md").write_text(SCRIPT.replace("7-10", "3-5"), "utf-8")
    audit(company, "collect", "site", "scripts", "--no-extract")
    audit(company, "check")
    done = audit(company, "diff")
    assert done.returncode == 0
    assert done.stdout.startswith("From run 2 to run 4: 1 promise changed, 1 finding gone.\n")
    assert "finding gone: EXP-" in done.stdout
    document = json.loads(audit(company, "diff", "--format", "json").stdout)
    assert ("finding", "gone") in {(c["kind"], c["change"]) for c in document["changes"]}


def test_the_report_is_written_in_every_format(company: Path) -> None:
    audit(company, "collect", "site", "scripts", "--no-extract")
    names = ("r.html", "r.json", "r.csv", "r.md")
    done = audit(company, "report", *[part for name in names for part in ("-o", name)])
    assert done.returncode == 0
    assert "7–10 business days" in (company / "r.html").read_text("utf-8")
    assert json.loads((company / "r.json").read_text("utf-8"))["findings"][0]["code"] == "C1"
    assert audit(company, "report", "-o", "-", "--format", "markdown").stdout == (company / "r.md").read_text("utf-8")


def test_the_same_input_gives_the_same_bytes(company: Path) -> None:
    texts = []
    for name in ("one", "two"):
        paths = ("site", "scripts") if name == "one" else ("scripts", "site")
        audit(company, "--audit", f"{name}.db", "collect", *paths, "--no-extract")
        texts.append(audit(company, "--audit", f"{name}.db", "check", "--format", "json").stdout)
    assert texts[0] == texts[1]


def test_run_does_what_the_configuration_names(company: Path) -> None:
    (company / "audit.toml").write_text(
        '[company]\nname = "Shop"\n[collect]\npaths = ["site", "scripts"]\n[report]\noutputs = ["out/report.html"]\n',
        "utf-8",
    )
    inner = company / "site"
    done = audit(inner, "run", "--fail-on", "never")
    assert done.returncode == 0
    assert done.stdout.startswith("Shop makes ")
    assert (company / "out" / "report.html").is_file()
    assert audit(inner, "run").returncode == 1


def test_an_option_goes_before_the_environment_and_that_before_the_file(company: Path) -> None:
    (company / "audit.toml").write_text('[check]\nfail_on = "never-heard-of"\n', "utf-8")
    assert audit(company, "check").returncode == 2
    (company / "audit.toml").write_text('[check]\nfail_on = "error"\n', "utf-8")
    audit(company, "collect", "site", "scripts", "--no-extract")
    assert audit(company, "check").returncode == 1
    assert audit(company, "check", environment={"AUDIT_CHECK_FAIL_ON": "never"}).returncode == 0
    assert audit(company, "check", "--fail-on", "error", environment={"AUDIT_CHECK_FAIL_ON": "never"}).returncode == 1


def test_names_that_no_list_knows_are_aligned_where_asked(tmp_path: Path) -> None:
    """Both sentences speak of one tent; that its two names are one only their meaning tells."""
    (tmp_path / "one.txt").write_text("The Borealis tent comes with a 5-year warranty.", "utf-8")
    (tmp_path / "two.txt").write_text("Borealis camping tents come with a 2-year warranty.", "utf-8")
    audit(tmp_path, "collect", "one.txt", "two.txt", "--no-extract")
    codes = []
    for text in ("", "[alignment]\nnames = true\n"):
        (tmp_path / "audit.toml").write_text(text, "utf-8")
        found = json.loads(audit(tmp_path, "check", "--format", "json").stdout)["findings"]
        codes.append([finding["code"] for finding in found])
    assert codes == [[], ["C1"]]


def test_init_writes_a_configuration_that_loads(tmp_path: Path) -> None:
    assert audit(tmp_path, "init", "--url", "https://www.shop.example/", "--name", 'A "quoted" name').returncode == 0
    assert "nothing to audit" not in audit(tmp_path, "rules", "list").stderr
    again = audit(tmp_path, "init")
    assert again.returncode == 2
    assert "exists already; --force replaces it" in again.stderr


def test_rules_can_be_listed_explained_and_tested(tmp_path: Path) -> None:
    assert "delivery_time" in audit(tmp_path, "rules", "list").stdout
    assert "C1" in audit(tmp_path, "rules", "explain", "contradiction").stdout
    unknown = audit(tmp_path, "rules", "explain", "contradicton")
    assert unknown.returncode == 2
    assert "contradiction" in unknown.stderr
    tested = audit(tmp_path, "rules", "test", "contradiction")
    assert tested.returncode == 0
    assert ", 0 failed." in tested.stdout


def test_doctor_finds_everything_well(tmp_path: Path) -> None:
    done = audit(tmp_path, "doctor")
    assert done.returncode == 0
    assert "FAIL" not in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(tmp_path: Path, shell: str) -> None:
    assert "_AUDIT_COMPLETE" in audit(tmp_path, "completion", shell).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("check",), 2, "no audit file here; `audit crawl URL`"),
        (("collect", "nowhere"), 3, "nowhere"),
        (("crawl",), 2, "which site?"),
        (("collect",), 2, "which files?"),
        (("measure",), 2, "which event tables?"),
        (("run",), 2, "nothing to audit"),
        (("-C", "none.toml", "run"), 2, "none.toml: no such file"),
        (("report", "--format", "docx"), 2, "docx is none of html, json, csv, markdown"),
        (("crawl", "https://shop.example/", "--header", "secret-token"), 2, "a header reads 'NAME: VALUE'"),
    ],
)
def test_a_mistake_gets_a_sentence_and_its_exit_code(
    tmp_path: Path, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    done = audit(tmp_path, *arguments)
    assert done.returncode == code
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret-token" not in done.stderr


def test_an_unreadable_file_among_others_makes_the_run_incomplete(company: Path) -> None:
    (company / "scripts" / "old.pdf").write_bytes(b"%PDF-1.4 ...")
    done = audit(company, "collect", "scripts")
    assert done.returncode == 3
    assert "old.pdf" in done.stderr
    assert "7–10 business days" in done.stdout


def test_a_report_that_cannot_be_written_says_so(company: Path) -> None:
    audit(company, "collect", "site", "--no-extract")
    (company / "blocked").write_text("a file, not a folder", "utf-8")
    done = audit(company, "report", "-o", "blocked/report.html")
    assert done.returncode == 2
    assert "blocked/report.html: the report cannot be written" in done.stderr


def test_a_broken_rule_is_shown_with_its_own_lines(company: Path) -> None:
    (company / "rules" / "topics").mkdir(parents=True)
    (company / "rules" / "topics" / "gift_wrap.yaml").write_text(
        "about: How long wrapping takes.\nkindz: [duration]\n", "utf-8"
    )
    (company / "audit.toml").write_text('[rules]\nfolders = ["rules"]\n', "utf-8")
    done = audit(company, "extract", "site")
    assert done.returncode == 2
    assert "gift_wrap.yaml:2" in done.stderr
    assert "kindz" in done.stderr


def test_a_reader_that_leaves_early_is_no_error(company: Path) -> None:
    command = f"{' '.join(AUDIT)} rules list | head -1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=company, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr


def test_an_interrupted_crawl_keeps_what_it_has_and_goes_on(tmp_path: Path) -> None:
    routes = {f"/{n}.html": replace(page(f"/{n + 1}.html"), delay=0.15) for n in range(40)}
    routes["/40.html"] = page()
    with serve({"/": page("/0.html"), **routes}) as site:
        command = [*AUDIT, "crawl", f"{site.url}/", "--delay", "0", "--no-extract"]
        with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
            deadline = time.monotonic() + 60
            while len(site.hits) < 15 and time.monotonic() < deadline:
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=30)
        assert process.returncode == 130
        assert "What was collected is kept" in said
        assert "Traceback" not in said
        before = len(site.hits)
        done = audit(tmp_path, "crawl", f"{site.url}/", "--delay", "0", "--no-extract")
        assert done.returncode == 0
        assert "Going on with the crawl that was cut off" in done.stderr
        assert len(site.hits) - before < 41
        report = json.loads(audit(tmp_path, "report", "-o", "-", "--format", "json").stdout)
        assert sum(report["documents"].values()) == 42


def test_a_site_that_cannot_be_reached_ends_with_3(tmp_path: Path) -> None:
    done = audit(tmp_path, "crawl", "http://127.0.0.1:9/")
    assert done.returncode == 3
    assert "no page of http://127.0.0.1:9/ could be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_chromium_is_there_for_the_report_tests() -> None:
    assert shutil.which("chromium")
