"""A TOML file to what it says, and a key of it to its line: what a person wrote is told of by file and line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from auditor.errors import ConfigurationError


def read_toml(path: Path, remedy: str) -> tuple[str, dict[str, Any]]:
    """The text of a TOML file and what it says; ConfigurationError where it is missing (with the remedy) or broken."""
    try:
        text = path.read_text("utf-8")
        return text, tomllib.loads(text)
    except FileNotFoundError:
        raise ConfigurationError(f"{path}: no such file; {remedy}.") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigurationError(f"{path}: cannot be read ({reason}); it must be a text file in UTF-8.") from None
    except RecursionError:
        raise ConfigurationError(f"{path}: its lists are nested too deeply; mend the file.") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"{path}:{line.group(1)}" if line else str(path)
        raise ConfigurationError(f"{place}: not valid TOML: {error}. Strings need quotes, lists need [ ].") from None


def line_of(source: str, trail: tuple[str, ...], key: str) -> int:
    """The line (from 1) where `key` is set in the table `trail`, or that of the table, else 1."""
    table: tuple[str, ...] = ()
    table_line = 1
    for number, line in enumerate(source.splitlines(), 1):
        head = re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", line)
        if head:
            table = tuple(part.strip().strip("\"'") for part in head.group(1).split("."))
            if table in ((*trail, key), trail):
                table_line = number
            if table == (*trail, key):
                return number
        elif table == trail and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*[.=]""", line):
            return number
        elif table == trail[:-1] and trail and re.match(rf"\s*{re.escape(trail[-1])}\s*[.=]", line):
            table_line = number
    return table_line
