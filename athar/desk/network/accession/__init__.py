"""The road of a candidate into the partnership, and the room it shares with a member."""
