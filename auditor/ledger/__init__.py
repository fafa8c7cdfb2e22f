"""The promise ledger: what a company means to promise, read, drafted, compared with what it says, and exported.

`auditor.model.Ledger` is the value; the audit compares statements with it in `auditor.findings.ledger`.
"""
