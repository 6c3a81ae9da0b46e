"""The house keeps its own rules."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
from pathlib import Path

import yaml

from heed.cli.main import _WORKSPACE
from heed.kinds.registry import KINDS
from heed.vocab.mechanisms import mechanisms

ROOT = Path(__file__).parent.parent.parent
SOURCES = [p for p in (ROOT / "src").rglob("*.py") if "migrations" not in p.parts]
TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
]
TEXTS = [
    p for p in TRACKED
    if p.suffix in (".py", ".md", ".html", ".css", ".js", ".yaml", ".toml", ".jsonl", "")
    and "vendor" not in p.parts and p.exists() and p != Path(__file__)
]  # fmt: skip


def functions():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield f"{path.name}:{node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_modules_are_small():
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCES}
    assert [str(p) for p, n in lengths.items() if n > 400] == []
    assert statistics.median(lengths.values()) <= 120


def test_functions_are_small():
    lengths = dict(functions())
    assert [name for name, n in lengths.items() if n > 60] == []
    assert statistics.median(lengths.values()) <= 12


def test_templates_are_small():
    pages = (ROOT / "src").rglob("*.html")
    assert [p.name for p in pages if len(p.read_text().splitlines()) > 120] == []


def test_no_text_names_a_machine_or_a_real_document():
    forbidden = re.compile(r"/work/|/root/|pythonhosted|registry\.npmjs|\bTODO\b")
    assert [str(p) for p in TEXTS if forbidden.search(p.read_text(encoding="utf-8"))] == []


def test_every_kind_says_what_it_must_contain_and_has_a_case():
    kinds = sorted(p for p in (ROOT / "src/heed/kinds").iterdir() if (p / "__init__.py").exists())
    assert len(kinds) >= 12
    assert {kind.name for kind in kinds} == set(KINDS) - {"upr_draft"}
    for kind in kinds:
        says = yaml.safe_load((kind / "kind.yaml").read_text(encoding="utf-8"))
        assert says["mechanism"] in mechanisms()
        assert list((ROOT / "tests/golden" / kind.name).glob("*.yaml"))


def test_every_golden_case_says_what_it_proves():
    cases = list((ROOT / "tests/golden").rglob("*.yaml"))
    assert len(cases) >= 38
    assert [c.name for c in cases if not yaml.safe_load(c.read_text())["proves"]] == []


def test_every_decision_is_linked():
    folder = ROOT / "docs/decisions"
    index = (folder / "README.md").read_text()
    notes = [p.name for p in folder.glob("0*.md")]
    assert [name for name in notes if name not in index] == []


def test_every_setting_is_documented():
    settings = (ROOT / "src/heedweb/config/settings.py").read_text()
    guide = (ROOT / "docs/administrator.md").read_text()
    names = set(re.findall(r'"(HEED_[A-Z_]+)"', settings))
    assert sorted(n for n in names if f"`{n}`" not in guide) == []


def test_every_workspace_command_is_an_entry_point():
    project = (ROOT / "pyproject.toml").read_text()
    section = project.split('[project.entry-points."heed.commands"]')[1].split("\n[")[0]
    assert sorted(re.findall(r"^([a-z-]+) = ", section, re.M)) == sorted(_WORKSPACE)


def test_every_contract_field_is_documented():
    from heed.cli.extract import row
    from heed.records import Recommendation

    fields = row(Recommendation("1.1", "x", 0, 1))
    contract = (ROOT / "docs/extraction.md").read_text()
    assert [name for name in fields if f"`{name}`" not in contract] == []
