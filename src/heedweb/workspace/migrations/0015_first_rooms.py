"""Gives each workspace its coordination, shared table and public room, and members their roles."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _model(apps: Apps, name: str) -> Any:  # noqa: ANN401
    return apps.get_model("workspace", name)


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for workspace in _model(apps, "Workspace").objects.all():
        body = _model(apps, "Organisation").objects.create(
            workspace=workspace, name="Coordination", kind="coordination"
        )
        _model(apps, "Room").objects.create(
            workspace=workspace, kind="organisation", organisation=body
        )
        shared = _model(apps, "Room").objects.create(workspace=workspace, kind="shared")
        _model(apps, "Room").objects.create(workspace=workspace, kind="public")
        members = _model(apps, "Membership").objects.filter(workspace=workspace)
        members.filter(coordinator=True).update(role="coordinator", organisation=body)
        _model(apps, "View").objects.filter(workspace=workspace, shared=True).update(room=shared)


def empty(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    members = _model(apps, "Membership").objects
    members.update(coordinator=False)
    members.filter(role="coordinator").update(coordinator=True)
    views = _model(apps, "View").objects
    views.update(shared=False)
    views.filter(room__kind="shared").update(shared=True)
    members.update(organisation=None)
    views.update(room=None)
    _model(apps, "Activity").objects.update(room=None)
    _model(apps, "Room").objects.all().delete()
    _model(apps, "Organisation").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("workspace", "0014_organisations_and_rooms")]

    operations = [migrations.RunPython(fill, empty)]
