"""The records: the values, statements and models that data is checked against, and the rules between records."""
