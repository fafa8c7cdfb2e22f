"""What it costs to lay a company's commitments side by side, as their number grows.

Ten commitments a page, as a shop has them: a footer and a product box that a template repeats on every page, sentences
that many pages share, and one in ten that stands nowhere else. They are made one by one, so that what they cost to
make is measured apart and their number is never in memory.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from auditor.findings import find_findings
from auditor.model import (
    Clock,
    ClockTime,
    Commitment,
    Duration,
    Money,
    Origin,
    Percent,
    Quantity,
    Schedule,
    Scope,
    Strength,
    Touchpoint,
    Unit,
)
from auditor.promises import find_promises
from auditor.rules import Rulebook, Topic, load_rulebook
from auditor.wording import say

SIZES = (10_000, 100_000, 1_000_000)
_A_PAGE, _PAGES_SHARING = 10, 60
_SERVICES = (None, None, None, "standard", "express", "next day", "economy")
_REGIONS = (None, None, None, "US", "Canada", "UK", "Alaska", "the EU", "Germany")
_CUSTOMERS = (None, None, None, None, "members", "business customers")
_CONDITIONS = (None, None, None, None, "if it is unopened", "if faulty", "for orders over $50")
_GOODS = "grinder kettle dripper brewer pitcher scale tamper basket carafe filter cup mug tray canister press".split()
_POINTS = (Touchpoint.WEB, Touchpoint.PRODUCT, Touchpoint.FAQ, Touchpoint.POLICY, Touchpoint.CHAT_MACRO)
_UNITS = (Unit.DAY, Unit.BUSINESS_DAY, Unit.BUSINESS_DAY, Unit.HOUR, Unit.WEEK, Unit.MONTH)
_STRENGTHS = (Strength.FIRM, Strength.FIRM, Strength.FIRM, Strength.HEDGED, Strength.GUARANTEE)


def commitments(number: int, book: Rulebook) -> Iterator[Commitment]:
    """So many commitments, the same for the same number, over all topics and a tenth as many documents."""
    topics = [topic for _, topic in sorted(book.topics.items())]
    chance = random.Random(1)
    for at in range(number):
        page, place = divmod(at, _A_PAGE)
        if place < 3:  # the footer and the box of the template
            yield _commitment(topics[place], random.Random(place), "footer", page, place)
        elif place < _A_PAGE - 1:
            shared = chance.randrange(number // _A_PAGE * 6 // _PAGES_SHARING)
            yield _commitment(topics[shared % len(topics)], random.Random(shared + 10), f"text {shared}", page, place)
        else:
            yield _commitment(topics[page % len(topics)], chance, f"alone {page}", page, place)


def _commitment(topic: Topic, chance: random.Random, words: str, page: int, place: int) -> Commitment:
    value = _value(chance, topic.kinds[0])
    quote = say(value)
    own = f"{chance.choice(_GOODS)} {page}" if words.startswith("alone") and page % 2 else chance.choice(_GOODS)
    return Commitment(
        document=f"https://shop.example/products/page-{page:07}.html",
        touchpoint=_POINTS[chance.randrange(len(_POINTS))],
        origin=Origin.TEXT,
        topic=topic.id,
        value=value,
        strength=chance.choice(_STRENGTHS),
        scope=Scope(
            service=chance.choice(_SERVICES),
            region=chance.choice(_REGIONS),
            product=own if chance.random() < 0.5 else None,
            customer=chance.choice(_CUSTOMERS),
            condition=chance.choice(_CONDITIONS),
        ),
        clock=Clock(chance.choice((None, None, "ordered", "dispatched")), topic.clock.to),
        quote=quote,
        start=100 * place,
        end=100 * place + len(quote),
        context=("Halyard & Sons", own),
        confidence=0.97,
        sentence=f"Of {words} we say that it is {quote} for the {own}.",
        locator=f"main > p:nth-of-type({place + 1})",
    )


def _value(chance: random.Random, kind: str) -> Quantity:
    low = chance.randint(1, 12)
    match kind:
        case "money":
            return Money(chance.choice((0, 0, 4.95, low)), "USD")
        case "percent":
            return Percent(chance.choice((10, 15, 20, 99.5, 99.9)))
        case "time":
            return ClockTime(f"{low + 8:02}:00", chance.choice((None, "ET", "PT")))
        case "schedule":
            return Schedule(f"Mo-Fr {chance.randint(7, 10):02}:00-{chance.randint(16, 20)}:00", "ET")
        case _:
            return Duration(chance.choice((None, low)), low + chance.randint(0, 4), chance.choice(_UNITS))


def promises() -> None:
    """Each size in a process of its own."""
    figures = {}
    for size in SIZES:
        command = [sys.executable, "-m", "benchmarks.promises", str(size)]
        figures[size] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    first = figures[SIZES[0]]
    print("commitments   making   promises   findings   peak memory   seconds a commitment, of the first line's")
    for size, one in figures.items():
        growth = (one["promises"] + one["findings"]) / size / ((first["promises"] + first["findings"]) / SIZES[0])
        seconds = "".join(f"{one[step]:>8.1f} s " for step in ("making", "promises", "findings"))
        print(f"{size:>11,}{seconds}{one['megabytes']:>10} MB {growth:>8.2f} times")


def _measured(size: int) -> dict[str, float]:
    """CPU seconds of this process for each step, without what making the commitments takes, and its peak memory."""
    book = load_rulebook()
    started = time.process_time()
    for _ in commitments(size, book):
        pass
    made = time.process_time()
    found = find_promises(commitments(size, book), book)
    laid = time.process_time()
    find_findings(found, book)
    done = time.process_time()
    peak = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())
    return {
        "making": made - started,
        "promises": laid - made - (made - started),
        "findings": done - laid,
        "megabytes": int(peak[1]) // 1024 if peak else 0,
    }


if __name__ == "__main__":
    print(json.dumps(_measured(int(sys.argv[1]))))
