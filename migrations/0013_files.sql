-- Files that the server makes, such as reports: in the database, because every process must be able to send them.
create table files (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  name text not null,
  content_type text not null,
  -- Null until all of it is there.
  size_bytes bigint,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
select protect_workspace_table('files', '');
create index files_by_time on files (workspace_id, created_at);

create table file_parts (
  workspace_id text not null,
  file_id text not null,
  part integer not null,
  content bytea not null,
  primary key (workspace_id, file_id, part),
  foreign key (workspace_id, file_id) references files on delete cascade
);
select protect_workspace_table('file_parts', '');
-- Compressed already.
alter table file_parts alter column content set storage external;
