"""The network: who takes part, the road to membership, experiences and questions between peers."""
