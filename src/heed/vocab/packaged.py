"""The data files that come with heed, read once."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def load(name: str, package: str = "heed.vocab") -> Any:  # noqa: ANN401 -- users take it apart
    """Return what the YAML file `name` of `package` holds: `data/states.yaml`.

    It is read once; nobody changes what comes back. Raises `FileNotFoundError`: no such file.
    """
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


@cache
def names(folder: str, package: str = "heed.vocab") -> tuple[str, ...]:
    """Return the names of the YAML files in `folder` of `package`, sorted, with the folder."""
    held = resources.files(package).joinpath(folder)
    found = (path.name for path in held.iterdir())
    return tuple(sorted(f"{folder}/{name}" for name in found if name.endswith(".yaml")))
