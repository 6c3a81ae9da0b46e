"""What is written of visits, of the items they rest on, and of standing invitations."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.forms.dialogue import area, line
from heedweb.workspace.forms.plans import day
from heedweb.workspace.forms.written import WrittenForm
from heedweb.workspace.models import (
    Event,
    Item,
    Organisation,
    Promise,
    Visit,
    VisitItem,
)

_SOURCE = _("An address, a symbol, a document.")
_MOST_SOURCE = 2000


def source(label: Any, *, required: bool = False) -> forms.CharField:  # noqa: ANN401
    """Return a field for what is the source of something."""
    return line(label, _MOST_SOURCE, required=required, about=_SOURCE)


def one_of(label: Any, rows: type[Any], empty: Any) -> forms.ModelChoiceField[Any]:  # noqa: ANN401
    """Return a field for a record of the room or for none; what can be chosen is set later."""
    return forms.ModelChoiceField(
        label=label, queryset=rows.objects.none(), required=False, empty_label=empty
    )


class VisitForm(WrittenForm):
    """A visit: asked for, answered, agreed on, made, reported on; each step with its source."""

    PARTS: ClassVar = {
        "asked_on": _("What was asked for"), "answered": _("The State's answer"),
        "terms_stand": _("Terms of reference"), "begins": _("The visit"),
        "report": _("What came of it"), "event": _("Where it belongs"),
    }  # fmt: skip
    who = line(
        _("Who visits"), 300, required=True, about=_("The mandate or the body, as it is called.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Visit.Kind.choices)
    asked_on = day(_("Asked for on"))
    reminded = line(_("Asked for again on"), 500, about=_("Days as 2026-05-31, parted by commas."))
    asked_source = source(_("Source of what was asked for"))
    reply_due = day(_("Answer due"))
    owner = one_of(_("Who sees to it"), Organisation, _("nobody yet"))
    answered = forms.ChoiceField(label=_("The State's answer"), choices=Visit.Answer.choices)
    answered_on = day(_("Answered on"))
    proposed = line(_("Days that the State proposed"), 300)
    answered_text = area(_("What the State answered"), 3)
    answered_source = source(_("Source of the answer"))
    terms_stand = forms.ChoiceField(
        label=_("Terms of reference"), choices=Visit.Terms.choices, required=False
    )
    terms_on = day(_("Terms agreed on"))
    terms_text = area(_("Note on the terms"), 3)
    terms_source = source(_("Source of the terms"))
    begins = day(_("First day of the visit"))
    ends = day(_("Last day of the visit"))
    place = line(_("Places"), 500)
    dates_source = source(_("Source of days and places"))
    report = line(
        _("Symbol of the report"), 100, about=_("As the report prints it: A/HRC/50/1/Add.1")
    )
    report_on = day(_("Report published on"))
    event = one_of(_("Event of the register"), Event, _("no event"))
    promise = one_of(_("Promise that it answers"), Promise, _("no promise"))
    text = area(_("What else is to be remembered"), 4)

    def __init__(
        self,
        events: QuerySet[Event],
        promises: QuerySet[Promise],
        bodies: QuerySet[Organisation],
        *args: Any,  # noqa: ANN401
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("event", events), ("promise", promises), ("owner", bodies)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_reminded(self) -> str:
        """Return the days in their order; what is no day is refused."""
        said = self.cleaned_data["reminded"].replace(";", ",").split(",")
        try:
            days = {date.fromisoformat(one.strip()) for one in said if one.strip()}
        except ValueError:
            raise forms.ValidationError(_now("Write days as 2026-05-31.")) from None
        return ", ".join(one.isoformat() for one in sorted(days))

    def clean(self) -> dict[str, object]:
        """Refuse a visit that ends before it begins, and the day of an answer that is none."""
        held = super().clean() or {}
        begins, ends = held.get("begins"), held.get("ends")
        if ends and (begins is None or ends < begins):
            self.add_error("ends", _now("It ends before it begins."))
        if held.get("answered_on") and held.get("answered") == Visit.Answer.NONE:
            self.add_error("answered", _now("Say what the State answered."))
        return held


class PaperForm(forms.Form):
    """An item of the room, and what of a visit it is the source of."""

    item = forms.ModelChoiceField(
        label=_("Item"), queryset=Item.objects.none(), empty_label=_("none")
    )
    part = forms.ChoiceField(label=_("It is the source of"), choices=VisitItem.Part.choices)

    def __init__(self, items: QuerySet[Item], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]


class InvitationForm(WrittenForm):
    """A standing invitation."""

    whom = line(_("To whom"), 300, required=True)
    extended_on = day(_("Extended on"), required=True)
    extended_source = source(_("Source of that"), required=True)
    withdrawn_on = day(_("Withdrawn on"))
    withdrawn_source = source(_("Source of the withdrawal"))
    text = area(_("What else is to be remembered"), 3)

    def clean(self) -> dict[str, object]:
        """Refuse a withdrawal before the invitation, or without a source."""
        held = super().clean() or {}
        first, last = held.get("extended_on"), held.get("withdrawn_on")
        if first and last and last < first:
            self.add_error("withdrawn_on", _now("It ends before it begins."))
        if last and not held.get("withdrawn_source"):
            self.add_error("withdrawn_source", _now("Say by which source it is known."))
        return held
