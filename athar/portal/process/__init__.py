"""The process of a member's action plan: what is required, what comes next, what would follow."""
