-- The population as it is now, with the tier as of the end of the window.
SELECT person, coalesce(tier, '') AS tier, coalesce(city, '') AS city FROM standing
