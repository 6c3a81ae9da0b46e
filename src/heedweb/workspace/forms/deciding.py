"""What people decide on a page: which row they saw, and what they write in its place."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heed.kinds.attribution import attribute
from heedweb.workspace.domain.decisions import Words
from heedweb.workspace.models import Recommendation


class SeenForm(forms.Form):
    """The revision of the row that a person had before them."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Reason, for your colleagues"), required=False, max_length=500
    )


class SplitForm(forms.Form):
    """One recommendation in each paragraph of the text, its States in brackets at the end."""

    pieces = forms.CharField(
        label=gettext_lazy("One recommendation in each paragraph"),
        help_text=gettext_lazy("Part them by an empty line; States stand in brackets at the end."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )

    def clean_pieces(self) -> list[str]:
        """Return the paragraphs. There must be two at least."""
        typed = str(self.cleaned_data["pieces"]).replace("\r\n", "\n")
        pieces = [" ".join(piece.split()) for piece in typed.split("\n\n")]
        pieces = [piece for piece in pieces if piece]
        if len(pieces) < 2:
            text = _("There is one paragraph only. Put an empty line where it is to be split.")
            raise forms.ValidationError(text)
        if len(pieces) > 26:
            raise forms.ValidationError(_("Split it into 26 recommendations at most."))
        return pieces

    def words(self, row: Recommendation) -> list[Words]:
        """Return each piece with the number of `row` and a letter."""
        return [
            self._piece(row, f"{row.paragraph} ({chr(ord('a') + n)})", piece)
            for n, piece in enumerate(self.cleaned_data["pieces"])
        ]

    def _piece(self, row: Recommendation, number: str, piece: str) -> Words:
        found = attribute(piece)
        return Words(
            paragraph=number,
            text=found.text,
            states=[[who.name, who.iso3 or ""] for who in found.recommending],
            position=row.position,
            kind=row.kind,
            start=row.start,
            end=row.end,
            page=row.page,
            boxes=row.boxes,
            context=row.context,
        )


def pieces_of(row: Recommendation) -> str:
    """Return the text to split: its parts if it has some, with the States of each."""
    parts = list(row.parts.all())
    if parts:
        return "\n\n".join(f"{part.text} ({', '.join(part.states)})" for part in parts)
    names = ", ".join(who.name for who in row.recommending.all())
    return f"{row.text} ({names})" if names else row.text


def merged(rows: list[Recommendation]) -> dict[str, str]:
    """Return what the form proposes for rows put together: every word and every State once."""
    names = dict.fromkeys(who.name for row in rows for who in row.recommending.all())
    positions = {row.position for row in rows}
    return {
        "paragraph": rows[0].paragraph,
        "text": "; ".join(row.text.rstrip(" ;.") for row in rows),
        "states": "; ".join(names),
        "position": positions.pop() if len(positions) == 1 else "unclear",
        "kind": rows[0].kind,
    }
