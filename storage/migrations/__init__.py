"""How the tables came to be, one version at a time."""
