"""Binds the rows of history that are there: a chain for each workspace, as `domain.chain` does."""

import hashlib
import json
import secrets
from datetime import UTC, timedelta
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_BATCH = 500
_WRITTEN = ["at", "number", "previous", "salt", "commitment", "hash"]


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _bind(row: Any, name: str, number: int, previous: str) -> None:  # noqa: ANN401
    row.number, row.previous, row.salt = number, previous, secrets.token_hex(16)
    row.commitment = _digest([row.salt, row.subject, row.detail, row.changes, row.why])
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    room = "" if row.room_id is None else row.room_id
    # Neither record nor step is known of what was done before.
    held = [name, number, previous, row.by_id, at, row.verb, room, "", "", "", "", row.commitment]
    row.hash = hashlib.sha256("\n".join(map(str, held)).encode()).hexdigest()


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    activity: Any = apps.get_model("workspace", "Activity")
    chain: Any = apps.get_model("workspace", "Chain")
    for workspace in apps.get_model("workspace", "Workspace").objects.order_by("pk"):
        name, number, previous, last = f"workspace {workspace.pk}", 0, "", None
        held = activity.objects.filter(workspace=workspace).order_by("at", "pk")
        keys = list(held.values_list("pk", flat=True))
        for first in range(0, len(keys), _BATCH):
            batch = activity.objects.in_bulk(keys[first : first + _BATCH])
            for key in keys[first : first + _BATCH]:
                row = batch[key]
                # Two acts of one moment stand in the chain one after the other.
                if last is not None and row.at <= last:
                    row.at = last + timedelta(microseconds=1)
                number, last = number + 1, row.at
                _bind(row, name, number, previous)
                previous = row.hash
            activity.objects.bulk_update(batch.values(), _WRITTEN)
        chain.objects.create(name=name, workspace=workspace, number=number, hash=previous, at=last)


def empty(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("workspace", "Chain").objects.all().delete()
    # Acts on the installation have no place in the table of before.
    apps.get_model("workspace", "Activity").objects.filter(workspace=None).delete()


class Migration(migrations.Migration):
    dependencies = [("workspace", "0018_a_the_chain")]

    operations = [migrations.RunPython(fill, empty)]
