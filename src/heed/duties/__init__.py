"""What treaties and Conventions ask of a State and when: a calendar of reports with its reasons.

Pure rules over frozen records. Years, groups and periods are data (`data/*.yaml`), each with its
source and whether a second one confirmed it; `docs/duties.md` reads them aloud.
"""
