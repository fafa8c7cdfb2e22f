from __future__ import annotations

import pytest
from msgspec.structs import replace

from auditor.blocks import find_blocks
from auditor.commitments import find_commitments
from auditor.errors import RuleError
from auditor.findings.examples import CheckResult, run_check_examples
from auditor.ledger.reading import tables_to_ledger
from auditor.model import Document, Promise
from auditor.promises import find_promises
from auditor.rules import Rulebook, load_rulebook

BOOK = load_rulebook()


def promises_of(documents: tuple[Document, ...], book: Rulebook) -> tuple[Promise, ...]:
    return find_promises((c for d in documents for c in find_commitments(find_blocks(d), book)), book)


def test_every_rule_finds_in_its_examples_what_they_say() -> None:
    results = run_check_examples(BOOK, promises_of, tables_to_ledger)
    assert [result for result in results if not result.passed] == []
    assert {result.check for result in results} == {check.id for check in BOOK.checks}


def test_a_wrong_example_is_reported_with_what_was_found() -> None:
    check = next(check for check in BOOK.checks if check.id == "contradiction")
    first = check.examples[0]
    wrong = replace(first, values={**first.values, "finds": ["refund_time"]})
    results = run_check_examples(
        replace(BOOK, checks=(replace(check, examples=(wrong,)),)), promises_of, tables_to_ledger
    )
    assert results == (CheckResult("contradiction", check.path, first.line, ("refund_time",), ("delivery_time",)),)


def test_an_example_with_an_unknown_key_is_named_with_its_line() -> None:
    check = next(check for check in BOOK.checks if check.id == "contradiction")
    faulty = replace(check.examples[0], values={"say": []})
    with pytest.raises(RuleError, match=r"contradiction\.yaml:\d+: the example of line \d+: .*unknown field `say`"):
        run_check_examples(replace(BOOK, checks=(replace(check, examples=(faulty,)),)), promises_of, tables_to_ledger)
