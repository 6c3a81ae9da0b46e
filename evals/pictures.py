"""Pictures of scores, as SVG."""
# ruff: noqa: E501 -- the lines of a picture are as long as they are

from __future__ import annotations

from collections.abc import Sequence

from heed.labels.figures import Band


def drawn(bands: Sequence[Band], title: str) -> str:
    """Return the reliability of scores as an SVG: shares that are right by score, and how many."""
    most = max(band.proposals for band in bands)
    bars = "".join(
        f'<rect x="{40 + 300 * b.low + 4:.0f}" y="{340 - 300 * b.right:.1f}" width="22"'
        f' height="{300 * b.right:.1f}" fill="#2b5c8a" fill-opacity="{0.25 + 0.75 * b.proposals / most:.2f}">'
        f"<title>{b.proposals} proposals, mean score {b.score:.2f}, right {b.right:.2f}</title></rect>"
        f'<text x="{40 + 300 * b.low + 15:.0f}" y="{334 - 300 * b.right:.1f}" font-size="8"'
        f' text-anchor="middle">{b.proposals}</text>'
        for b in bands
    )
    ticks = "".join(
        f'<text x="{40 + 300 * n / 5:.0f}" y="354" font-size="10" text-anchor="middle">{n / 5:.1f}</text>'
        f'<text x="34" y="{343 - 300 * n / 5:.0f}" font-size="10" text-anchor="end">{n / 5:.1f}</text>'
        for n in range(6)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 390" role="img"'
        f' font-family="sans-serif"><title>{title}</title>'
        f'<rect width="360" height="390" fill="#fff"/><text x="40" y="20" font-size="11">{title}</text>'
        f'{bars}<path d="M40 340 340 40" stroke="#555" stroke-dasharray="4 3"/>'
        f'<path d="M40 40V340H340" stroke="#000" fill="none"/>{ticks}'
        '<text x="190" y="376" font-size="10" text-anchor="middle">score (share right above, number on top)'
        "</text></svg>\n"
    )
