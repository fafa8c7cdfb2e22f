"""An event table to a draft of actuals.toml: which columns are stamps, which pair is a span, which are dimensions.

Names propose and the rows decide: a pair is drafted only where the end hardly ever comes before the start.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from auditor.errors import MeasurementError
from auditor.measurements.engine import Profile, later_share, open_engine, open_reader, profiles

_LEAST_STAMPS, _LEAST_LATER, _LEAST_DISTINCT = 0.95, 0.99, 0.95
_ORDERED = r"order|purchas|creat|placed|paid|open|submit"
_SHIPPED = r"ship|dispatch|despatch|sent"
_ASKED = r"creat|open|report|submit|request|queue|received|call|start"


class _Span(Struct, frozen=True):
    """A kind of measure: its name and topic, the words of its end and its start (the best first), and its clock."""

    name: str
    topic: str
    end: str
    starts: tuple[str, ...]
    clock_from: tuple[str, ...]
    clock_to: tuple[str, ...]


_REQUEST = ("requested", "reported", "received")
_SPANS = (
    _Span("dispatch", "dispatch_time", _SHIPPED + "|fulfil", (_ORDERED,), ("ordered",), ("dispatched",)),
    _Span("delivery", "delivery_time", r"deliver|arriv", (_SHIPPED,), ("dispatched",), ("delivered",)),
    _Span("delivery", "delivery_time", r"deliver|arriv", (_ORDERED,), ("ordered",), ("delivered",)),
    _Span("refund", "refund_time", r"refund|credit", (r"receiv|arriv|return",), ("received",), ("refund_issued",)),
    _Span("refund", "refund_time", r"refund|credit", (r"request",), ("requested",), ("refund_issued",)),
    _Span("response", "response_time", r"respon|repl|acknowledg", (_ASKED,), _REQUEST, ("answered",)),
    _Span("wait", "wait_time", r"answer|pick", (r"queue|call|ring", _ASKED), _REQUEST, ("answered",)),
    _Span("resolution", "resolution_time", r"solv|clos|complet|finish|end", (_ASKED,), _REQUEST, ("resolved",)),
)
_DEADLINE = re.compile(r"due|target|deadline|sla|promis|planned|expected|eta", re.IGNORECASE)
_KEY = re.compile(r"(^|_|\b)(id|number|no|key|nr)$|id$", re.IGNORECASE)
_CANCELED = re.compile(r"cancel|void|abandon|spam", re.IGNORECASE)
_AXES = (
    ("service", r"method|service|channel|carrier|shipping|tier"),
    ("region", r"country|region|state|province|destination|zone|area"),
    ("product", r"category|product|item|department"),
    ("customer", r"customer|segment|plan|client|account"),
)


def detect(path: Path) -> str:
    """A draft of actuals.toml for the table in `path`, with comments on what to check.

    Raises MeasurementError for a file that cannot be read or has no span of time in it, and where the order of day
    and month cannot be told.
    """
    with open_engine() as connection:
        reader = open_reader(connection, str(path), Path())
        rows, columns = profiles(connection, reader, "the measure that you write by hand")
        spans = _spans(columns, lambda start, end: later_share(connection, start, end))
    if not spans:
        stamps = ", ".join(f"`{one.name}`" for one in columns if _is_stamp(one)) or "none"
        raise MeasurementError(
            f"{path}: no two columns of time stamps make a span (stamps: {stamps}); "
            "one must be a start such as `created_at`, one an end such as `resolved_at`."
        )
    return "\n".join(_draft(path, rows, columns, spans)) + "\n"


def _is_stamp(one: Profile) -> bool:
    return one.filled > 0 and one.stamps >= _LEAST_STAMPS * one.filled


def _spans(
    columns: Sequence[Profile], later: Callable[[Profile, Profile], float]
) -> list[tuple[_Span, Profile, Profile]]:
    """The spans that names propose and rows confirm; each end once, each name once."""
    stamps = [one for one in columns if _is_stamp(one) and not _DEADLINE.search(one.name)]
    found: list[tuple[_Span, Profile, Profile]] = []
    for span in _SPANS:
        for end in (one for one in stamps if re.search(span.end, one.name, re.IGNORECASE)):
            if any(span.name == known.name or end is taken for known, _, taken in found):
                continue
            starts = (s for words in span.starts for s in stamps if re.search(words, s.name, re.IGNORECASE))
            start = next((s for s in starts if s is not end and later(s, end) >= _LEAST_LATER), None)
            if start is not None:
                found.append((span, start, end))
    return found


def _draft(
    path: Path, rows: int, columns: Sequence[Profile], spans: Sequence[tuple[_Span, Profile, Profile]]
) -> Iterator[str]:
    source = re.sub(r"\W+", "_", path.name.split(".")[0]).strip("_").lower() or "table"
    yield f"# {path.name}: drafted from {rows:,} rows. Check each line; `audit measure --actuals` reads the result."
    yield "# Move the next line to the top of the file:"
    yield '# as_of = "2026-01-31T00:00:00Z"    # when the table was exported; left out: its newest stamp'
    yield ""
    yield f"[source.{source}]"
    yield f"url = {_quoted(path.as_posix())}"
    yield ""
    yield "# Business days and hours need a calendar; times without an offset are read in its time zone, else as UTC."
    yield "# [calendar.main]"
    yield '# country = "US"'
    yield '# timezone = "America/New_York"'
    yield '# hours = "09:00-17:00"'
    for deadline in (one.name for one in columns if _is_stamp(one) and _DEADLINE.search(one.name)):
        yield f"# `{deadline}` looks like the deadline of each case; it is not used."
    for span, start, end in spans:
        yield ""
        yield from _measure(source, rows, columns, span, start, end)


def _measure(
    source: str, rows: int, columns: Sequence[Profile], span: _Span, start: Profile, end: Profile
) -> Iterator[str]:
    yield f"[measure.{source}_{span.name}]"
    yield f"source = {_quoted(source)}"
    key = next((one.name for one in columns if _is_key(one, rows)), None)
    if key:
        yield f"key = {_quoted(key)}"
    yield f"start = {_quoted(start.name)}"
    yield f"end = {_quoted(end.name)}  # blank in {rows - end.filled:,} of {rows:,} rows: still open"
    yield f"topics = [{_quoted(span.topic)}]"
    yield f"clock = {{ from = {_listed(span.clock_from)}, to = {_listed(span.clock_to)} }}"
    canceled = next(((one.name, v) for one in columns for v in one.values if _CANCELED.search(v)), None)
    if canceled:
        yield f"# exclude = {_quoted(_condition(*canceled))}"
    dimensions = ", ".join(f"{axis} = {_quoted(name)}" for axis, name in _dimensions(columns))
    if dimensions:
        yield f"dimensions = {{ {dimensions} }}"


def _is_key(one: Profile, rows: int) -> bool:
    return bool(_KEY.search(one.name)) and one.filled == rows and one.distinct >= _LEAST_DISTINCT * rows


def _dimensions(columns: Sequence[Profile]) -> Iterator[tuple[str, str]]:
    """Axis and column, for columns of few texts; each axis once."""
    texts = [one for one in columns if one.values and not _is_stamp(one) and not _all_numbers(one)]
    for axis, words in _AXES:
        named = next((one.name for one in texts if re.search(words, one.name, re.IGNORECASE)), None)
        if named is not None:
            texts = [one for one in texts if one.name != named]
            yield axis, named


def _all_numbers(one: Profile) -> bool:
    return all(re.fullmatch(r"-?\d+(\.\d+)?", value) for value in one.values)


def _condition(column: str, value: str) -> str:
    name = column if re.fullmatch(r"[A-Za-z_]\w*", column) else f'"{column}"'
    return f"{name} = '{value}'".replace("\n", " ")


def _listed(names: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, names))}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
