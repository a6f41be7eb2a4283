import { ACCESS, type Door } from './access-policy.ts'
import { credentialsOf, KINDS, type Credential, type Kind } from './credentials.ts'
import { requestFor, type Request } from './requests.ts'
import { marksOf, type Filled, type TwoWorkspaces } from './two-workspaces.ts'

/** The kinds of credentials, and the two ways to mix up workspaces. */
export const COLUMNS = [
  ...KINDS.slice(0, -1),
  "other workspace's token",
  "other workspace's ids",
  'own',
] as const
export type Column = Kind | "other workspace's token" | "other workspace's ids"

export interface Cell {
  readonly route: string
  readonly column: Column
  readonly status: number
  /** Parts of the other workspace that the answer shows. */
  readonly leaks: readonly string[]
}

/** Whose credentials, and whose data the request names. */
interface Attack {
  readonly column: Column
  readonly kind: Kind
  readonly from: Filled
  readonly at: Filled
}

export function attackOf({ mine, theirs }: TwoWorkspaces, column: Column): Attack {
  if (column === "other workspace's token") return { column, kind: 'own', from: theirs, at: mine }
  if (column === "other workspace's ids") return { column, kind: 'own', from: mine, at: theirs }
  return { column, kind: column, from: mine, at: mine }
}

/** A GET answers HEAD too; for the stream that would be one that nobody reads. */
const WITHOUT_HEAD: ReadonlySet<string> = new Set([
  'GET /api/events',
  'GET /api/audit-entries/export',
  'GET /api/reports/:id/file',
  'GET /connections/clickup/callback',
])

export const ROUTES: readonly string[] = Object.keys(ACCESS).flatMap((route) =>
  methodsOf(route).map((method) => route.replace(/^\w+/, method)),
)

/** Sends every route with every credential of the column. */
export async function runColumn(
  two: TwoWorkspaces,
  column: Column,
  routes: readonly string[] = ROUTES,
): Promise<readonly Cell[]> {
  const attack = attackOf(two, column)
  const stranger = attack.from === two.mine ? two.theirs : two.mine
  const cells: Cell[] = []
  for (const route of routes) {
    const { needs } = doorOf(route)
    if (column === "other workspace's ids" && !namesWorkspace(route, needs)) continue
    for (const credential of credentialsOf(attack.from, attack.kind, needs)) {
      const request = requestFor(route, attack.at)
      const { status, text } = await send(two.test.baseUrl, request, credential)
      const shown = request.named.reduce((rest, id) => rest.replaceAll(id, ''), text)
      const leaks = marksOf(stranger).filter((mark) => shown.includes(mark))
      cells.push({ route, column, status, leaks })
    }
  }
  return cells
}

export function doorOf(route: string): Door {
  const door = ACCESS[route.replace(/^HEAD/, 'GET')]
  if (!door) throw new Error(`no policy for ${route}`)
  return door
}

/** Whether a request of this route can mean another workspace at all. */
function namesWorkspace(route: string, needs: Door['needs']): boolean {
  return (
    /:(hookId|connectionId)/.test(route) ||
    NAMES_A_ROW.test(route) ||
    route === 'POST /api/calls' ||
    needs === 'lifecycle' ||
    needs === 'webhook'
  )
}

function methodsOf(route: string): readonly string[] {
  const [method = ''] = route.split(' ')
  return method === 'GET' && !WITHOUT_HEAD.has(route) ? ['GET', 'HEAD'] : [method]
}

async function send(
  baseUrl: string,
  request: Request,
  credential: Credential,
): Promise<{ status: number; text: string }> {
  const body = credential.body ?? request.body
  const stop = new AbortController()
  const answer = await fetch(baseUrl + request.path, {
    method: request.method,
    redirect: 'manual',
    signal: stop.signal,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...credential.headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // The stream of events does not end by itself.
  const isStream = answer.headers.get('content-type') === 'text/event-stream'
  const text = isStream ? '' : await answer.text()
  stop.abort()
  return { status: answer.status, text }
}

// Other routes with a task's id ask ClickUp for it, as the workspace's own user there.
const NAMES_A_ROW = /\/:id|^(GET|HEAD) \/api\/clickup\/tasks\/:taskId$/
const RANK = { reader: 0, member: 1, admin: 2 } as const
const REFUSED: ReadonlySet<Column> = new Set(['none', 'forged', 'expired', 'wrong kind'])
const MIXED: ReadonlySet<Column> = new Set(["other workspace's token", "other workspace's ids"])

/** What the policy says that this cell must be. */
export function expected(route: string, column: Column): number {
  const { needs, ok } = doorOf(route)
  if (needs === 'open') return ok
  if (needs === 'reader' || needs === 'member' || needs === 'admin')
    return byRole(route, column, { needs, ok })
  return column === 'own' ? ok : atOwnDoor(needs, column, ok)
}

function atOwnDoor(needs: Door['needs'], column: Column, ok: number): number {
  // ClickUp takes 401 as a wish to hear no more.
  if (needs === 'signed' || needs === 'clicked') return 403
  const isMixed = MIXED.has(column)
  if (needs === 'sign-in') return signIn(column, ok)
  // Whoever means to sign out says so from one of our pages; there is nothing else to steal.
  if (needs === 'sign-out') return isMixed ? ok : 403
  if (needs === 'operator') return isMixed ? ok : 401
  // The token is real, and the body names another workspace than it.
  return isMixed && needs !== 'hook' ? 403 : 401
}

function byRole(route: string, column: Column, door: Door & { readonly needs: keyof typeof RANK }): number {
  const { needs, ok } = door
  if (REFUSED.has(column)) return 401
  // A browser sends the cookie along: it may read, but the other page sees nothing of the answer, and changes nothing.
  if (column === 'other site') return /^(GET|HEAD)/.test(route) ? ok : 403
  if (column === 'reader' || column === 'member') return RANK[column] < RANK[needs] ? 403 : ok
  if (!MIXED.has(column)) return ok
  if (route === 'POST /api/calls') return 422
  return NAMES_A_ROW.test(route) ? 404 : ok
}

function signIn(column: Column, ok: number): number {
  if (MIXED.has(column)) return ok
  return REFUSED.has(column) && column !== 'none' ? 401 : 422
}
