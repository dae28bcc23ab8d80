"""Copies for the worst day: one sealed file from which an office goes on, and nothing in it that leads to a reporter.

allowed       which tables and columns a copy may hold, and why the others stay out
stream        the sealed file: pieces in order, and an end that cannot be cut off
belongings    office file and locked keys that go with it
taking        a copy of now, written whole or not at all
leftovers     what one left that was killed half-way
refilling     its rows, put into an empty database of either kind
replaying     what the replaced database knows to be gone, gone again
restoring     a home and a database made from it, and what is lost since
checking      is it good: opened, refilled into a scratch home, a hundred cases read
"""
