"""The eight mechanisms of the agreement, one package each, strangers to one another but for
meetings below.
"""
