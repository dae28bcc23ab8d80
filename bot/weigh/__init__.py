"""``wadul triage``: weigh messages from a file, and measure the weighing against labelled ones. Nothing is kept.

lines    one JSON line in, one out
figures  how well it did: the counts behind the table
table    the table
"""
