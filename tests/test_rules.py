from __future__ import annotations

import re
from pathlib import Path

import pytest
from finds import shipped_rules

from auditor.errors import RuleError
from auditor.model import Clock
from auditor.resources import resources
from auditor.rule_examples import ExampleResult, run_exclusion_examples, run_topic_examples
from auditor.rules import explain, load_rulebook
from auditor.rules_lists import country_of_currency
from auditor.rules_patterns import VALUE, whole_words
from auditor.rules_reading import check_expressions
from auditor.rules_source import parse_source, read_source

TOPIC = """\
about: How long a hamster is groomed.
kinds: [duration]
favours: lower
stage: deliver
pillar: process
control: full
cues:
  strong: ['groom\\w+']
examples:
  - {text: "Groomed within 2 days.", finds: ["up to 2 days"]}
  - {text: "Delivered within 2 days.", finds: []}
"""
EXCLUSION = """\
about: How long a dog lives.
phrases: ['dogs?<5>{value}']
examples:
  - {text: "Dogs live for 2 years.", finds: ["2 years"]}
  - {text: "A warranty of 2 years.", finds: []}
"""
AXIS = """\
about: Who is meant.
axis: customer
names:
  - {name: members, synonyms: [club members], within: [customers]}
  - {name: customers}
examples:
  - {text: "Members wait a day.", finds: members}
"""
CHECK = """\
about: Two values.
kind: contradiction
code: C9
severity: error
topics: [delivery_time]
options: {relations: [disjoint], limit: 3}
title: "{subject}"
explanation: "{values}"
suggestion: "{change}"
examples:
  - {says: [], finds: [delivery_time]}
  - {says: [], finds: []}
"""


def folder_with(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / "rules" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return tmp_path / "rules"


def fault(tmp_path: Path, name: str, text: str) -> str:
    folder = folder_with(tmp_path, name, text)
    with pytest.raises(RuleError) as caught:
        load_rulebook([folder])
    return str(caught.value).replace(str(folder) + "/", "")


# ── the shipped rules ────────────────────────────────────────────────────────────────────────────────────────


def test_the_shipped_topics_are_those_of_the_guide() -> None:
    assert sorted(shipped_rules().topics) == [
        "cancellation_window", "claim_window", "compensation", "delivery_time", "dispatch_time", "exchange_window",
        "free_shipping_threshold", "on_time_rate", "order_cutoff", "price_match", "refund_time", "resolution_time",
        "response_time", "return_fee", "return_window", "satisfaction_guarantee", "shipping_fee", "support_hours",
        "uptime", "wait_time", "warranty_period",
    ]  # fmt: skip


@pytest.mark.parametrize("topic", shipped_rules().topics.values(), ids=lambda topic: topic.id)
def test_each_topic_shows_what_it_finds_and_what_it_does_not(topic) -> None:
    fires = [bool(example.finds) for example in topic.examples]
    assert fires.count(True) >= 4
    assert fires.count(False) >= 3


def test_the_same_sources_give_the_same_digest() -> None:
    assert load_rulebook().digest == shipped_rules().digest


def test_another_source_gives_another_digest(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "topics/grooming.yaml", TOPIC)
    first = load_rulebook([folder]).digest
    folder_with(tmp_path, "topics/grooming.yaml", TOPIC.replace("hamster", "gerbil"))
    assert len({shipped_rules().digest, first, load_rulebook([folder]).digest}) == 3


def test_a_rule_in_no_folder_of_rules_is_refused(tmp_path: Path) -> None:
    assert fault(tmp_path, "topic/grooming.yaml", TOPIC) == (
        'topic/grooming.yaml: no place for a rule; a rule is FOLDER/ID.yaml; did you mean "topics"?'
    )


# ── rules of a user's own ────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_adds_a_topic(tmp_path: Path) -> None:
    topic = load_rulebook([folder_with(tmp_path, "topics/grooming.yaml", TOPIC)]).topics["grooming"]
    assert (topic.name, topic.kinds, topic.favours, topic.weight, topic.clock) == (
        "grooming", ("duration",), "lower", 1, Clock()
    )  # fmt: skip
    assert topic.examples[0].finds == ("up to 2 days",)
    assert topic.examples[0].line == 10


def test_a_folder_replaces_a_topic_of_the_same_id(tmp_path: Path) -> None:
    book = load_rulebook([folder_with(tmp_path, "topics/uptime.yaml", TOPIC)])
    assert book.topics["uptime"].about == "How long a hamster is groomed."
    assert sorted(book.topics) == sorted(shipped_rules().topics)


def test_a_folder_adds_exclusions_scopes_and_checks(tmp_path: Path) -> None:
    folder_with(tmp_path, "exclusions/dogs.yaml", EXCLUSION)
    folder_with(tmp_path, "scopes/customer.yaml", AXIS)
    folder = folder_with(tmp_path, "checks/two_values.yaml", CHECK)
    book = load_rulebook([folder])
    assert book.exclusions["dogs"].about == "How long a dog lives."
    assert [(one.name, one.synonyms, one.within) for one in book.scopes["customer"].names] == [
        ("members", ("club members",), ("customers",)),
        ("customers", (), ()),
    ]
    check = next(check for check in book.checks if check.id == "two_values")
    assert check.options == {"relations": ["disjoint"], "limit": 3}
    assert [example.values["finds"] for example in check.examples] == [["delivery_time"], []]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="nowhere: no such folder"):
        load_rulebook([tmp_path / "nowhere"])


# ── faults ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_fault_is_shown_with_the_lines_around_it(tmp_path: Path) -> None:
    assert fault(tmp_path, "topics/grooming.yaml", TOPIC.replace("stage: deliver", "stage: delivery")) == (
        'topics/grooming.yaml:4: "delivery" is no stage; did you mean "deliver"?\n'
        "       2 | kinds: [duration]\n"
        "       3 | favours: lower\n"
        "  >    4 | stage: delivery\n"
        "       5 | pillar: process\n"
        "       6 | control: full"
    )


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("pillar:", "pilar:", ':5: unknown key "pilar"; did you mean "pillar"?'),
        ("control: full\n", "", ':1: expected the key "control", which is missing'),
        ("control: full", "control: full\ncontrol: none", ':7: the key "control" stands twice, first in line 6'),
        ("[duration]", "[durations]", ':2: "durations" is no kinds; did you mean "duration"?'),
        ("[duration]", "duration", ':2: expected a list for "kinds"'),
        ("[duration]", "[]", ":2: expected at least one of duration, money, percent, time, schedule"),
        ("favours: lower", "favours: no", ':3: expected text for "favours", but YAML reads no as true or false'),
        ("'groom\\w+'", "'groom(ed'", ":8: not a regular expression: missing ), unterminated subpattern"),
        ("'groom\\w+'", "'a)', '(b'", ":8: not a regular expression: unbalanced parenthesis"),
        ("'groom\\w+'", "on", ':8: expected text for "strong", but YAML reads on as true or false: put it in quotes'),
        ("'groom\\w+'", "12:30", ':8: expected text for "strong", but YAML reads 12:30 as a number'),
        ('["up to 2 days"]', "[]", ":9: expected an example that must be found"),
        ('finds: []', 'finds: ["2 days"]', ":9: expected an example that must not be found"),
        ('finds: []}', 'finds: [], known_miss: yes}', ":11: expected true or false"),
        ("about: How", "id: groming\nabout: How", ':1: expected "id: grooming": the file name is the id'),
        ("control: full", "control: full\nweight: 0x1F", ':7: expected a plain number for "weight", not 0x1F'),
        ("control: full", "control: [full", ":7: not valid YAML"),
        ("cues:\n  strong: ['groom\\w+']", "cues: groomed", ':7: expected a mapping for "cues"'),
    ],
)  # fmt: skip
def test_a_faulty_topic_is_refused(tmp_path: Path, written: str, instead: str, message: str) -> None:
    assert written in TOPIC
    faulty = TOPIC.replace(written, instead, 1)
    assert f"topics/grooming.yaml{message}" in fault(tmp_path, "topics/grooming.yaml", faulty)


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("severity: error", "severity: fatal", ':4: "fatal" is no severity; known: error, info, note, warning'),
        ("[delivery_time]\noptions", "[delivery_tim]\noptions", 'no topics; did you mean "delivery_time"?'),
        (
            "severity: error",
            "severity: warning\nat_most: info",
            ":5: expected at_most to leave room for the severity warning",
        ),
        (
            "severity: error",
            "severity: warning\nat_least: error",
            ":5: expected at_least to leave room for the severity",
        ),
        (
            "severity: error",
            "severity: error\ncertainty: sure",
            ':5: "sure" is no certainty; known: certain, likely, possible',
        ),
        ("limit: 3", "limit: 1_000", ":6: YAML reads 1_000 as a number: put it in quotes"),
        ("limit: 3", "limit: 2026-01-02", ":6: YAML reads 2026-01-02 as a date: put it in quotes"),
    ],
)
def test_a_faulty_check_is_refused(tmp_path: Path, written: str, instead: str, message: str) -> None:
    assert written in CHECK
    assert message in fault(tmp_path, "checks/two_values.yaml", CHECK.replace(written, instead, 1))


def test_a_file_that_is_empty_is_refused(tmp_path: Path) -> None:
    assert "topics/grooming.yaml:1: expected a mapping of keys to values" in fault(tmp_path, "topics/grooming.yaml", "")


def test_a_file_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "topics/grooming.yaml", "")
    (folder / "topics" / "grooming.yaml").write_bytes(b"about: \xff")
    with pytest.raises(RuleError, match=r"grooming\.yaml: cannot be read as UTF-8 text"):
        load_rulebook([folder])


# ── expressions ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("pattern", "text", "matched"),
    [
        ("ships?", "It ships today", "ships"),
        ("ships?", "Worships and shipsters", None),
        ("ready<2>{value}", f"Ready for you in {VALUE}.", f"Ready for you in {VALUE}"),
        ("ready<2>{value}", f"Ready. Yours in {VALUE}.", None),
        ("over {value}", f"orders over {VALUE}", f"over {VALUE}"),
        ("{value}<1>late", f"{VALUE} or late", f"{VALUE} or late"),
    ],
)
def test_expressions_match_whole_words_and_places_of_values(pattern: str, text: str, matched: str | None) -> None:
    match = whole_words([pattern]).search(text)
    assert (text[match.start() : match.end()] if match else None) == matched


@pytest.mark.parametrize(
    "rule", [*shipped_rules().topics.values(), *shipped_rules().exclusions.values()], ids=lambda rule: rule.id
)
def test_each_expression_of_a_shipped_rule_compiles_by_itself(rule) -> None:
    check_expressions(read_source(Path(rule.path), rule.path))


def test_plain_values_keep_their_types() -> None:
    source = "a: [1, 2.5, true, null, x]\nb: {c: 'no'}"
    assert parse_source(source, "file").plain() == {"a": [1, 2.5, True, None, "x"], "b": {"c": "no"}}


# ── explanations ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_topic_is_explained_from_its_file(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "topics/grooming.yaml", TOPIC)
    assert explain(load_rulebook([folder]), "grooming").splitlines() == [
        "grooming: topic",
        "How long a hamster is groomed.",
        "",
        "values      duration; the lower, the better for the customer",
        "journey     deliver, pillar process, control full, weight 1",
        "",
        "Speaks for it (strong)",
        r"  - groom\w+",
        "",
        "Examples",
        "  Groomed within 2 days. -> up to 2 days",
        "  Delivered within 2 days. -> nothing",
        "",
        str(folder / "topics" / "grooming.yaml"),
    ]


@pytest.mark.parametrize("id_", ["uptime", "coupon", "region", "contradiction"])
def test_each_sort_of_rule_is_explained(id_: str) -> None:
    assert explain(shipped_rules(), id_).startswith(f"{id_}: ")


def test_an_unknown_rule_is_answered_with_a_close_one() -> None:
    with pytest.raises(RuleError, match=re.escape('no rule "uptim"; did you mean "uptime"?')):
        explain(shipped_rules(), "uptim")


def test_the_readme_names_every_folder_of_rules() -> None:
    text = (resources("rules") / "README.md").read_text("utf-8")
    folders = sorted(path.name for path in resources("rules").iterdir() if path.is_dir())
    assert [name for name in folders if f"`{name}/`" not in text] == []


def test_every_country_of_a_currency_is_a_region_by_its_name() -> None:
    regions = {one.name for one in shipped_rules().scopes["region"].names}
    assert sorted(set(country_of_currency().values()) - regions) == []


# ── examples ─────────────────────────────────────────────────────────────────────────────────────────────────


def _results() -> list[ExampleResult]:
    return [*run_topic_examples(shipped_rules()), *run_exclusion_examples(shipped_rules())]


@pytest.mark.parametrize("result", _results(), ids=lambda result: f"{result.rule}:{result.line}")
def test_the_example_of_a_rule_is_read_as_its_file_says(result: ExampleResult) -> None:
    assert result.passed, result.message


def test_a_known_miss_that_is_found_fails(tmp_path: Path) -> None:
    missed = TOPIC.replace('finds: ["up to 2 days"]', 'finds: ["up to 2 days"], known_miss: true')
    folder = folder_with(tmp_path, "topics/grooming.yaml", missed)
    results = [one for one in run_topic_examples(load_rulebook([folder])) if one.rule == "grooming"]
    assert [one.passed for one in results] == [False, True]
    assert results[0].message.endswith("grooming.yaml:10: it is found right now: remove known_miss")


def test_an_example_that_finds_something_else_says_what(tmp_path: Path) -> None:
    wrong = TOPIC.replace("up to 2 days", "up to 3 days")
    folder = folder_with(tmp_path, "topics/grooming.yaml", wrong)
    failed = [one for one in run_topic_examples(load_rulebook([folder])) if one.rule == "grooming" and not one.passed]
    assert [one.message.partition("grooming.yaml:")[2] for one in failed] == [
        '10: expected "up to 3 days", found "up to 2 days"'
    ]
