"""Writes tests/golden and docs/schema anew; read the difference before you commit it."""

import json
from pathlib import Path

from sample_audit import AUDIT

from auditor.report import FORMATS
from auditor.report.json import schemas

HERE = Path(__file__).parent

if __name__ == "__main__":
    for name in ("csv", "json", "markdown"):
        (HERE / "golden" / f"report.{name}").write_text(FORMATS[name](AUDIT), "utf-8")
    for name, schema in schemas().items():
        (HERE.parent / "docs" / "schema" / f"{name}.json").write_text(json.dumps(schema, indent=2) + "\n", "utf-8")
