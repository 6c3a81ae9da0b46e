"""Sign in and out."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from heedweb.accounts import links
from heedweb.accounts.forms import SignInForm


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address and send a link to it."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        links.send_link(form.cleaned_data["email"])
        return render(request, "accounts/sent.html")
    return render(request, "accounts/sign_in.html", {"form": form})


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
    login(request, user)
    return redirect("home")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    messages.info(request, _("You are signed out."))
    return redirect("accounts:sign-in")
