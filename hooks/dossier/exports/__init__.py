"""The dossier as files for other programs: JSON, tables, linked data, citations.

It makes the linked data and the citation of each page too, but knows no template, and nothing of MkDocs. It may use
records, reading, language, ``addresses`` and ``settings``.
"""
