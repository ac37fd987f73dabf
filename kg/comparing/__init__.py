"""Documents side by side, bodies as a network, recurring duties as a calendar."""
