"""The view model: an evaluation becomes sections, the same on screen, slide, Word and sheet."""
