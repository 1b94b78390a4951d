"""How quick the portal is: measures on an invented council of any size, and pages under load. Never part of
the tests."""
