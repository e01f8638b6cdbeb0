"""Dates in English, with the month in letters, so that nobody takes a day for a month."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
