"""Teaching a labeller: one text after the other, then what it learnt, then whether it is used."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_htmx.middleware import HtmxDetails

from heedweb.workspace import access
from heedweb.workspace.domain import examples, labelling, teaching, training
from heedweb.workspace.forms.taxonomies import TextsForm
from heedweb.workspace.models import Trained
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import own_taxonomies, places_to_teach
from heedweb.workspace.queries import teaching as queries
from heedweb.workspace.queries.curves import curve
from heedweb.workspace.queries.teaching import Item, Teaching
from heedweb.workspace.roles import Act
from heedweb.workspace.taxonomy_words import learnt
from heedweb.workspace.views.taxonomies import acted, found, owned


def _taught(request: HttpRequest, workspace: str, code: str) -> Teaching:
    """Return what is taught: a taxonomy that is not retired, with the labels that are offered."""
    about = found(request, workspace, code, Act.TEACH)
    if about.held is None:
        return about
    if about.held.retired:
        raise Http404
    offered = own_taxonomies.as_taxonomy(about.held, retired=False)
    return Teaching(about.workspace, offered, about.held)


@login_required
def teach(request: HttpRequest, workspace: str, code: str) -> HttpResponse:
    """Show a text with the labels to choose from, or keep what was chosen and show the next."""
    about = _taught(request, workspace, code)
    if request.method == "POST":
        return _keep(request, about)
    skipped = places_to_teach.parsed(request.GET.get("skip", ""))
    asked = request.GET.get("at", "")
    person = access.person(request).pk
    item = queries.item_at(about, asked) if asked else queries.next_item(about, skipped, person)
    if asked and item is None:
        raise Http404
    counted = queries.tally(about)
    context = {
        "workspace": about.workspace,
        "taxonomy": about.taxonomy,
        "own": about.held,
        "item": item,
        "seen": examples.seen_of(item.row) if item and item.row else 0,
        "choices": places_to_teach.choices(about, item, counted, request.GET.get("find", "")),
        "long": places_to_teach.long(about),
        "find": request.GET.get("find", ""),
        "tally": counted,
        "before": queries.item_at(about, request.GET.get("before", "")),
        "skip": places_to_teach.joined([*skipped, item.place] if item else skipped),
        "lacking": teaching.lacking(about),
        "left": queries.untagged(about).count(),
        "texts": TextsForm(),
        "latest": next(iter(own_taxonomies.versions(about)), None),
    }
    return render(request, "workspace/teach.html", context)


def _keep(request: HttpRequest, about: Teaching) -> HttpResponse:
    item = queries.item_at(about, request.POST.get("place", ""))
    if item is None:
        raise Http404
    codes = request.POST.getlist("label")
    address = reverse("workspace:teach", args=[about.workspace.slug, about.taxonomy.code])
    try:
        done = acted(request, lambda: _tag(request, about, item, codes))
    except labelling.LabelsOvertaken as overtaken:
        said = _("{who} labelled it in the meantime; look again.")
        messages.error(request, said.format(who=overtaken.by or _("heed")))
        return redirect(f"{address}?at={item.place}")
    return redirect(f"{address}?{'before' if done else 'at'}={item.place}")


def _tag(request: HttpRequest, about: Teaching, item: Item, codes: list[str]) -> None:
    by = access.person(request)
    if item.example is not None:
        examples.tag_text(example=item.example, codes=codes, by=by)
    elif item.row is not None:
        seen = request.POST.get("seen", "")
        examples.tag_recommendation(
            workspace=about.workspace,
            taxonomy=about.taxonomy,
            row=item.row,
            codes=codes,
            seen=number_of(seen),
            by=by,
        )


@login_required
def texts(request: HttpRequest, workspace: str, code: str) -> HttpResponse:
    """Keep texts to be tagged, or list those that are here."""
    held = owned(request, workspace, code)
    form = TextsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given, by = form.cleaned_data["texts"], access.person(request)
        new: list[int] = []
        act: Callable[[], object] = lambda: new.append(  # noqa: E731
            examples.add_texts(taxonomy=held, texts=given, by=by)
        )
        if acted(request, act):
            said = ngettext("{n} text is new.", "{n} texts are new.", new[0]).format(n=new[0])
            messages.success(request, said)
        return redirect("workspace:teach", workspace=workspace, code=code)
    page, rows = places_to_teach.page(held, request.GET.get("page", ""))
    context = {
        "workspace": held.workspace,
        "taxonomy": held,
        "form": form,
        "page": page,
        "rows": rows,
    }
    status = 422 if form.errors else 200
    return render(request, "workspace/taxonomy_texts.html", context, status=status)


@login_required
@require_POST
def remove_text(request: HttpRequest, workspace: str, code: str, pk: int) -> HttpResponse:
    """Delete a text, or let it wait again."""
    held = access.workspace(request, workspace, Act.TEACH)
    example, by = access.example(held, code, pk), access.person(request)
    if request.POST.get("act") == "untag":
        examples.untag_text(example=example, by=by)
    else:
        examples.remove_text(example=example, by=by)
    return redirect("workspace:texts", workspace=workspace, code=code)


@login_required
@require_POST
def train(request: HttpRequest, workspace: str, code: str) -> HttpResponse:
    """Queue the training of a version."""
    about, by = _taught(request, workspace, code), access.person(request)
    made: list[Trained] = []
    if acted(request, lambda: made.append(training.start(about=about, by=by))):
        number = made[0].number
        return redirect("workspace:version", workspace=workspace, code=code, number=number)
    return redirect("workspace:teach", workspace=workspace, code=code)


@login_required
def version(request: HttpRequest, workspace: str, code: str, number: int) -> HttpResponse:
    """Show what a version learnt; until then how far it is, asked for again."""
    about = found(request, workspace, code)
    trained = access.trained(about.workspace, code, number)
    done = trained.state == Trained.State.DONE
    context = {
        "workspace": about.workspace,
        "taxonomy": about.taxonomy,
        "trained": trained,
        "open": trained.state in Trained.OPEN,
        "curve": curve(trained.card) if done else None,
        "said": learnt(trained.card) if done else [],
        "rows": places_to_teach.scored(trained.card),
        "others": [one for one in own_taxonomies.versions(about) if one.pk != trained.pk],
    }
    htmx = getattr(request, "htmx", None)
    partial = isinstance(htmx, HtmxDetails) and bool(htmx)
    name = "parts/version.html" if partial else "workspace/version.html"
    return render(request, name, context)


@login_required
@require_POST
def act_on_version(request: HttpRequest, workspace: str, code: str, number: int) -> HttpResponse:
    """Use a version, use it no more, or delete it."""
    held, by = access.workspace(request, workspace, Act.TEACH), access.person(request)
    trained = access.trained(held, code, number)
    act = request.POST.get("act")
    acts: dict[str | None, tuple[Callable[[], object], str]] = {
        "adopt": (
            lambda: training.adopt(trained=trained, by=by),
            _("It is used now; its proposals come as it reads the list."),
        ),
        "aside": (lambda: training.set_aside(trained=trained, by=by), _("It is used no more.")),
        "remove": (lambda: training.remove(trained=trained, by=by), _("The version is deleted.")),
    }
    if act in acts and acted(request, *acts[act]) and act == "remove":
        return redirect("workspace:taxonomy", workspace=workspace, code=code)
    return redirect("workspace:version", workspace=workspace, code=code, number=number)
