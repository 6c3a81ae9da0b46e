"""Addresses of assessments and of replies to them."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import assessments as views

urlpatterns = [
    path("assessments/", views.listing, name="assessments"),
    path("assessments/discarded/", views.discarded, name="assessments-discarded"),
    path("replies/discarded/", views.replies_discarded, name="replies-discarded"),
    path("assessments/<int:pk>/", views.one, name="assessment"),
    path("assessments/<int:pk>/write/", views.write, name="assessment-write"),
    path("assessments/<int:pk>/do/<slug:verb>/", views.act, name="assessment-act"),
    path("assessments/<int:pk>/reply/", views.reply_new, name="assessment-reply"),
    path("replies/<int:pk>/", views.reply, name="reply"),
    path("replies/<int:pk>/write/", views.reply_write, name="reply-write"),
    path("replies/<int:pk>/do/<slug:verb>/", views.reply_act, name="reply-act"),
    path(
        "recommendations/<int:pk>/assess/<slug:scale>/", views.new, name="assessment-new"
    ),
    path(
        "clusters/<int:pk>/assess/<slug:scale>/", views.new_on_cluster,
        name="assessment-new-on-cluster",
    ),
]  # fmt: skip
