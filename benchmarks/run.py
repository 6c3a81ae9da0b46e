"""Every benchmark, one after the other: `make bench`."""

from __future__ import annotations

from benchmarks import extract, startup

if __name__ == "__main__":
    extract.main()
    startup.main()
