"""Adding a recommendation that the reading missed: choose its lines, look at it, save it."""

from __future__ import annotations

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from heed.kinds.attribution import attribute
from heed.kinds.lines import joined_texts
from heedweb.workspace import access
from heedweb.workspace.domain import decisions
from heedweb.workspace.domain.decisions import Words
from heedweb.workspace.forms.words import WordsForm
from heedweb.workspace.models import SourceDocument
from heedweb.workspace.queries import leaves, places
from heedweb.workspace.roles import Act

_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)*)\s*[.)]?\s+(?=\S)")
_MOST = 20_000


@login_required
def add(request: HttpRequest, workspace: str, pk: int, number: int) -> HttpResponse:
    """Choose the lines of a missed recommendation, or write and save what was chosen."""
    held = access.workspace(request, workspace, Act.DECIDE)
    document = access.document(held, pk)
    leaf = leaves.leaf(document, number)
    if leaf is None or document.review is None:
        raise Http404
    span = _span(document, request)
    if span is None:
        after = leaves.leaf(document, number + 1)
        end = after.end if after else leaf.end
        context = {
            "workspace": held,
            "document": document,
            "leaf": leaf,
            "lines": leaves.lines(document, leaf.start, end),
            "places": places.of_page(document, number),
            "chosen": "start" in request.GET,
        }
        return render(request, "workspace/missed_lines.html", context)
    sent = request.method == "POST"
    form = WordsForm(request.POST if sent else None, initial=_proposed(document, *span))
    if sent and form.is_valid():
        words = _words(document, span, form)
        step = decisions.add(
            workspace=held, document=document, words=words, by=access.person(request)
        )
        messages.success(request, _("{number} is added.").format(number=words.paragraph))
        row = step.decisions.get().recommendation
        return redirect("workspace:recommendation", workspace=held.slug, pk=row.pk)
    address = reverse("workspace:missed", args=[held.slug, pk, number])
    context = {
        "workspace": held,
        "document": document,
        "leaf": leaf,
        "form": form,
        "start": span[0],
        "end": span[1],
        "passage": document.text[span[0] : span[1]],
        "address": address,
    }
    return render(request, "workspace/missed.html", context, status=422 if sent else 200)


def _span(document: SourceDocument, request: HttpRequest) -> tuple[int, int] | None:
    """Return the chosen range of the text, None where nothing sensible is chosen."""
    asked = request.POST if request.method == "POST" else request.GET
    start, end = asked.get("start", ""), asked.get("end", "")
    if not (start.isdecimal() and end.isdecimal()):
        return None
    first, last = int(start), int(end)
    fits = first < last <= len(document.text) and last - first <= _MOST
    return (first, last) if fits and document.text[first:last].strip() else None


def _proposed(document: SourceDocument, start: int, end: int) -> dict[str, str]:
    """Return number, text, States and position as the words and the list around propose them."""
    lines = document.text[start:end].replace("\f", "\n").split("\n")
    words = joined_texts(line.strip() for line in lines if line.strip())
    # A figure is the number only where the line begins: "2030 Agenda" may stand in its middle.
    begins = start == 0 or document.text[start - 1] in "\n\f"
    number = _NUMBER.match(words) if begins else None
    body = words[number.end() :] if number else words
    found = attribute(body)
    before = leaves.before(document, start)
    paragraph = number.group(1) if number else ""
    if before is not None and paragraph and "." not in paragraph and "." in before.paragraph:
        paragraph = f"{before.paragraph.split('.')[0]}.{paragraph}"
    return {
        "paragraph": paragraph,
        "text": found.text.strip(" ;."),
        "states": "; ".join(who.name for who in found.recommending),
        "position": before.position if before else "",
        "kind": "recommendation",
    }


def _words(document: SourceDocument, span: tuple[int, int], form: WordsForm) -> Words:
    page = leaves.leaf_at(document, span[0]).number if document.pages else None
    return Words(
        **form.words(),
        start=span[0],
        end=span[1],
        page=page,
        boxes=places.boxes(document, *span),
    )
