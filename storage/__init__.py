"""What is remembered.

This room keeps reports, cases and what is owed to people, under locks. It is synchronous, knows `flows`, never `bot`.

    errors        what can go wrong here, as sentences
    sealing       the only place with cryptography: seal, open, tags, receipts, wraps
    keyring       the keys as files, and which process may hold which; rekeying: the office's locks changed
    database      one engine for SQLite and PostgreSQL: writing, reading, migrating
    tables        every row we keep, and which of its columns lie open
    tables_receipt  hashes of safe words, and wrong tries
    tables_desk   the rows of the desk's own work: shifts, deeds, tracks, consents, referrals, decisions
    roles         the two roles on PostgreSQL: what each may do with every table and column
    migrations/   how the tables came to be
    turns         a batch of conversation turns in one transaction
    turn          one of them: what is loaded, taken and written; arrived: what came to it, and what is to be said
    carrying_out  what each effect of a turn means for the memory; unread: what waits for a reporter
    drafts        a conversation's sealed draft, opened and sealed
    typed         codes and safe words, hashed before the transaction; wrong tries
    visiting      what they open: a report that is come back to from another phone
    wiping        messages that must leave a chat, owed with the turn that says so
    erasing       /hapus: nothing leads from a case back to a chat
    voices        voice notes, sealed as their report is; fetching: on their way; playing: an officer hears one
    spoken        how many a chat had today, in memory, where nothing else of it is kept
    filing        what the office is told of it: the sealed report, its case, the rows owed to the desk
    broken_off    reports left half-way, owed to the desk until somebody goes on
    cases         a case as an officer comes to it: found, opened for them, taken
    records       what the reports of a case say; case_file: what an officer reads of it
    replies       answers to its reporter
    pranks        whether it ended as a mistake, noted in the reporter's own draft
    handling      a case on its way: assessed, planned, opened again; ending: how it ends
    tracks        its services: opened, noted, looked at in time
    clocks        its legal and medical clocks, and how each was closed
    decisions     what needs two people
    consents      what the survivor agreed to; permits: the reporter's side of it
    referrals     steps handed to another body
    merging       two cases about one survivor
    moving        a case that goes to another office of the deployment; neighbours: which there are
    nudges        quiet words to whoever has the case
    outbox        rows owed to the world, and who has paid them
    waking        who pays a row hears of it at once, also in another process
    floor         which of several reporters' processes speaks in a chat, and what the one before it knew
    roster        the office's people
    inviting      codes that put one person on the roster
    shifts        who holds which duty day
    related       who is off a case, because they are named in it or related to somebody
    rungs         whom a call reaches
    digests       a flood of cases that can wait, told together
    unhelped      cases that somebody took and nobody helped yet
    pulses        signs of life, what is not delivered, the morning's summary
    numbers       phone numbers given with a call for help, until the case ends
    posters       how many conversations each poster began, and nothing of whose
    audit         the chain of what was done, and by whom
    retention     what is forgotten, and when
    backup/       copies for the worst day: sealed, checked, brought back
"""
