"""Tables of agreements: their partners, amendments and projects, taken into a plan."""
