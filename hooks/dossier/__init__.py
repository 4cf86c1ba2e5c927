"""A folder of YAML about one international agreement, turned into the pages of a site.

``load`` reads and checks the data; ``render`` turns the checked records into pages. The package
knows no site engine, writes no file and keeps no global state: a MkDocs hook, a test or another
engine calls it in the same way.
"""
