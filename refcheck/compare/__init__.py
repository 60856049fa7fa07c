"""Comparators, one field a file: claimed values in, an `Agreement` out.

`reference.compare_reference` compares a whole reference with a record, `same_work.same_work` decides from the
agreements whether the two are one work, `claim.compare_claim` does the same for what the prose says. Nothing here
does I/O or keeps state.
"""
