"""A fictional State's workspace: its reviews from documents that the package carries.

In a checkout of the source also what other mechanisms ask, from the composed samples there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from heedweb.accounts.links import make_link
from heedweb.administration import acts
from heedweb.workspace.domain import documents, people, workspaces
from heedweb.workspace.domain.given import Given
from heedweb.workspace.models import Workspace

NAME = "Aurelia"
STATE = "XAU"
COORDINATOR = "coordinator@example.org"
FOLDER = Path(__file__).parent / "documents"
SAMPLES = Path(__file__).parents[3] / "samples" / "documents"
# One or two of each mechanism, the latest.
OTHERS = (
    "XAU_cat_2020.html", "XAU_ccpr_2023.docx", "XAU_cedaw_2019.html", "XAU_cedaw_2024.pdf",
    "XAU_cescr_2022.html", "XAU_crc_2023.docx", "XAU_crpd_2023.docx", "XAU_followup_2026.pdf",
    "XAU_visit_housing_2019.pdf", "XAU_hrc_resolution_2022.html", "XAU_ceacr_c087_2023.html",
    "XAU_ceacr_c111_2023.html", "XAU_ceacr_p029_2024.pdf", "XAU_cas_2023.html", "XAU_cfa_2850.pdf",
)  # fmt: skip


def prepare() -> Iterator[str]:
    """Make the workspace if it is not there, import the documents, yield what to tell."""
    by = people.account(COORDINATOR)
    held = Workspace.objects.filter(name=NAME).first()
    if held is None:
        held = workspaces.create(name=NAME, state=STATE, by=by)
    acts.first_administrator(by)
    files = sorted(p for p in FOLDER.iterdir() if p.suffix in (".pdf", ".docx", ".csv"))
    files += [path for name in OTHERS if (path := SAMPLES / name).exists()]
    given = [Given(path.name, path) for path in files]
    for outcome in documents.take_in(workspace=held, files=given, by=by):
        if outcome.state == "done":
            yield f"{outcome.name}: taken in, {outcome.count} items"
        else:
            yield outcome.line
    yield f"Sign in once within 30 minutes: {make_link(by)}"
