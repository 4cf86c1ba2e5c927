"""Measure builds, their time and their memory, beside other engines that build the same pages."""
