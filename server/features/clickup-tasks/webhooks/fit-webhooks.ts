import { ClickupRefusal, type ClickupClient, type ClickupWebhook } from '../../../connectors/clickup/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import { SECRET_PURPOSE, type ClickupWebhookDeps } from './deps.ts'
import { storeWebhook, type KnownWebhook } from './webhook.store.ts'

/** Every change of a task sends taskUpdated beside its own event (facts: clickup, section 1.11). */
const EVENTS = [
  'taskCreated',
  'taskUpdated',
  'taskDeleted',
  'taskMoved',
  'taskCommentPosted',
  'taskCommentUpdated',
] as const

/** The chosen list. */
export interface Place {
  readonly teamId: string
  readonly listId: string
}

export interface Fitted {
  readonly outcome: 'none' | 'active' | 'refused'
  readonly endpoint: string | null
  /** The one that is kept. */
  readonly webhookId: string | null
  /** As ClickUp counted before the webhook was set active again. */
  readonly failCount: number
  readonly problem: string | null
  readonly mayHaveMissed: boolean
}

interface Task {
  readonly clickup: ClickupClient
  readonly place: Place | null
  readonly known: readonly KnownWebhook[]
}

interface Wanted {
  readonly teamId: string
  readonly listId: string
  readonly endpoint: string
}

const NOTHING = { endpoint: null, webhookId: null, failCount: 0, problem: null, mayHaveMissed: false }

/** Safe to run twice and to be broken off anywhere: what is there already is found by its address. */
export async function fitWebhooks(
  deps: Pick<ClickupWebhookDeps, 'db' | 'vault' | 'baseUrl'>,
  scope: WorkspaceScope,
  task: Task,
): Promise<Fitted> {
  const { clickup, place } = task
  const path = `/webhooks/clickup/${clickup.connectionId}`
  const endpoint = deps.baseUrl() + path
  const wanted = wantedOf(place, endpoint)
  const problem = problemOf(task, endpoint)
  if (problem !== undefined) return { ...NOTHING, outcome: place === null ? 'none' : 'refused', problem }

  const ours = await listOurs(task, { path, teamId: wanted?.teamId })
  if (wanted === undefined) {
    await deleteAll(clickup, ours)
    return { ...NOTHING, outcome: 'none' }
  }
  const kept = usableOf(ours, wanted, task.known)
  const webhook = kept ?? (await make(clickup, wanted, task.known))
  await store(deps, scope, { webhook, wanted, connectionId: clickup.connectionId })
  const isRevived = kept !== undefined && (await reviveIfNeeded(clickup, kept))
  await deleteAll(
    clickup,
    ours.filter(({ id }) => id !== webhook.id),
  )
  return {
    outcome: 'active',
    endpoint,
    webhookId: webhook.id,
    failCount: kept?.failCount ?? 0,
    problem: null,
    mayHaveMissed: kept === undefined || isRevived,
  }
}

function wantedOf(place: Place | null, endpoint: string): Wanted | undefined {
  if (place === null) return undefined
  return { teamId: place.teamId, listId: place.listId, endpoint }
}

/** Why ClickUp need not be asked. */
function problemOf({ clickup, place }: Task, endpoint: string): string | undefined {
  if (place === null) return undefined
  // A ClickUp that is reached by plain http is one of this machine, such as the sandbox.
  if (endpoint.startsWith('https:') || clickup.apiUrl.startsWith('http:')) return undefined
  return 'ClickUp delivers to public https addresses only. Set BASE_URL to the one of this server.'
}

/** All that deliver to this connection, whatever else they are for. */
async function listOurs(
  { clickup, known }: Task,
  { path, teamId }: { readonly path: string; readonly teamId: string | undefined },
): Promise<readonly ClickupWebhook[]> {
  const former = known.filter(({ retiredAt }) => retiredAt === null).map((webhook) => webhook.teamId)
  const listed: ClickupWebhook[] = teamId === undefined ? [] : [...(await clickup.webhooks(teamId))]
  for (const other of new Set(former.filter((one) => one !== teamId)))
    listed.push(...(await unlessOutOfReach(clickup.webhooks(other), [])))
  return listed.filter(({ endpoint }) => endpoint.endsWith(path))
}

/** What this user may not see any more cannot be tidied up either. */
async function unlessOutOfReach<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof UpstreamError && (error.kind === 'forbidden' || error.kind === 'not-found'))
      return otherwise
    throw error
  }
}

async function deleteAll(clickup: ClickupClient, webhooks: readonly ClickupWebhook[]): Promise<void> {
  for (const { id } of webhooks) await unlessOutOfReach(clickup.deleteWebhook(id), undefined)
}

/** One without a secret that we know is of no use: its deliveries could not be told from forged ones. */
function usableOf(
  webhooks: readonly ClickupWebhook[],
  { endpoint, listId }: Wanted,
  known: readonly KnownWebhook[],
): ClickupWebhook | undefined {
  const isKnown = ({ id }: ClickupWebhook): boolean => known.some(({ webhookId }) => webhookId === id)
  const usable = webhooks.filter(
    (webhook) =>
      webhook.endpoint === endpoint &&
      webhook.listId === listId &&
      (webhook.secret !== null || isKnown(webhook)),
  )
  return usable.find(isKnown) ?? usable[0]
}

async function make(
  clickup: ClickupClient,
  wanted: Wanted,
  known: readonly KnownWebhook[],
): Promise<ClickupWebhook> {
  try {
    return await clickup.createWebhook(wanted.teamId, { ...wanted, events: EVENTS })
  } catch (error) {
    if (!(error instanceof ClickupRefusal) || error.meaning !== 'exists') throw error
    // A request whose answer was lost has made it.
    const made = usableOf(await clickup.webhooks(wanted.teamId), wanted, known)
    if (made === undefined) throw error
    return made
  }
}

/** Before anything relies on its deliveries. */
async function store(
  { db, vault }: Pick<ClickupWebhookDeps, 'db' | 'vault'>,
  scope: WorkspaceScope,
  made: { readonly webhook: ClickupWebhook; readonly wanted: Wanted; readonly connectionId: string },
): Promise<void> {
  const { webhook, wanted, connectionId } = made
  const { id: webhookId, secret: text } = webhook
  if (text === null) return
  await inWorkspace(db, scope, async (tx) => {
    const secretSealed = await vault.seal(tx, scope, { purpose: SECRET_PURPOSE, text })
    await storeWebhook(tx, scope, { webhookId, connectionId, ...wanted, secretSealed })
  })
}

async function reviveIfNeeded(clickup: ClickupClient, webhook: ClickupWebhook): Promise<boolean> {
  const { id, endpoint, events, health, failCount } = webhook
  const isWell = failCount === 0 && (health === null || health === 'active')
  const isComplete = events.includes('*') || EVENTS.every((event) => events.includes(event))
  if (isWell && isComplete) return false
  await clickup.reviveWebhook(id, { endpoint, events: EVENTS })
  return true
}
