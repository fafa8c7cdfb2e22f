"""A template of reports/ to one self-contained page: style and script inline, allowed by their hashes, nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any

from auditor.resources import resources

# Characters that reverse, hide or join what stands around them: a quote must not change how the page reads.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f]")


def render_page(
    name: str, style: str, script: str | None, filters: Mapping[str, Callable[..., Any]], **values: object
) -> str:
    """The page of `reports/{name}` with the style and script of these file names; text is escaped.

    The template gets `style`, `script` and, for the content security policy, `style_hash` and `script_hash`.
    """
    import jinja2

    folder = resources("reports")
    inline = {"style": (folder / style).read_text("utf-8")}
    if script is not None:
        inline["script"] = (folder / script).read_text("utf-8")
    hashes = {f"{key}_hash": _hash(text) for key, text in inline.items()}
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update(filters, plain=plain)
    return environment.get_template(name).render(**inline, **hashes, **values)


def plain(text: str) -> str:
    """The text without characters that would change how its surroundings read."""
    return _INVISIBLE.sub("", text)


def _hash(text: str) -> str:
    """The source expression of an inline style or script for the content security policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
