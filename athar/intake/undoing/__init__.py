"""Taking an import back: how things stood before, and the acts that bring it back."""
