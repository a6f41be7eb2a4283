import type { AddonSettingsTable } from './tables/addon-settings.ts'
import type { ApiCallsTable } from './tables/api-calls.ts'
import type { ApiDriftTable } from './tables/api-drift.ts'
import type { ApiKeysTable } from './tables/api-keys.ts'
import type { AuditEntriesTable } from './tables/audit-entries.ts'
import type { AuditHeadsTable } from './tables/audit-heads.ts'
import type { BootstrapRunsTable } from './tables/bootstrap-runs.ts'
import type { BootstrapStepsTable } from './tables/bootstrap-steps.ts'
import type { BootstrapStreamsTable } from './tables/bootstrap-streams.ts'
import type { BrowserSessionsTable } from './tables/browser-sessions.ts'
import type {
  ClickupListsTable,
  ClickupSettingsTable,
  ClickupSyncRunsTable,
  ClickupTasksTable,
} from './tables/clickup-tasks.ts'
import type { ClickupWebhooksTable, ClickupWebhookStatesTable } from './tables/clickup-webhooks.ts'
import type { ConnectionAuthorizationsTable } from './tables/connection-authorizations.ts'
import type { ClickupImportItemsTable, ClickupImportsTable } from './tables/clickup-imports.ts'
import type { ClickupRepliesTable, ClickupReplyRulesTable } from './tables/clickup-replies.ts'
import type { ConnectionsTable } from './tables/connections.ts'
import type { FilePartsTable } from './tables/file-parts.ts'
import type { FilesTable } from './tables/files.ts'
import type { HuntflowTransfersTable } from './tables/huntflow-transfers.ts'
import type { InstallationWebhooksTable } from './tables/installation-webhooks.ts'
import type { InstallationsTable } from './tables/installations.ts'
import type { JobsTable } from './tables/jobs.ts'
import type { OpenapiDocumentsTable } from './tables/openapi-documents.ts'
import type { OutboxMailsTable } from './tables/outbox-mails.ts'
import type { OvertimeAlertsTable } from './tables/overtime-alerts.ts'
import type {
  PageTaskIssuesTable,
  PageTaskPagesTable,
  PageTaskResultsTable,
  PageTaskRunsTable,
  PageTaskSettingsTable,
} from './tables/page-tasks.ts'
import type { PeopleTable } from './tables/people.ts'
import type { PlatformFactsTable } from './tables/platform-facts.ts'
import type { ProjectPagesTable, ProjectSyncResultsTable } from './tables/project-sync.ts'
import type { RateLimitsTable } from './tables/rate-limits.ts'
import type { RecordsTable } from './tables/records.ts'
import type { ReportsTable } from './tables/reports.ts'
import type { SavedCallsTable } from './tables/saved-calls.ts'
import type { ScheduleSlotsTable } from './tables/schedule-slots.ts'
import type {
  SlackMembersTable,
  TaskClaimsTable,
  TaskUpsertSettingsTable,
  TrackedTaskEventsTable,
  TrackedTaskFilesTable,
  TrackedTaskMessagesTable,
  TrackedTasksTable,
} from './tables/tracked-tasks.ts'
import type { TimeEntryFactsTable } from './tables/time-entry-facts.ts'
import type { TimeSessionSettingsTable } from './tables/time-session-settings.ts'
import type { TimeSessionsTable } from './tables/time-sessions.ts'
import type { WebhookDeliveriesTable } from './tables/webhook-deliveries.ts'
import type { WebhookEventsTable } from './tables/webhook-events.ts'
import type { WebhookHooksTable } from './tables/webhook-hooks.ts'
import type { WebhookStatesTable } from './tables/webhook-states.ts'
import type { WorkspaceKeysTable } from './tables/workspace-keys.ts'
import type { WorkspacesTable } from './tables/workspaces.ts'

/** All tables, as the application's camelCase sees them. JSON columns are written as text (JSON.stringify) on both databases. */
export interface Database {
  platformFacts: PlatformFactsTable
  workspaces: WorkspacesTable
  workspaceKeys: WorkspaceKeysTable
  apiKeys: ApiKeysTable
  browserSessions: BrowserSessionsTable
  installations: InstallationsTable
  clickupSettings: ClickupSettingsTable
  clickupTasks: ClickupTasksTable
  clickupLists: ClickupListsTable
  clickupSyncRuns: ClickupSyncRunsTable
  clickupWebhooks: ClickupWebhooksTable
  clickupWebhookStates: ClickupWebhookStatesTable
  clickupImports: ClickupImportsTable
  clickupImportItems: ClickupImportItemsTable
  clickupReplyRules: ClickupReplyRulesTable
  clickupReplies: ClickupRepliesTable
  connections: ConnectionsTable
  connectionAuthorizations: ConnectionAuthorizationsTable
  huntflowTransfers: HuntflowTransfersTable
  installationWebhooks: InstallationWebhooksTable
  addonSettings: AddonSettingsTable
  files: FilesTable
  fileParts: FilePartsTable
  jobs: JobsTable
  scheduleSlots: ScheduleSlotsTable
  webhookHooks: WebhookHooksTable
  webhookEvents: WebhookEventsTable
  webhookStates: WebhookStatesTable
  webhookDeliveries: WebhookDeliveriesTable
  records: RecordsTable
  bootstrapRuns: BootstrapRunsTable
  bootstrapSteps: BootstrapStepsTable
  bootstrapStreams: BootstrapStreamsTable
  apiCalls: ApiCallsTable
  savedCalls: SavedCallsTable
  apiDrift: ApiDriftTable
  openapiDocuments: OpenapiDocumentsTable
  rateLimits: RateLimitsTable
  outboxMails: OutboxMailsTable
  taskUpsertSettings: TaskUpsertSettingsTable
  pageTaskSettings: PageTaskSettingsTable
  pageTaskRuns: PageTaskRunsTable
  pageTaskPages: PageTaskPagesTable
  pageTaskResults: PageTaskResultsTable
  pageTaskIssues: PageTaskIssuesTable
  projectSyncResults: ProjectSyncResultsTable
  projectPages: ProjectPagesTable
  trackedTasks: TrackedTasksTable
  trackedTaskEvents: TrackedTaskEventsTable
  trackedTaskFiles: TrackedTaskFilesTable
  trackedTaskMessages: TrackedTaskMessagesTable
  taskClaims: TaskClaimsTable
  slackMembers: SlackMembersTable
  people: PeopleTable
  timeEntryFacts: TimeEntryFactsTable
  timeSessionSettings: TimeSessionSettingsTable
  timeSessions: TimeSessionsTable
  overtimeAlerts: OvertimeAlertsTable
  reports: ReportsTable
  auditHeads: AuditHeadsTable
  auditEntries: AuditEntriesTable
}
