"""Trouble, enumerated: sites, strikes and cells; the sweep plays a canonical story once for each cell.

A *strike* is one piece of trouble, a *site* a request of a story, a *cell* one strike at one site. `story`, `request`,
`strike`, `cell` and `tally` are values and decide without I/O; `player` plays; `sweep` hands the cells out.
"""
