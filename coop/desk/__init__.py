"""What one person sees across mechanisms: `/` and GET /api/v1/work.

work.py collects what each wing tells of waiting work and counts it by group; api.py and pages.py
show the same.
"""
