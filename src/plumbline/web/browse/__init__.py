"""浏览页 -- every work as a table that can be narrowed, sorted and exported."""
