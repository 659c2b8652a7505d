"""The verbs of the operator."""
