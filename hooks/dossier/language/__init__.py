"""Language: the dossier in one language, with its words, dates, names, lists, typography and glossary."""
