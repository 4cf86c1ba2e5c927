"""Language: the dossier in one language, with its words, dates, names, lists, typography and glossary.

``locale`` formats by the Unicode CLDR and by the settings of the language in ``data/interface.yml``.
It may use ``records`` and ``reading``.
"""
