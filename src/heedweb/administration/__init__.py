"""The installation, for those who keep it: accounts, mail, limits, storage, health."""
