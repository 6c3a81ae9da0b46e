"""People and organisations as they are typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heedweb.workspace.hands import Hand
from heedweb.workspace.models import Membership, Organisation
from heedweb.workspace.queries.people import open_bodies
from heedweb.workspace.roles import OrganisationKind, Role

_MOST_NAMES = 100
_WHY = gettext_lazy("Why")
_WHY_HELP = gettext_lazy("Stands in the history.")
_KINDS = [
    (kind.value, kind.label)
    for kind in OrganisationKind
    if kind != OrganisationKind.COORDINATION
]  # fmt: skip

Place = tuple[Role, Organisation | None]


class PlaceField(forms.ChoiceField):
    """A role in an organisation: only what the person may give is offered."""

    def __init__(self, hand: Hand, body: Organisation | None = None, **told: Any) -> None:  # noqa: ANN401
        bodies = [body] if body is not None else open_bodies(hand)
        self.places: dict[str, Place] = {}
        groups = []
        for one in bodies:
            choices = []
            for role in hand.roles(one):
                code = f"{role.value}@{one.pk if one else ''}"
                self.places[code] = (role, one)
                text = _("{role}, {organisation}")
                many = one is not None and len(bodies) > 1
                label = text.format(role=role.label, organisation=one) if many else role.label
                choices.append((code, label))
            groups.append((str(one) if one else _("without an organisation"), choices))
        self.groups = groups
        super().__init__(choices=groups, **told)

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        """Return the role and the organisation."""
        return self.places[super().clean(value)]


class InviteForm(forms.Form):
    """Who is let in, and as what."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)

    def __init__(self, hand: Hand, body: Organisation | None, data: Any = None) -> None:  # noqa: ANN401
        super().__init__(data)
        self.fields["place"] = PlaceField(hand, body, label=_("Role"))

    @property
    def offers(self) -> bool:
        """Return whether there is any role to give."""
        return bool(self.fields["place"].places)  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """The role and organisation of somebody who is in."""

    def __init__(self, hand: Hand, held: Membership, data: Any = None) -> None:  # noqa: ANN401
        now = f"{held.role}@{held.organisation_id or ''}"
        super().__init__(data, initial={"place": now}, auto_id="id_%s")
        field = PlaceField(hand, label=_("Role and organisation"))
        if now not in field.places:
            role = Role(held.role)
            field.places[now] = (role, held.organisation)
            text = _("{role}, {organisation}")
            label = text.format(role=role.label, organisation=held.organisation or "–")
            field.choices = [(_("as now"), [(now, label)]), *field.groups]
        self.fields["place"] = field
        self.fields["why"] = forms.CharField(
            label=_WHY, help_text=_("Needed where it takes rights away; stands in the history."),
            required=False, max_length=500,
        )  # fmt: skip


class WhyForm(forms.Form):
    """Why a right is taken away."""

    why = forms.CharField(label=_WHY, help_text=_WHY_HELP, max_length=500)


class OrganisationsForm(forms.Form):
    """Organisations to add, all of one kind."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=_KINDS)
    names = forms.CharField(
        label=gettext_lazy("Names"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line; all of them of this kind."),
        max_length=30_000,
    )

    def clean_names(self) -> list[str]:
        """Return the names, each once."""
        lines = (" ".join(one.split()) for one in str(self.cleaned_data["names"]).splitlines())
        found = list(dict.fromkeys(one for one in lines if one))
        if not found:
            raise forms.ValidationError(_("Give at least one name."))
        if len(found) > _MOST_NAMES:
            raise forms.ValidationError(_("Give at most {n} at once.").format(n=_MOST_NAMES))
        for one in found:
            if len(one) > 200:
                text = _("“{name}…” is longer than 200 characters.")
                raise forms.ValidationError(text.format(name=one[:40]))
        return found


class OrganisationForm(forms.Form):
    """What an organisation is called and what it is; its kind only while nobody belongs to it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=_KINDS)

    def __init__(self, held: Organisation, data: Any = None, *, kind_open: bool) -> None:  # noqa: ANN401
        super().__init__(data, initial={"name": held.name, "kind": held.kind})
        if not kind_open:
            del self.fields["kind"]
        self._kind = held.kind

    def kind_now(self) -> OrganisationKind:
        """Return the kind, as it was where it cannot change."""
        return OrganisationKind(self.cleaned_data.get("kind", self._kind))


class ListForm(forms.Form):
    """A table of people, pasted or as a file."""

    text = forms.CharField(
        label=gettext_lazy("The table"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=200_000,
        strip=False,
    )
    file = forms.FileField(label=gettext_lazy("or a file (XLSX, CSV)"), required=False)

    def clean(self) -> dict[str, Any]:
        """Return what was given. One of the two must be."""
        held = super().clean() or {}
        file = held.get("file")
        if file is None and not str(held.get("text", "")).strip():
            raise forms.ValidationError(_("Paste a table or choose a file first."))
        if file is not None and (file.size or 0) > 5 * 1024 * 1024:
            raise forms.ValidationError(_("The file is larger than 5 MB. Keep the four columns."))
        return held
