"""Addresses of files of plans, and of carrying plans forward, within `plans/`."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import carrying, plan_files

urlpatterns = [
    path("file/", plan_files.new, name="plan-file-new"),
    path("<int:pk>/file/", plan_files.into, name="plan-file"),
    path("<int:pk>/take/", plan_files.take, name="plan-take"),
    path("<int:pk>/carry/", carrying.carry, name="plan-carry"),
    path("<int:pk>/became/", carrying.became, name="plan-became"),
]
