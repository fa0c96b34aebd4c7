-- What was counted here went with the migration before this one.
SELECT 1;
