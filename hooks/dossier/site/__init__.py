"""Site: the pages in every language, their templates and figures, the search index, the feed and the list of files.

``pages`` says which pages there are, ``files`` what lies beside them; nothing is written, and no engine is known.
It may use all other rooms.
"""
