"""What passes between the stages: one module for each hand-over.

``workbook`` cells with addresses and findings · ``ledger`` rows, submissions and what the
store gives back · ``section`` what a screen, slide or document shows.
"""
