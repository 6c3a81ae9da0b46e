"""What is written of items, of what was found in them, and of events, people and promises."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.domain.gathered import people_of
from heedweb.workspace.forms.files import not_over
from heedweb.workspace.forms.plans import day
from heedweb.workspace.forms.written import WrittenForm
from heedweb.workspace.models import Event, Item, Organisation, Promise

_MOST_TEXT = 200_000
_PEOPLE = _("One on a line: name; office that day; organisation; side.")


def line(label: Any, most: int, *, required: bool = False, about: Any = "") -> forms.CharField:  # noqa: ANN401
    """Return a field for a line of words."""
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(
        label=label, max_length=most, required=required, widget=widget, help_text=about
    )


def area(label: Any, rows: int = 4, *, required: bool = False, about: Any = "") -> forms.CharField:  # noqa: ANN401
    """Return a field for a text."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(
        label=label, required=required, max_length=12_000, widget=widget, help_text=about
    )


def link(label: Any) -> forms.URLField:  # noqa: ANN401
    """Return a field for an address of the web."""
    return forms.URLField(label=label, max_length=2000, required=False, assume_scheme="https")


class TakeForm(forms.Form):
    """An item to be taken in: pasted or a file, with what is known of it."""

    text = forms.CharField(
        label=_("Text"), required=False, max_length=_MOST_TEXT, strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
    )  # fmt: skip
    file = forms.FileField(
        label=_("or a file"), required=False,
        help_text=_("Text, HTML, PDF, DOCX, or an e-mail saved as .eml"),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=Item.Kind.choices)
    publisher = line(_("Publisher or sender"), 300)
    published = day(_("Published or sent on"))
    title = line(_("Headline or subject, as its publisher writes it"), 300)
    link = link(_("Address on the web"))

    def clean_file(self) -> UploadedFile[Any] | None:
        """Return the file; one over the limit is refused."""
        given: UploadedFile[Any] | None = self.cleaned_data["file"]
        if given is not None:
            not_over(given)
        return given

    @property
    def words(self) -> dict[str, object]:
        """What is known of it."""
        names = ("kind", "publisher", "published", "title", "link")
        return {name: self.cleaned_data[name] for name in names}


class ItemForm(WrittenForm):
    """What is known of an item."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Item.Kind.choices)
    publisher = line(_("Publisher or sender"), 300)
    published = day(_("Published or sent on"))
    title = line(_("Headline or subject, as its publisher writes it"), 300)
    link = link(_("Address on the web"))
    reference = line(_("Reference of the letter"), 100, about=_("As it prints it: AL AUR 1/2026"))
    reply_due = day(_("Reply due"))
    replied = day(_("Replied on"))
    reply = forms.ModelChoiceField(
        label=_("Item that is the reply"), queryset=Item.objects.none(), required=False,
        empty_label=_("none"),
    )  # fmt: skip
    retracted = day(_("Retracted or corrected by its publisher on"))
    retraction = line(_("What was retracted or corrected"), 1000)

    def __init__(self, items: QuerySet[Item], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["reply"].queryset = items  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Refuse a retraction, and a reply, without its day."""
        held = super().clean() or {}
        if held.get("reply") and not held.get("replied"):
            self.add_error("replied", _now("Say on which day."))
        if held.get("retraction") and not held.get("retracted"):
            self.add_error("retracted", _now("Say on which day."))
        return held


class PeopleField(forms.CharField):
    """People one on a line: name; office; organisation; side."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
        super().__init__(
            label=_("Participants"), required=False, max_length=12_000, widget=widget,
            help_text=_PEOPLE, **kwargs,
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        """Return people as the lines that stand for them."""
        return written(value) if isinstance(value, list) else value


def written(people: list[dict[str, Any]]) -> str:
    """Return people as lines: name; office; organisation; side."""
    names = ("name", "office", "organisation", "side")
    return "\n".join("; ".join(str(one.get(name) or "") for name in names) for one in people)


class MeetingForm(forms.Form):
    """A meeting as a person says it was."""

    date = day(_("Day"))
    place = line(_("Place"), 300)
    occasion = line(_("Occasion"), 300)
    participants = PeopleField()

    @property
    def words(self) -> dict[str, Any]:
        """What is written, as a finding keeps it."""
        held = dict(self.cleaned_data)
        held["date"] = held["date"].isoformat() if held["date"] else None
        held["participants"] = people_of(held["participants"])
        return held


class StatementForm(forms.Form):
    """A statement as a person says it was: who said it, through whom, about whom."""

    speaker = line(
        _("Speaker"), 300, required=True, about=_("As the item names them, or “not named”.")
    )
    office = line(_("Office that day"), 300)
    side = line(_("Side"), 200)
    spoken_via = line(_("Passed on by"), 300)
    verbatim = forms.BooleanField(
        label=_("The words stand in quotation marks as the speaker's own"), required=False
    )
    about = line(_("About whom"), 1000, about=_("Parted by semicolons."))
    said_on = day(_("Said on"))

    @property
    def words(self) -> dict[str, Any]:
        """What is written, as a finding keeps it."""
        held = dict(self.cleaned_data)
        held["said_on"] = held["said_on"].isoformat() if held["said_on"] else None
        held["about"] = [one.strip() for one in held["about"].split(";") if one.strip()]
        return held


class CommitmentForm(forms.Form):
    """A commitment as a person says it was."""

    who = line(_("Who"), 300, required=True)
    to_whom = line(_("To whom"), 300)
    kind = forms.ChoiceField(label=_("Kind"), choices=Promise.Kind.choices)
    what = area(_("What, as the item writes it"), required=True)
    by_when = day(_("By when"))

    @property
    def words(self) -> dict[str, Any]:
        """What is written, as a finding keeps it."""
        held = dict(self.cleaned_data)
        held["by_when"] = held["by_when"].isoformat() if held["by_when"] else None
        return held


FORMS: dict[str, type[MeetingForm | StatementForm | CommitmentForm]] = {
    "meeting": MeetingForm, "statement": StatementForm, "commitment": CommitmentForm,
}  # fmt: skip


class AddressForm(forms.Form):
    """An item to be fetched from an address, with what is known of it."""

    address = forms.URLField(
        label=_("Address"), max_length=2000, assume_scheme="https",
        help_text=_("It begins with https://"),
    )  # fmt: skip
    note = line(
        _("Why it is wanted"), 500, required=True,
        about=_("It stands in the record of the fetch, for whoever asks later."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=Item.Kind.choices)
    publisher = line(
        _("Publisher or sender"), 300, about=_("Left empty: as the page says, if it says so.")
    )
    published = day(_("Published or sent on"))
    title = line(_("Headline or subject, as its publisher writes it"), 300)

    @property
    def words(self) -> dict[str, object]:
        """What is known of it."""
        names = ("kind", "publisher", "published", "title")
        return {name: self.cleaned_data[name] for name in names}


class PassageForm(forms.Form):
    """The words of an item in which a person found what no reading did."""

    passage = area(
        _("The words of the item"), 4, required=True,
        about=_("Copied from the text as they stand there."),
    )  # fmt: skip


class EventForm(WrittenForm):
    """An event of the register."""

    title = line(_("Title"), 300, required=True)
    kind = forms.ChoiceField(label=_("Kind"), choices=Event.Kind.choices)
    on = day(_("Day"))
    until = day(_("Until"))
    place = line(_("Place"), 300)
    occasion = line(_("Occasion"), 300)
    people = area(_("Participants whom no source names"), about=_PEOPLE)
    text = area(_("What else is to be remembered"), 6)

    def clean(self) -> dict[str, object]:
        """Refuse an event that ends before it begins."""
        held = super().clean() or {}
        on, until = held.get("on"), held.get("until")
        if on and until and until < on:
            self.add_error("until", _now("It ends before it begins."))
        return held


class OfficialForm(WrittenForm):
    """What somebody of the register is called."""

    name = line(_("Name"), 200, required=True)
    spellings = area(_("Other spellings of the name"), 3, about=_("One on a line."))
    text = area(_("What else is to be remembered of the office"), 4)


class PromiseForm(WrittenForm):
    """A promise: who, to whom, what, by when, who sees to it, what came of it."""

    what = area(_("What was promised"), required=True)
    who = line(_("Who promised"), 300, required=True)
    to_whom = line(_("To whom"), 300)
    kind = forms.ChoiceField(label=_("Kind"), choices=Promise.Kind.choices)
    asked = forms.BooleanField(label=_("Asked for, not promised yet"), required=False)
    made_on = day(_("Made on"))
    event = forms.ModelChoiceField(
        label=_("Made at"), queryset=Event.objects.none(), required=False, empty_label=_("no event")
    )
    owner = forms.ModelChoiceField(
        label=_("Who sees to it"), queryset=Organisation.objects.none(), required=False,
        empty_label=_("nobody yet"),
    )  # fmt: skip
    due = day(_("Due"))
    fulfilled = day(_("Fulfilled on"))
    evidence = line(_("What shows it"), 2000, about=_("An address, a symbol, a document."))
    why = area(_("What came of it, and why"), 3)

    def __init__(
        self,
        events: QuerySet[Event],
        bodies: QuerySet[Organisation],
        *args: Any,  # noqa: ANN401
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = events  # type: ignore[attr-defined]
        self.fields["owner"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Refuse a promise that was fulfilled without anything that shows it, or some day."""
        held = super().clean() or {}
        on = held.get("fulfilled")
        if on and not held.get("evidence") and not held.get("why"):
            self.add_error("evidence", _now("Say what shows that it was fulfilled."))
        if on and on > timezone.localdate():
            self.add_error("fulfilled", _now("That day is still to come."))
        return held
