"""The pages where people say how they sign in, and end what is signed in elsewhere."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.forms import SetPasswordForm
from allauth.account.internal.flows import password_change
from allauth.mfa.base.views import IndexView
from allauth.mfa.webauthn.views import EditWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.internal.flows import sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView

from heedweb.accounts import agents, second_step
from heedweb.accounts.addresses import by_name, is_local
from heedweb.workspace.numbers import number_of

_NEXT = "after_second_step"


class Mine(IndexView):
    """How the person signs in: passkeys, password, app, recovery codes."""

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        """Return what there is, and what is missing where a second step is required."""
        wanted = self.request.GET.get("next")
        person = self.request.user
        if is_local(wanted):
            self.request.session[_NEXT] = wanted
        return {
            **super().get_context_data(**kwargs),
            "missing": not second_step.settled(self.request),
            "protected": second_step.has_one(person),
            "first": "first" in self.request.GET,
            "onward": self.request.session.get(_NEXT, "/"),
            "by_name": by_name(self.request),
        }


class RemovePasskey(RemoveWebAuthnView):
    """Takes a passkey away."""

    success_url = reverse_lazy("mfa_index")


class RenamePasskey(EditWebAuthnView):
    """Gives a passkey another name."""

    success_url = reverse_lazy("mfa_index")


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class Password(FormView):  # type: ignore[type-arg]
    """Chooses a password, for the first time or anew; who does it has just signed in."""

    template_name = "accounts/password.html"
    form_class = SetPasswordForm
    success_url = reverse_lazy("mfa_index")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form needs: whose password it is."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        """Keep the password; other sessions of the person end."""
        form.save()
        password_change.finalize_password_set(self.request, self.request.user)
        sessions.end_other_sessions(self.request, self.request.user)
        messages.success(self.request, _("Your password is chosen. Other sessions have ended."))
        return super().form_valid(form)


class Sessions(ListUserSessionsView):
    """Where the person is signed in; one of them, or all others, can be ended."""

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        """Return the sessions, each with the names of its browser and system."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        for held in context["sessions"]:
            held.browser, held.system = agents.named(held.user_agent)
        return context

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """End a session of the person's own. Raises `Http404` for any other."""
        if "session" not in request.POST:
            answer: HttpResponse = super().post(request, *args, **kwargs)
            return answer
        held = UserSession.objects.filter(user=request.user)
        found = held.filter(pk=number_of(request.POST["session"])).first()
        if found is None:
            raise Http404
        sessions.end_sessions(request, [found])
        messages.info(request, _("That session has ended."))
        return redirect("usersessions_list")
