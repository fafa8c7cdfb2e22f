from __future__ import annotations

from pathlib import Path

import pytest

from auditor.config import Check, Settings, Targets, find_config, load_settings
from auditor.errors import ConfigurationError
from auditor.model import Severity, Touchpoint
from auditor.priorities import Impact


def written(folder: Path, text: str) -> Path:
    path = folder / "audit.toml"
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_the_defaults_hold() -> None:
    assert load_settings(None) == Settings()


def test_every_key_is_read_with_its_type(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        [company]
        name = "Shop"
        domain = "shop.example"
        [crawl]
        urls = ["https://www.shop.example/"]
        exclude = ["/blog/*"]
        max_pages = 50
        delay = 0
        [collect]
        paths = ["scripts"]
        touchpoints = { "calls/*" = "call_script" }
        [rules]
        folders = ["our-rules"]
        [check]
        fail_on = "warning"
        page_views = "views.csv"
        unsure_below = 0.4
        [impact]
        "power tools" = "safety"
        [owners]
        "help/*" = "support"
        "touchpoint:email" = "crm"
        [measure]
        actuals = "actuals.toml"
        targets = { firm = 0.95 }
        [report]
        outputs = ["report.html", "report.csv"]
        """,
    )
    settings = load_settings(path)
    assert settings.company.name == "Shop"
    assert settings.crawl.urls == ("https://www.shop.example/",)
    assert (settings.crawl.max_pages, settings.crawl.delay, settings.crawl.exclude) == (50, 0, ("/blog/*",))
    assert settings.collect.touchpoints == {"calls/*": Touchpoint.CALL_SCRIPT}
    assert settings.check == Check(fail_on=Severity.WARNING, page_views="views.csv", unsure_below=0.4)
    assert settings.impact == {"power tools": Impact.SAFETY}
    assert list(settings.owners.items()) == [("help/*", "support"), ("touchpoint:email", "crm")]
    assert settings.measure.targets == Targets(guarantee=0.99, firm=0.95, hedged=0.80)
    assert settings.report.outputs == ("report.html", "report.csv")
    assert settings.resolve("scripts") == tmp_path / "scripts"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[crawl]\nmax_page = 3\n", "audit.toml:2: unknown key `max_page` in [crawl]; did you mean `max_pages`?"),
        ("[crwl]\nurls = []\n", "audit.toml:1: unknown key `crwl` in the top level; did you mean `crawl`?"),
        (
            "[measure]\ntargets = {firmm = 0.9}\n",
            "audit.toml:2: unknown key `firmm` in [measure.targets]; did you mean `firm`?",
        ),
        ('[crawl]\n\nmax_pages = "3"\n', "audit.toml:3: `max_pages` must be a whole number, not a text in quotes."),
        ("[crawl]\nmax_pages = 0\n", "audit.toml:2: max_pages must be greater than 0."),
        ('[check]\nfail_on = "bad"\n', "audit.toml:2: `fail_on` must be one of error, warning, info, note, not 'bad'."),
        ("[measure.targets]\nfirm = 90\n", "audit.toml:2: firm = 90 is no share between 0 and 1; 90 % is 0.90."),
        ("[crawl\n", "audit.toml:1: not valid TOML"),
        ("[company]\nname = Shop\n", "audit.toml:2: not valid TOML"),
        ("[check]\nunsure_below = 2\n", "audit.toml:2: unsure_below = 2 is not between 0 and 1."),
        (
            '[owners]\n"help/*" = "x"\n"lp/[a" = "y"\n',
            'audit.toml:3: "lp/[a" in [owners] opens a bracket that it does not close; write [[] for a bracket itself.',
        ),
        ('[owners]\n"touchpoint:mail" = "x"\n', 'audit.toml:2: "touchpoint:mail" in [owners] names no touchpoint;'),
        ('[owners]\n"help/*" = ""\n', 'audit.toml:2: "help/*" in [owners] has no owner; name who changes what'),
        (
            '[impact]\nbeds = "grave"\n',
            "audit.toml:1: `impact` must be one of safety, business, convenience, not 'grave'.",
        ),
        ('folder = "elsewhere"\n', "audit.toml:1: unknown key `folder` in the top level"),
    ],
)
def test_a_fault_is_shown_with_file_line_and_remedy(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load_settings(written(tmp_path, text))
    assert sentence in str(raised.value)


def test_a_wrong_touchpoint_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"must be one of web, policy, .*, not 'callscript'"):
        load_settings(written(tmp_path, '[collect.touchpoints]\n"a/*" = "callscript"\n'))


def test_a_missing_file_names_the_command_that_writes_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such file; `audit init` writes one"):
        load_settings(tmp_path / "audit.toml")


def test_a_file_in_another_encoding_is_said_to_be_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "audit.toml"
    path.write_bytes('[company]\nname = "Café"\n'.encode("utf-16"))
    with pytest.raises(ConfigurationError, match=r"audit.toml: cannot be read"):
        load_settings(path)


def test_the_nearest_file_upwards_is_found_but_not_above_the_repository(tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text("", "utf-8")
    inner = tmp_path / "repository" / "docs" / "deep"
    inner.mkdir(parents=True)
    assert find_config(inner) == tmp_path / "audit.toml"
    (tmp_path / "repository" / ".git").mkdir()
    assert find_config(inner) is None
    (tmp_path / "repository" / "audit.toml").write_text("", "utf-8")
    assert find_config(inner) == tmp_path / "repository" / "audit.toml"
