"""Commands of consultations, one module per noun; loading.py: how each begins and ends."""
