-- When the latest requests of the workspace reached the other side at the latest, newest first, as milliseconds since 1970 by this
-- database's clock; promised ones as expected. One more may leave a second after the fiftieth of them.
alter table rate_limits add column arrivals float8[] not null default '{}';
