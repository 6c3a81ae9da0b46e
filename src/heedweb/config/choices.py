"""The word that a model shows for a choice, without translating all the others first.

What the framework says of models is asked here (`_meta`, which its documents name).
"""
# ruff: noqa: SLF001

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Field, Model


def shorten(model: type[Model]) -> None:
    """Give a model a `get_FIELD_display` for each field with choices.

    The framework's own builds a table of all choices at each call and translates every one of
    them for it, which was a tenth of the time of a page with fifty rows.
    """
    for field in model._meta.concrete_fields:
        if field.choices is not None:
            setattr(model, f"get_{field.name}_display", _display(field))


def _display(field: Field[object, object]) -> Callable[[Model], str | None]:
    words = dict(field.flatchoices)

    def display(record: Model) -> str | None:
        value = getattr(record, field.attname)
        return None if value is None else str(words.get(value, value))

    return display
