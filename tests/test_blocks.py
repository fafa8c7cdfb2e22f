from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from auditor.blocks import find_blocks, visible_text
from auditor.model import Block, BlockKind, Concealment, Document, Origin, Region, Touchpoint
from auditor.resources import resources


def read(body: str, media_type: str = "text/html", touchpoint: Touchpoint = Touchpoint.WEB) -> tuple[Block, ...]:
    return find_blocks(Document("page", touchpoint, media_type, body, "2026-11-01", "hash", "en"))


def texts(body: str, media_type: str = "text/html") -> list[str]:
    return [block.text for block in read(body, media_type) if block.start is not None]


def the(body: str, text: str, media_type: str = "text/html") -> Block:
    (block,) = [block for block in read(body, media_type) if block.text == text]
    return block


# HTML


def test_inline_elements_do_not_split_a_value() -> None:
    assert texts("<p>Arrives in 3<b>–5</b> <i>business</i>\n days.<br>Free</p>") == [
        "Arrives in 3–5 business days. Free"
    ]


def test_headings_lead_to_what_stands_below_them() -> None:
    page = "<h1>Help</h1><h2>Shipping</h2><p>one</p><h3>Express</h3><p>two</p><h2>Returns</h2><p>three</p>"
    assert {block.text: block.trail for block in read(page) if block.kind is BlockKind.PARAGRAPH} == {
        "one": ("Help", "Shipping"),
        "two": ("Help", "Shipping", "Express"),
        "three": ("Help", "Returns"),
    }


def test_the_headings_of_an_article_do_not_head_the_footer() -> None:
    page = "<main><h1>Warranty</h1><p>a</p></main><footer><p>b</p></footer><p>c</p>"
    assert [(b.text, b.trail, b.region) for b in read(page) if b.kind is BlockKind.PARAGRAPH] == [
        ("a", ("Warranty",), Region.BODY),
        ("b", (), Region.FOOTER),
        ("c", ("Warranty",), Region.BODY),
    ]


def test_a_cell_knows_its_row_column_and_caption() -> None:
    page = """<table><caption>Delivery</caption><thead><tr><th>Service</th><th>US</th><th>Canada</th></tr></thead>
    <tbody><tr><th>Standard</th><td>3–5 days</td><td>6–9 days</td></tr></tbody></table>"""
    cell = the(page, "6–9 days")
    assert (cell.kind, cell.row, cell.column, cell.caption) == (BlockKind.TABLE_CELL, "Standard", "Canada", "Delivery")


def test_spanning_cells_head_all_that_they_cover() -> None:
    page = """<table><tr><th rowspan="2">Plan</th><th colspan="2">Response</th></tr>
    <tr><th>Email</th><th>Phone</th></tr>
    <tr><td rowspan="2">Gold</td><td>4 h</td><td>1 min</td></tr><tr><td>8 h</td><td>2 min</td></tr></table>"""
    found = {b.text: (b.row, b.column) for b in read(page) if re.search(r"\d", b.text)}
    assert found == {
        "4 h": ("Gold", "Response – Email"),
        "1 min": ("Gold", "Response – Phone"),
        "8 h": ("Gold", "Response – Email"),
        "2 min": ("Gold", "Response – Phone"),
    }


def test_a_table_without_heads_takes_its_first_row_and_column() -> None:
    page = """<table><tr><td>Service</td><td>Time</td></tr><tr><td>Express</td><td>2 days</td></tr></table>"""
    assert (the(page, "2 days").row, the(page, "2 days").column) == ("Express", "Time")


def test_a_layout_table_has_no_heads() -> None:
    page = '<table role="presentation"><tr><td>Menu</td><td>Returns within 30 days</td></tr></table>'
    assert (the(page, "Returns within 30 days").row, the(page, "Returns within 30 days").column) == (None, None)


def test_a_list_item_knows_the_sentence_before_its_list() -> None:
    page = "<p>We deliver:</p><ul><li>in 3 days</li><li>to Canada:<ul><li>in 6 days</li></ul></li></ul>"
    assert {b.text: b.lead_in for b in read(page) if b.kind is BlockKind.LIST_ITEM} == {
        "in 3 days": "We deliver:",
        "to Canada:": "We deliver:",
        "in 6 days": "to Canada:",
    }


def test_definitions_and_answers_know_their_term() -> None:
    page = """<dl><dt>Warranty</dt><dd>2 years</dd></dl>
    <details><summary>How long do refunds take?</summary><p>5 days</p></details>"""
    assert (the(page, "2 years").term, the(page, "2 years").kind) == ("Warranty", BlockKind.DEFINITION)
    assert the(page, "5 days").term == "How long do refunds take?"
    assert the(page, "5 days").concealed is Concealment.COLLAPSED
    assert the(page, "How long do refunds take?").concealed is None


@pytest.mark.parametrize("hidden", ["hidden", 'aria-hidden="true"', 'style="color: red; display: none"'])
def test_hidden_text_is_kept_and_said_to_be_hidden(hidden: str) -> None:
    assert the(f"<div {hidden}><p>Free returns</p></div>", "Free returns").concealed is Concealment.HIDDEN


def test_an_open_accordion_is_not_concealed() -> None:
    assert the("<details open><summary>a</summary><p>5 days</p></details>", "5 days").concealed is None


def test_regions_and_the_banner_are_told_apart() -> None:
    page = """<div class="announcement-bar"><p>Free shipping over $75</p></div><header><p>top</p></header>
    <nav><p>menu</p></nav><p>text</p><aside><p>side</p></aside><footer><p>end</p></footer>"""
    assert [(b.text, b.region, b.touchpoint) for b in read(page)] == [
        ("Free shipping over $75", Region.BANNER, Touchpoint.BANNER),
        ("top", Region.HEADER, Touchpoint.WEB),
        ("menu", Region.NAVIGATION, Touchpoint.WEB),
        ("text", Region.BODY, Touchpoint.WEB),
        ("side", Region.ASIDE, Touchpoint.WEB),
        ("end", Region.FOOTER, Touchpoint.WEB),
    ]


def test_reviews_and_quotations_are_marked() -> None:
    page = '<div class="review"><p>Mine came in 3 days</p></div><blockquote><p>In 2 days!</p></blockquote>'
    assert [block.kind for block in read(page)] == [BlockKind.REVIEW, BlockKind.QUOTED]


def test_metadata_and_structured_data_are_voices_of_their_own() -> None:
    page = """<head><title>Returns | Shop</title><meta name="description" content="30 day returns">
    <meta property="og:title" content="Returns | Shop"></head><body><p>text</p>
    <script type="application/ld+json">{"merchantReturnDays": 30}</script></body>"""
    assert [(b.origin, b.touchpoint, b.text, b.start) for b in read(page)] == [
        (Origin.META, Touchpoint.WEB, "Returns | Shop", None),
        (Origin.META, Touchpoint.WEB, "30 day returns", None),
        (Origin.STRUCTURED_DATA, Touchpoint.STRUCTURED_DATA, '{"merchantReturnDays": 30}', None),
        (Origin.TEXT, Touchpoint.WEB, "text", 0),
    ]


NASTY = [
    "",
    "just text, 3 days",
    "<p>unclosed <b>bold<p>next",
    "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>",
    "<ul><li>a<li>b<ul><li>c</ul></ul>",
    "<p>zero\u200bwidth and\u00a0space\u2009s</p>",
    "<p>nul \x00 byte</p>",
    "<select><option>Express 2 days</option></select><button>Buy</button>",
    "<p>a</p>tail<div>b<p>c</p>d</div>e",
    "<body><template><p>no</p></template><noscript><p>no</p></noscript><svg><text>no</text></svg><p>yes</p>",
    "<td>a cell outside</td><li>an item outside</li><dd>a definition outside</dd>",
    '<table><tr><td rowspan="99999" colspan="-3">a</td><td colspan="x">b</td></tr></table>',
]


def oracle(body: str) -> str:
    """What BeautifulSoup sees of a page, without its white space."""
    soup = BeautifulSoup(body, "html.parser")
    for tag in soup(["script", "style", "template", "noscript", "svg", "head", "iframe"]):
        tag.decompose()
    return re.sub("[\\s\u200b\u200c\u200d\u2060\ufeff\u00ad\x00\ufffd]", "", soup.get_text())


def sample_pages() -> list[str]:
    return [path.read_text("utf-8") for path in sorted((resources("sample") / "site").rglob("*.html"))]


@pytest.mark.parametrize("body", [*NASTY, *sample_pages()])
def test_all_visible_text_is_read_as_beautifulsoup_reads_it(body: str) -> None:
    ours = re.sub("[\\s\ufffd]", "", visible_text(read(body)))
    assert ours == oracle(body)


@pytest.mark.parametrize("body", sample_pages())
def test_a_locator_finds_the_text_again(body: str) -> None:
    tree = LexborHTMLParser(body)
    for block in read(body):
        if block.origin is Origin.TEXT:
            element = tree.css_first(block.locator)
            assert element is not None
            assert re.sub(r"\s", "", block.text) in re.sub(r"\s", "", element.text())


def test_depth_is_no_danger() -> None:
    assert texts("<div>" * 5000 + "3 days" + "</div>" * 5000) == ["3 days"]
    assert texts("<table><tr><td>" * 300 + "3 days" + "</td></tr></table>" * 300) == ["3 days"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                """<p> </p> <div> </div> <ul> <li> </ul> <table> <tr> <td> <th rowspan=2> </table> <details> <summary>
                </details> <dl> <dt> <dd> <h2> </h2> <b> </b> <br> <!-- --> & &amp; < > <script> </script>
                <blockquote hidden> <footer> > - # | 3""".split()
            ),
            st.text(max_size=8),
        ),
        max_size=40,
    )
)
def test_no_soup_breaks_the_reader_and_offsets_hold(parts: list[str]) -> None:
    for media_type in ("text/html", "text/markdown", "text/plain", "text/csv", "message/rfc822", "application/json"):
        blocks = read("".join(parts), media_type)
        whole = visible_text(blocks)
        for block in blocks:
            assert block.start is None or whole[block.start : block.start + len(block.text)] == block.text


# text


def test_markdown_is_read_without_its_marks() -> None:
    text = "# Shipping\n\n**Standard** takes [3-5 days](x.html) or `less`.\n\nWe _never_ charge for snake_case_names.\n"
    assert texts(text, "text/markdown") == [
        "Shipping",
        "Standard takes 3-5 days or less.",
        "We never charge for snake_case_names.",
    ]
    assert the(text, "Standard takes 3-5 days or less.", "text/markdown").trail == ("Shipping",)


def test_wrapped_lines_are_one_paragraph_with_the_line_it_begins_in() -> None:
    block = the("first\n\nOrders leave\nwithin 2 days.\n", "Orders leave within 2 days.", "text/plain")
    assert (block.kind, block.locator) == (BlockKind.PARAGRAPH, "line:3")


@pytest.mark.parametrize(
    "text",
    [
        "RETURNS\n\nwithin 30 days\n",
        "Returns\n=======\n\nwithin 30 days\n",
        "Returns:\n\nwithin 30 days\n",
        "3. Returns\n\nwithin 30 days\n",
    ],
)
def test_headings_of_plain_text_are_recognized(text: str) -> None:
    assert [
        head.lower().strip(":").removeprefix("3. ") for head in the(text, "within 30 days", "text/plain").trail
    ] == ["returns"]


def test_tables_of_text_have_heads_too() -> None:
    text = "| Service | Time |\n|---|---|\n| Express | 2 days |\n"
    assert (the(text, "2 days", "text/markdown").row, the(text, "2 days", "text/markdown").column) == (
        "Express",
        "Time",
    )
    gaps = "Service      Time\nExpress      2 days\n"
    assert (the(gaps, "2 days", "text/plain").row, the(gaps, "2 days", "text/plain").column) == ("Express", "Time")


def test_text_lists_know_their_lead_in() -> None:
    assert the("We promise:\n\n- refunds in 5 days\n", "refunds in 5 days", "text/plain").lead_in == "We promise:"


# mails and tables


def test_a_mail_shows_its_subject_and_html_part_but_no_address() -> None:
    mail = (
        "From: Anna <anna@shop.example>\nTo: kim@home.example\nSubject: Your order\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/plain\n\nplain\n'
        "--x\nContent-Type: text/html; charset=utf-8\n\n<p>It ships in <b>2 days</b>.</p>"
        "<p>On Monday Kim wrote:</p><p>Will it take 9 days?</p>\n--x--\n"
    )
    assert [(b.text, b.kind) for b in read(mail, "message/rfc822")] == [
        ("Your order", BlockKind.HEADING),
        ("It ships in 2 days.", BlockKind.PARAGRAPH),
        ("On Monday Kim wrote:", BlockKind.QUOTED),
        ("Will it take 9 days?", BlockKind.QUOTED),
    ]
    assert "example" not in visible_text(read(mail, "message/rfc822"))


def test_rows_of_a_table_keep_their_title_and_column() -> None:
    table = (
        "id,title,body\n1,Refund timing,Your refund takes 5 days\n2,Broken row\n"
        "3,Long,We reply in 1 day,and an extra cell\n"
    )
    assert [(b.text, b.trail, b.column, b.locator) for b in read(table, "text/csv")] == [
        ("Refund timing", (), "title", "row:2/title"),
        ("Your refund takes 5 days", ("Refund timing",), "body", "row:2/body"),
        ("Broken row", (), "title", "row:3/title"),
        ("We reply in 1 day", ("Long",), "body", "row:4/body"),
        ("and an extra cell", ("Long",), "column 4", "row:4/column 4"),
    ]


def test_rows_in_json_are_read_alike() -> None:
    rows = '[{"title": "Refund timing", "body": "Your refund takes 5 days", "id": 7}]'
    lines = '{"title": "Refund timing", "body": "Your refund takes 5 days"}\nbroken\n'
    for text, media_type in ((rows, "application/json"), (lines, "application/x-ndjson")):
        assert [block.text for block in read(text, media_type)] == ["Refund timing", "Your refund takes 5 days"]


def test_the_sample_has_pages_to_read() -> None:
    assert len(sample_pages()) >= 25
    assert Path(resources("sample")).is_dir()


def test_a_quoted_note_of_markdown_is_the_writers_own_and_what_customers_say_is_not() -> None:
    page = "> Orders over $90 ship free.\n\n> “Here in 2 days!” — Kim, Leeds\n\nOn Monday Kim wrote:\n> In 9 days?"
    kinds = {block.text: block.kind for block in read(page, "text/markdown")}
    assert kinds["Orders over $90 ship free."] is BlockKind.PARAGRAPH
    assert kinds["“Here in 2 days!” — Kim, Leeds"] is BlockKind.QUOTED
    script = read('> "We answer within 2 days."', "text/markdown", Touchpoint.CALL_SCRIPT)
    assert [block.kind for block in script] == [BlockKind.PARAGRAPH]
    assert read("> In 9 days?", "text/plain")[0].kind is BlockKind.QUOTED
