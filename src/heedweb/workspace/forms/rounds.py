"""What is asked in a consultation, of whom and about what; what was done with an answer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from heedweb.workspace.forms.notes import MOST
from heedweb.workspace.forms.plans import day
from heedweb.workspace.forms.written import WrittenForm
from heedweb.workspace.models import Cluster, Organisation, Outcome, Plan, Recommendation, Workspace

# A consultation about more is about a plan.
_MOST_ROWS = 200


class RoundForm(WrittenForm):
    """A consultation: what it is called, what is asked, until when."""

    title = forms.CharField(label=_("Title"), max_length=300)
    question = forms.CharField(
        label=_("What is asked"), max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )  # fmt: skip
    closes = day(_("Answers until"), required=True)


class AnswerForm(WrittenForm):
    """The words of an answer."""

    text = forms.CharField(
        label=_("Answer"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"})
    )


class OutcomeForm(WrittenForm):
    """What was done with an answer, and why."""

    done = forms.ChoiceField(label=_("What was done with it"), choices=Outcome.Done.choices)
    text = forms.CharField(
        label=_("Why"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"})
    )


class ChooseForm(forms.Form):
    """What a consultation is about, and who is invited."""

    invited = forms.ModelMultipleChoiceField(
        label=_("Invited"), queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    plan = forms.ModelChoiceField(
        label=_("About a plan"), queryset=Plan.objects.none(), required=False
    )
    rows = forms.CharField(
        label=_("About recommendations"), required=False, max_length=20_000,
        help_text=_("Their keys, one on a line, as on the page of each."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
    )  # fmt: skip
    clusters = forms.ModelMultipleChoiceField(
        label=_("About clusters"), queryset=Cluster.objects.none(), required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )  # fmt: skip

    def __init__(self, workspace: Workspace, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.workspace = workspace
        bodies = Organisation.objects.filter(workspace=workspace, closed__isnull=True)
        lists = {
            "invited": bodies,
            "plan": Plan.objects.filter(workspace=workspace, gone__isnull=True),
            "clusters": Cluster.objects.filter(workspace=workspace, gone=False).order_by("name"),
        }
        for name, found in lists.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]

    def clean_rows(self) -> list[Recommendation]:
        """Return the recommendations whose keys were typed; refuse a key that is not here."""
        keys = [line.strip() for line in str(self.cleaned_data["rows"]).splitlines()]
        keys = list(dict.fromkeys(key for key in keys if key))
        if len(keys) > _MOST_ROWS:
            raise forms.ValidationError(_("Two hundred at most; choose a plan instead."))
        rows = Recommendation.objects.filter(review__workspace=self.workspace, key__in=keys)
        found = {row.key: row for row in rows.exclude(state__in=Recommendation.HIDDEN)}
        missing = [key for key in keys if key not in found]
        if missing:
            line = _("Not here: %(keys)s")
            raise forms.ValidationError(line, params={"keys": ", ".join(missing[:10])})
        return [found[key] for key in keys]
