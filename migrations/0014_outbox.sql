-- Mails that are to be sent, and those that were. A row's key makes its mail one for ever.
create table outbox_mails (
  workspace_id text not null references workspaces on delete cascade,
  id text not null,
  key text not null,
  kind text not null,
  recipient text not null,
  -- The recipient in small letters: mails of one mailbox are sent in their order.
  mailbox text not null,
  language text not null check (language in ('en', 'es', 'ru')),
  subject text not null,
  -- The mail in one line, for a digest; null: it is always sent by itself.
  summary text,
  -- When more than so many wait for the mailbox, they are sent as one.
  digest_over integer,
  digestable boolean not null,
  text text not null,
  html text not null,
  attachment json,
  -- The digest that was, or is to be, sent instead.
  digest_id text,
  status text not null check (status in ('waiting', 'sending', 'gathered', 'sent', 'failed')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  -- While it is sent: by which job, and until when at most.
  sending_by text,
  sending_until timestamptz,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, key)
);
select protect_workspace_table('outbox_mails', '');
create index outbox_mails_to_send on outbox_mails (workspace_id, mailbox, status, digestable, id) where status in ('waiting', 'sending');
create index outbox_mails_of_digest on outbox_mails (workspace_id, digest_id) where digest_id is not null;
create index outbox_mails_sent on outbox_mails (workspace_id, mailbox, sent_at) where status = 'sent' and digest_id is null;
create index outbox_mails_by_status on outbox_mails (workspace_id, status, id);

-- For the figure of what waits: how many over all workspaces, and nothing of what is in them.
grant select (status) on outbox_mails to switchyard_system;
create policy system on outbox_mails for select to switchyard_system using (true);
