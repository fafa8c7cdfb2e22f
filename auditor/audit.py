"""The whole line, in the order it happens; the audit file keeps what each step yields.

    source ─► documents ─► blocks ─► commitments ─► promises ─► findings ─► verdicts ─► report

Nothing flows back. Each function below is one arrow, or a few that always go together.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice

from msgspec.structs import replace

from auditor.blocks import find_blocks
from auditor.blocks.alternates import find_alternates
from auditor.commitments import Memory, Remembered, Trained, find_commitments, version_of
from auditor.commitments.foreign import count_foreign, foreign_languages, not_read, without_read
from auditor.commitments.translations import Translations, find_translated, page_of
from auditor.coverage import find_coverage
from auditor.findings import Known, days_back, earliest, find_findings, mark_status
from auditor.measurements import Actuals, measure
from auditor.model import Audit, Document, Judgement
from auditor.promises import Same, find_promises
from auditor.readings import Extracted, pack
from auditor.remarked import gather_remarks
from auditor.remarks import find_remarks
from auditor.results import Checked
from auditor.rules import Rulebook
from auditor.store import Store
from auditor.verdicts import Targets, judge
from auditor.workers import make_each

# Documents that are kept in one transaction: one for each would take as long as reading it.
_AT_ONCE = 10
_NOTHING = Known()


def extract(store: Store, book: Rulebook, trained: Trained | None, workers: int | None = 1) -> Iterator[Extracted]:
    """Read every document that these rules and this model have not read yet; yields each when it is kept.

    A block that was read before, on another page or in an earlier run, is not read again.
    """
    version = version_of(book, trained)
    readings = store.readings(version)
    work = partial(extracted_of, book=book, trained=trained)
    made = make_each(work, store.documents(version), Remembered(readings), workers)
    while some := tuple(islice(made, _AT_ONCE)):
        store.keep_extracted(version, some, readings)
        yield from some


def extracted_of(document: Document, book: Rulebook, trained: Trained | None, memory: Memory) -> Extracted:
    """What is kept of a document: its blocks, its commitments, and how much of it is in another language."""
    blocks = find_blocks(document)
    languages = foreign_languages(blocks)
    commitments = tuple(find_commitments(blocks, book, trained, memory, languages))
    remarks = tuple(find_remarks(blocks, book, languages))
    return pack(document.uri, blocks, commitments, count_foreign(languages), remarks)


def check(
    store: Store,
    book: Rulebook,
    *,
    record: bool,
    same: Same | None = None,
    settings: str = "",
    known: Known = _NOTHING,
) -> Checked:
    """Lay all commitments side by side as promises, and find where they disagree.

    A recorded check is a run that later ones are compared with; one that is not (before a report, after a crawl)
    is made only where documents, rules, what is `known` or the `settings` of `same` (whether two unknown names are one)
    have changed. `known` is what the company says of itself; what the audit file knows is added.
    """
    basis = store.basis(f"{book.digest}{settings}{known}")
    newest, recorded = store.checked(), store.checked(recorded=True)
    if newest and newest.basis == basis and not record:
        return newest
    run = store.begin("check" if record else "look")
    promises = find_promises((one for one in store.commitments() if not one.unsure), book, same)
    translations = translations_in(store)
    earlier = earliest(store.recorded(before=run, days=days_back(book)))
    remarks = gather_remarks(store.remarks(), book)
    found_out = replace(known, earlier=earlier, translated=translations.found, remarks=remarks, as_of=store.as_of())
    findings, not_checked = find_findings(promises, book, found_out)
    not_read_yet = without_read(store.unread().found(), translations.read)
    not_checked = (*not_checked, *translations.not_checked, *not_read(not_read_yet))
    before = {finding.key: finding.state for finding in recorded.findings} if recorded else {}
    checked = Checked(basis, promises, mark_status(findings, before), not_checked)
    store.keep_result(run, checked)
    return checked


def translations_in(store: Store) -> Translations:
    """What documents in other languages say otherwise than the English ones that they translate."""
    foreign = store.unread().documents()
    if not foreign:
        return Translations()
    pages = (
        page_of(one.uri, store.blocks(one.uri) if one.uri in foreign else (), find_alternates(one))
        for one in store.documents()
    )
    return find_translated(pages, store.blocks, store.commitments)


def hold_against_delivery(
    store: Store, checked: Checked, actuals: Actuals, book: Rulebook, targets: Targets
) -> Judgement:
    """Measure what was delivered, and judge every promise by it."""
    run = store.begin("measure")
    judgement = judge(checked.promises, measure(actuals, checked.promises, book), targets)
    store.keep_result(run, judgement)
    return judgement


def audit_of(store: Store, book: Rulebook, company: str, as_of: str) -> Audit:
    """Everything a report is made of, from what the audit file keeps."""
    checked = store.checked() or Checked("", (), (), ())
    judgement = store.judgement() or Judgement()
    documents = store.count_documents()
    commitments, unsure = 0, []
    for one in store.commitments():
        commitments += 1
        if one.unsure:
            unsure.append(one)
    return Audit(
        company=company,
        as_of=as_of,
        documents=documents,
        commitments=commitments,
        promises=checked.promises,
        findings=checked.findings,
        judgement=judgement,
        skipped=store.skipped(),
        unsure=tuple(unsure),
        coverage=find_coverage(checked.promises, documents, book),
        not_checked=(*checked.not_checked, *judgement.not_checked),
    )
