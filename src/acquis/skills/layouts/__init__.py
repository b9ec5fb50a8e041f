"""The file layouts that frameworks are published in, each read into one shape; no database here."""
