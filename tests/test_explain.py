"""Why a value is a commitment, or none: `audit explain`, and the explanations it prints."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import numpy as np
import pytest
from command import audit
from msgspec.structs import replace

from auditor.blocks import find_blocks
from auditor.cli.reasons import reasons_of
from auditor.commitments import find_commitments
from auditor.commitments.decisions import Settings, Trained
from auditor.commitments.explained import Explanation, Stated, explain, find_stated
from auditor.commitments.lines import find_lines
from auditor.commitments.origins import Source
from auditor.commitments.refusals import Refusal
from auditor.commitments.strength import Reason, explain_strength
from auditor.commitments.terms import PARTS
from auditor.commitments.votes import Vote
from auditor.model import Block, Document, Scope, Strength
from auditor.resources import resources
from auditor.rules import load_rulebook
from crawlers.files import collect

BOOK = load_rulebook()
SHOP = """<!doctype html><html lang="en"><body><h1>Returns</h1>
<p>Tea is warm.</p>
<p>You must pay within 30 days. We usually refund you
within <b>5</b>&nbsp;working days.</p>
<p>Free delivery on orders over $50.</p>
<script type="application/ld+json">{"@type": "MerchantReturnPolicy", "merchantReturnDays": 45}</script>
</body></html>"""

EXPLAINED = """\
1  shop.html, line 4

“We usually refund you [within 5 working days].”

Decided       refund time, 0.600
By            the votes of the rules
Cue           “refund you within 5 working days”
Read with     heading: Returns
              sentence before: You must pay within 30 days.
Value         “5 working days”, duration, bounded above: up to 5 business days
Rules         refund time 8.75: “refund you within 5 working days” +5 (around the value), “refund”
              +3.2 (sentence), “Returns” +0.55 (heading)
              return window 4.05: “Returns” +2.2 (heading), “refund” +1.6 (sentence), “days” +0.25
              (sentence before)
              2.1 votes are needed
Strength      hedged: “usually”
Scope         everything: no words around it limit it
Clock         to the refund
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with one page, in which the rules alone decide, so that the figures stay."""
    (tmp_path / "audit.toml").write_text("[extract]\nmodel = false\n", "utf-8")
    (tmp_path / "shop.html").write_text(SHOP, "utf-8")
    return tmp_path


def document(body: str, media_type: str = "text/plain") -> Document:
    (found,) = [one for one in collect([resources("rules") / "README.md"]) if isinstance(one, Document)]
    return replace(found, uri="shop", media_type=media_type, body=body)


def read(body: str, media_type: str = "text/plain") -> tuple[tuple[Block, ...], tuple[Stated, ...]]:
    blocks = find_blocks(document(body, media_type))
    return blocks, find_stated(blocks, BOOK)


def explained(body: str, media_type: str = "text/plain", trained: Trained | None = None) -> dict[str, Explanation]:
    blocks = find_blocks(document(body, media_type))
    return {one.label: explain(one, blocks, BOOK, trained) for one in find_stated(blocks, BOOK, trained)}


def test_the_command_prints_everything_that_made_a_commitment(shop: Path) -> None:
    done = audit(shop, "explain", "shop.html", "1")
    assert done.stderr == ""
    assert done.stdout == EXPLAINED


def test_the_command_says_why_a_value_is_none(shop: Path) -> None:
    shown = audit(shop, "explain", "shop.html", "x1").stdout
    assert shown.startswith("x1  shop.html, line 3\n\n“You must pay [within 30 days].”\n\n")
    assert "Decided       no commitment: excluded\n" in shown
    assert "Exclusion     customer_duty: “You must pay within 30 days” (sentence)\n" in shown


def test_a_convention_and_a_field_are_named(shop: Path) -> None:
    free = audit(shop, "explain", "shop.html", "--quote", "free delivery").stdout
    assert "but left out by a convention\n" in free
    assert "Convention    “Free delivery over X” is a threshold only" in free
    field = audit(shop, "explain", "shop.html", "3").stdout
    assert "shop.html, script[type='application/ld+json'] #1 merchantReturnDays\n" in field
    assert "By            the name of the field\n" in field


def test_the_command_prints_one_json_document(shop: Path) -> None:
    found = json.loads(audit(shop, "explain", "shop.html", "1", "--format", "json").stdout)
    assert list(found) == ["schema_version", "line", *Explanation.__struct_fields__]
    assert (found["schema_version"], found["line"], found["label"], found["by"]) == (1, 4, "1", "rules")
    assert found["sentence"][found["start"] : found["end"]] == found["quote"] == "within 5 working days"
    assert found["strength"] == {"strength": "hedged", "words": "usually", "head": ""}


@pytest.mark.parametrize(
    ("arguments", "label"),
    [
        (("2",), "2"),
        (("X1",), "x1"),
        (("--at", "4"), "1"),
        (("--at", "3", "--quote", "pay"), "x1"),
        (("--quote", "WITHIN   5 working"), "1"),
        (("--quote", "orders", "2"), "2"),
    ],
)
def test_a_value_is_chosen_by_its_number_its_line_or_its_words(
    shop: Path, arguments: tuple[str, ...], label: str
) -> None:
    assert audit(shop, "explain", "shop.html", *arguments).stdout.startswith(f"{label}  shop.html, line ")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            (),
            "which of these 3? Give its number.\n    1  within 5 working days: refund time, line 4\n    2  over $50: ",
        ),
        (
            ("--at", "5"),
            "which of these 2? Give its number.\n   x2  Free delivery: no commitment, line 5\n    2  over $50",
        ),
        (("9",), "no such value; there are these:\n   x1  within 30 days: no commitment, line 3\n    1  within 5 work"),
        (("--quote", "coffee"), "no such value; there are these:\n"),
        (("--at", "1"), "no such value; there are these:\n"),
    ],
)
def test_a_choice_that_fits_several_values_or_none_lists_them(
    shop: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    done = audit(shop, "explain", "shop.html", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"audit: shop.html: {sentence}" in done.stderr


def test_a_single_commitment_needs_no_number(shop: Path) -> None:
    (shop / "note.txt").write_text("You must pay within 30 days. Refunds take 5 days.", "utf-8")
    assert audit(shop, "explain", "note.txt").stdout.startswith("1  note.txt, line 1\n")


def test_a_file_that_is_missing_empty_or_many_gets_a_sentence(shop: Path) -> None:
    (shop / "poem.txt").write_text("Tea is warm.", "utf-8")
    (shop / "void.txt").write_text("", "utf-8")
    (shop / "bare").mkdir()
    for path, code, sentence in (
        ("shp.html", 3, "shp.html: no such file or folder; did you mean shop.html?"),
        ("poem.txt", 2, "poem.txt: it states no value at all, so there is nothing to explain."),
        ("void.txt", 3, "void.txt: not read: "),
        ("bare", 3, "bare: nothing to read in it; name a file with text."),
        (".", 2, ".: it holds 4 documents; name a file that holds one."),
    ):
        done = audit(shop, "explain", path)
        assert (done.returncode, done.stdout) == (code, "")
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr


def test_the_commitments_that_are_explained_are_those_that_are_found() -> None:
    for one in collect([resources("sample") / "site", resources("sample") / "documents"]):
        assert isinstance(one, Document)
        blocks = find_blocks(one)
        commitments = [stated.commitment for stated in find_stated(blocks, BOOK) if stated.commitment]
        key = [(c.origin, c.locator, c.quote, c.topic) for c in find_commitments(blocks, BOOK)]
        assert sorted((c.origin, c.locator, c.quote, c.topic) for c in commitments) == sorted(key)
        fields_last = [c for c in commitments if c.origin == "structured_data"]
        assert commitments[len(commitments) - len(fields_last) :] == fields_last


def test_every_explanation_is_a_value_that_json_carries() -> None:
    for one in explained(SHOP, "text/html").values():
        assert msgspec.json.decode(msgspec.json.encode(one), type=Explanation) == one
        assert one.sentence[one.start : one.end] == one.quote


def test_an_elided_unit_is_from_the_value_before_or_from_the_head_that_lends_it() -> None:
    said = explained("We answer e-mails within 2 working days, and solve problems within 10.")
    assert [one.grammar and one.grammar.unit_from for one in said.values()] == [
        None,
        Source("unit", "2 working days", "sentence"),
    ]
    table = explained("| Service | Delivery (business days) |\n|---|---|\n| Express | 1-2 |\n", "text/markdown")
    assert [one.grammar and one.grammar.unit_from for one in table.values()] == [
        Source("unit", "Delivery (business days)", "column")
    ]


def test_the_context_of_a_cell_is_labelled() -> None:
    table = "# Delivery\n\n| Service | Arrives in |\n|---|---|\n| Express | 2 days |\n"
    (one,) = explained(table, "text/markdown").values()
    assert [(c.place, c.text) for c in one.context] == [
        ("heading", "Delivery"),
        ("row", "Express"),
        ("column", "Arrives in"),
        ("before", "Express"),
    ]
    assert one.scope_sources == (Source("service", "Express", "row"),)


def test_each_axis_of_a_scope_is_shown_with_the_place_it_was_taken_from() -> None:
    table = "# Delivery\n\n| Service | Arrives in |\n|---|---|\n| Express | 2 days to Canada |\n"
    (one,) = explained(table, "text/markdown").values()
    assert one.scope == Scope(service="Express", region="Canada")
    assert one.scope_sources == (Source("service", "Express", "row"), Source("region", "Canada", "clause"))
    lines = next(reason.lines for reason in reasons_of(one) if reason.label == "Scope")
    assert lines == ("service: Express (row head)", "region: Canada (the value's own clause)")
    unknown = replace(one, scope_sources=(Source("region", "Canada", "read by the encoder"),))
    lines = next(reason.lines for reason in reasons_of(unknown) if reason.label == "Scope")
    assert lines == ("service: Express", "region: Canada (read by the encoder)")


def test_votes_have_their_words_and_places() -> None:
    (one,) = explained("# Refunds\n\nRefunds are issued in 5 days.", "text/markdown").values()
    topic = one.votes[0]
    assert (topic.topic, one.by, one.outcome) == ("refund_time", "rules", "commitment")
    assert round(sum(vote.weight for vote in topic.counted), 1) == round(topic.votes, 1)
    assert Vote("Refunds", "heading", 2.2) in topic.counted
    assert not any(vote.words != vote.words.strip() or "\ue000" in vote.words for t in one.votes for vote in t.counted)


def test_an_exclusion_is_named_with_the_words_and_place_it_goes_by() -> None:
    body = "# Us\n\nWill it take 5 days? We have 25 years of experience. You must pay within 30 days."
    body += "\n\n# Careers\n\n5 days."
    refusals = [one.refusal for one in explained(body, "text/markdown").values()]
    assert [(r.rule, r.place, r.words) for r in refusals if r] == [
        ("question", "", ""),
        ("history", "sentence", "25 years of experience"),
        ("customer_duty", "sentence", "You must pay within 30 days"),
        ("job_advert", "heading", "Careers"),
    ]
    assert refusals[0] == Refusal("question", "A question promises nothing; its answer may.")


@pytest.mark.parametrize(
    ("sentence", "quote", "trail", "reason"),
    [
        ("We usually deliver in 3 days.", "3 days", (), Reason(Strength.HEDGED, "usually")),
        ("Delivery takes about 3 days.", "3 days", (), Reason(Strength.HEDGED, "about")),
        ("We guarantee delivery in 3 days.", "3 days", (), Reason(Strength.GUARANTEE, "We guarantee")),
        ("3 days", "3 days", ("Shop", "Target times"), Reason(Strength.HEDGED, "Target", "Target times")),
        ("3 days", "3 days", ("Shop", "Our promise"), Reason(Strength.GUARANTEE, "promise", "Our promise")),
        ("Delivery takes 3 days.", "3 days", ("Shop",), Reason(Strength.FIRM)),
    ],
)
def test_a_strength_names_its_words(sentence: str, quote: str, trail: tuple[str, ...], reason: Reason) -> None:
    start = sentence.index(quote)
    assert explain_strength(sentence, start, start + len(quote), trail) == reason


def test_a_line_is_found_through_markup_entities_and_repetition() -> None:
    body = (
        "<p>5 days</p>\n<!-- 5 days -->\n<p>Refunds take\n<b>5</b>&nbsp;days, returns&ndash;too:\n3&ndash;5 days.</p>"
    )
    blocks, stated = read(body, "text/html")
    assert [(one.quote, find_lines(body, blocks, stated).get(one.label)) for one in stated] == [
        ("5 days", 1),
        ("5 days", 4),
        ("3–5 days", 5),
    ]


def test_a_line_is_found_among_many_that_read_alike() -> None:
    offers = (
        f"<p>Orders over ${n + 20} arrive within {n % 9 + 1} days. Pay within {n % 7 + 1} days.</p>" for n in range(40)
    )
    body = "\n".join(offers)
    blocks, stated = read(body, "text/html")
    lines = find_lines(body, blocks, stated)
    assert [lines[one.label] for one in stated] == [n + 1 for n in range(40) for _ in range(3)]


def test_a_line_of_text_and_of_a_table_is_that_of_the_file() -> None:
    text = "Hello.\n\nRefunds take 5 days.\n\nRefunds take 5 days.\n"
    blocks, stated = read(text)
    assert list(find_lines(text, blocks, stated).values()) == [3, 5]
    table = 'title,body\nRefund,"Refunds take 5 days."\nReturn,"Return it within 30 days of delivery."\n'
    blocks, stated = read(table, "text/csv")
    assert list(find_lines(table, blocks, stated).values()) == [2, 3]


def test_the_linear_model_is_shown_with_its_likeliest_answers(tmp_path: Path) -> None:
    (one,) = explained("It takes 5 days.", trained=leaning_to("none", tmp_path / "none")).values()
    assert (one.by, one.outcome, one.topic, one.label, one.encoder) == ("words", "none", None, "x1", ())
    assert [answer.topic for answer in one.linear] == ["none", "delivery_time", "refund_time"]
    assert one.linear[0].probability == 0.787


def leaning_to(topic: str, folder: Path) -> Trained:
    """A linear model in `folder` that knows no words and gives `topic` a margin of 2; the encoder is never asked."""
    classes = ("delivery_time", "refund_time", "none")
    nothing = {"terms": np.frombuffer(b"no-such-term", np.uint8), "rarity": np.zeros(1), "weights": np.zeros((1, 3))}
    folder.mkdir()
    np.savez(
        folder / "linear.npz",
        classes=" ".join(classes),
        intercept=[2.0 * (one == topic) for one in classes],
        numbers=np.zeros((5 + len(classes) + 4, len(classes))),
        **{f"{part}_{name}": array for part in PARTS for name, array in nothing.items()},
    )
    return Trained(folder, Settings("test", 1.0, 1.0, 1.0, settled_at=0.5, price_at=0.5, unsure_below=0.5, scope={}))
