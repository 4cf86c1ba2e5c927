"""Commands: check, lay out and build the data; begin, rename and delete records; take in translations.

Each is a function that ``__main__`` calls with the arguments it read; they alone write files. ``printing`` tells
problems, for the adapter too. They may use all rooms.
"""
