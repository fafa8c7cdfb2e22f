"""Remarks to wording that a law or a platform forbids, anywhere or unless other wording stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from auditor.findings.authority import by_weight
from auditor.findings.guards import names_one
from auditor.findings.oppositions import Opposition, Undecided
from auditor.findings.setting import Setting, words_of_law
from auditor.model import Evidence, Promise, Scope
from auditor.rules import Topic


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """`banned` names rules of rules/remarks/.

    A remark of one of the rules `beside` on the same `page`, or anywhere on the `site`, makes the wording harmless, and
    so does one of the words `unless` in its sentence, its headings or its scope.
    """

    test: Literal["banned_phrase"]
    banned: tuple[str, ...]
    beside: tuple[str, ...] = ()
    where: Literal["page", "site"] = "page"
    unless: tuple[str, ...] = ()


def find(
    promises: Sequence[Promise], topic: Topic, options: Options, setting: Setting
) -> Iterator[Opposition | Undecided]:
    """The forbidden remarks on the topic, together for each scope."""
    remarks = setting.known.remarks
    harmless = {page for one in remarks if one.rule in options.beside for page in one.evidence.documents}
    by_scope: dict[Scope, list[Evidence]] = {}
    for one in remarks:
        banned = one.rule in options.banned and one.topic == topic.id
        if banned and not names_one(one.evidence, one.scope, options.unless):
            by_scope.setdefault(one.scope, []).append(one.evidence)
    for scope, said in by_scope.items():
        left = [one for one in said if not _is_harmless(one, harmless, options)]
        if left:
            yield Opposition(topic.id, scope, by_weight(left), (), words=words_of_law(setting.law))


def _is_harmless(one: Evidence, harmless: set[str], options: Options) -> bool:
    return bool(harmless) if options.where == "site" else harmless.issuperset(one.documents)
