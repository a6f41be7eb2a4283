export const SCOPES: readonly string[] = [
  'CLIENT',
  'PROJECT',
  'TAG',
  'TASK',
  'TIME_ENTRY',
  'EXPENSE',
  'INVOICE',
  'USER',
  'GROUP',
  'WORKSPACE',
  'CUSTOM_FIELDS',
  'APPROVAL',
  'SCHEDULING',
  'REPORTS',
  'TIME_OFF',
].flatMap((family) => [`${family}_READ`, `${family}_WRITE`])

/** First match wins; tested against the path template behind the workspace. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^\/(webhooks|addons\/[^/]+\/webhooks)/, 'REFUSED'],
  [/^\/(projects\/[^/]+\/)?custom-fields/, 'CUSTOM_FIELDS'],
  [/^\/projects\/[^/]+\/tasks/, 'TASK'],
  [/^\/projects/, 'PROJECT'],
  [/^\/clients/, 'CLIENT'],
  [/^\/tags/, 'TAG'],
  [/^\/(time-entries|user\/)/, 'TIME_ENTRY'],
  [/^\/expenses/, 'EXPENSE'],
  [/^\/invoices/, 'INVOICE'],
  [/^\/user-groups/, 'GROUP'],
  [/^\/(users|member-profile)/, 'USER'],
  [/^\/approval-requests/, 'APPROVAL'],
  [/^\/scheduling/, 'SCHEDULING'],
  [/^\/(reports|shared-reports)/, 'REPORTS'],
  [/^\/time-off/, 'TIME_OFF'],
  // Holidays, entity changes, rates and the workspace itself.
  [/^/, 'WORKSPACE'],
]

/** POST operations that only search. */
const SEARCHES = /\/(reports\/.+|users\/info|invoices\/info|time-off\/requests|[a-z-]*\/?totals|logs)$/

export interface Operation {
  readonly method: string
  /** The template, such as `/v1/workspaces/{workspaceId}/tags`. */
  readonly path: string
}

export function isRead(operation: Operation): boolean {
  return operation.method === 'GET' || (operation.method === 'POST' && SEARCHES.test(operation.path))
}

/** The scope that an add-on needs, or 'REFUSED' when no scope helps. */
export function scopeFor(operation: Operation): string {
  if (isRefusedToAddons(operation)) return 'REFUSED'
  const ending = isRead(operation) ? 'READ' : 'WRITE'
  if (/^\/v1\/(user|file)\b/.test(operation.path)) return `USER_${ending}`
  if (operation.path.startsWith('/v1/shared-reports')) return `REPORTS_${ending}`
  const family =
    FAMILIES.find(([pattern]) => pattern.test(behindWorkspace(operation.path)))?.[1] ?? 'WORKSPACE'
  return family === 'REFUSED' ? family : `${family}_${ending}`
}

function isRefusedToAddons({ method, path }: Operation): boolean {
  return path === '/v1/workspaces' || (method === 'POST' && path.endsWith('/{workspaceId}/custom-fields'))
}

/** What a member may change without being an admin: the own time, requests and expenses. */
const OWN =
  /^\/(time-entries(\/\{id\})?|user\/\{userId\}\/time-entries.*|approval-requests(\/resubmit-entries-for-approval)?|time-off\/policies\/\{policyId\}\/requests(\/\{requestId\})?|expenses(\/\{expenseId\})?|tags)$/

export function isAdminOnly(operation: Operation): boolean {
  const path = behindWorkspace(operation.path)
  if (/^\/webhooks|^\/invoices/.test(path)) return true
  return !isRead(operation) && !OWN.test(path) && !operation.path.startsWith('/v1/file')
}

function behindWorkspace(path: string): string {
  return path.replace(/^\/v1\/workspaces\/\{workspaceId\}/, '')
}
