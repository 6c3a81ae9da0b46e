"""Quality, scored; floors that do not fall silently."""
