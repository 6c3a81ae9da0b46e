"""Own taxonomies as people type them: the taxonomy, its labels, one label, texts, a file."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heed.errors import InputProblem
from heed.exchange.taxonomies import building, outlined
from heed.exchange.taxonomies.nouns import (
    MB,
    MOST_BYTES,
    MOST_DEFINITION,
    MOST_NAME,
    MOST_TERMS,
    block,
    language,
    line,
)
from heed.vocab.taxonomies import Label
from heedweb.workspace.domain.taxonomies import Words
from heedweb.workspace.models import OwnLabel, OwnTaxonomy

_OUTLINE_HELP = gettext_lazy(
    "One label a line, indented under a broader one. After a bar its meaning, after another the "
    "words that texts use: Water | Access to safe water | drinking water; wells"
)
_GAP = re.compile(r"\n\s*\n")


class AboutForm(forms.Form):
    """What a taxonomy is called and what it is."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=MOST_NAME)
    description = forms.CharField(
        label=gettext_lazy("What it is for"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=MOST_DEFINITION,
    )
    author = forms.CharField(label=gettext_lazy("Author"), required=False, max_length=MOST_NAME)
    language = forms.CharField(
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("of the names, by its code: en, fr, es, ar, ru, zh, sl ..."),
        initial="en",
        max_length=20,
    )

    def clean_language(self) -> str:
        """Return the language's tag. What is none is refused."""
        found = language(str(self.cleaned_data["language"]))
        if not found:
            raise forms.ValidationError(_("Give a language's code, such as en or fr."))
        return found

    def words(self) -> Words:
        """Return what the person said."""
        held = self.cleaned_data
        return Words(
            name=line(held["name"]),
            description=block(held["description"]),
            author=line(held["author"]),
            language=held["language"],
            many=held.get("several", True),
        )

    @staticmethod
    def initial_of(taxonomy: OwnTaxonomy) -> dict[str, str]:
        """Return what the form shows of a taxonomy."""
        fields = ("name", "description", "author", "language")
        return {field: getattr(taxonomy, field) for field in fields}


class OutlineForm(forms.Form):
    """Labels, one a line."""

    outline = forms.CharField(
        label=gettext_lazy("Labels"),
        help_text=_OUTLINE_HELP,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "true"}),
        max_length=400_000,
        strip=False,
    )

    def __init__(self, *args: Any, taken: frozenset[str] = frozenset(), **kwargs: Any) -> None:  # noqa: ANN401
        self.taken = taken
        super().__init__(*args, **kwargs)

    def clean_outline(self) -> tuple[Label, ...]:
        """Return the labels. What cannot be one is named."""
        try:
            return outlined(str(self.cleaned_data["outline"]), self.taken)
        except InputProblem as problem:
            said = _("This list {reason} {remedy}")
            raise forms.ValidationError(
                said.format(reason=problem.reason, remedy=problem.remedy)
            ) from problem


class TaxonomyForm(AboutForm, OutlineForm):
    """A taxonomy with its labels."""

    several = forms.BooleanField(
        label=gettext_lazy("A text may have several of these labels"), initial=True, required=False
    )
    field_order = ("name", "language", "outline", "several", "description", "author")


class LabelForm(forms.Form):
    """One label."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=MOST_NAME)
    parent = forms.ChoiceField(label=gettext_lazy("Stands under"), required=False)
    definition = forms.CharField(
        label=gettext_lazy("Meaning"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=MOST_DEFINITION,
    )
    terms = forms.CharField(
        label=gettext_lazy("Words that texts use for it"),
        help_text=gettext_lazy("one a line; a labeller starts from them"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=MOST_TERMS * MOST_NAME,
    )
    translations = forms.CharField(
        label=gettext_lazy("Names in other languages"),
        help_text=gettext_lazy("one a line, after the language's code: fr: Eau"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=20 * MOST_NAME,
    )

    def __init__(self, label: OwnLabel, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        self.label = label
        kwargs.setdefault("initial", _initial(label))
        super().__init__(*args, **kwargs)
        others = label.taxonomy.labels.exclude(pk=label.pk)
        choices = [("", _("nothing: at the top")), *others.values_list("code", "name")]
        self.fields["parent"].choices = choices  # type: ignore[attr-defined]

    def clean_translations(self) -> dict[str, str]:
        """Return names by language. A line without a language's code is named."""
        found: dict[str, str] = {}
        for raw in str(self.cleaned_data["translations"]).splitlines():
            tag, colon, name = raw.partition(":")
            if not raw.strip():
                continue
            if not (colon and language(tag) and line(name)):
                said = _("Write “{line}” as a language's code, a colon and the name.")
                raise forms.ValidationError(said.format(line=raw.strip()[:60]))
            found[language(tag)] = line(name)
        return found

    def as_said(self) -> Label:
        """Return the label as the person said it."""
        held = self.cleaned_data
        return building.label(
            code=self.label.code,
            name=held["name"],
            parent=held["parent"],
            definition=held["definition"],
            terms=str(held["terms"]).splitlines()[:MOST_TERMS],
            translations=held["translations"],
        )


def _initial(label: OwnLabel) -> dict[str, str]:
    return {
        "name": label.name,
        "parent": label.parent,
        "definition": label.definition,
        "terms": "\n".join(label.terms),
        "translations": "\n".join(f"{tag}: {name}" for tag, name in label.translations.items()),
    }


class TextsForm(forms.Form):
    """Texts to be tagged."""

    texts = forms.CharField(
        label=gettext_lazy("Texts"),
        help_text=gettext_lazy("one a line; with empty lines between them, each may have several"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=2_000_000,
    )

    def clean_texts(self) -> list[str]:
        """Return the texts."""
        given = block(str(self.cleaned_data["texts"]))
        pieces = _GAP.split(given) if _GAP.search(given) else given.split("\n")
        return [line(one) for one in pieces if one.strip()]


class FileForm(forms.Form):
    """A file of a taxonomy."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("SKOS (Turtle or RDF/XML), JSON, or a table (CSV, XLSX)"),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Return the file; one over the limit is refused."""
        given: UploadedFile[Any] = self.cleaned_data["file"]
        if (given.size or 0) > MOST_BYTES:
            said = _("{name} is larger than {n} MB. Keep the labels that people tag by.")
            raise forms.ValidationError(said.format(name=given.name, n=MOST_BYTES // MB))
        return given
