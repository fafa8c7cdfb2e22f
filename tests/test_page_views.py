"""Exports of web analytics to the views of each page."""

from pathlib import Path

import pytest

from auditor.errors import ConfigurationError
from auditor.page_views import page_key, read_page_views

EXPORTS = {
    "plain": "page,views\n/shipping,1240\n/,90\n",
    "addresses": 'URL;Page views\nhttps://shop.example/shipping/?utm=1;"1,000"\nshop/x;1\n/shipping;240\n/;90\n',
    "with a preamble": "\ufeff# Pages and screens\n# 2026\n\nPage path and screen class\tViews\n/shipping/\t1240\n"
    "/index.html\t90\n\t1330\n",
}


@pytest.mark.parametrize("text", EXPORTS.values(), ids=EXPORTS)
def test_exports_are_read_as_they_come(tmp_path: Path, text: str) -> None:
    path = tmp_path / "views.csv"
    path.write_text(text, "utf-8")
    found = read_page_views(path)
    assert {page: views for page, views in found.items() if page != "/shop/x"} == {"/shipping": 1240, "/": 90}


@pytest.mark.parametrize(
    "page", ["/help/a", "/help/a/", "help/a", "https://shop.example/help/a?x=1#y", "/help/a/index.html"]
)
def test_a_page_has_one_key_however_it_is_written(page: str) -> None:
    assert page_key(page) == "/help/a"


FAULTS = {
    "page,count\n/a,1\n": "{path}:1: none of “page”, “count” is a column of views; call one “views”.",
    "name,views\n/a,1\n": "{path}:1: none of “name”, “views” is a column of page; call one “page”.",
    "# x\npage,views\n/a,1\n/b,many\n": "{path}:4: “many” is no number of views; write a whole number, as in 1240.",
    "page,views\n/a,-1\n": "{path}:2: “-1” is no number of views; write a whole number, as in 1240.",
    "": "{path}: it is empty; it must hold a column of pages and one of their views.",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_told_with_its_line_and_the_remedy(tmp_path: Path, text: str) -> None:
    path = tmp_path / "views.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError) as told:
        read_page_views(path)
    assert str(told.value) == FAULTS[text].format(path=path)


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(ConfigurationError, match=r"no-views.csv: no such file; name the export with page_views"):
        read_page_views(Path("no-views.csv"))
