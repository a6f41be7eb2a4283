-- The rules of automatic replies, all of a workspace in their order.
create table clickup_reply_rules (
  workspace_id text primary key references workspaces on delete cascade,
  rules json not null,
  -- As ClickUp last said who the connected user is: for dry runs.
  own_user_id text,
  updated_at timestamptz not null
);
select protect_workspace_table('clickup_reply_rules', '');

-- One row for each comment or new task that a rule matched: what was answered, or why nothing was.
create table clickup_replies (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  -- Of the comment or the task's creation; an event is answered once.
  event_key text not null,
  task_id text not null,
  comment_id text,
  rule_id text,
  rule_name text not null,
  -- What is sent, and where to.
  text text not null,
  reply_in text not null check (reply_in in ('thread', 'comment')),
  -- waiting: nothing has left yet; sending: it may have.
  status text not null check (status in ('waiting', 'sending', 'sent', 'skipped', 'failed', 'unknown')),
  error text,
  -- The answer's own id, where ClickUp tells it.
  reply_comment_id text,
  once_per_task boolean not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, event_key)
);
select protect_workspace_table('clickup_replies', '');
create unique index clickup_replies_once on clickup_replies (workspace_id, rule_id, task_id)
  where once_per_task and status in ('waiting', 'sending', 'sent', 'unknown');
create index clickup_replies_by_rule on clickup_replies (workspace_id, rule_id, task_id, created_at);
create index clickup_replies_own on clickup_replies (workspace_id, reply_comment_id)
  where reply_comment_id is not null;
