"""Facts as data: States, mechanisms, cycles and sessions."""
