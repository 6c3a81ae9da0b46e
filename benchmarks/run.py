"""Every benchmark, one after the other: `make bench`."""

from __future__ import annotations

from benchmarks import corpus_import, data_import, extract, labels, links, lists, rows, startup

if __name__ == "__main__":
    extract.main()
    startup.main()
    lists.main()
    corpus_import.main()
    data_import.main()
    rows.main()
    labels.main()
    links.main()
