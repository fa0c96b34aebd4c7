DROP INDEX cases_held;
