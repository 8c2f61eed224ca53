"""Commands of training, one module per noun; guard.py: how each begins and ends."""
