"""法源 -- which text of which law is in force on a day, and what a text cites."""
