"""The words centers use, as data: headings of columns and spellings of values, four languages."""
