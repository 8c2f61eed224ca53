"""Commands of joint research, one module per noun; loading.py: how each begins and ends."""
