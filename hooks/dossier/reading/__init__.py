"""Reading: a folder of YAML into checked records, or into problems that an editor can mend.

``discovery`` finds the files, and ``irregular`` what may not be among them. ``nodes`` reads them; ``plain_text``,
``yaml_errors``, ``yaml_shapes`` and ``stop`` explain what is not YAML. ``load`` validates; ``wrong_values`` and
``misplaced`` explain what is not right, ``drafts`` leaves out what is not finished, ``problems`` is what is told.
It may use ``records`` alone.
"""
