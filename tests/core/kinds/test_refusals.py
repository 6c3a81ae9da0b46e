"""What looks like an ILO page, a visit report or a country resolution and is none is refused."""

from __future__ import annotations

import pytest

from heed.errors import InputProblem
from heed.kinds import extract
from heed.reading.read import read_bytes

FRENCH = """Observation (CEACR) - adoptée 2022, publiée 111ème session CIT (2023)
Convention (n° 111) concernant la discrimination, 1958 - Aurélie (Ratification: 1992)
La commission prie le gouvernement de fournir des informations sur les phares.
"""
FRENCH_BELOW_AN_ENGLISH_HEADER = """\
Observation (CEACR) - adopted 2022, published 111th ILC session (2023)
Minimum Age Convention, 1973 (No. 138) - Aurelia (Ratification: 1992)
La commission prie le gouvernement de fournir des informations sur les gardiens des phares.
"""
TWO_CASES = """403rd Report of the Committee on Freedom of Association
Case No. 2850 (Aurelia)
Interim report
10. In the light of its foregoing conclusions, the Committee invites the Governing Body to approve
the following recommendation:
The Committee requests the Government to register the union of ferrymen.
11. The next case is that of the pilots.
12. The Committee took note of the reply.
13. In the light of its foregoing conclusions, the Committee invites the Governing Body to approve
the following recommendation:
The Committee requests the Government to register the union of pilots.
"""
NO_CONCLUSIONS = """\
Individual Case (CAS) - Discussion: 2023, Publication: 111th ILC session (2023)
Minimum Age Convention, 1973 (No. 138) - Aurelia (Ratification: 1992)
Worker members - We urge the Government to raise the age of shepherds.
"""
NO_CHAPTER = """A/HRC/53/41/Add.2
Visit to Aurelia
Report of the Special Rapporteur on safe harbours
I. Introduction
1. The Special Rapporteur recommends that the Government read this.
"""
COMMENTS_OF_THE_STATE = """A/HRC/53/41/Add.3
Visit to Aurelia: comments by the State
Report of the Special Rapporteur on safe harbours
V. Recommendations
1. The Special Rapporteur recommends that the Government dredge the harbour.
"""
THEMATIC_REPORT = """A/HRC/53/41
General Assembly
Report of the Special Rapporteur on safe harbours
V. Conclusions and recommendations
1. The Special Rapporteur recommends that States dredge their harbours.
"""
THEMATIC_RESOLUTION = """A/HRC/RES/52/78
Human Rights Council
General Assembly
Resolution adopted by the Human Rights Council on 4 April 2023
52/78. Promoting the safety of harbours in all countries
1. Calls upon all States to dredge their harbours;
"""


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (FRENCH, "language_not_read", "in French"),
        (FRENCH_BELOW_AN_ENGLISH_HEADER, "language_not_read", "in another language"),
        (TWO_CASES, "several_cases", "2 cases"),
        (NO_CONCLUSIONS, "no_section", "Conclusions of the Committee"),
        (NO_CHAPTER, "no_section", "Conclusions and recommendations"),
        (COMMENTS_OF_THE_STATE, "not_recognised", ""),
        (THEMATIC_REPORT, "not_recognised", ""),
        (THEMATIC_RESOLUTION, "not_recognised", ""),
    ],
)
def test_refused_in_one_line_that_says_why(text, code, said):
    with pytest.raises(InputProblem) as caught:
        extract(read_bytes(text.encode(), name="case"))
    assert caught.value.code == code
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
