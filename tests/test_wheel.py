"""The wheel as a user gets it: built, installed into a new environment and run from an empty folder."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_brings_two_packages_and_all_data(wheel: Path) -> None:
    names = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    assert {name.partition("/")[0] for name in names} == {"auditor", "crawlers"}
    for folder in ("rules", "reports", "auditor/sample"):
        files = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file()}
        carried = files if folder.startswith("auditor") else {f"auditor/{name}" for name in files}
        assert {name for name in carried if "__pycache__" not in name} <= set(names)
    assert [name for name in names if "__pycache__" in name or name.startswith("tests")] == []


def test_the_wheel_audits_the_sample_in_a_new_environment_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    environment, folder = tmp_path / "environment", tmp_path / "empty"
    folder.mkdir()
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    install = [
        str(environment / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "-q",
        "-c",
        str(ROOT / "constraints.txt"),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    audit = environment / "bin" / "audit"
    done = subprocess.run([audit, "demo"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (folder / "audit-report.html").stat().st_size > 50_000
    checked = subprocess.run(
        [audit, "--audit", ".audit/demo.db", "check", "--format", "json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(checked.stdout)["findings"] != []
    assert (environment / "bin" / "expectation-audit").is_file()
