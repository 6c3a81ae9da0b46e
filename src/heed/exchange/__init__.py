"""Lists in forms that others use."""
