"""Reading: a folder of YAML into checked records, or into problems that an editor can mend.

``discovery`` finds the files, ``nodes`` reads them, ``yaml_errors`` explains what is not YAML, ``load`` validates.
It may use ``records`` alone.
"""
