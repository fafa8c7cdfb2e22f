"""What bad input gets: a sentence with thing, place and remedy, the right exit code, and nothing collected is lost."""

from __future__ import annotations

import io
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from command import AUDIT, ENVIRONMENT, audit
from serve import HTML, Answer, page, redirect, serve

from auditor.model import Money
from auditor.store import open_store

POLICY = """<!doctype html><html lang="en"><title>Shipping</title><body><h1>Shipping</h1>
<p>Standard orders are delivered within 3-5 business days.</p></body></html>"""
MAPPING = """\
[source.shop]
url = "orders.csv"

[measure.delivery]
source = "shop"
start = "shipped"
end = "delivered"
topics = ["delivery_time"]
"""
ORDERS = "id,shipped,delivered\n" + "".join(
    f"{day},2026-06-{day:02}T09:00:00Z,2026-06-{day + 2:02}T09:00:00Z\n" for day in range(1, 28)
)
PATIENT = ("--delay", "0", "--no-extract")


def said(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one sentence of a command that failed with `code` and printed no result."""
    assert (done.returncode, done.stdout) == (code, "")
    assert "Traceback" not in done.stderr
    (sentence,) = [line for line in done.stderr.splitlines() if line.startswith(("audit: ", "Error: "))]
    return sentence.removeprefix("audit: ").removeprefix("Error: ")


def collected(path: Path) -> dict[str, str]:
    """What the audit file in the folder `path` holds: the body of each document."""
    with open_store(path / ".audit" / "audit.db", create=False) as store:
        return {document.uri: document.body for document in store.documents()}


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one document, collected and extracted."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "shipping.html").write_text(POLICY, "utf-8")
    assert audit(folder, "collect", "shipping.html").returncode == 0
    return folder


@pytest.fixture
def company(filled: Path, tmp_path: Path) -> Path:
    """A copy of `filled` to break."""
    return Path(shutil.copytree(filled, tmp_path / "company"))


# ── websites ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("routes", "reason"),
    [
        (
            {"/robots.txt": Answer("User-agent: *\nDisallow: /\n"), "/": page()},
            "robots.txt forbids it (nothing to do if that is meant; else allow expectation-audit in robots.txt)",
        ),
        (
            {"/": Answer(b"\x89PNG", headers={"Content-Type": "image/png"})},
            "no web page but an image, a style sheet or the like (give the address of a page)",
        ),
        ({"/": Answer(" \n")}, "the page is empty (put the text on the page, or remove the links to it)"),
        (
            {"/": Answer(b"<p>words</p>" * 100_000 for _ in range(42))},
            "larger than 10,000,000 bytes (raise max_bytes in [crawl] of audit.toml if it is a page worth reading)",
        ),
    ],
)
def test_a_start_page_that_cannot_be_read_ends_with_3(
    tmp_path: Path, routes: dict[str, Answer | list[Answer]], reason: str
) -> None:
    with serve(routes) as site:
        done = audit(tmp_path, "crawl", f"{site.url}/", *PATIENT)
        assert said(done, 3) == f"no page of {site.url}/ could be read: {site.url}/: {reason}."


def test_a_site_that_no_longer_answers_costs_nothing_that_was_read_before(tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text("[crawl]\ntimeout = 0.5\n", "utf-8")
    with serve({"/": Answer(POLICY)}) as site:
        assert audit(tmp_path, "crawl", f"{site.url}/", *PATIENT).returncode == 0
        site.routes["/"] = Answer("late", delay=2)
        assert "/: no answer within 0.5 seconds (raise timeout" in said(
            audit(tmp_path, "crawl", f"{site.url}/", *PATIENT), 3
        )
        assert collected(tmp_path) == {f"{site.url}/": POLICY}


def test_bad_inner_pages_are_listed_and_cost_none_of_the_others(tmp_path: Path) -> None:
    latin = "<p>Rückgabe: You can return it within 30 days für 5 €</p>"
    routes = {
        "/": page("/missing", "/broken", "/loop", "/latin", "/wide"),
        "/broken": Answer("down", 501),
        "/loop": redirect("/loop"),
        "/latin": Answer(latin.encode("cp1252"), headers=HTML),
        "/wide": Answer(POLICY.encode("utf-16")),
    }
    with serve(routes) as site:
        done = audit(tmp_path, "crawl", f"{site.url}/", *PATIENT)
        assert done.returncode == 0
        for line in (
            "missing: 404 Not Found",
            "broken: 501 Not Implemented",
            "loop: redirects in a circle",
        ):
            assert f"not read: {site.url}/{line}" in done.stderr
        kept = collected(tmp_path)
        assert (kept[f"{site.url}/latin"], kept[f"{site.url}/wide"]) == (latin, POLICY)
        assert len(kept) == 3


def test_a_host_without_an_address_is_said_and_no_other_site_is_blamed(tmp_path: Path) -> None:
    with serve({"/": Answer("gone", 404)}) as other:
        audit(tmp_path, "crawl", f"{other.url}/", *PATIENT)
    assert said(audit(tmp_path, "crawl", "http://no-such-host.invalid/", *PATIENT), 3) == (
        "no page of http://no-such-host.invalid/ could be read: http://no-such-host.invalid/: no such host "
        "(is the address right? is the site up?)."
    )


@pytest.mark.parametrize(
    "url", ["ftp://user:hunter2@shop.example/", "http://user:hunter2@[shop/", "http://u:hun/ter2@x"]
)
def test_what_is_no_web_address_is_a_mistake_and_its_password_is_not_repeated(tmp_path: Path, url: str) -> None:
    sentence = said(audit(tmp_path, "crawl", url), 2)
    assert sentence.endswith("is no web address; write it as https://www.shop.example/.")
    assert not re.search("hunter2|hun/ter2", sentence)


def test_passwords_and_headers_reach_the_site_and_nothing_else(tmp_path: Path) -> None:
    routes = {"/": page("/broken", text="Orders are delivered within 3 days."), "/broken": Answer("gone", 410)}
    with serve(routes) as site, serve({"/": page()}) as other:
        url = site.url.replace("//", "//user:hunter2@")
        done = audit(tmp_path, "crawl", f"{url}/", f"{other.url}/", "--header", "X-Key: s3cret", "--delay", "0")
        assert done.returncode == 0
        assert {headers["Authorization"] for headers in site.headers} == {"Basic dXNlcjpodW50ZXIy"}
        assert not [headers for headers in other.headers if "Authorization" in headers]
        assert {headers["X-Key"] for headers in site.headers} == {"s3cret"}
        shown = [done, audit(tmp_path, "diff", "--list"), audit(tmp_path, "report", "-o", "r.json", "-o", "r.html")]
        shown.append(audit(tmp_path, "crawl", f"{url}/broken"))
        assert shown[-1].returncode == 3
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 2
    for text in [*written, *(part.encode() for one in shown for part in (one.stdout, one.stderr))]:
        assert not re.search(b"hunter2|s3cret|dXNlcjpodW50ZXIy", text)


@pytest.mark.parametrize("header", ["X-Key: s3cret\nX-Other: 1", "Bäd näme: s3cret", "s3cret"])
def test_a_header_that_cannot_be_sent_is_refused_without_its_value(tmp_path: Path, header: str) -> None:
    sentence = said(audit(tmp_path, "crawl", "http://127.0.0.1:9/", "--header", header), 2)
    assert sentence == "Invalid value for --header: a header reads 'NAME: VALUE'"


def test_init_keeps_no_password(tmp_path: Path) -> None:
    assert "a URL holds a password" in said(audit(tmp_path, "init", "--url", "https://u:hunter2@x.example/"), 2)
    assert not (tmp_path / "audit.toml").exists()


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────


def encrypted_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("terms.txt", "words")
    body = bytearray(packed.getvalue())
    body[6] |= 1
    body[body.find(b"PK\x01\x02") + 8] |= 1
    return bytes(body)


def test_every_file_that_cannot_be_read_has_its_reason_and_the_others_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    bodies = {
        "wide.txt": "You can return any item within 30 days.".encode("utf-16"),
        "macros.csv": "question,answer\nRückgabe?,You can return any item within 45 days für 5 €\n".encode("cp1252"),
        "ragged.csv": b"q,a\n1\n2,You can return any item within 60 days,more,and more\n",
        "unclosed.csv": b'q,a\n1,"You can return any item within 90 days\n' + b"some more words stand here, " * 5_000,
        "empty.html": b"",
        "binary.csv": bytes(range(256)) * 20,
        "locked.pdf": b"%PDF-1.4\n1 0 obj\n<</Encrypt 2 0 R>>",
        "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "locked.zip": encrypted_zip(),
        "cut.zip": encrypted_zip()[:30],
        "deep.json": b"[" * 100_000,
        "halved.json": b'[{"title": "Returns", "text": "You can return any item \\ud83d within 20 days"}]',
        "idna.html": b"<meta charset=idna><p>You can return any item within 10 days \xa9</p>",
        "cut.json": b'[{"text": "We deliver',
    }
    for name, body in bodies.items():
        (folder / name).write_bytes(body)
    (folder / "dangling.md").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.txt")
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.html")).write_text(POLICY, "utf-8")
    done = audit(tmp_path, "collect", "in")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    with open_store(tmp_path / ".audit" / "audit.db") as store:
        assert {item.uri: (item.reason, item.remedy) for item in store.skipped()} == {
            "in/empty.html": ("the file is empty", "remove it or put the text into it"),
            "in/binary.csv": ("not a text file", "export its text as .txt, .md or .html"),
            "in/locked.pdf": (
                "not read yet: PDF, password-protected",
                "save it without a password, as text or HTML, and collect that file",
            ),
            "in/locked.docx": (
                "not read yet: Office document, password-protected",
                "save it without a password, as text or HTML, and collect that file",
            ),
            "in/locked.zip": (
                "not read yet: a ZIP archive, password-protected",
                "unpack it and collect the folder",
            ),
            "in/cut.zip": ("a damaged archive or office file", "save it again"),
            "in/deep.json": ("not valid JSON (nested too deeply)", "export it again, or rename it to .txt"),
            "in/cut.json": (
                "not valid JSON (Unterminated string starting at: line 1 column 11 (char 10))",
                "export it again, or rename it to .txt",
            ),
            **{
                f"in/{name}": ("not a regular file, or a link that leads nowhere", "remove it or mend the link")
                for name in ("dangling.md", "pipe.txt")
            },
        }
        promised = {
            (c.document.removeprefix("in/"), c.value.amount if isinstance(c.value, Money) else c.value.high)
            for c in store.commitments()
        }
        assert promised == {
            ("wide.txt", 30),
            ("macros.csv", 45),
            ("macros.csv", 5),
            ("ragged.csv", 60),
            ("unclosed.csv", 90),
            ("halved.json", 20),
            ("idna.html", 10),
            ("caf\ufffd.html", 5),
        }


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("empty.txt", "no file could be read in empty.txt: empty.txt: the file is empty (remove it or put the text"),
        ("dangling.txt", "dangling.txt: a link that leads nowhere; mend or remove it."),
        ("round", "round: a link that leads nowhere; mend or remove it."),
        ("pipe.txt", "pipe.txt: not a regular file; send its text through `audit collect -`."),
        ("folder", "no file could be read in folder: it holds no file of a kind that is read, such as .html"),
        ("empty.txt/inner", "empty.txt/inner: no such file or folder; look in "),
        ("x" * 300, "x: no such file or folder; look in "),
    ],
)
def test_a_named_file_that_cannot_be_read_ends_with_3(company: Path, name: str, sentence: str) -> None:
    (company / "empty.txt").write_bytes(b"")
    (company / "dangling.txt").symlink_to("nowhere")
    (company / "round").symlink_to("round")
    os.mkfifo(company / "pipe.txt")
    (company / "folder").mkdir()
    assert sentence in said(audit(company, "collect", name), 3)
    assert collected(company) == {"shipping.html": POLICY}


def test_a_folder_that_was_emptied_keeps_what_was_read_before(company: Path) -> None:
    (company / "shipping.html").write_bytes(b"")
    assert "the file is empty" in said(audit(company, "collect", "shipping.html"), 3)
    assert collected(company) == {"shipping.html": POLICY}


def test_empty_standard_input_is_said(tmp_path: Path) -> None:
    assert "stdin: the file is empty" in said(audit(tmp_path, "collect", "-", given=""), 3)
    document = json.loads(audit(tmp_path, "extract", "-", "--format", "json", given="").stdout)
    assert [item["reason"] for item in document["skipped"]] == ["the file is empty"]


# ── configuration, rules and event tables ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[crawl\n", r"audit\.toml:1: not valid TOML: .*\. Strings need quotes, lists need \[ \]\."),
        ("a = " + "[" * 5000, r"audit\.toml: its lists are nested too deeply; mend the file\."),
        ("\xff", r"audit\.toml: cannot be read \(.*\); it must be a text file in UTF-8\."),
        ("[crawl]\nmax_depth = -1\n", r"audit\.toml:2: max_depth must not be less than 0\."),
        ('[rules]\nfolders = ["nowhere"]\n', r"nowhere: no such folder; name a folder that holds topics, .*"),
    ],
)
def test_a_broken_audit_toml_is_shown_with_its_line(company: Path, text: str, sentence: str) -> None:
    (company / "audit.toml").write_text(text, "latin-1")
    assert re.search(sentence, said(audit(company, "check", "--format", "json"), 2))


RULES = Path(__file__).parents[1] / "rules"


def topic_with(line: str) -> str:
    return (RULES / "topics" / "warranty_period.yaml").read_text("utf-8").replace("  strong:\n", f"  strong:\n{line}\n")


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("topics/a.yaml", "about: x\n\tkinds: [duration]\n", "a.yaml:2: not valid YAML: found a tab"),
        ("topics/a.yaml", "about: x\nabout: y\n", 'a.yaml:2: the key "about" stands twice, first in line 1'),
        ("topics/a.yaml", topic_with("    - '(open'"), "not a regular expression: missing ), unterminated"),
        (
            "checks/a.yaml",
            (RULES / "checks" / "contradiction.yaml").read_text("utf-8") + "\ntopics: [delivery_tyme]\n",
            '"delivery_tyme" is no topics; did you mean "delivery_time"?',
        ),
        ("topics/a.yaml", None, "a.yaml: not a file, or a link that leads nowhere; remove it or mend the link"),
    ],
)
def test_a_broken_rule_is_shown_with_its_line(company: Path, name: str, text: str | None, sentence: str) -> None:
    path = company / "rules" / name
    path.parent.mkdir(parents=True)
    if text is None:
        path.mkdir()
    else:
        path.write_text(text, "utf-8")
    (company / "audit.toml").write_text('[rules]\nfolders = ["rules"]\n', "utf-8")
    assert sentence in said(audit(company, "check", "--format", "json"), 2)


@pytest.mark.parametrize(
    ("mapping", "table", "code", "sentence"),
    [
        ("[source.shop\n", ORDERS, 2, "actuals.toml:1: not valid TOML: "),
        (
            MAPPING.replace("delivery_time", "delivery_tyme"),
            ORDERS,
            2,
            "`delivery_tyme` is no topic; did you mean `delivery_time`?",
        ),
        (MAPPING.replace('"shipped"', '"shiped"'), ORDERS, 3, "orders.csv: has no column `shiped`, which `start` of"),
        (MAPPING, bytes(range(128)) * 20, 3, "orders.csv: is not a text file; export it again as CSV in UTF-8."),
        (MAPPING, None, 3, "orders.csv: no such file; in its folder are actuals.toml, shipping.html."),
    ],
)
def test_a_broken_mapping_or_table_is_said_with_its_place(
    company: Path, mapping: str, table: str | bytes | None, code: int, sentence: str
) -> None:
    (company / "actuals.toml").write_text(mapping, "utf-8")
    if table is not None:
        (company / "orders.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
    assert sentence in said(audit(company, "measure", "--actuals", "actuals.toml", "--format", "json"), code)
    assert collected(company) == {"shipping.html": POLICY}


def test_a_table_that_only_looks_packed_is_no_interruption(company: Path) -> None:
    (company / "orders.csv.gz").write_bytes(b"\x1f\x8bno")
    assert said(audit(company, "measure", "--detect", "orders.csv.gz"), 3).endswith("; export it again.")


def test_rows_that_are_not_understood_are_counted_and_written(company: Path) -> None:
    (company / "actuals.toml").write_text(MAPPING, "utf-8")
    (company / "orders.csv").write_text(f'{ORDERS}short\n98,soon,later\n99,"2026-06-01,2026-06-02\n', "utf-8")
    done = audit(company, "measure", "--actuals", "actuals.toml", "--quarantine", "rows.csv")
    assert "Traceback" not in done.stderr
    assert len((company / "rows.csv").read_text("utf-8").splitlines()) >= 3


# ── the audit file ───────────────────────────────────────────────────────────────────────────────────────────


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE about SET value = '99' WHERE key = 'schema_version'")
    connection.close()


def rotten(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE documents SET body = x'00', digest = NULL")
    connection.close()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("breaks", "code", "sentence"),
    [
        (newer, 2, "written by a newer version of audit (schema 99, this one knows 4); update expectation-audit"),
        (rotten, 2, "not an audit file or damaged (Error -5 while decompressing data"),
        (lambda path: path.write_bytes(b"words " * 500), 2, "not an audit file or damaged (file is not a database)"),
        (a_folder, 2, "File '.audit/audit.db' is a directory."),
        (lambda path: path.write_bytes(b""), 3, "nothing was collected yet; `audit crawl URL` or `audit collect PATH`"),
    ],
)
def test_what_is_no_audit_file_is_said(
    company: Path, breaks: Callable[[Path], object], code: int, sentence: str
) -> None:
    breaks(company / ".audit" / "audit.db")
    assert sentence in said(audit(company, "check", "--format", "json"), code)


def small_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def test_a_full_disk_while_collecting_loses_nothing_collected_before(company: Path) -> None:
    (company / "many").mkdir()
    for number in range(60):
        body = random.Random(number).randbytes(20_000).hex()
        (company / "many" / f"{number:02}.txt").write_text(body, "utf-8")
    done = audit(company, "collect", "many", "--no-extract", before=small_disk)
    assert "no room left on the disk" in said(done, 2)
    assert collected(company)["shipping.html"] == POLICY


def test_a_full_disk_while_reporting_leaves_the_report_that_was_there(company: Path) -> None:
    (company / "r.html").write_text("the last one", "utf-8")
    many = "".join(f"<p>Item {number} can be returned within {number} days.</p>" for number in range(1, 150))
    (company / "long.html").write_text(many, "utf-8")
    audit(company, "collect", "long.html")
    audit(company, "report", "-o", "first.html")
    size = (company / "first.html").stat().st_size
    assert size > 40_000  # the audit file itself has to fit

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size - 1000, size - 1000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    sentence = said(audit(company, "report", "-o", "r.html", before=full), 2)
    assert sentence == "r.html: the report cannot be written (File too large); name another with -o."
    assert (company / "r.html").read_text("utf-8") == "the last one"
    assert not list(company.glob(".r.html*"))


def test_a_full_disk_behind_standard_output_is_said(company: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*AUDIT, "check"], cwd=company, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=ENVIRONMENT
        )
    assert (done.returncode, done.stderr) == (
        2,
        "audit: the output cannot be written (no space left); free some space and run it again.\n",
    )


def test_a_folder_that_cannot_be_written_is_said(company: Path) -> None:
    shutil.rmtree(company / ".audit")
    (company / ".audit").write_text("a file where the folder should be", "utf-8")
    assert said(audit(company, "collect", "shipping.html"), 2) == (
        ".audit/audit.db: the audit file cannot be opened (File exists); name another with --audit."
    )
    assert ".audit/demo.db: cannot be replaced" in said(audit(company, "demo"), 2)


def test_two_commands_write_one_after_the_other(company: Path) -> None:
    with sqlite3.connect(company / ".audit" / "audit.db", isolation_level=None) as holder:
        holder.execute("BEGIN IMMEDIATE")
        command = [*AUDIT, "collect", "shipping.html", "--no-extract"]
        with subprocess.Popen(command, cwd=company, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as waiting:
            with pytest.raises(subprocess.TimeoutExpired):
                waiting.wait(1.5)
            holder.execute("COMMIT")
            assert "1 documents read." in waiting.communicate(timeout=30)[1]
        assert waiting.returncode == 0
    holder.close()


# ── interruptions ────────────────────────────────────────────────────────────────────────────────────────────


def interrupted(folder: Path, *arguments: str, when: Callable[[], bool], sent: int = signal.SIGINT) -> tuple[int, str]:
    """Exit code and stderr of a command that is sent a signal as soon as `when` holds."""
    process = subprocess.Popen(
        [*AUDIT, *arguments], cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    )
    deadline = time.monotonic() + 60
    while not when() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(sent)
    _, stderr = process.communicate(timeout=30)
    return process.returncode, stderr


def begun(folder: Path, kind: str) -> Callable[[], bool]:
    """Whether a run of this kind stands in the audit file."""

    def look() -> bool:
        path = folder / ".audit" / "audit.db"
        if not path.is_file():
            return False
        connection = sqlite3.connect(path)
        try:
            query = "SELECT count(*) FROM runs WHERE kind = ? AND outcome IS NULL"
            return bool(connection.execute(query, (kind,)).fetchone()[0])
        finally:
            connection.close()

    return look


def many_letters(company: Path) -> None:
    (company / "letters").mkdir()
    for number in range(600):
        text = f"Letter {number}. " + "You can return any item within 30 days of delivery. " * 20
        (company / "letters" / f"{number:04}.txt").write_text(text, "utf-8")


def test_an_interrupted_collect_and_check_keep_what_they_have(company: Path) -> None:
    many_letters(company)
    code, stderr = interrupted(company, "collect", "letters", when=begun(company, "collect"))
    assert (code, "Traceback" in stderr) == (130, False)
    assert stderr.endswith("What was collected is kept; the same command goes on from there.\n")
    assert collected(company)["shipping.html"] == POLICY
    assert audit(company, "collect", "letters", "--no-extract").returncode == 0
    before = collected(company)
    assert len(before) == 601

    def extracting() -> bool:
        connection = sqlite3.connect(company / ".audit" / "audit.db")
        try:
            return bool(connection.execute("SELECT count(*) > 5 FROM documents WHERE digest IS NOT NULL").fetchone()[0])
        finally:
            connection.close()

    code, stderr = interrupted(company, "check", when=extracting)
    assert (code, "Traceback" in stderr) == (130, False)
    assert collected(company) == before


def test_an_interrupted_measure_keeps_what_was_collected(company: Path) -> None:
    (company / "actuals.toml").write_text(MAPPING, "utf-8")
    row = "{0},2026-06-01T09:00:00Z,2026-06-03T09:00:00Z\n".format
    with (company / "orders.csv").open("w", encoding="utf-8") as table:
        table.write("id,shipped,delivered\n")
        table.writelines(map(row, range(1_500_000)))
    code, stderr = interrupted(company, "measure", "--actuals", "actuals.toml", when=begun(company, "measure"))
    assert (code, "Traceback" in stderr) == (130, False)
    assert "interrupted" in stderr
    assert collected(company) == {"shipping.html": POLICY}


def test_a_killed_crawl_goes_on_where_it_was(tmp_path: Path) -> None:
    names = [f"/{number}.html" for number in range(80)]
    routes = {"/": page(*names), **{name: Answer(page().body, delay=0.1) for name in names}}
    with serve(routes) as site:
        command = ("crawl", f"{site.url}/", *PATIENT)

        def some_kept() -> bool:
            return (tmp_path / ".audit" / "audit.db").is_file() and len(site.hits) > 45

        code, _ = interrupted(tmp_path, *command, when=some_kept, sent=signal.SIGKILL)
        assert code == -signal.SIGKILL
        before, asked = collected(tmp_path), len(site.hits)
        assert before
        done = audit(tmp_path, *command)
        assert done.returncode == 0
        assert "Going on with the crawl that was cut off" in done.stderr
        assert set(collected(tmp_path)) == {f"{site.url}{path}" for path in ["/", *names]}
        again = {f"{site.url}{path}" for path in site.hits[asked:]}
        assert len(again & set(before)) <= 1  # a page may be kept just before the note that it is done


# ── hostile text ─────────────────────────────────────────────────────────────────────────────────────────────


def test_hostile_text_is_data_in_every_report(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>"
    shown = "&lt;script&gt;alert(1)&lt;/script&gt;"
    (tmp_path / "in").mkdir()
    for days in (30, 60):
        text = f"<h1>Returns</h1><p>You can return {shown} any item within {days} days.</p>"
        (tmp_path / "in" / f"=cmd|{days}.html").write_text(text, "utf-8")
    audit(tmp_path, "collect", "in", "--no-extract")
    assert audit(tmp_path, "report", "-o", "r.html", "-o", "r.csv", "-o", "r.json").returncode == 0
    report = (tmp_path / "r.html").read_text("utf-8")
    assert hostile not in report
    assert shown in report
    assert "\n=" not in (tmp_path / "r.csv").read_text("utf-8")
    assert hostile in json.dumps(json.loads((tmp_path / "r.json").read_text("utf-8")))
