"""Pages of the installation. They open no workspace and show no text of any room."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from heedweb.accounts import second_step
from heedweb.accounts.models import User
from heedweb.administration import acts, options, queries
from heedweb.administration import mail as mails
from heedweb.administration.forms import OptionsForm, WorkspaceForm, add_problem
from heedweb.administration.options import OptionProblem
from heedweb.workspace.access import person
from heedweb.workspace.domain import inviting
from heedweb.workspace.domain.refusals import Refused
from heedweb.workspace.numbers import number_of


def administrator(request: HttpRequest) -> User:
    """Return the administrator who asks. Raises `Http404` for everybody else.

    Raises `SecondStepNeeded` for who must set up a second step first.
    """
    user = person(request)
    if not user.administrator:
        raise Http404
    second_step.must_be_settled(request)
    return user


def account_of(request: HttpRequest, pk: int) -> User:
    """Return an account. Raises `Http404`, also for who is no administrator."""
    administrator(request)
    found = User.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@login_required
def health(request: HttpRequest) -> HttpResponse:
    """Show how the installation is."""
    administrator(request)
    said = queries.health()
    context = {"said": said, "ill": [one for one in said if not one.well]}
    return render(request, "administration/health.html", context)


@login_required
@never_cache
def workspaces(request: HttpRequest) -> HttpResponse:
    """List the workspaces; create one and invite who coordinates it."""
    by = administrator(request)
    form = WorkspaceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("name", "state", "coordinator")}
        try:
            place = acts.create_workspace(**told, by=by)
        except Refused as why:
            form.add_error(None, str(why))
        else:
            sent = inviting.invite(membership=place)
            context = {"place": place, "sent": sent}
            return render(request, "administration/created.html", context)
    context = {"rows": queries.workspaces(), "form": form}
    status = 422 if form.errors else 200
    return render(request, "administration/workspaces.html", context, status=status)


@login_required
def accounts(request: HttpRequest) -> HttpResponse:
    """List the accounts, or those that are looked for."""
    administrator(request)
    held = queries.accounts(
        show=request.GET.get("show", "all"),
        typed=request.GET.get("q", "").strip()[:200],
        page=number_of(request.GET.get("page")),
    )
    return render(request, "administration/accounts.html", {"accounts": held})


@login_required
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an account."""
    held = account_of(request, pk)
    context = {"held": held, "mine": held.pk == request.user.pk}
    return render(request, "administration/account.html", context)


@login_required
@require_POST
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Suspend an account or let it in, end its sessions, make or unmake an administrator."""
    held, by = account_of(request, pk), administrator(request)
    done: dict[str, tuple[Callable[[], object], str]] = {
        "suspend": (lambda: acts.suspend(user=held, by=by), _("Suspended.")),
        "let-in": (lambda: acts.let_in(user=held, by=by), _("Let in again.")),
        "end-sessions": (lambda: acts.end_sessions(user=held, by=by), _("All sessions are ended.")),
        "forget-step": (
            lambda: acts.forget_step(user=held, by=by),
            _("The second step is taken away; a new one is set up after the next link."),
        ),
        "make": (lambda: acts.make_administrator(user=held, by=by), _("Is an administrator now.")),
        "unmake": (
            lambda: acts.unmake_administrator(user=held, by=by),
            _("Is no administrator any more."),
        ),
    }
    if verb not in done:
        raise Http404
    carry_out, said = done[verb]
    try:
        carry_out()
    except Refused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, said)
    # Who ended the own sessions signs in again.
    return redirect("administration:account", pk=pk)


@login_required
def mail(request: HttpRequest) -> HttpResponse:
    """Show and change through which server mail goes."""
    return _options(request, "mail", "administration/mail.html")


@login_required
def limits(request: HttpRequest) -> HttpResponse:
    """Show and change what may be uploaded and fetched."""
    return _options(request, "limits", "administration/limits.html")


def _options(request: HttpRequest, group: str, page: str) -> HttpResponse:
    by = administrator(request)
    form = OptionsForm(group, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            acts.change_options(form.told(), by=by)
        except OptionProblem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Saved. It holds from now on."))
            return redirect(f"administration:{group}")
    context = {"form": form, "set_up": mails.is_set_up()}
    context["password"] = options.value("mail_password") != ""
    return render(request, page, context, status=422 if form.errors else 200)


@login_required
@require_POST
def test_mail(request: HttpRequest) -> HttpResponse:
    """Send a mail to who asks, and say what came of it."""
    to = administrator(request).email
    if not mails.is_set_up():
        messages.error(request, _("Name a mail server first."))
        return redirect("administration:mail")
    try:
        mails.send(_("A test of heed"), _("Mail of heed arrives.\n"), to)
    except mails.MailProblem as problem:
        messages.error(request, str(problem))
    else:
        said = _("The server took a mail for {to}. See whether it arrives.")
        messages.success(request, said.format(to=to))
    return redirect("administration:mail")


@login_required
def storage(request: HttpRequest) -> HttpResponse:
    """Show how much room things take, and the last backup."""
    administrator(request)
    return render(request, "administration/storage.html", {"storage": queries.storage()})
