"""The members somebody speaks for or keeps: what they say of themselves, who speaks for them."""
