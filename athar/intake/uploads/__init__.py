"""Files that people give at the desk, from being given to being applied or cleared."""
