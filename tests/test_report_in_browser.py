from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from sample_audit import AUDIT
from test_report import hostile_audit

from auditor.report import FORMATS


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


def opened(browser: Browser, path: Path, width: int = 1400, scheme: str = "light") -> tuple[Page, list[str], list[str]]:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    return page, said, asked


@pytest.mark.parametrize("audit", [AUDIT, hostile_audit()], ids=["plain", "hostile"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_the_report_opens_from_a_file_without_error_request_or_overflow(
    browser: Browser, tmp_path: Path, width: int, scheme: str, audit: object
) -> None:
    path = tmp_path / "report.html"
    path.write_text(FORMATS["html"](audit), "utf-8")  # type: ignore[arg-type]
    page, said, asked = opened(browser, path, width, scheme)
    assert said == []
    assert asked == [path.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").is_visible()
    page.close()


def test_the_filter_narrows_the_list_and_a_link_shows_what_it_hides(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(FORMATS["html"](AUDIT), "utf-8")
    page, said, _ = opened(browser, path)
    finding = page.locator("article.finding")
    assert page.locator("#count").inner_text() == "1 of 1 shown"
    page.fill("#search", "no such words")
    assert page.locator("#count").inner_text() == "0 of 1 shown"
    assert not finding.is_visible()
    page.locator(".todo a").first.click()
    assert finding.is_visible()
    page.fill("#search", "allow BUSINESS")
    page.select_option("#touchpoint", "call_script")
    assert finding.is_visible()
    page.select_option("#severity", "error")
    assert page.locator("#count").inner_text() == "1 of 1 shown"
    assert said == []
    page.close()


def test_the_report_reads_without_javascript(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(FORMATS["html"](AUDIT), "utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("article.finding").is_visible()
    assert not page.locator(".filters").is_visible()
    context.close()


def test_closed_details_are_printed_open(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(FORMATS["html"](AUDIT), "utf-8")
    page, _, _ = opened(browser, path)
    page.emulate_media(media="print")
    assert page.locator("details.promise blockquote").first.evaluate("e => e.getBoundingClientRect().height") > 0
    page.close()
