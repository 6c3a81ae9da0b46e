"""The workspace as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from heedweb.config import choices


class WorkspaceConfig(AppConfig):
    """Learns, after migrating, the recommendations that the full-text index does not hold.

    Its models tell the words of their choices quickly.
    """

    name = "heedweb.workspace"

    def ready(self) -> None:
        """Ask to be told of migrations."""
        post_migrate.connect(_learn, sender=self)
        for model in self.get_models():
            choices.shorten(model)


def _learn(sender: AppConfig, **_: object) -> None:
    from django.db import connection

    from heedweb.workspace.queries import search

    # Going back to before 0006 leaves no table to fill.
    if search.TABLE in connection.introspection.table_names():
        search.learn_missing()
