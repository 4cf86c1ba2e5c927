"""The code that knows MkDocs, for which ``events.py`` registers it: one run of a build, the preview, and publishing.

It may use all rooms of ``dossier``; nothing in ``dossier`` knows it. MkDocs' private parts are used here alone, each
with its reason; ``tests/unit/test_mkdocs.py`` tells when MkDocs changes them.
"""
