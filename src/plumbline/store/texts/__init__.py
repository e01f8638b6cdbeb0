"""文本 -- texts as they came in, what is read of them, and what is found in them."""
