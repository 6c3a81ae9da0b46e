"""Addresses of comments, questions and consultations."""

from __future__ import annotations

from django.urls import path

from heedweb.workspace.views import comments, rounds

urlpatterns = [
    path("questions/", comments.questions, name="questions"),
    path(
        "recommendations/<int:pk>/say/", comments.on_recommendation,
        name="comment-on-recommendation",
    ),
    path("clusters/<int:pk>/say/", comments.on_cluster, name="comment-on-cluster"),
    path("measures/<int:pk>/say/", comments.on_measure, name="comment-on-measure"),
    path("indicators/<int:pk>/say/", comments.on_indicator, name="comment-on-indicator"),
    path("comments/<int:pk>/settle/", comments.settle, name="comment-settle"),
    path("comments/<int:pk>/take-back/", comments.take_back, name="comment-take-back"),
    path("consultations/", rounds.listing, name="consultations"),
    path("consultations/new/", rounds.new, name="consultation-new"),
    path("consultations/<int:pk>/", rounds.one, name="consultation"),
    path("consultations/<int:pk>/write/", rounds.edit, name="consultation-write"),
    path("consultations/<int:pk>/choose/", rounds.choose, name="consultation-choose"),
    path("consultations/<int:pk>/open/", rounds.open_, name="consultation-open"),
    path("consultations/<int:pk>/close/", rounds.close, name="consultation-close"),
    path("consultations/<int:pk>/answer/", rounds.answer_new, name="consultation-answer"),
    path("consultations/<int:pk>/export/", rounds.take, name="consultation-export"),
    path("answers/discarded/", rounds.answers_discarded, name="answers-discarded"),
    path("answers/<int:pk>/", rounds.answer, name="answer"),
    path("answers/<int:pk>/write/", rounds.answer_write, name="answer-write"),
    path("answers/<int:pk>/do/<slug:verb>/", rounds.answer_act, name="answer-act"),
    path("answers/<int:pk>/outcome/", rounds.outcome, name="answer-outcome"),
]  # fmt: skip
