"""Definitions and offers as files and as JSON: the same shape in a spreadsheet, in a document and in the API.

Pure: values in, values out. What is stored is read by `acquis.catalogue.queries` and written by its actions.
"""
