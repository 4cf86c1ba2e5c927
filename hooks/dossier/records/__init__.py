"""The records: the values, statements and models that data is checked against, and the rules between records.

It knows neither files nor languages nor pages, and uses no other room.
"""
