"""What administrators type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heed.vocab.states import all_states, sort_key
from heedweb.administration import options, words
from heedweb.administration.options import Option, OptionProblem

_STATES = [(one.iso3, one.name) for one in sorted(all_states(), key=sort_key)]


class WorkspaceForm(forms.Form):
    """A workspace: for which State, and who coordinates it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("none")), *_STATES],
        required=False,
    )
    coordinator = forms.EmailField(
        label=gettext_lazy("E-mail address of the coordinator"), max_length=254
    )


class OptionsForm(forms.Form):
    """The options of a group, made of their declarations; those of the environment are fixed."""

    def __init__(self, group: str, data: Any = None) -> None:  # noqa: ANN401
        super().__init__(data)
        self.declared = [one for one in options.OPTIONS if one.group == group]
        for one in self.declared:
            self.fields[one.name] = _field(one)

    def told(self) -> dict[str, str | None]:
        """Return what was typed. A secret that was left empty stays; no words are the default."""
        typed = {
            one.name: str(self.cleaned_data[one.name])
            for one in self.declared
            if not self.fields[one.name].disabled
        }
        secret = {one.name for one in self.declared if one.secret}
        return {
            name: word or None for name, word in typed.items() if word or name not in secret
        }  # fmt: skip


def _field(one: Option) -> forms.Field:
    field: forms.Field
    if one.choices:
        field = forms.ChoiceField(choices=[(name, name) for name in one.choices])
    elif one.secret:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        field = forms.CharField(widget=widget, strip=False)
    else:
        field = forms.CharField(max_length=one.most, initial=options.value(one.name))
    field.label, field.required = str(words.OPTIONS[one.name]), False
    if one.choices:
        field.initial = options.value(one.name)
    field.disabled = options.fixed(one.name)
    field.help_text = _help(one)
    return field


def _help(one: Option) -> str:
    if options.fixed(one.name):
        text = _("Fixed by {variable} of the environment.")
        return text.format(variable=one.variable)
    if one.bounds is not None:
        low, high = one.bounds
        return _("From {low} to {high}.").format(low=low, high=high)
    return str(words.HELP.get(one.name, ""))


def add_problem(form: OptionsForm, problem: OptionProblem) -> None:
    """Say what is wrong beside the field that it concerns."""
    name, _colon, said = str(problem).partition(": ")
    variable = name.removeprefix("HEED_").lower()
    if variable in form.fields and said:
        form.add_error(variable, said)
    else:
        form.add_error(None, str(problem))
