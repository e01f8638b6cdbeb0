"""检索页 -- articles that answer a question, narrowed by facets."""
