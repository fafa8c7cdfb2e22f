"""What `audit extract` shows people: the text with its commitments marked, at a terminal and as a page."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import AUDIT, audit
from msgspec.structs import replace
from playwright.sync_api import Browser, sync_playwright
from test_report_in_browser import opened

from auditor.blocks import find_blocks
from auditor.cli.marked import find_sections
from auditor.cli.reading import reading
from auditor.cli.reading_page import reading_page, sheet_of
from auditor.commitments.explained import find_stated
from auditor.model import Document
from auditor.resources import resources
from auditor.rules import load_rulebook
from crawlers.files import collect

BOOK = load_rulebook()
SGR = re.compile(r"\x1b\[[\d;]*m")
SHOP = """<!doctype html><html lang="en"><body><h1>Shipping</h1>
<p>We have 25 years of experience.</p><p>Tea is our passion.</p>
<p>Standard orders usually ship within 2 working days, a full answer within 10. Free delivery on orders over $50.</p>
<h2>Returns</h2><p>You must pay within 30 days. Return it within 45 days of delivery.</p>
<table><tr><th>Service</th><th>Delivery (business days)</th></tr>
<tr><th>Collection</th><td>ask us</td></tr><tr><th>Express</th><td>1-2</td></tr></table>
<footer><ul><li>Tea</li><li>E-mails are answered within 1 day</li></ul></footer>
<script type="application/ld+json">{"@type": "MerchantReturnPolicy", "merchantReturnDays": 45}</script>
</body></html>"""
VIEW = """\
shop.html
web: 7 commitments

Shipping
────────

… 2 blocks without a mark

Standard orders usually ship [1: within 2 working days], a full answer [2: within 10]. Free delivery
on orders [3: over $50].
   1  dispatch time: up to 2 business days · hedged · for Standard orders · to dispatch
      confidence 0.51
   2  resolution time: up to 10 business days · hedged · for everything · to a solution
      confidence 0.64
   3  free shipping threshold: $50 · firm · for everything · confidence 0.52

Returns
───────

You must pay within 30 days. Return it [4: within 45 days] of delivery.
   4  return window: up to 45 days · firm · for everything · from delivery · confidence 0.80

Service | Delivery (business days)
… 1 row without a mark
Express | [5: 1-2]
   5  delivery time: 1–2 business days · firm · for Express · to delivery · confidence 0.50

… 1 block without a mark

(footer)

• E-mails are answered [6: within 1 day]
   6  response time: up to 1 day · firm · for email · to an answer · confidence 0.73

Structured data
───────────────
script[type='application/ld+json'] #1 merchantReturnDays
   7  return window: 45 days · firm · for everything · from delivery · confidence 1.00
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with one page, in which the rules alone decide, so that the figures stay."""
    (tmp_path / "audit.toml").write_text("[extract]\nmodel = false\n", "utf-8")
    (tmp_path / "shop.html").write_text(SHOP, "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def document(body: str, media_type: str = "text/html", uri: str = "shop.html") -> Document:
    (found,) = [one for one in collect([resources("rules") / "README.md"]) if isinstance(one, Document)]
    return replace(found, uri=uri, media_type=media_type, body=body)


def on_a_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """What the command writes to a terminal of 100 columns."""
    parent, child = pty.openpty()
    environ = {**os.environ, "COLUMNS": "100", "TERM": "xterm-256color", **environment}
    with subprocess.Popen(
        [*AUDIT, *arguments], cwd=folder, stdout=child, stderr=subprocess.PIPE, env=environ
    ) as process:
        os.close(child)
        pieces = []
        while True:
            try:
                piece = os.read(parent, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            pieces.append(piece)
        assert process.stderr is not None
        process.stderr.read()
    os.close(parent)
    return b"".join(pieces).decode().replace("\r\n", "\n")


def test_the_text_is_shown_with_its_commitments_marked_and_their_fields_below(shop: Path) -> None:
    done = audit(shop, "extract", "shop.html", "--format", "text")
    assert done.stdout == VIEW
    assert done.stderr == ""


def test_a_terminal_gets_the_same_text_in_colors(shop: Path) -> None:
    shown = on_a_terminal(shop, "extract", "shop.html")
    assert SGR.sub("", shown) == VIEW
    assert "\x1b[1;34m[1: within 2 working days]" in shown
    assert "\x1b[1;33m[3: over $50]" in shown
    assert on_a_terminal(shop, "extract", "shop.html", NO_COLOR="1") == VIEW


def test_a_pipe_gets_lines_of_json_and_the_table_is_as_it_was(shop: Path) -> None:
    assert audit(shop, "extract", "shop.html").stdout == audit(shop, "extract", "shop.html", "--format", "jsonl").stdout
    table = audit(shop, "extract", "shop.html", "--format", "table").stdout
    assert "  return window: up to 45 days, firm, for everything, 0.80\n" in table
    assert on_a_terminal(shop, "extract", "shop.html", "--format", "table", NO_COLOR="1") == table


@pytest.mark.parametrize("arguments", [("-v", "extract", "shop.html"), ("extract", "-v", "shop.html")])
def test_values_that_are_none_are_marked_on_demand_with_the_reason(shop: Path, arguments: tuple[str, ...]) -> None:
    shown = audit(shop, *arguments, "--format", "text").stdout
    assert shown.startswith("shop.html\nweb: 7 commitments; 3 values that are none\n")
    assert (
        "We have {x1: 25 years} of experience.\n"
        "  x1  25 years: no commitment, history (“25 years of experience” in the sentence)\n"
    ) in shown
    assert "{x2: Free\ndelivery} on orders [3: over $50].\n" in shown
    assert "\n  x2  free: shipping fee, left out by a convention\n" in shown
    assert (
        "\n  x3  up to 30 days: no commitment, customer_duty (“You must pay within 30 days” in the sentence)\n" in shown
    )


def test_a_value_for_which_nothing_speaks_says_so(shop: Path) -> None:
    (shop / "note.txt").write_text("The kettle whistles, 10 days.", "utf-8")
    assert audit(shop, "extract", "-v", "note.txt", "--format", "text").stdout == (
        "note.txt\nweb: no commitments; 1 value that is none\n\nThe kettle whistles, {x1: 10 days}.\n"
        "  x1  10 days: none, no topic has votes enough\n"
    )


def test_all_of_the_text_is_shown_on_demand(shop: Path) -> None:
    shown = audit(shop, "extract", "--full", "shop.html", "--format", "text").stdout
    assert "without a mark" not in shown
    for text in ("Tea is our passion.", "Collection | ask us", "• Tea\n• E-mails are answered [6: within 1 day]"):
        assert text in shown


def test_what_is_unsure_has_a_question_mark_and_says_so() -> None:
    read = document("Refunds take 5 days.", "text/plain", "note.txt")
    blocks = find_blocks(read)
    (one,) = find_stated(blocks, BOOK)
    assert one.commitment is not None
    unsure = replace(one, commitment=replace(one.commitment, unsure=True, confidence=0.31))
    assert SGR.sub("", reading(read, blocks, [unsure], BOOK, 100, full=False)) == (
        "note.txt\nweb: 1 commitment, 1 of them unsure\n\nRefunds take [1?: 5 days].\n"
        "   1  refund time: 5 days · firm · for everything · to the refund · unsure, confidence 0.31\n"
    )


def test_text_cannot_command_the_terminal_nor_reverse_what_stands_around_it(shop: Path) -> None:
    (shop / "evil.txt").write_text("Refunds\x1b[2J take \u202e5 days\x07, \x1b]0;owned\x07always.", "utf-8")
    shown = on_a_terminal(shop, "extract", "evil.txt")
    assert not set(SGR.sub("", shown)) & set("\x1b\x07\u202e")
    assert "[1: 5 days]" in SGR.sub("", shown)


def test_an_empty_document_and_one_without_values_are_shown_as_such(shop: Path) -> None:
    (shop / "empty.html").write_text("<!doctype html><p> </p>", "utf-8")
    (shop / "poem.txt").write_text("Tea is warm.", "utf-8")
    done = audit(shop, "extract", "empty.html", "poem.txt", "--format", "text")
    assert done.stdout == (
        "empty.html\nweb: no commitments\n\npoem.txt\nweb: no commitments\n\n… 1 block without a mark\n"
    )
    page = audit(shop, "extract", "empty.html", "--format", "html").stdout
    assert "The document has no text." in page
    assert "No commitments found." in page


def test_what_could_not_be_read_is_said_and_the_rest_is_shown(shop: Path) -> None:
    (shop / "void.txt").write_text("", "utf-8")
    done = audit(shop, "extract", "void.txt", "shop.html", "--format", "text")
    assert (done.returncode, done.stdout) == (3, VIEW)
    assert "not read: void.txt" in done.stderr
    assert "No document could be read." in audit(shop, "extract", "void.txt", "--format", "html").stdout


def test_what_is_in_another_language_is_said_and_is_no_fault(shop: Path) -> None:
    text = "Die Lieferung erfolgt innerhalb von 24 h und ist ab 50 € kostenlos."
    (shop / "versand.txt").write_text(text, "utf-8")
    done = audit(shop, "extract", "versand.txt", "--format", "json")
    said = {"check": "language", "reason": "1 passage in German, in 1 document, was not read: only English is"}
    assert (done.returncode, json.loads(done.stdout)) == (
        0,
        {"schema_version": 1, "commitments": [], "skipped": [], "not_checked": [said]},
    )
    assert "not checked: language: 1 passage in German" in done.stderr


def test_a_missing_file_and_an_option_that_does_not_fit_get_a_sentence(shop: Path) -> None:
    missing = audit(shop, "extract", "shp.html", "--format", "text")
    assert (missing.returncode, missing.stdout) == (3, "")
    assert "shp.html: no such file or folder; did you mean shop.html?" in missing.stderr
    odd = audit(shop, "extract", "shop.html", "--format", "jsonl", "-o", "page.html")
    assert odd.returncode == 2
    assert "leave --format jsonl away" in odd.stderr
    blocked = audit(shop, "extract", "shop.html", "-o", "shop.html/page.html")
    assert blocked.returncode == 2
    assert "shop.html/page.html: the page cannot be written" in blocked.stderr


def test_the_parts_of_a_block_are_its_text() -> None:
    for read in collect([resources("sample") / "site", resources("sample") / "documents"]):
        assert isinstance(read, Document)
        blocks = find_blocks(read)
        stated = find_stated(blocks, BOOK)
        cells = [c for section in find_sections(blocks, stated) for row in section.rows for c in row.cells]
        assert ["".join(part.text for part in cell.parts) for cell in cells] == [cell.block.text for cell in cells]
        assert [one.label for cell in cells for one in cell.stated] == [one.label for one in stated if one.candidate]


def test_readings_that_overlap_share_one_mark() -> None:
    blocks = find_blocks(document("Refunds take 5 days.", "text/plain", "note.txt"))
    (one,) = find_stated(blocks, BOOK)
    second = replace(one, label="x1", start=one.start + 2, end=one.end + 1, commitment=None)
    (section,) = find_sections(blocks, [one, second])
    (cell,) = section.rows[0].cells
    assert [(part.text, [two.label for two in part.stated]) for part in cell.parts] == [
        ("Refunds take ", []),
        ("5 days.", ["1", "x1"]),
    ]


def test_the_same_documents_give_the_same_page(shop: Path) -> None:
    first = audit(shop, "extract", "-v", "shop.html", "--format", "html")
    second = audit(shop, "extract", "-v", "shop.html", "-o", "out/page.html")
    assert first.returncode == second.returncode == 0
    assert (shop / "out" / "page.html").read_text("utf-8") == first.stdout
    assert second.stderr == "Page written: out/page.html\n"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_the_page_opens_without_message_request_or_overflow(
    browser: Browser, shop: Path, width: int, scheme: str
) -> None:
    audit(shop, "extract", "-v", "shop.html", "-o", "page.html")
    page, said, asked = opened(browser, shop / "page.html", width, scheme)
    assert (said, asked) == ([], [(shop / "page.html").as_uri()])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    marks = page.locator("mark")
    assert marks.all_inner_texts() == [
        "x1 25 years", "1 within 2 working days", "2 within 10", "x2 Free delivery", "3 over $50", "x3 within 30 days",
        "4 within 45 days", "5 1-2", "6 within 1 day",
    ]  # fmt: skip
    assert page.locator("aside li").count() == 10
    assert page.locator(".legend li").all_inner_texts() == ["buy", "deliver", "support", "return"]
    page.close()


def test_marks_and_fields_lead_to_each_other_by_keyboard(browser: Browser, shop: Path) -> None:
    audit(shop, "extract", "shop.html", "-o", "page.html")
    page, said, _ = opened(browser, shop / "page.html")
    page.locator("#m1-4").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == "c1-4"
    entry = page.locator("#c1-4")
    assert entry.locator("p").all_inner_texts() == [
        "4 within 45 days return",
        "return window: up to 45 days · firm · for everything · from delivery · confidence 0.80",
    ]
    assert not entry.locator("dl").is_visible()
    entry.locator("summary").focus()
    page.keyboard.press("Enter")
    assert "Return it within 45 days" in entry.locator("dl").inner_text()
    entry.locator("a").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == "m1-4"
    assert said == []
    page.close()


def test_what_has_no_mark_is_folded_up_and_can_be_opened(browser: Browser, shop: Path) -> None:
    audit(shop, "extract", "shop.html", "-o", "page.html")
    page, _, _ = opened(browser, shop / "page.html")
    passion = page.get_by_text("Tea is our passion.", exact=True)
    assert not passion.is_visible()
    page.get_by_text("2 blocks without a mark").click()
    assert passion.is_visible()
    audit(shop, "extract", "shop.html", "-o", "page.html", "--full")
    page.reload()
    assert passion.is_visible()
    page.close()


def test_unsure_marks_are_dashed(browser: Browser, tmp_path: Path) -> None:
    read = document("Refunds take 5 days.", "text/plain", "note.txt")
    blocks = find_blocks(read)
    (one,) = find_stated(blocks, BOOK)
    assert one.commitment is not None
    unsure = replace(one, commitment=replace(one.commitment, unsure=True))
    path = tmp_path / "page.html"
    path.write_text(reading_page([sheet_of(1, read, blocks, (unsure,), BOOK, None)], BOOK, full=False), "utf-8")
    page, _, _ = opened(browser, path)
    assert page.locator("mark").evaluate("e => getComputedStyle(e).borderTopStyle") == "dashed"
    assert "unsure, confidence" in page.locator("#c1-1").inner_text()
    page.close()


def test_text_from_documents_is_data_on_the_page(browser: Browser, shop: Path) -> None:
    evil = "<img src=https://evil.example/x onerror=alert(1)><script>alert(2)</script>"
    (shop / "evil.txt").write_text(f"{evil} Refunds take 5 days \u202e{evil}.", "utf-8")
    audit(shop, "extract", "evil.txt", "-o", "page.html")
    page, said, asked = opened(browser, shop / "page.html")
    assert (said, asked) == ([], [(shop / "page.html").as_uri()])
    assert page.locator("img, script").count() == 0
    assert evil in page.locator(".text").inner_text()
    assert "\u202e" not in page.content()
    page.close()
