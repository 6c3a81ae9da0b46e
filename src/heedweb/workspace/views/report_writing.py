"""Writing a progress report: what is asked, or on something of one's own accord; one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heedweb.workspace import access, plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import editing, evidence, measures, room_rules
from heedweb.workspace.domain import reports as domain
from heedweb.workspace.domain.refusals import NotNow, Refused
from heedweb.workspace.domain.requests import About, called
from heedweb.workspace.domain.rooms import destination
from heedweb.workspace.forms.reports import ReportForm
from heedweb.workspace.models import Measure, ProgressReport, Request, Standing
from heedweb.workspace.queries import due, reports
from heedweb.workspace.queries.evidence import values_for
from heedweb.workspace.roles import Act
from heedweb.workspace.views import roomed
from heedweb.workspace.views.editor import Editor
from heedweb.workspace.views.reports import KIND

# How far the institution itself says that a measure is.
_LEVELS = (Measure.State.UNDER_WAY, Measure.State.DONE)


@login_required
def answer(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Answer a request: one text, its day, and on to the next one."""
    seat = access.seat(request, workspace, Act.ANSWER)
    asked = plan_access.request(seat, pk)
    # Who was writing while it was closed loses nothing.
    over = asked.closed is not None and request.method != "POST"
    if over or asked.organisation_id != seat.organisation:
        return redirect("workspace:request", workspace=seat.workspace.slug, pk=pk)
    return _Writing(request, seat, asked.about, domain.in_hand(asked.about, seat), asked).respond()


@login_required
def on_measure(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Report on a measure, whether it is asked for or not."""
    seat = access.seat(request, workspace, Act.ANSWER)
    about = plan_access.measure(seat, pk)
    return _Writing(request, seat, about, domain.in_hand(about, seat)).respond()


@login_required
def on_row(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Report on a recommendation, whether it is asked for or not."""
    seat = access.seat(request, workspace, Act.ANSWER)
    about = access.recommendation(seat.workspace, pk)
    return _Writing(request, seat, about, domain.in_hand(about, seat)).respond()


@login_required
def write(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
    """Go on writing a draft."""
    seat = access.seat(request, workspace, Act.WRITE)
    # Who was writing while somebody discarded it loses nothing.
    lost = KIND.discarded(seat).filter(pk=pk).first() if request.method == "POST" else None
    held = lost or plan_access.report(seat, pk)
    refused = _refusal(request, held, seat)
    if refused is not None:
        return roomed.page(KIND, request, seat, held, refused)
    return _Writing(request, seat, held.about, held, held.request).respond()


def _refusal(request: HttpRequest, held: ProgressReport, seat: Seat) -> Refused | None:
    """Return why nothing is written here. What was typed meanwhile is sent on, to be kept aside."""
    refused = room_rules.refusal("write", held, seat)
    typed = request.method == "POST" and isinstance(refused, NotNow)
    return None if typed else refused


class _KeptAside(Exception):
    """The draft is not as it was seen, or not open any more."""


@dataclass(frozen=True)
class _Writing:
    """Who writes on what; `held` is the draft there is, `asked` the request that it answers."""

    request: HttpRequest
    seat: Seat
    about: About
    held: ProgressReport | None
    asked: Request | None = None

    def respond(self) -> HttpResponse:
        """Return the page, or what comes of what was sent."""
        held, seat = self.held, self.seat
        if held is not None and _refusal(self.request, held, seat) is not None:
            return redirect("workspace:report", workspace=seat.workspace.slug, pk=held.pk)
        field = "measure" if isinstance(self.about, Measure) else "row"
        key = f"report:{held.pk}" if held else f"report:{field}:{self.about.pk}"
        return Editor(
            self.request, seat, self._form(), held, key, called(self.about),
            reverse("workspace:due", args=[seat.workspace.slug]),
            save=self._save, after=self._after, said=self._said(),
            template="workspace/report_write.html", more=self._more(),
        ).respond()  # fmt: skip

    def _form(self) -> Callable[..., ReportForm]:
        """Return what makes the form: with the choices that are open to the person."""
        states: tuple[str, ...] = ()
        if isinstance(self.about, Measure):
            measure = self.about
            states = tuple(
                one.value for one in _LEVELS if measures.refusal(measure, one, self.seat) is None
            )
        values = values_for(self.seat, self.about)
        now = self.about.state if isinstance(self.about, Measure) else ""

        def made(data: object = None, **kwargs: object) -> ReportForm:
            files = self.request.FILES if data is self.request.POST else None
            return ReportForm(
                data, files, coordination=self._others, states=states, now=now,
                values=values, **kwargs,
            )  # fmt: skip

        return made

    @property
    def _others(self) -> bool:
        """Whether it may go to the coordination alone: what is not its own."""
        return self.seat.workspace.coordination().pk != self.seat.organisation

    @property
    def _sends(self) -> bool:
        return self.request.POST.get("do") == "send"

    def _said(self) -> str:
        if not self._sends:
            return _("Saved. Nobody outside your room sees it.")
        return _("Sent to be validated.")

    def _save(self, words: dict[str, object], seen: int) -> ProgressReport:
        """Keep what was written with its evidence, and send it where that was wanted."""
        said = {name: words[name] for name in ProgressReport.WORDS}
        domain.must_be_right(said)
        try:
            return self._kept(words, said, seen)
        except _KeptAside:
            # With all the rest it was not kept aside either: now it is, and the person told why.
            return roomed.saved(cast("ProgressReport", self.held), said, seen, self.seat)

    @transaction.atomic
    def _kept(self, words: dict[str, object], said: dict[str, object], seen: int) -> ProgressReport:
        if self.held is None:
            held = domain.begin(self.about, words=said, by=self.seat)
        else:
            held = self._written(self.held, said, seen)
        evidence.add(held, words=words, by=self.seat)
        if self._sends:
            if isinstance(self.about, Measure):
                domain.level(self.about, state=str(words.get("state") or ""), by=self.seat)
            if held.standing == Standing.DRAFT:
                to = destination(str(words["goes"]), self.seat)
                held = domain.ask(held, to=to, seen=held.version, by=self.seat)
        return held

    def _written(self, held: ProgressReport, said: dict[str, object], seen: int) -> ProgressReport:
        try:
            return roomed.saved(held, said, seen, self.seat)
        except (editing.Overtaken, NotNow) as why:
            raise _KeptAside from why

    def _after(self, held: ProgressReport) -> str:
        slug = self.seat.workspace.slug
        if not self._sends:
            return reverse("workspace:report", args=[slug, held.pk])
        later = due.after(self.seat, self.asked or held.request)
        if later is None:
            return reverse("workspace:due", args=[slug])
        return reverse("workspace:due-answer", args=[slug, later.pk])

    def _more(self) -> dict[str, object]:
        today = timezone.localdate()
        asked = self.asked or domain.request_on(self.about, self.seat)
        items = due.items(self.seat, [asked], today) if asked is not None else []
        return {
            "about": self.about, "asked": asked, "item": items[0] if items else None,
            "measure": self.about if isinstance(self.about, Measure) else None,
            "last": reports.last_of(self.seat, self.about, today),
            "comment": domain.returned(self.held) if self.held else "",
            "evidence": self.held.evidence.all() if self.held else [],
        }  # fmt: skip
