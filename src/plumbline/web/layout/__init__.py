"""版面 -- what every page shares: its frame, the day that is asked, and the words for codes."""
