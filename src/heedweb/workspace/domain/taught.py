"""Labellers that a team taught: loaded from their files, asked as any other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from heed.labels import Labeller, files
from heed.records import Suggestion
from heed.vocab.taxonomies import taxonomies
from heedweb.workspace.domain import blobs
from heedweb.workspace.models import OwnLabel, Trained, Workspace

# A model of two thousand examples has some megabytes; a few teams' models stay in memory.
_KEPT = 16


class Taught:
    """A labeller from one trained version; it proposes only labels that are offered still."""

    def __init__(self, trained: Trained, offered: Collection[str]) -> None:
        self._sha256 = trained.blob.sha256 if trained.blob else ""
        self._offered = frozenset(offered)
        self.taxonomy = trained.taxonomy
        # The hash tells versions apart of a taxonomy that was made anew under its old name.
        self.method = f"{trained.taxonomy} v{trained.number} ({self._sha256[:8]})"
        self.languages = tuple(trained.card.get("languages", ["en"]))

    def propose(
        self, texts: Sequence[str], *, reasons: bool = True
    ) -> list[tuple[Suggestion, ...]]:
        """Return what would be proposed for each text. Raises `InputProblem` for a changed file."""
        if not texts:
            return []
        found = _loaded(self._sha256).propose(texts, reasons=reasons)
        return [
            tuple(replace(one, method=self.method) for one in mine if one.code in self._offered)
            for mine in found
        ]


def own(workspace: Workspace, _only: Collection[str] = ()) -> tuple[Labeller, ...]:
    """Return the labellers that a workspace taught and uses; each loads its file when asked."""
    current = list(Trained.objects.filter(workspace=workspace, current=True).select_related("blob"))
    labels = OwnLabel.objects.filter(
        taxonomy__workspace=workspace, taxonomy__retired=False, retired=False
    )
    offered: dict[str, set[str]] = {}
    for taxonomy, code in labels.values_list("taxonomy__code", "code"):
        offered.setdefault(taxonomy, set()).add(code)
    for code, held in taxonomies().items():
        offered[code] = {one.code for one in held.labels}
    return tuple(Taught(one, offered[one.taxonomy]) for one in current if one.taxonomy in offered)


@lru_cache(maxsize=_KEPT)
def _loaded(sha256: str) -> Labeller:
    """Return the labeller in a file; the file is checked against its hash before it is loaded."""
    return files.load(blobs.path_of(sha256), sha256)
