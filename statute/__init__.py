"""The law as pure functions: dates in, dates out.

Standard library and dateutil only; every function names its rule id.
"""
