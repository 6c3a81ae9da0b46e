"""The page of an item, also as the answer to an act that was refused."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.models import Item
from heedweb.workspace.queries import item_page
from heedweb.workspace.queries.names import names_for
from heedweb.workspace.views.refused import status_of


def page(request: HttpRequest, held: Item, refused: Refused | None = None) -> HttpResponse:
    """Show an item; where something was refused, say why."""
    context = {
        "workspace": held.workspace, "item": held,
        "whole": item_page.whole(names_for(request), held),
        "told": refused.line if refused else "",
    }  # fmt: skip
    return render(request, "workspace/item.html", context, status=status_of(refused))
