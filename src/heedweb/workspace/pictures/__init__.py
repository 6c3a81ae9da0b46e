"""Pictures that the server draws, as SVG: shapes, scales and axes, and whole pictures from them.

A picture is made of plain figures and knows no records. It is drawn as for a text that runs from
left to right; where the page runs the other way it is mirrored when it is written (`shapes`).
"""
