"""准绳 -- a platform on which a province governs by law.

Law is content; engines are code. What happened is a list of events; everything else is
computed from it, and every answer says which article it rests on.
"""

__version__ = "0.1.0"
