"""Site: the pages in every language, their templates and figures, the search index, the feed and the list of files.

``pages`` says which pages there are, ``handwritten`` reads those written by hand, ``manual`` makes that of editors,
``links`` and ``fragments`` find links that lead nowhere or elsewhere, ``passages`` and ``search`` what readers can
find, ``files`` what lies beside the pages. Nothing is written, and no engine is known. It may use all other rooms but
``commands``.
"""
