"""The sample company: what is planted in it really stands there, and everything else holds together."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from sample_events import EXPORTS
from sample_figures import read

from auditor.config import load_settings
from auditor.resources import resources

SAMPLE = resources("sample")
SITE = SAMPLE / "site"
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
TRUTH: dict[str, Any] = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
PLANTED = [*TRUTH["conflicts"], *TRUTH["must_not_flag"], *TRUTH["ambiguous"]]
MEMBERS = [member for planted in PLANTED for member in planted["members"]]
PROMISES = [member for measure in TRUTH["measures"] for member in measure["promise"]]


def soup(page: str) -> BeautifulSoup:
    return BeautifulSoup((SITE / page).read_text("utf-8"), "html.parser")


def visible_text(path: Path) -> str:
    """The title, then the text of the body, whitespace collapsed; files that are no HTML as they stand."""
    source = path.read_text("utf-8")
    if path.suffix != ".html":
        return " ".join(source.split())
    tree = BeautifulSoup(source, "html.parser")
    assert tree.title is not None
    title = tree.title.get_text()
    for element in tree(["script", "style", "template", "noscript", "head"]):
        element.decompose()
    return " ".join(f"{title} {tree.get_text(' ')}".split())


def structured_data(page: str) -> list[str]:
    return [script.get_text() for script in soup(page).find_all("script", type="application/ld+json")]


def links(page: str) -> list[tuple[str, str]]:
    """The internal links of a page: (path from the site's root, fragment)."""
    found = []
    for anchor in soup(page).find_all(["a", "link"], href=True):
        target = urlsplit(urljoin(f"http://site/{page}", str(anchor["href"])))
        if target.netloc == "site":
            found.append((target.path.lstrip("/"), target.fragment))
    return found


# ── the site ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_there_is_a_page_of_every_sort() -> None:
    assert len(PAGES) >= 28
    folders = Counter(PurePosixPath(page).parent.name or "root" for page in PAGES)
    assert folders == {"root": 29, "products": 10, "blog": 3}


def test_every_internal_link_leads_to_a_file() -> None:
    broken = {(page, target) for page in PAGES for target, _ in links(page) if not (SITE / target).is_file()}
    assert broken == set()


def test_every_page_is_reached_from_the_home_page() -> None:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        new = {target for target, _ in links(waiting.pop()) if target.endswith(".html")} - reached
        reached |= new
        waiting += sorted(new)
    assert sorted(reached) == PAGES


def test_the_sitemap_lists_every_page_once() -> None:
    sitemap = (SITE / "sitemap.xml").read_text("utf-8")
    listed = re.findall(r"<loc>https://www\.brindlewick\.example/(.*?)</loc>", sitemap)
    assert sorted(page or "index.html" for page in listed) == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_a_language_a_title_and_one_main_heading(page: str) -> None:
    tree = soup(page)
    assert tree.html is not None
    assert tree.html["lang"] == "en-US"
    assert tree.title is not None
    assert len(tree.find_all("h1")) == 1
    assert tree.title.get_text().endswith(" | Brindlewick")


def test_titles_and_descriptions_are_distinct() -> None:
    titles = Counter(str(soup(page).title) for page in PAGES)
    descriptions = Counter(str(soup(page).find("meta", attrs={"name": "description"})) for page in PAGES)
    assert [text for text, count in (titles + descriptions).items() if count > 1] == []


def test_every_product_carries_structured_data_with_its_visible_price() -> None:
    for page in (page for page in PAGES if page.startswith("products/")):
        (product,) = (json.loads(source) for source in structured_data(page))
        price = f"${float(product['offers']['price']):,.0f}"
        shown = soup(page).find("p", class_="price")
        assert shown is not None
        assert (product["@type"], shown.get_text()) == ("Product", price), page


def test_some_panels_are_hidden_and_some_answers_are_closed() -> None:
    assert [str(panel["id"]) for panel in soup("help.html").find_all(hidden=True)] == [
        "panel-delivery",
        "panel-returns",
        "panel-care",
    ]
    assert [answer.has_attr("open") for answer in soup("delivery-faq.html").find_all("details")] == [True] + [False] * 6


# ── what is planted ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("member", [*MEMBERS, *PROMISES], ids=lambda member: f"{member['file']}: {member['quote']}")
def test_a_quote_stands_where_truth_says(member: dict[str, Any]) -> None:
    if member.get("source") == "json-ld":
        (source,) = structured_data(member["file"].removeprefix("site/"))
        assert source.count(member["quote"]) == 1
        return
    text = visible_text(SAMPLE / member["file"])
    offsets = [found.start() for found in re.finditer(re.escape(member["quote"]), text)]
    assert len(offsets) == member.get("n_occurrences", 1)
    assert offsets[member.get("occurrence", 0)] == member["offset"]


def test_every_sort_of_finding_is_planted() -> None:
    planted = Counter(conflict["type"] for conflict in TRUTH["conflicts"])
    assert planted == {"C1": 4, "C2": 3, "N2": 2, "U1": 2, "T1": 2, "X3": 2}


def test_planted_entries_have_ids_of_their_own_and_two_sides() -> None:
    ids = Counter(entry["id"] for entry in [*PLANTED, *TRUTH["measures"]])
    assert [name for name, count in ids.items() if count > 1] == []
    assert [entry["id"] for entry in PLANTED if len(entry["members"]) < 2] == []
    assert len(TRUTH["must_not_flag"]) >= 14


OUTLIERS = {
    r"return window\D{0,20}(\d+) days": {"45": 15, "30": 2, "14": 1},
    r"[Ss]tandard delivery in the US takes (\d+(?:–| to )\d+ (?:business )?days)": {
        "3–5 business days": 13,
        "7 to 10 business days": 1,
        "3–5 days": 1,
    },
    r"[Ss]tandard delivery to Canada takes (\d+(?:–| to )\d+ business days)": {
        "6–9 business days": 2,
        "6 to 9 business days": 1,
        "5–8 business days": 1,
    },
    r"(?:free|Free Standard shipping) on (?:US )?orders over \$(\d+)": {"75": 88, "150": 1, "50": 1},
    r"repair takes (\d+(?:–| to )\d+) business days": {"7–10": 2, "8 to 12": 1},
    r"Refunds are issued within (\d+ (?:business )?days)": {"5 business days": 3, "5 days": 1},
    r"(?:[Mm]achine|brewer|kettle)s? carr(?:y|ies) a (\d+-\w+) warranty": {"2-year": 8, "90-day": 1, "24-month": 1},
    r"[Gg]rinders?\b[^.]{0,24}\b(\d+)[- ]years?": {"5": 7, "3": 1, "41": 1},
}


@pytest.mark.parametrize("pattern", OUTLIERS)
def test_a_promise_differs_only_where_that_is_planted(pattern: str) -> None:
    files = [SITE / page for page in PAGES] + sorted((SAMPLE / "documents").iterdir())
    found = Counter(value for path in files for value in re.findall(pattern, visible_text(path)))
    assert found == OUTLIERS[pattern]


# ── configuration, and what must not be there ────────────────────────────────────────────────────────────────


def test_the_configuration_names_what_is_there() -> None:
    settings = load_settings(SAMPLE / "audit.toml")
    assert (settings.company.name, settings.company.domain) == ("Brindlewick", TRUTH["domain"])
    assert [settings.resolve(path).is_dir() for path in settings.collect.paths] == [True]
    assert settings.measure.actuals == "actuals.toml"


def test_every_measure_reads_columns_of_an_export() -> None:
    actuals = tomllib.loads((SAMPLE / "actuals.toml").read_text("utf-8"))
    assert actuals["as_of"] == TRUTH["export_time"]
    for name, measure in actuals["measure"].items():
        columns = set(read(SAMPLE / actuals["source"][measure["source"]]["url"])[0])
        named = {measure["key"], measure["start"], measure["end"], *measure.get("dimensions", {}).values()}
        assert named <= columns, name


def test_there_is_no_personal_data() -> None:
    shipped = {".html", ".eml", ".md", ".csv", ".toml", ".json"}
    files = sorted(path for path in SAMPLE.rglob("*") if path.suffix in shipped)
    text = "\n".join(path.read_text("utf-8") for path in files)
    addresses = set(re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text))
    phones = set(re.findall(r"\(?\d{3}\)?[ -]\d{3}-\d{4}\b", text))
    assert [address for address in sorted(addresses) if not address.endswith(".example")] == []
    assert phones == {"(262) 555-0142"}
    columns = {column for name in EXPORTS for column in read(SAMPLE / "actuals" / name)[0]}
    assert columns & {"name", "customer", "customer_name", "email", "phone", "address", "postcode", "zip"} == set()
