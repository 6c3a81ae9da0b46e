"""What people send of labels: which they saw, which they ticked, and names that they typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from rapidfuzz import fuzz, process

from heedweb.workspace.domain.labelling import NO_LABEL, Choice, Verdict
from heedweb.workspace.domain.stated import Label
from heedweb.workspace.forms.lists import RowsField
from heedweb.workspace.queries.labels import Labels, Line
from heedweb.workspace.queries.taxonomies import Vocabulary, folded

SAVE, REJECT, NONE, ADD = "save", "reject", "none", "add"
_ONE = "one."
# Close enough to be what was meant, of 100 (rapidfuzz.fuzz.WRatio).
_CLOSE = 60
_MOST_CLOSE = 5
MOST_LISTED = 400


class DecideForm(forms.Form):
    """One save: the rows with the revision of labels that was seen.

    `label` was typed, `pick` is one of those that come near to what was typed before.
    """

    seen = RowsField()
    same = RowsField(required=False)
    together = forms.BooleanField(required=False)
    do = forms.ChoiceField(
        required=False, choices=[(name, name) for name in (SAVE, REJECT, NONE, ADD)]
    )
    label = forms.CharField(required=False, max_length=300)
    pick = forms.CharField(required=False, max_length=300)
    then = forms.IntegerField(required=False, min_value=1)


@dataclass
class Sent:
    """The labels of a form as they were sent: what was shown, what of it is ticked, what chosen."""

    shown: list[Label] = field(default_factory=list)
    ticked: set[Label] = field(default_factory=set)
    chosen: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, post: QueryDict) -> Sent:
        """Return what was sent."""
        one = {name.removeprefix(_ONE): str(post[name]) for name in post if name.startswith(_ONE)}
        return cls(_labels(post.getlist("shown")), set(_labels(post.getlist("tick"))), one)

    def add(self, label: Label, *, many: bool) -> None:
        """Tick a label, shown so far or not."""
        if not many:
            self.chosen[label[0]] = label[1]
            return
        if label not in self.shown:
            self.shown.append(label)
        self.ticked.add(label)

    def choices(self, key: int) -> list[Choice]:
        """Return what that decides of a row: what is ticked is right, what is not is wrong."""
        found = [
            Choice(key, *label, Verdict.CONFIRM if label in self.ticked else Verdict.REJECT)
            for label in self.shown
        ]
        found += [Choice(key, *label, Verdict.CONFIRM) for label in self.chosen.items()]
        return found

    def onto(self, labels: Labels, words: Vocabulary) -> None:
        """Show on a page what was ticked and added but not saved."""
        for group in labels.groups:
            there = {line.code for line in (*group.lines, *group.rejected)}
            for taxonomy, code in self.shown:
                if taxonomy == group.taxonomy and code not in there:
                    group.lines.append(Line(taxonomy, code, words.name(taxonomy, code)))
            for line in (*group.lines, *group.rejected):
                if group.many:
                    line.ticked = (line.taxonomy, line.code) in self.ticked
                elif group.taxonomy in self.chosen:
                    line.ticked = self.chosen[group.taxonomy] == line.code


def rejected(labels: Labels) -> list[Choice]:
    """Return that nothing of what is open on a page is right."""
    return [
        Choice(labels.row.pk, line.taxonomy, line.code, Verdict.REJECT)
        for line in labels.lines
        if line.open
    ]


def none_fits(key: int, taxonomy: str) -> list[Choice]:
    """Return that no label of a taxonomy fits."""
    return [Choice(key, taxonomy, NO_LABEL, Verdict.CONFIRM)]


@dataclass(frozen=True, slots=True)
class Options:
    """The labels that can be typed: `named` as a list shows them, of the taxonomies `codes`.

    What asks of each instrument there are is too long a list to send with every page.
    """

    named: dict[str, Label]
    codes: tuple[str, ...]

    @classmethod
    def of(cls, words: Vocabulary, only: Sequence[str]) -> Options:
        """Return the labels of the taxonomies `only`, of all where none is named."""
        codes = tuple(code for code in (only or words.codes) if code in words.taxonomies)
        several = len(codes) > 1
        found: dict[str, Label] = {}
        for code in codes:
            if len(words.taxonomies[code].labels) > MOST_LISTED:
                continue
            for one in words.taxonomies[code].labels:
                name = words.name(code, one.code)
                found[f"{name} · {words.title(code)}" if several else name] = (code, one.code)
        return cls(found, codes)

    def label(self, typed: str, words: Vocabulary) -> Label | None:
        """Return what was typed, if one label is meant by it."""
        exact = self.named.get(typed.strip())
        if exact is not None:
            return exact
        found = [(code, meant) for code in self.codes if (meant := words.code_of(code, typed))]
        return found[0] if len(found) == 1 else None

    def close(self, typed: str, words: Vocabulary) -> list[str]:
        """Return the labels that come near to what was typed, the nearest first."""
        several = len(self.codes) > 1
        names = dict.fromkeys(self.named)
        for code in self.codes:
            if len(words.taxonomies[code].labels) > MOST_LISTED and not several:
                names |= {words.name(code, one.code): None for one in words.taxonomies[code].labels}
        near = process.extract(
            folded(typed), {name: folded(name) for name in names},
            scorer=fuzz.WRatio, limit=_MOST_CLOSE, score_cutoff=_CLOSE,
        )  # fmt: skip
        return [str(name) for _, _, name in near]


def _labels(sent: Iterable[str]) -> list[Label]:
    found: dict[Label, None] = {}
    for one in sent:
        taxonomy, _colon, code = one[:300].partition(":")
        if taxonomy:
            found[taxonomy, code] = None
    return list(found)
