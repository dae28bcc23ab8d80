"""Hearing what people really type: from words to rubric codes, each with the very letters that caused it.

``hear(text)`` gives hits, the answers the words amount to, what should be asked, and what would be filed now.
Words only ever raise. A denial or a harmless place keeps a word from raising; a strong word that is denied is asked.

    normal      letters: case, stretching, leet, emoji, stars; words with their places
    endings     what hangs on a word: me-, di-, -ku, -nya, -ake, -em
    spelling    which dictionary word that is: dialect, dropped vowels, slips (``words.csv``, ``ordinary.csv``)
    lexicon     ideas: every term of ``lexicon.csv``
    moments     when
    people      who, how old, under one roof
    sets        named sets of words and concepts (``sets.toml``)
    scope       denial, and harmless places (``quiet.toml``)
    patterns    ideas near each other (``patterns.toml``)
    answers     what the questions would have been answered
    listening   all of that, read from one text
    marks       the same, for the text model
    rows        from a text to rows of weights
    weights     the weights of the text model, and adding them up
    model       a small linear model over words, letters and marks: what no word list holds
    plain       everyday answers in which the model hears nothing (``plain.toml``)
    bounds      what the rubric's own times and ages make of the model's guess
    weighing    all of it together, and what it amounts to
"""

from flows.triage.hearing.heard import Hearing, Hit
from flows.triage.hearing.weighing import forget, hear

__all__ = ["Hearing", "Hit", "forget", "hear"]
