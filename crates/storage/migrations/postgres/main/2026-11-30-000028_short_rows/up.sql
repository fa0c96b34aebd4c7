-- PostgreSQL keeps sealed bytes apart from the rest of a row, and needs no other rows for lists.
CREATE INDEX cases_held ON cases (id) WHERE held_on IS NOT NULL;
