"""The proof of the table of rights: real requests over both applications, compared with the paper."""
