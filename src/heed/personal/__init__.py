"""Words that may tell who a private person is: e-mail addresses, numbers, birth dates, names.

Plain functions over text, by expressions per language (`data/`). What they find is advice: they
find too much and miss some, and a person decides on each hit before a text goes to the public.
"""

from heed.personal.finding import Hit, Kind, scan

__all__ = ["Hit", "Kind", "scan"]
