"""WHAT IS DECIDED. Pure: no I/O, no clock, no luck.

A conversation is a table; a turn is a function: ``take(session, event) -> outcome``. An outcome says where we are now,
what to say, and what to do. Hand in the clock (``event.at``) and the luck (a report id, a receipt); get back a value.

    events, outcome, effects, step     the vocabulary of a turn
    session                            what one conversation remembers
    standing                           answers changed after the desk had them, and which of them still count
    advice                             what helps, said after sending: which rule brings which text
    pace                               floods and pranks: one chat slows down alone
    broken_off                         left half-way: when the desk gets what there is
    report, followup                   the conversation as tables: STEPS and TRANSITIONS, read top to bottom
    voice, recording                   one voice note of those who do not write, where the office takes them
    leaving, traces                    leaving nothing behind; which messages can still be taken out of the chat
    visiting, safe_words, codes/       back from another phone: two codes, a safe word, a duress word
    commands, peers                    what may be typed at any step; Forum Anak's facilitators
    guards, doing                      what the rows ask, and what they change
    tables, turn                       the tables as one; the throw-away object that a turn is
    understanding, closing             what came, understood; how a turn ends
    engine                             one turn on one shared machine
    triage/                            from answers to urgency, reasons and clocks
    desk/                              the card an officer reads; the ladder of calls; the life of a case; its services
    areas, workdays                    kecamatan and desa; holidays
    office, office_parts, office_file  an office as data: what follows from it, what it is made of, how it is read
    reaching                           posters, invitations, and the links that carry them
    wording, texts/                    all the words anybody reads
    export, lint, drawing              the flow as data; what is wrong with it; the flow as a picture
"""


class FlowError(Exception):
    """A promise of the flow was broken.

    FlowError
    ├── desk.life.NoSuchMove        a case cannot go this way from where it stands
    ├── office_file.OfficeUnclear   the office file does not say something we need
    └── wording.NoSuchText          a text is missing, or does not fit its arguments
    """
