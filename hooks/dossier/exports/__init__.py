"""The dossier as files for other programs: JSON, tables, linked data, citations."""
