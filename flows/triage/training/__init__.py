"""How the small model is made, in the open: sentences we wrote, a linear fit, figures on families held out.

    python -m flows.triage.training

    corpus/     the sentences, by scenario family, and what may stand in their slots
    writing     sentence frames become messages, the same ones for the same seed
    noise       how people really type
    fitting     one linear head a code (needs numpy; nothing else here or in the app does)
    measuring   figures by level, code and language on families the fit never saw
    card        the model card and its picture, from those figures

Nothing here ever reads a report.
"""
