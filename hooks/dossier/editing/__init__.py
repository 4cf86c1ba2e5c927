"""Help for people who edit the YAML: the one layout of its files, completion in editors, new records.

It uses ``records`` and ``reading``.
"""
