"""Commands that change the data: begin, rename and delete records, take in translations, and write files safely.

They may use ``records``, ``reading``, ``language`` and ``editing``; the short commands are in ``__main__``.
"""
