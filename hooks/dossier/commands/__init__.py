"""Commands that change the data: begin, rename and delete records, and write files safely.

It uses ``records``, ``reading`` and ``editing``.
"""
