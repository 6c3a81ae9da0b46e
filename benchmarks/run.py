"""Every benchmark, one after the other: `make bench`."""

from __future__ import annotations

from benchmarks import (
    audit,
    corpus_import,
    data_import,
    dialogue,
    extract,
    gate,
    labels,
    links,
    lists,
    plan_pages,
    rows,
    startup,
)

if __name__ == "__main__":
    extract.main()
    startup.main()
    lists.main()
    gate.main()
    plan_pages.main()
    audit.main()
    corpus_import.main()
    data_import.main()
    rows.main()
    labels.main()
    links.main()
    dialogue.main()
