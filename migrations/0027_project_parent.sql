-- The issue above, so that a plan can be drawn as the tree that it will be.
alter table project_sync_results add column parent_key text;
