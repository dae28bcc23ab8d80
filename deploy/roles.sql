-- Run once by the database's own start (psql): who owns the tables, and the two sides, each with a password from a file.
-- What each side may read and write comes afterwards, from `wadul db roles --apply`.
\set ON_ERROR_STOP on
\set owner `cat /run/secrets/database-wadul`
\set reporter `cat /run/secrets/database-reporter`
\set duty `cat /run/secrets/database-duty`
CREATE ROLE wadul LOGIN PASSWORD :'owner';
CREATE ROLE wadul_reporter LOGIN PASSWORD :'reporter';
CREATE ROLE wadul_duty LOGIN PASSWORD :'duty';
CREATE DATABASE wadul OWNER wadul;
REVOKE ALL ON DATABASE wadul FROM PUBLIC;
GRANT CONNECT ON DATABASE wadul TO wadul_reporter, wadul_duty;
