"""HSDS 3 (Human Services Data Specification, Open Referral): the directory as services at locations.

A center is an organization, with one location; each thing that it helps with is a service there. Nothing is told
here that `/api/v1/` does not tell; what HSDS has no word for is left out, and what is not known has no key.
"""
