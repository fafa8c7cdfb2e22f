"""Where the data folders `rules` and `reports` are: inside the package in a wheel, beside it in a checkout."""

from importlib.resources import files
from pathlib import Path


def resources(name: str) -> Path:
    """The folder `name` (`rules`, `reports` or `sample`) as a path."""
    packaged = Path(str(files("auditor"))) / name
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / name
