"""The commands of joint meetings, one module per noun."""
