"""What a machine may watch of one process: whether it works, how long things wait, how long they took.

Off unless a setting switches it on, and on loopback only. Any user of this machine can ask, and whoever keeps the
answers can look back: so nothing here moves because somebody has just told something. What depends on people is looked
at on the clock's own grid and shown in steps (`coarse`); only what runs evenly by itself is shown as it is.

No library for this: its counters move with every event and its default page shows the processor time of a process,
which is a bell for whoever watches. What would be left of it is `text`.
"""
