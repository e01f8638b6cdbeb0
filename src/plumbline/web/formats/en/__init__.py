"""English: the same whether the reader is in London or in New York."""
