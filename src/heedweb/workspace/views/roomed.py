"""The page of a record that lives in a room, writing in it, and its way out; for every kind.

A module of views says what a kind is (`Kind`) and takes the views of it from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heedweb.workspace import access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain import editing, personal_data, publishing, room_rules
from heedweb.workspace.domain.personal_data import Publishable
from heedweb.workspace.domain.refusals import Lacking, NotNow, Refused
from heedweb.workspace.domain.rooms import destination
from heedweb.workspace.forms.notes import AskForm, KeepForm, SaidForm, SeenForm
from heedweb.workspace.forms.written import WrittenForm
from heedweb.workspace.models import Roomed, Standing
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import roomed
from heedweb.workspace.roles import Act, OrganisationKind, RoomKind
from heedweb.workspace.views.editor import Editor
from heedweb.workspace.views.refused import status_of

R = TypeVar("R", bound=Roomed)
View = Callable[..., HttpResponse]
CarryOut = Callable[[HttpRequest, Seat, Any], Roomed | None]


@dataclass(frozen=True, slots=True)
class Deed:
    """What can be done with a record: the right it needs, how it is done, what is said then."""

    needs: Act
    carry_out: CarryOut
    said: Callable[[], str]


def _to_coordination(record: Roomed) -> bool:
    """Return whether a record may go to the coordination alone: another's that may at all."""
    body = record.home.organisation
    own = body is not None and body.kind == OrganisationKind.COORDINATION
    return record.TO_COORDINATION and not own


def asking(do: Callable[..., object]) -> CarryOut:
    """Return what asks by `do` that a record goes where the form says."""

    def carry_out(request: HttpRequest, seat: Seat, record: Roomed) -> None:
        form = AskForm(request.POST, coordination=_to_coordination(record))
        if not form.is_valid():
            raise Lacking(_("Say where it should go."))
        to = destination(form.cleaned_data["to"], seat)
        do(record, to=to, seen=form.cleaned_data["version"], by=seat)

    return carry_out


def with_version(do: Callable[..., object]) -> CarryOut:
    """Return what does `do` with the version that the person read."""

    def carry_out(request: HttpRequest, seat: Seat, record: Roomed) -> None:
        form = SeenForm(request.POST)
        do(record, seen=form.cleaned_data["version"] if form.is_valid() else -1, by=seat)

    return carry_out


def with_comment(do: Callable[..., object]) -> CarryOut:
    """Return what does `do` with the remark that was sent."""

    def carry_out(request: HttpRequest, seat: Seat, record: Roomed) -> None:
        do(record, comment=said(request), by=seat)

    return carry_out


def plainly(do: Callable[..., Roomed]) -> CarryOut:
    """Return what does `do`, which needs nothing but the record."""
    return lambda _request, seat, record: do(record, by=seat)


def keep(request: HttpRequest, seat: Seat, record: Publishable) -> None:
    """Keep a passage that looks like personal data. Raises `Refused`."""
    form = KeepForm(request.POST)
    if not form.is_valid():
        raise Lacking(_("Say it in 2,000 letters at most."))
    given = form.cleaned_data
    personal_data.keep(
        record, field=given["field"], kind=given["kind"], words=given["words"],
        why=given["comment"], by=seat,
    )  # fmt: skip


def said(request: HttpRequest) -> str:
    """Return the reason or remark that was sent. Raises `Lacking` where it is too long."""
    form = SaidForm(request.POST)
    if not form.is_valid():
        raise Lacking(_("Say it in 2,000 letters at most."))
    return str(form.cleaned_data["comment"])


ACTS: dict[str, Deed] = {
    "ask": Deed(
        Act.WRITE,
        asking(publishing.ask),
        lambda: _("Somebody else of your room can publish it now."),
    ),
    "take-back": Deed(Act.WRITE, plainly(publishing.take_back), lambda: _("It is a draft again.")),
    "approve": Deed(Act.APPROVE, with_version(publishing.approve), lambda: _("It is published.")),
    "return": Deed(
        Act.WRITE,
        with_comment(publishing.send_back),
        lambda: _("It is sent back, with your words."),
    ),
    "comment": Deed(
        Act.WRITE,
        with_comment(publishing.comment),
        lambda: _("Those who write it see what you said."),
    ),
    "withdraw": Deed(
        Act.APPROVE,
        lambda request, seat, record: publishing.withdraw(record, reason=said(request), by=seat),
        lambda: _("It is withdrawn. Its place, the day and the reason stay."),
    ),
    "revise": Deed(
        Act.WRITE,
        plainly(publishing.revise),
        lambda: _("This is a new version; the published one stays until it is published."),
    ),
    "keep": Deed(Act.WRITE, keep, lambda: _("The words stay, with your reason.")),
    "discard": Deed(
        Act.WRITE,
        with_version(publishing.discard),
        lambda: _("It is discarded. You can restore it here."),
    ),
    "restore": Deed(
        Act.WRITE, plainly(publishing.restore), lambda: _("It is restored, as it was.")
    ),
}


def nothing_more(_seat: Seat, _whole: object) -> Mapping[str, object]:
    """Return nothing that a page shows besides."""
    return {}


@dataclass(frozen=True)
class Kind(Generic[R]):
    """A kind of record; its addresses are called `name`, `name-write` and `name-act`.

    `get` and `near` give one and all of it that a person may read, `discarded` what they may
    restore, which is listed at the address called `gone`. `more` is what its page shows
    besides, `spoken` what its words are called. `form` makes the form of its words, `title` says
    what is written there; `listed` is the address of the list it stands in.
    """

    name: str
    get: Callable[[Seat, int], R]
    near: Callable[[Seat], QuerySet[R]]
    discarded: Callable[[Seat], QuerySet[R]]
    gone: str
    template: str
    more: Callable[[Seat, roomed.Whole[R]], Mapping[str, object]] = nothing_more
    spoken: roomed.Spoken = roomed.text_alone
    acts: Mapping[str, Deed] = field(default_factory=lambda: ACTS)
    form: Callable[[R], Callable[..., WrittenForm]] | None = None
    title: Callable[[R], str] = str
    listed: str = "today"
    # Where it is asked to go unless somebody chooses.
    first: str = RoomKind.SHARED.value

    def address(self, seat: Seat, record: object, part: str = "") -> str:
        """Return the address of a record, or of a `part` of it (`-write`)."""
        keys = [seat.workspace.slug, getattr(record, "pk", None)]
        return reverse(f"workspace:{self.name}{part}", args=keys)


def page(
    kind: Kind[R], request: HttpRequest, seat: Seat, record: R, refused: Refused | None = None
) -> HttpResponse:
    """Return the page of a record, with what can be done, or with why something was not done."""
    whole = roomed.whole(seat, record, kind.near(seat), kind.spoken)
    aims = AskForm(
        initial={"to": kind.first, "version": record.version},
        coordination=_to_coordination(record),
    )
    context = {
        "workspace": seat.workspace, "whole": whole, "record": record, "ask": aims,
        "said": SaidForm(), "told": refused.line if refused else "",
        "act_url": f"workspace:{kind.name}-act", "write_url": f"workspace:{kind.name}-write",
        "one_url": f"workspace:{kind.name}", **kind.more(seat, whole),
    }  # fmt: skip
    return render(request, kind.template, context, status=status_of(refused))


def one(kind: Kind[R]) -> View:
    """Return the view that shows a record."""

    @login_required
    @require_safe
    def view(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
        seat = access.seat(request, workspace)
        return page(kind, request, seat, kind.get(seat, pk))

    return view


def _read(kind: Kind[R], seat: Seat, pk: int) -> R:
    return kind.get(seat, pk)


def _discarded(kind: Kind[R], seat: Seat, pk: int) -> R:
    return access.one_of(kind.discarded(seat).filter(pk=pk))


def act(kind: Kind[R]) -> View:
    """Return the view that asks, publishes, sends back, and so on.

    Who may is said in `domain.room_rules`.
    """

    @login_required
    @require_POST
    def view(request: HttpRequest, workspace: str, pk: int, verb: str) -> HttpResponse:
        if verb not in kind.acts:
            raise Http404
        deed = kind.acts[verb]
        seat = access.seat(request, workspace, deed.needs)
        record = (_discarded if verb == "restore" else _read)(kind, seat, pk)
        try:
            refused = room_rules.refusal(verb.replace("-", "_"), record, seat)
            if refused is not None:
                raise refused
            done = deed.carry_out(request, seat, record) or record
        except Refused as refused:
            if verb == "restore":
                # What is discarded has no page.
                messages.error(request, refused.line)
                return redirect(f"workspace:{kind.gone}", workspace=seat.workspace.slug)
            return page(kind, request, seat, kind.get(seat, pk), refused)
        messages.success(request, deed.said())
        if request.POST.get("then") == "list":
            # Who goes through what waits for them goes on with the next.
            address = reverse(f"workspace:{kind.listed}", args=[seat.workspace.slug])
            return redirect(f"{address}?waits=me")
        if verb == "discard":
            return redirect(f"workspace:{kind.gone}", workspace=seat.workspace.slug)
        if not kind.near(seat).filter(pk=done.pk).exists():
            # Who sent a text back to another room does not see it any more.
            return redirect(f"workspace:{kind.listed}", workspace=seat.workspace.slug)
        return redirect(kind.address(seat, done, "-write" if verb == "revise" else ""))

    return view


def write(kind: Kind[R]) -> View:
    """Return the view in which a draft is gone on with, by the one page of writing (`editor`)."""

    @login_required
    def view(request: HttpRequest, workspace: str, pk: int) -> HttpResponse:
        seat = access.seat(request, workspace, Act.WRITE)
        sent = request.method == "POST"
        # Who was writing while somebody discarded it or asked for it loses nothing.
        lost = kind.discarded(seat).filter(pk=pk).first() if sent else None
        record = lost or kind.get(seat, pk)
        refused = room_rules.refusal("write", record, seat)
        if refused is not None and not (sent and isinstance(refused, NotNow)):
            return page(kind, request, seat, record, refused)
        if kind.form is None:
            return page(kind, request, seat, record)
        return Editor(
            request, seat, kind.form(record), record, f"{kind.name}:{pk}", kind.title(record),
            kind.address(seat, record),
            save=lambda words, seen: saved(record, words, seen, seat),
            after=lambda held: kind.address(seat, held),
        ).respond()  # fmt: skip

    return view


def saved(record: R, words: Mapping[str, object], seen: int, seat: Seat) -> R:
    """Write the words of a draft; raises `editing.Overtaken`, for which both are shown."""
    try:
        return publishing.write(record, words=words, seen=seen, by=seat)
    except publishing.Overtaken as overtaken:
        if overtaken.record.standing == Standing.DISCARDED:
            line = _(
                "It was discarded in the meantime. What you wrote is kept with it; restore it"
                " first."
            )
            raise NotNow(line) from overtaken
        raise editing.Overtaken(overtaken.record, words) from overtaken


def discarded(kind: Kind[R]) -> View:
    """Return the view that lists what was discarded in the person's room and can be restored."""

    @login_required
    @require_safe
    def view(request: HttpRequest, workspace: str) -> HttpResponse:
        seat = access.seat(request, workspace, Act.WRITE)
        gone = roomed.gone(kind.discarded(seat), number_of(request.GET.get("page")))
        context = {
            "workspace": seat.workspace, "gone": gone, "act_url": f"workspace:{kind.name}-act",
            "rows": [(one, kind.title(one.record)) for one in gone.rows],
        }  # fmt: skip
        return render(request, "workspace/roomed_discarded.html", context)

    return view
