"""Sign in and out."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.logout import logout as end
from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from heedweb.accounts import links, tries
from heedweb.accounts.addresses import by_name, is_local
from heedweb.accounts.forms import LinkForm, PasswordForm


def ways(request: HttpRequest) -> dict[str, Any]:
    """Return what the page of signing in says besides its form."""
    wanted = request.POST.get("next") or request.GET.get("next")
    return {
        "next": wanted if is_local(wanted) else "",
        "by_name": by_name(request),
        "required": settings.SECOND_STEP == "required",
        "other": settings.OIDC_NAME,
    }


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the ways in; send a link to the address that is posted."""
    form = PasswordForm(request=request)
    error = None
    if request.method == "POST":
        typed = request.POST.get("email") or request.POST.get("login") or ""
        asked = LinkForm({"email": typed})
        if asked.is_valid():
            tries.count(request, "link", asked.cleaned_data["email"])
            links.send_link(asked.cleaned_data["email"])
            return render(request, "accounts/sent.html")
        form.initial["login"] = typed
        error = asked.errors["email"][0]
    context = {"form": form, "error": error, **ways(request)}
    return render(request, "accounts/sign_in.html", context)


class PasswordSignIn(LoginView):
    """Signs in by a password, if need be after the second step."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        """Return what the page shows."""
        return {**super().get_context_data(**kwargs), **ways(self.request)}


@never_cache
def use(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button, then sign in: programs that open links in mail must not use them up."""
    if request.method != "POST":
        valid = links.is_valid(token)
        context = {"valid": valid}
        return render(request, "accounts/use.html", context, status=200 if valid else 410)
    user = links.use(token)
    if user is None:
        return render(request, "accounts/use.html", {"valid": False}, status=410)
    end(request, show_message=False)
    # Who opens one's mail is who one is: choosing a password anew asks for no more than that and,
    # where there is one, the second step, which the sign-in asks for.
    record_authentication(request, user, method="link", reauthenticated=True)
    answer: HttpResponse = perform_login(request, user, email=user.email)
    return answer


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, or the sign-in that waits for its second step."""
    end(request, show_message=False)
    messages.info(request, _("You are signed out."))
    return redirect("accounts:sign-in")
