from __future__ import annotations

import pytest
from msgspec.structs import replace

from auditor.errors import RuleError
from auditor.findings.examples import CheckResult, run_check_examples
from auditor.rule_examples import heard
from auditor.rules import load_rulebook

BOOK = load_rulebook()


def test_every_rule_finds_in_its_examples_what_they_say() -> None:
    results = run_check_examples(BOOK, heard)
    assert [result for result in results if not result.passed] == []
    assert {result.check for result in results} == {check.id for check in BOOK.checks}


def test_a_wrong_example_is_reported_with_what_was_found() -> None:
    check = next(check for check in BOOK.checks if check.id == "contradiction")
    first = check.examples[0]
    wrong = replace(first, values={**first.values, "finds": ["refund_time"]})
    results = run_check_examples(replace(BOOK, checks=(replace(check, examples=(wrong,)),)), heard)
    assert results == (CheckResult("contradiction", check.path, first.line, ("refund_time",), ("delivery_time",)),)


def test_an_example_with_an_unknown_key_is_named_with_its_line() -> None:
    check = next(check for check in BOOK.checks if check.id == "contradiction")
    faulty = replace(check.examples[0], values={"say": []})
    with pytest.raises(RuleError, match=r"contradiction\.yaml:\d+: the example of line \d+: .*unknown field `say`"):
        run_check_examples(replace(BOOK, checks=(replace(check, examples=(faulty,)),)), heard)
