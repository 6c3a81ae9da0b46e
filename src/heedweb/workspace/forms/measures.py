"""What is written of a measure, its chapter and its milestones, and of who has a part in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.forms.lists import RowsField
from heedweb.workspace.forms.plans import day
from heedweb.workspace.forms.written import WrittenForm
from heedweb.workspace.models import Assignment, Chapter, Organisation, Plan
from heedweb.workspace.roles import RoomKind

# As long as a reason is elsewhere.
_MOST_SAID = 2_000


def _area(label: Any, rows: int = 6) -> forms.CharField:  # noqa: ANN401
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, required=False, max_length=12_000, widget=widget)


def _words(label: Any, most: int, *, required: bool = False, about: Any = "") -> forms.CharField:  # noqa: ANN401
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(
        label=label, max_length=most, required=required, widget=widget, help_text=about
    )


class MeasureForm(WrittenForm):
    """A measure: what is done, in which chapter, from when to when, at what cost, where."""

    title = _words(_("What is done"), 300, required=True)
    number = _words(_("Number"), 20, about=_("Left empty, it gets the next one of the plan."))
    chapter = forms.ModelChoiceField(
        label=_("Chapter"), queryset=Chapter.objects.none(), required=False, empty_label=_("none")
    )
    text = _area(_("How, and what will be different then"))
    start = day(_("Begins"))
    due = day(_("Due"))
    budget = forms.DecimalField(
        label=_("Budget"), required=False, min_value=0, max_digits=16, decimal_places=2
    )
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label=_("Currency"), required=False, strip=True,
        help_text=_("Three letters, as “EUR”."),
    )  # fmt: skip
    funds = _words(_("Source of funds"), 300)
    scope = _words(_("Where it is carried out"), 300, about=_("A region, a town, all the country."))
    every = forms.IntegerField(
        label=_("Months between two progress reports"), required=False, min_value=1, max_value=60,
        help_text=_("Left empty, reports are given when they are asked for."),
    )  # fmt: skip

    def __init__(self, plan: Plan, *args: Any, held: bool = False, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["chapter"].queryset = plan.chapters.all()  # type: ignore[attr-defined]
        if held:
            self.fields["number"].required, self.fields["number"].help_text = True, ""

    def clean(self) -> dict[str, object]:
        """Refuse a measure that ends before it begins, and a sum without its currency."""
        held = super().clean() or {}
        start, due = held.get("start"), held.get("due")
        if start and due and due < start:
            self.add_error("due", _("It ends before it begins."))
        if held.get("budget") is not None and not held.get("currency"):
            self.add_error("currency", _("Say in which currency."))
        return held


class ChapterForm(WrittenForm):
    """A chapter of a plan, or a part of a chapter."""

    title = _words(_("Title"), 300, required=True)
    number = _words(_("Number"), 20)
    parent = forms.ModelChoiceField(
        label=_("Part of"), queryset=Chapter.objects.none(), required=False,
        empty_label=_("no other chapter"),
    )  # fmt: skip
    text = _area(_("What it is about"), 4)

    def __init__(self, plan: Plan, *args: Any, held: int | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        above = plan.chapters.filter(parent__isnull=True)
        self.fields["parent"].queryset = above.exclude(pk=held) if held else above  # type: ignore[attr-defined]


class MilestoneForm(WrittenForm):
    """A step of a measure that can be seen to be reached."""

    title = _words(_("What can be seen then"), 300, required=True)
    due = day(_("Due"))


class WhyForm(forms.Form):
    """What somebody says to an act."""

    why = forms.CharField(required=False, max_length=_MOST_SAID)


class ReachedForm(forms.Form):
    """The day on which a milestone was reached; none where it is not."""

    on = day(_("Reached on"))


class PartForm(forms.Form):
    """An institution, and its part."""

    body = forms.ModelChoiceField(label=_("Institution"), queryset=Organisation.objects.none())
    part = forms.ChoiceField(label=_("Part"), choices=Assignment.Part.choices)

    def __init__(self, bodies: QuerySet[Organisation], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


OUT = [
    (RoomKind.SHARED.value, _("all organisations of the workspace")),
    (RoomKind.PUBLIC.value, _("everybody, in public")),
]


class OutForm(forms.Form):
    """Who is to see it."""

    to = forms.ChoiceField(label=_("Who is to see it"), choices=OUT)


class AtOnceForm(forms.Form):
    """What to do with many measures: those that are ticked, or all that an address lists.

    `stamp` is how the measures of the preview stood; without it nothing was previewed yet.
    """

    what = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            ("assign", _("Give an institution a part")),
            ("due", _("Set the day when it is due")),
            ("ask", _("Ask that others see it")),
            ("let", _("Let go what was asked for")),
            ("take_back", _("Take back from others")),
        ],
    )
    body = forms.ModelChoiceField(
        label=_("Institution"), queryset=Organisation.objects.none(), required=False
    )
    part = forms.ChoiceField(label=_("Part"), choices=Assignment.Part.choices, required=False)
    due = day(_("Due"))
    to = forms.ChoiceField(label=_("Who is to see it"), choices=OUT, required=False)
    why = forms.CharField(
        label=_("Why"), required=False, max_length=_MOST_SAID,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
    row = RowsField(required=False)
    all = forms.BooleanField(required=False)
    query = forms.CharField(required=False, max_length=4000)
    stamp = forms.CharField(required=False, max_length=64)

    def __init__(self, bodies: QuerySet[Organisation], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Refuse an act without what it needs, and one on nothing."""
        held = super().clean() or {}
        lacks = {
            "assign": not held.get("body") or not held.get("part"),
            "ask": not held.get("to"),
            "take_back": not str(held.get("why", "")).strip(),
        }
        if lacks.get(str(held.get("what")), False):
            said = {
                "assign": _("Choose an institution and its part."),
                "ask": _("Say who is to see it."),
                "take_back": _("Say why, in a sentence."),
            }
            self.add_error(None, said[str(held["what"])])
        if not held.get("all") and not held.get("row"):
            self.add_error(None, _("Tick one or more measures first, or all that match."))
        return held


class AimForm(forms.Form):
    """What recommendations and clusters are answered by: a new measure, or one that is there."""

    row = RowsField(required=False)
    recommendation = forms.CharField(required=False, max_length=20)
    cluster = forms.CharField(required=False, max_length=20)
    all = forms.BooleanField(required=False)
    query = forms.CharField(required=False, max_length=4000)
    do = forms.CharField(required=False, max_length=10)
    plan = forms.CharField(required=False, max_length=20)
    title = forms.CharField(required=False, max_length=300)
    measure = forms.CharField(required=False, max_length=20)
    q = forms.CharField(required=False, max_length=200)
