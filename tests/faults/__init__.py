"""Nothing lost, measured: the real store, turns and loops, killed, fuzzed and broken on purpose.

    telegram     Telegram and the people, kept in the parent: updates offered until confirmed, sends recorded
    life         one life of the bots' process, forked from a parent that has imported everything
    failpoints   where a life may end: at each statement, commit, send and file boundary
    holding      what must hold after each life (I1 to I6)
    founded      the office each world is a copy of
    world        one database, its people, and life after life
    pages        large pages under a parent that forks
    kills        `python -m tests.faults.kills`
    fuzz         `python -m tests.faults.fuzz`
    mutants      the project's promises broken one by one; each must turn a test red
    telling      what a command prints at its end
    processes    `python -m tests.faults.processes`: the whole real processes, killed

README.md says which scenario of the fault list is told where, and what was measured.
"""
