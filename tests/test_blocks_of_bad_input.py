from __future__ import annotations

import pytest
from reading import read, shown

from auditor.blocks import visible_text

LONG = 10_000_000


@pytest.mark.parametrize("media_type", ["text/html", "text/plain", "text/markdown", "text/csv", "message/rfc822"])
def test_ten_megabytes_in_one_block_are_one_block(media_type: str) -> None:
    sentence = "Your order arrives in 3 days. "
    body = sentence * (LONG // len(sentence))
    head = {"text/csv": "body\n", "message/rfc822": "Content-Type: text/plain\n\n"}.get(media_type, "")
    (block,) = read(head + body, media_type)
    assert block.text == body.strip()


@pytest.mark.parametrize(
    "mark", ["_a ", "*", "[", "![a](", "|-", "| a ", "> ", ".", "=", "<b", "a:", "- ", "\t", "ab", "# "]
)
@pytest.mark.parametrize("media_type", ["text/html", "text/plain", "text/markdown", "text/csv", "text/vtt"])
def test_texts_of_nothing_but_marks_end(mark: str, media_type: str) -> None:
    body = mark * 60_000 + "3 days"
    text = visible_text(read(body, media_type))
    assert len(text) <= len(body) + 60_000


def test_elements_nested_five_thousand_deep_keep_their_texts() -> None:
    assert [text for _, text, _ in shown("<div>a" * 5000)] == ["a"] * 5000
    assert [text for _, text, _ in shown("<ul><li>a" * 5000)] == ["a"] * 5000
    assert shown("<b>a" * 5000) == [("paragraph", "a" * 5000, {})]


def test_beyond_any_depth_the_text_is_read() -> None:
    assert shown("<div>" * 500_000 + "<p>3 days</p><p>2 days" + "</div>" * 9) == [
        ("paragraph", "3 days", {}),
        ("paragraph", "2 days", {}),
    ]


def test_many_elements_without_an_end_are_all_read() -> None:
    assert len(shown("<ul>" + "<li>3 days" * 30_000)) == 30_000


def test_the_innermost_of_nested_tables_has_heads() -> None:
    inner = "<table><tr><th>Service</th><th>Time</th></tr><tr><td>Air</td><td>5 days</td></tr></table>"
    page = "<table><tr><td>" * 1000 + inner + "</td></tr></table>" * 1000
    assert shown(page)[-1] == ("table_cell", "5 days", {"row": "Air", "column": "Time"})


def test_tables_of_ten_thousand_rows_and_of_ten_thousand_columns() -> None:
    rows = "<table>" + "<tr><td>Air</td><td>5 days</td></tr>" * 10_000 + "</table>"
    assert shown(rows)[-1] == ("table_cell", "5 days", {"row": "Air"})
    wide = "<table><tr>" + "<th>Air</th>" * 10_000 + "</tr><tr>" + "<td>5 days</td>" * 10_000 + "</tr></table>"
    assert len(shown(wide)) == 20_000


def test_html_that_is_broken_everywhere_is_read_as_far_as_it_goes() -> None:
    page = (
        "<h2>Returns<p class=>30 days</h2><tr><td>loose</td><div><dd>5 days</div></p></span>"
        "<table><p>before<tr>x<td>a<th rowspan=-1 colspan=99999999999999999999>b</table><details><summary>q</details"
        '<a href="x>3 days</a><button aria-controls="&quot;">B</button><p'
    )
    assert [text for _, text, _ in shown(page)] == [
        "Returns",
        "30 days",
        "loose",
        "5 days",
        "before",
        "x",
        "a",
        "b",
        "qB",
    ]


def test_characters_that_nobody_sees_do_not_split_words() -> None:
    for unseen in ("\u200b", "\u200d", "\u200f", "\u202e", "\u2066", "\u00ad", "\ufeff", "\x00"):
        for media_type in ("text/html", "text/plain", "text/csv"):
            head = "body,x\n" if media_type == "text/csv" else ""
            assert [text for _, text, _ in shown(f"{head}arrives in 3{unseen}0 da{unseen}ys", media_type)] == [
                "arrives in 30 days"
            ]


def test_right_to_left_and_mixed_languages_keep_their_order() -> None:
    assert shown("<p dir=rtl>التوصيل خلال 3 أيام – 配送3天 – доставка 3 дня</p>") == [
        ("paragraph", "التوصيل خلال 3 أيام – 配送3天 – доставка 3 дня", {})
    ]


def test_mojibake_and_lone_surrogates_are_text_like_any_other() -> None:
    for text in ("Lieferung in 3â€“5 Tagen fÃ¼r Â£5", "3 days \ud800", "caf\ufffd in 3 days", "\x1b[31m3 days\x1b[0m"):
        (block,) = read(text, "text/plain")
        assert block.text == text
    (block,) = read("3 days \udc80 more", "text/html")
    assert block.text.startswith("3 days")
