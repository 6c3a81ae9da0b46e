"""Proofs of safety that take minutes: hostile files, crashes, full disks."""
