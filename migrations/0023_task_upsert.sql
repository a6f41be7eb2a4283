create table task_upsert_settings (
  workspace_id text primary key references workspaces on delete cascade,
  -- Only what was set; everything else is as the server ships it.
  settings json not null,
  updated_at timestamptz not null
);
select protect_workspace_table('task_upsert_settings', '');

-- What others have pushed: each internal id of a list is one ClickUp task.
create table tracked_tasks (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  list_id text not null,
  internal_id text not null,
  -- The latest push, and how many asked for something else than the one before.
  wanted json not null,
  wanted_hash text not null,
  wanted_number integer not null,
  -- What of it ClickUp has: the last push that was brought there as a whole.
  applied json,
  applied_number integer not null default 0,
  -- waiting: something is to be done, by whoever gets the lease, from ready_at on; failed: until somebody pushes or asks again.
  status text not null check (status in ('waiting', 'done', 'failed')),
  outcome text check (outcome in ('created', 'updated', 'recreated')),
  -- What could not be taken as it was pushed, in words.
  notes json not null default '[]',
  error text,
  task_id text,
  task_url text,
  -- Told by ClickUp: the task is not there any more.
  gone boolean not null default false,
  -- A task whose creation has left after this may be there; it is looked for before another one is made.
  create_sent_at timestamptz,
  looks integer not null default 0,
  -- When ClickUp last told of the task, by its clock.
  seen_at timestamptz,
  attempts integer not null default 0,
  ready_at timestamptz,
  lease text,
  leased_until timestamptz,
  -- Who is at it, as ClickUp has confirmed.
  claimed_by json,
  claimed_at timestamptz,
  pushed_at timestamptz not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, list_id, internal_id)
) with (fillfactor = 80);
select protect_workspace_table('tracked_tasks', '');
create index tracked_tasks_by_task on tracked_tasks (workspace_id, task_id) where task_id is not null;
create index tracked_tasks_by_internal_id on tracked_tasks (workspace_id, internal_id);

-- What happened to it, for people.
create table tracked_task_events (
  workspace_id text not null,
  id text not null,
  tracked_id text not null,
  kind text not null,
  detail text,
  actor json not null,
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, tracked_id) references tracked_tasks on delete cascade
);
select protect_workspace_table('tracked_task_events', '');
create index tracked_task_events_by_task on tracked_task_events (workspace_id, tracked_id, id);

-- Each file of a task goes to ClickUp once; its content is kept only until it is there.
create table tracked_task_files (
  workspace_id text not null,
  tracked_id text not null,
  sha256 text not null,
  name text not null,
  mime_type text not null,
  bytes integer not null,
  content bytea,
  attachment_id text,
  sent_at timestamptz,
  looks integer not null default 0,
  primary key (workspace_id, tracked_id, sha256),
  foreign key (workspace_id, tracked_id) references tracked_tasks on delete cascade
);
select protect_workspace_table('tracked_task_files', '');

-- The one message of a task in Slack.
create table tracked_task_messages (
  workspace_id text not null,
  tracked_id text not null,
  -- waiting: nothing has left yet; sending: it may have; unknown: it may be there and cannot be found.
  status text not null check (status in ('waiting', 'sending', 'sent', 'unknown', 'failed')),
  channel text,
  -- Null where Slack does not tell it: messages of incoming webhooks.
  message_ts text,
  sent_at timestamptz,
  looks integer not null default 0,
  -- Of what the message shows.
  shown_hash text,
  error text,
  lease text,
  leased_until timestamptz,
  primary key (workspace_id, tracked_id),
  foreign key (workspace_id, tracked_id) references tracked_tasks on delete cascade
) with (fillfactor = 80);
select protect_workspace_table('tracked_task_messages', '');

-- Clicks in Slack. One at a time is at work for a task.
create table task_claims (
  workspace_id text not null,
  id text not null,
  tracked_id text not null,
  kind text not null check (kind in ('claim', 'release', 'take-over')),
  -- Of the click: Slack may deliver one twice.
  click_key text not null,
  slack_user_id text not null,
  slack_user_name text not null,
  -- waiting: its turn has not come; working: it is tried; the rest is for good.
  status text not null check (status in ('waiting', 'working', 'done', 'lost', 'failed')),
  reason text,
  attempts integer not null default 0,
  -- Where Slack takes the answer to the click, for half an hour.
  response_url_sealed bytea,
  requested_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, click_key),
  foreign key (workspace_id, tracked_id) references tracked_tasks on delete cascade
);
select protect_workspace_table('task_claims', '');
create unique index task_claims_working on task_claims (workspace_id, tracked_id) where status = 'working';
create index task_claims_by_task on task_claims (workspace_id, tracked_id, id);

-- Who of Slack is who in ClickUp, where the e-mail does not tell: chosen by an admin.
create table slack_members (
  workspace_id text not null references workspaces on delete cascade,
  slack_user_id text not null,
  clickup_user_id text not null,
  updated_at timestamptz not null,
  primary key (workspace_id, slack_user_id)
);
select protect_workspace_table('slack_members', '');
