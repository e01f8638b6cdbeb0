"""比对页 -- two versions of a work side by side."""
