-- Operations of the service whose end its answers have announced: [{operation, heardAt, endsAt}], each once.
alter table connections add column warnings jsonb not null default '[]';
