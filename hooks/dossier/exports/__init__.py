"""The dossier as files for other programs: JSON, tables, linked data, citations.

It may use records, reading, language and ``addresses``; it knows nothing of pages or of MkDocs.
"""
