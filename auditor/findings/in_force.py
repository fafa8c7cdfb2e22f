"""Checks to those in force, each with what it is to look at: a rule of regulation sees its jurisdiction alone.

A rule that cites a `source` runs where the source's law applies, on the days on which it does, and only if its fact was
confirmed or audit.toml asks for the others too. What therefore did not run is said.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from auditor import scopes
from auditor.findings.home import main_currency
from auditor.findings.setting import Law, Setting
from auditor.findings.statements import part_of
from auditor.jurisdictions import Company, always, common_domain, jurisdictions_of, jurisdictions_of_page
from auditor.model import Evidence, NotChecked, Promise, Remarked
from auditor.rules import Check, fault_in
from auditor.rules_lists import signs_of_jurisdictions
from auditor.rules_source import suggest

_NAME = "regulation"
_WITHIN = ("equal", "narrower")


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """The law that a rule cites: in force from `since` until `until`, both included, and read on the day `checked`.

    `status` is `verified` where the fact was read in the source that `text` names or in one that `note` names.
    """

    text: str
    jurisdiction: str
    status: Literal["verified", "unconfirmed"]
    checked: datetime.date
    since: datetime.date | None = None
    until: datetime.date | None = None
    note: str = ""


def in_force(
    promises: Sequence[Promise], setting: Setting
) -> tuple[tuple[tuple[Check, Setting], ...], tuple[NotChecked, ...]]:
    """The checks that run, in their order, each with its setting, and why others do not; `promises` name the home.

    Raises `RuleError` for a source that is not of the form `Source`.
    """
    sources = {check.id: _source(check) for check in setting.book.checks if check.source}
    there = _There(promises, setting) if sources else None
    running: list[tuple[Check, Setting]] = []
    unconfirmed: list[str] = []
    for check in setting.book.checks:
        source = sources.get(check.id)
        if source is None or there is None:
            running.append((check, setting))
        elif source.jurisdiction in there.reasons and _is_current(source, setting.known.as_of):
            if source.status == "unconfirmed" and not setting.known.regulation.unconfirmed:
                unconfirmed.append(check.id)
            else:
                running.append((check, there.setting_of(source)))
    not_run = _not_run(len(sources), unconfirmed, there) if promises else ()
    return tuple(running), tuple(not_run)


class _There:
    """What is said in each jurisdiction; made once for each, since many rules are of one."""

    def __init__(self, promises: Sequence[Promise], setting: Setting) -> None:
        pages = _pages(setting)
        company = _company_of(promises, pages, setting)
        everywhere = jurisdictions_of(company)
        decided = bool(company.configured or company.country)
        self._setting = setting
        self._by_page = {page: {} if decided else jurisdictions_of_page(page) for page in pages}
        self._everywhere = frozenset(everywhere)
        told = (*self._by_page.values(), everywhere)
        reasons = {name: why for one in told for name, why in one.items()}
        self.known = bool(reasons)
        self.reasons = {**always(), **reasons}
        self._within: dict[str, Setting] = {}

    def setting_of(self, source: Source) -> Setting:
        """The setting with the promises and remarks of the source's jurisdiction alone."""
        name = source.jurisdiction
        if name not in self._within:
            self._within[name] = self._narrowed(name)
        called = signs_of_jurisdictions()[name].name
        return replace(self._within[name], law=Law(source.text, f"{called} ({self.reasons[name]})"))

    def _narrowed(self, name: str) -> Setting:
        setting = self._setting
        remarks = tuple(filter(None, (self._remarked_there(one, name) for one in setting.known.remarks)))
        by_topic = {
            topic: tuple(filter(None, (self._said_there(promise, name) for promise in promises)))
            for topic, promises in setting.by_topic.items()
        }
        return replace(setting, by_topic=by_topic, known=replace(setting.known, remarks=remarks))

    def _remarked_there(self, remark: Remarked, name: str) -> Remarked | None:
        evidence = self._there(remark.evidence, name) if self._is_region(remark.scope.region, name) else None
        return replace(remark, evidence=evidence) if evidence else None

    def _said_there(self, promise: Promise, name: str) -> Promise | None:
        if not self._is_region(promise.scope.region, name):
            return None
        kept = (
            (one, list(filter(None, (self._there(said, name) for said in one.evidence)))) for one in promise.variants
        )
        variants = tuple(part_of(variant, evidence) for variant, evidence in kept if evidence)
        return Promise(promise.topic, promise.scope, variants) if variants else None

    def _is_region(self, region: str | None, name: str) -> bool:
        """Whether customers of the region are under this law; of one that no list places nobody knows."""
        if region is None or region in self._setting.home:
            return True
        regions = signs_of_jurisdictions()[name].regions
        book = self._setting.book
        return not regions or any(scopes.relation("region", region, one, book) in _WITHIN for one in regions)

    def _there(self, one: Evidence, name: str) -> Evidence | None:
        """The statement with its pages of the jurisdiction alone, one place on each where that leaves some out."""
        always_there = signs_of_jurisdictions()[name].always
        pages = tuple(
            page for page in one.documents if always_there or name in (self._by_page[page] or self._everywhere)
        )
        if len(pages) == len(one.documents):
            return one
        return replace(one, document=pages[0], documents=pages, occurrences=len(pages)) if pages else None


def _pages(setting: Setting) -> list[str]:
    statements = (
        one
        for promises in setting.by_topic.values()
        for promise in promises
        for variant in promise.variants
        for one in variant.evidence
    )
    remarks = (one.evidence for one in setting.known.remarks)
    return sorted({page for some in (statements, remarks) for one in some for page in one.documents})


def _company_of(promises: Sequence[Promise], pages: Iterable[str], setting: Setting) -> Company:
    known = setting.known
    return Company(
        configured=known.regulation.jurisdictions,
        country=known.country,
        domain=common_domain(pages),
        currency=main_currency(promises) or "",
        home=setting.home,
    )


def _source(check: Check) -> Source:
    try:
        source = msgspec.convert(check.source, Source)
    except msgspec.ValidationError as error:
        raise fault_in(check, "source", f"{error}; keys: {', '.join(Source.__struct_fields__)}") from error
    known = signs_of_jurisdictions()
    if source.jurisdiction not in known:
        message = f'"{source.jurisdiction}" is no jurisdiction{suggest(source.jurisdiction, known)}'
        raise fault_in(check, "source", message)
    return source


def _is_current(source: Source, as_of: str) -> bool:
    """Whether the law is in force on that day; where no day is known, it is."""
    if not as_of:
        return True
    day = datetime.date.fromisoformat(as_of)
    return (source.since or day) <= day <= (source.until or day)


def _not_run(rules: int, unconfirmed: Sequence[str], there: _There | None) -> Iterator[NotChecked]:
    if there is not None and not there.known:
        set_it = "set country in [company], or jurisdictions in [regulation], of audit.toml"
        yield NotChecked(_NAME, f"no jurisdiction is known, so the rules of regulation did not run: {set_it}")
    if unconfirmed:
        switch = "unconfirmed = true in [regulation] of audit.toml switches them on"
        yield NotChecked(_NAME, f"not confirmed in the source, and not run: {', '.join(unconfirmed)}; {switch}")
