/** What real Clockify does beside, or against, its documents. Every field is a switch. */
export interface Quirks {
  readonly webhookPathForm: 'double-slash' | 'plain' | 'full-url'
  readonly apiUrlForm: 'bare' | 'with-version'
  readonly webhookTypePresent: boolean
  readonly webhookEventField: boolean
  readonly addonUserIdPresent: boolean
  readonly settingsBody: 'object' | 'bare-array'
  readonly settingsChangedOnly: boolean
  readonly claimNames: 'current' | 'older'
  readonly installationTokenExpires: boolean
  readonly refuseWhenInactive: boolean
  readonly manifestWebhookCap: 10 | 20
  readonly familiesRefused: boolean
  readonly scopeRefusalStatus: 401 | 403
  readonly scopeRefusalHasCode: boolean
  readonly goneEntity: 'bad-request' | 'not-found'
  readonly lastPageHeader: boolean
  readonly unpagedLists: boolean
  readonly bareDeletedFeed: boolean
  readonly nulls: boolean
  readonly retryAfter: boolean
  readonly archivedListedToo: boolean
  readonly freshEntryWindowLagMs: number
  readonly deleteNeedsArchive: boolean
  readonly entriesNeedProject: boolean
  readonly userWebhookToken: 'plain' | 'jwt'
  readonly newIdempotencyKeyPerAttempt: boolean
  readonly duplicateRate: number
  readonly reorderBursts: boolean
  readonly deliverWhileInactive: boolean
  readonly deletedEntryWithoutIds: boolean
  readonly newerEntryFields: boolean
  readonly workspaceIdMissing: boolean
}

type Described = {
  readonly [Name in keyof Quirks]: { readonly value: Quirks[Name]; readonly reason: string }
}

export const QUIRKS: Described = {
  webhookPathForm: {
    value: 'double-slash',
    reason: 'INSTALLED was captured with //webhooks/...; documents show the plain path and a full URL',
  },
  apiUrlForm: {
    value: 'bare',
    reason: 'the test environment sends apiUrl without /v1; readers must take both',
  },
  webhookTypePresent: { value: true, reason: 'one add-on saw INSTALLED webhooks without webhookType' },
  webhookEventField: { value: false, reason: 'one add-on saw an extra event field there' },
  addonUserIdPresent: { value: true, reason: 'documented since 2025, older installs lack it' },
  settingsBody: { value: 'object', reason: 'older test builds sent the settings as a bare array' },
  settingsChangedOnly: { value: true, reason: 'SETTINGS_UPDATED may carry only what changed' },
  claimNames: { value: 'current', reason: 'older tokens say activeWs and apiUrl' },
  installationTokenExpires: {
    value: true,
    reason: 'documents say it never expires, real ones carry exp about 100 years ahead',
  },
  refuseWhenInactive: { value: true, reason: 'a disabled add-on has no API access' },
  manifestWebhookCap: { value: 10, reason: 'documents of 2025 say 10, of 2026 say 20; the stricter holds' },
  familiesRefused: {
    value: true,
    reason: 'webhooks, custom-field create and the workspace list refuse add-on tokens whatever the scopes',
  },
  scopeRefusalStatus: { value: 401, reason: 'documents say 403 for a missing scope, live it is 401' },
  scopeRefusalHasCode: { value: false, reason: 'code is absent on some 4xx answers' },
  goneEntity: { value: 'bad-request', reason: 'an unknown id inside a workspace is 400 code 501, not 404' },
  lastPageHeader: { value: true, reason: '18 lists answer Last-Page' },
  unpagedLists: {
    value: true,
    reason: 'custom fields, holidays, project custom fields and workspaces ignore paging and send everything',
  },
  bareDeletedFeed: {
    value: true,
    reason: 'entities/deleted is documented as an envelope, live it is an array',
  },
  nulls: { value: true, reason: 'absent values are sent as null, although the document knows no null' },
  retryAfter: { value: true, reason: 'no 429 was ever captured; several clients honour Retry-After' },
  archivedListedToo: { value: true, reason: 'lists without the archived filter return archived ones too' },
  freshEntryWindowLagMs: {
    value: 45_000,
    reason: 'a start/end window on user time entries missed entries younger than 45 s in a probe',
  },
  deleteNeedsArchive: {
    value: true,
    reason: 'projects, clients and expense categories must be archived, tasks done, before deletion',
  },
  entriesNeedProject: { value: false, reason: 'a workspace may force projects: 400 code 501 without one' },
  userWebhookToken: {
    value: 'plain',
    reason: 'hand-made webhooks carry a 32-character secret; an example shows a JWT',
  },
  newIdempotencyKeyPerAttempt: { value: true, reason: 'the idempotency-key header changes on every retry' },
  duplicateRate: { value: 0.02, reason: 'duplicates arrive although the first one was answered 200' },
  reorderBursts: { value: true, reason: 'there is no order within a burst' },
  deliverWhileInactive: { value: true, reason: 'webhooks may still arrive while the add-on is disabled' },
  deletedEntryWithoutIds: {
    value: true,
    reason: 'a captured TIME_ENTRY_DELETED had no top-level taskId and tagIds',
  },
  newerEntryFields: {
    value: true,
    reason: 'newer deliveries carry type, currentlyRunning, approval fields and zoned times',
  },
  workspaceIdMissing: { value: true, reason: 'task, invoice and user bodies carry no workspaceId' },
}

/** Reality as far as it is known, changed by what the caller switches. */
export function resolveQuirks(changes: Partial<Quirks> = {}): Quirks {
  const entries = Object.entries(QUIRKS).map(([name, quirk]) => [name, quirk.value])
  // Every key of QUIRKS is a key of Quirks with a value of its type: the mapped type above guarantees it.
  return Object.freeze({ ...(Object.fromEntries(entries) as Quirks), ...changes })
}
