"""How fast it is, printed as one table: ``python -m tests.bench [--only P1,P4] [--quick]``.

Every figure that depends on the machine is a ratio, and both of its sides run in the same minutes, over the same wire,
in turns, with medians. Nothing here is part of the test suite: a clock makes no good test.

wire            a thin Bot API server, the same for all; with Telegram's own limits where they matter
people          who type and tap on it, each as soon as they were answered
programs        the bots as processes, with what they use of the machine
echo, tutorial  the bots of others, to compare with
turns           P1, P2, P3, P6     ours beside theirs
rows            P4, P5             a thousand cases and a million
disk            P7                 a disk that takes 10 ms
starting        P8
hearing         P9
load            P10 and the lines under the table: a busy day, a burst, an outage
"""
