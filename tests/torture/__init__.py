"""The rig: the hub as a real process, killed, starved and lied to, and a checker that says what was lost or doubled.

`make torture` runs it and prints each promise with the figure reached; the short forms are part of `make test`.
"""
