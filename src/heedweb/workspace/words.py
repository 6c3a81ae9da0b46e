"""Names of positions, doubts and acts in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heed.kinds.registry import KINDS
from heedweb.workspace.cluster_words import CLUSTER_VERBS
from heedweb.workspace.history_words import HISTORY_FIELDS, HISTORY_VERBS
from heedweb.workspace.people_words import PEOPLE_VERBS
from heedweb.workspace.plan_words import PLAN_FIELDS, PLAN_VALUES, PLAN_VERBS
from heedweb.workspace.roles import Role
from heedweb.workspace.room_words import ROOM_VERBS
from heedweb.workspace.taxonomy_words import TAXONOMY_VERBS

POSITION_ORDER = ("supported", "partially_supported", "noted", "pending", "unclear", "")

_POSITIONS: dict[str, str | Promise] = {
    "supported": _("supported"),
    "partially_supported": _("partially supported"),
    "noted": _("noted"),
    "pending": _("pending"),
    "unclear": _("unclear"),
    "": _("not stated"),
}
_CLAIMS: dict[str, str | Promise] = {
    "implemented": _("The State says that it is implemented."),
    "in_process": _("The State says that it is being implemented."),
    "either": _("The State says that it is implemented or being implemented."),
}
_DOUBTS: dict[str, str | Promise] = {
    "answered_twice": _("answered twice"),
    "bracket": _("broken bracket"),
    "changed": _("reads differently now"),
    "duplicate": _("same words twice"),
    "gap": _("number missing before"),
    "gone": _("not found any more"),
    "misnumbered": _("misprinted number"),
    "no_separator": _("States without a comma"),
    "no_state": _("no State printed"),
    "position": _("position unclear"),
    "position_changed": _("addendum differs"),
    "states_inside": _("States inside the sentence"),
    "unanswered": _("not answered"),
}
_STANDS: dict[str, str | Promise] = {
    "proposed": _("proposed"),
    "stated": _("stated by a source"),
    "confirmed": _("confirmed"),
    "rejected": _("rejected"),
}
# From how likely on a proposal is called what.
_LIKELY: tuple[tuple[float, str | Promise], ...] = (
    (0.95, _("nearly certain")),
    (0.75, _("likely")),
    (0.5, _("rather likely")),
    (0.0, _("possible")),
)
_FACETS: dict[str, str | Promise] = {
    "review": _("Review"),
    "cycle": _("Cycle"),
    "cluster": _("Cluster"),
    "mechanism": _("Mechanism"),
    "body": _("Body"),
    "instrument": _("Treaty or Convention"),
    "article": _("Article"),
    "mark": _("Marked"),
    "position": _("Position"),
    "decided": _("Decided"),
    "by": _("Decided by"),
    "doubt": _("Doubt"),
    "state": _("Recommending State"),
    "group": _("Regional group"),
    "kind": _("Kind"),
}
# How a row stands, and the two words that take several together.
_STANDINGS: dict[str, str | Promise] = {
    "no": _("undecided"),
    "open": _("not yet confirmed"),
    "later": _("left for later"),
    "reopened": _("re-opened"),
    "yes": _("decided"),
    "accepted": _("confirmed"),
    "corrected": _("corrected"),
    "added": _("added by a person"),
    "rejected": _("not a recommendation"),
    "replaced": _("split or merged"),
    "withdrawn": _("undone"),
}
_GROUPS: dict[str, str | Promise] = {
    "african": _("African States"),
    "asia_pacific": _("Asia-Pacific States"),
    "eastern_european": _("Eastern European States"),
    "latin_american_and_caribbean": _("Latin American and Caribbean States"),
    "western_european_and_other": _("Western European and other States"),
    "observer": _("observer States"),
    "none": _("no State named"),
}
_ITEM_KINDS: dict[str, str | Promise] = {
    "recommendation": _("recommendation"),
    "pledge": _("voluntary pledge"),
    "conclusion": _("conclusion, no request"),
}
_MARKS: dict[str, str | Promise] = {
    "follow_up": _("chosen for follow-up"),
    "recalls": _("recalls an earlier one"),
    "repeated": _("repeated for want of a report"),
}
_COLUMNS: dict[str, str | Promise] = {
    "id": _("Identifier"),
    "text": _("Text of the recommendation"),
    "symbol": _("Symbol of the document"),
    "paragraph": _("Number of the paragraph"),
    "mechanism": _("Mechanism or body"),
    "state": _("State that is asked"),
    "session": _("Session of the Working Group"),
    "cycle": _("Cycle"),
    "recommending": _("Recommending State or States"),
    "position": _("Position of the State"),
    "kind": _("Recommendation, concern or pledge"),
    "themes": _("Themes"),
    "groups": _("Groups of persons"),
    "goals": _("SDGs"),
    "dated": _("Date"),
    "action": _("Kind of action"),
}
_FORMATS: dict[str, str | Promise] = {
    "uhri_json": _("UHRI, JSON"),
    "uhri_xlsx": _("UHRI, Excel"),
    "upr_info": _("UPR Info"),
    "impact": _("IMPACT OSS"),
    "table": _("a table"),
}
_DUES: dict[str, str | Promise] = {
    "follow_up": _("Information on follow-up"),
    "next_report": _("Next report"),
    "reply": _("Reply to the comments"),
    "midterm": _("Mid-term report (voluntary)"),
}
_SORTS: dict[str, str | Promise] = {
    "document": _("order in the document"),
    "number": _("number"),
    "state": _("recommending State"),
    "position": _("position"),
    "decided": _("when decided"),
    "review": _("session and review"),
    "page": _("page"),
}
_DECISIONS: dict[str, str | Promise] = {
    "accept": _("confirmed"),
    "correct": _("corrected"),
    "reject": _("not a recommendation"),
    "later": _("left for later"),
    "add": _("added"),
    "replace": _("split or merged"),
}
_FIELDS: dict[str, str | Promise] = {
    "paragraph": _("Number"),
    "text": _("Text"),
    "states": _("Recommending States"),
    "position": _("Position"),
    "kind": _("Kind"),
    # As rows of data differ from the list.
    "recommending": _("Recommending States"),
    "answer": _("An answer where the list has none"),
}
_VERBS: dict[str, str | Promise] = {
    "created": _("made the workspace"),
    "member_added": _("let in"),
    "import_started": _("started an import:"),
    "import_finished": _("finished import"),
    "import_cancelled": _("cancelled import"),
    "import_tried_again": _("tried again import"),
    "taken_in": _("took in"),
    "read_again": _("read again"),
    "made_current": _("made another version current:"),
    "accept": _("confirmed"),
    "correct": _("corrected"),
    "reject": _("marked as no recommendation"),
    "later": _("left for later"),
    "split": _("split"),
    "merge": _("merged"),
    "add": _("added"),
    "undone": _("undid a step on"),
    "act_undone": _("undid what was done to"),
    "deleted_for_good": _("deleted thirty days before, and now gone for good:"),
    "attached": _("said to which review it belongs:"),
    "superseded": _("replaced the draft"),
    "fetch_asked": _("asked for the document"),
    "sheet_kept": _("kept a table to be matched:"),
    "matching_saved": _("kept the matching of columns"),
    "row_kept": _("kept the list's words against"),
    "row_taken": _("took the words of"),
    "row_reopened": _("opened again the difference with"),
    "exported": _("exported"),
    "label": _("labelled"),
    "label_bulk": _("confirmed labels of"),
    "link": _("said how they compare:"),
    "labels_proposed": _("had labels proposed; recommendations read:"),
    "view_shared": _("shared the list"),
    "view_renamed": _("renamed the shared list"),
    "view_deleted": _("deleted the shared list"),
    **ROOM_VERBS,
    **PLAN_VERBS,
}
_KINDS: dict[str, str | Promise] = {
    "upr_report": _("Working Group report"),
    "upr_addendum": _("Addendum"),
    "upr_draft": _("Draft report"),
    "upr_national_report": _("National report"),
    "upr_compilation": _("Compilation of UN information"),
    "upr_stakeholder_summary": _("Summary of stakeholders' submissions"),
    "upr_advance_questions": _("Advance questions"),
    "upr_thematic_list": _("Thematic list (matrix)"),
    "upr_decision": _("Decision of the Council"),
    "upr_session_report": _("Report of the Council on its session"),
    "upr_letter": _("Letter of the High Commissioner"),
    "upr_infographic": _("Infographic"),
    "upr_midterm_report": _("Mid-term report"),
    "concluding_observations": _("Concluding observations"),
    "follow_up_grades": _("Report on follow-up, with grades"),
    "spt_report": _("Report of the Subcommittee on its visit"),
    "inquiry_report": _("Report on an inquiry"),
    "visit_report": _("Report on a country visit"),
    "country_resolution": _("Resolution on the country"),
    "ceacr_comment": _("Comment of the Committee of Experts"),
    "cas_conclusions": _("Conclusions of the Committee on the Application of Standards"),
    "cfa_case": _("Case before the Committee on Freedom of Association"),
    "commission_of_inquiry": _("Report of a commission of inquiry"),
    "data": _("Ready-made data"),
    "other": _("Other document"),
}
_FACTS: dict[str, str | Promise] = {
    "adopted": _("Adopted"),
    "addressee": _("Addressee"),
    "advance_question": _("Asked in advance"),
    "case": _("Case"),
    "convention": _("Convention"),
    "council_session": _("Session of the Council"),
    "dated": _("Dated"),
    "delegation": _("Head of delegation"),
    "discussed": _("Discussed"),
    "double_footnote": _("Full particulars asked for at session of the Conference"),
    "document": _("Document before the Working Group"),
    "matrix": _("Matrix of recommendations"),
    "meeting": _("Meeting"),
    "published": _("Published"),
    "ratified": _("Ratified or acceded to"),
    "review_meeting": _("Review held"),
    "reviewed": _("Day of the review"),
    "session": _("Session of the Working Group"),
    "session_dates": _("Dates of the session"),
    "state_under_review": _("State under review"),
    "submitter": _("Submitted by"),
    "troika": _("Troika"),
    "vote": _("Vote"),
}
_ROLES: dict[str, str | Promise] = {
    "pledge": _("Pledge of the State"),
    "comment": _("Comment of the State"),
    "conclusion": _("Conclusion"),
    "question": _("Question put in advance"),
    "recalled": _("Recommended by another body"),
    "cross_reference": _("Earlier recommendations on this"),
    "view": _("View of a stakeholder"),
    "measure": _("Measure of the State"),
    "theme": _("Encouragement"),
    "positive": _("Positive aspects"),
    "concern": _("Concerns without a request"),
    "procedural": _("About the procedure"),
    "dissemination": _("Dissemination"),
    "follow_up": _("What was chosen for follow-up"),
    "next_report": _("The next report"),
}


def position_name(code: str) -> str:
    """Return what a position is called."""
    return str(_POSITIONS.get(code, code))


def claim_text(code: str) -> str:
    """Return the sentence for a State's claim, `""` without one."""
    return str(_CLAIMS.get(code, ""))


def doubt_name(code: str) -> str:
    """Return what a kind of doubt is called."""
    return str(_DOUBTS.get(code, code))


def facet_name(code: str) -> str:
    """Return what a facet is called."""
    return str(_FACETS.get(code, code))


def standing_name(code: str) -> str:
    """Return what it is called how a row stands."""
    return str(_STANDINGS.get(code, code))


def group_name(code: str) -> str:
    """Return what a regional group is called."""
    return str(_GROUPS.get(code, code))


def item_kind_name(code: str) -> str:
    """Return what a kind of item is called."""
    return str(_ITEM_KINDS.get(code, code))


def label_standing_name(code: str) -> str:
    """Return what it is called how a label stands."""
    return str(_STANDS.get(code, code))


def likelihood(score: float) -> str:
    """Return how likely a proposal is right, in words; `score` is 0 to 1."""
    return str(next(word for least, word in _LIKELY if score >= least))


def sort_name(code: str) -> str:
    """Return what an order of the list is called."""
    return str(_SORTS.get(code, code))


def column_name(field: str) -> str:
    """Return what a field of ready-made data is called."""
    return str(_COLUMNS.get(field, field))


def data_format_name(code: str) -> str:
    """Return what a format of ready-made data is called."""
    return str(_FORMATS.get(code, code))


def mark_name(code: str) -> str:
    """Return what a mark of an item is called."""
    return str(_MARKS.get(code, code))


def due_name(code: str) -> str:
    """Return what is due."""
    return str(_DUES.get(code, code))


def verb_text(code: str) -> str:
    """Return what somebody did, in words."""
    for verbs in (_VERBS, CLUSTER_VERBS, TAXONOMY_VERBS, HISTORY_VERBS, PEOPLE_VERBS):
        if code in verbs:
            return str(verbs[code])
    return code


def kind_name(code: str) -> str:
    """Return what a kind of document is called."""
    known = KINDS.get(code)
    return str(_KINDS.get(code, known.name if known else code))


def role_name(code: str) -> str:
    """Return what a passage of a paper is called by its role."""
    return str(_ROLES.get(code, code))


def fact_name(code: str) -> str:
    """Return what a fact of the front matter is called."""
    return str(_FACTS.get(code, code))


def decision_name(code: str) -> str:
    """Return what somebody decided, in words."""
    return str(_DECISIONS.get(code, code))


def field_name(code: str) -> str:
    """Return what a field is called."""
    return str(_FIELDS.get(code, HISTORY_FIELDS.get(code, PLAN_FIELDS.get(code, code))))


def field_text(value: object, field: str) -> str:
    """Return what a field holds, as a person reads it."""
    if field in ("position", "answer"):
        return position_name(str(value))
    if value in PLAN_VALUES.get(field, {}):
        return str(PLAN_VALUES[field][str(value)])
    if field == "kind":
        return item_kind_name(str(value))
    if field == "role":
        return str(dict(Role.choices).get(str(value), value))
    if isinstance(value, list):
        return ", ".join(str(one[0] if isinstance(one, list) else one) for one in value)
    return str(value)
