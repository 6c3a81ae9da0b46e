"""The workspace as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from heedweb.config import choices


class WorkspaceConfig(AppConfig):
    """Learns, after migrating, what the full-text indexes do not hold.

    Its models tell the words of their choices quickly.
    """

    name = "heedweb.workspace"

    def ready(self) -> None:
        """Ask to be told of migrations, and of what is written in the dialogue."""
        post_migrate.connect(_learn, sender=self)
        for model in self.get_models():
            choices.shorten(model)
        from heedweb.workspace.queries import dialogue_search

        dialogue_search.watch()


def _learn(sender: AppConfig, **_: object) -> None:
    from django.db import connection

    from heedweb.workspace.queries import dialogue_search, search

    # Going back to before 0006 leaves no table to fill.
    there = connection.introspection.table_names()
    if search.TABLE in there:
        search.learn_missing()
    if dialogue_search.TABLE in there:
        dialogue_search.learn_missing()
