import { pause, send, type Sender } from './send.ts'
import type { LedgerDetail, LedgerPage, UpsertResult } from './types.ts'

export interface WaitOptions {
  /** How long to wait for what is `pending` or `unknown` after it was pushed, in milliseconds; left out: two minutes; 0: not at all. */
  readonly waitMs?: number
  /** Stops this call; what Switchyard has taken it will do nevertheless. */
  readonly signal?: AbortSignal
}

const WAIT_MS = 120_000
const FIRST_LOOK_MS = 500
const LONGEST_PAUSE_MS = 5_000
/** More of them are looked for in the list of those that wait. */
const FEW = 20
const PER_PAGE = 200
const AT_ONCE = 8

/** Asks the ledger until each of them is done or failed, or the time is over; `told` hears of each one that is. */
export async function settle(
  sender: Sender,
  results: readonly UpsertResult[],
  { waitMs = WAIT_MS, signal, told }: WaitOptions & { readonly told: (settled: UpsertResult) => void },
): Promise<void> {
  const endsAt = Date.now() + waitMs
  let open = results.filter(({ outcome }) => isOpen(outcome))
  for (let pauseMs = FIRST_LOOK_MS; open.length > 0; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
    const leftMs = endsAt - Date.now()
    if (leftMs <= 0) return
    await pause(Math.min(pauseMs, leftMs), signal)
    const looked = await look(sender, open, signal)
    for (const result of looked) if (!isOpen(result.outcome)) told(result)
    const settled = new Set(looked.filter(({ outcome }) => !isOpen(outcome)).map(({ id }) => id))
    open = open.filter(({ id }) => !settled.has(id))
  }
}

export function isOpen(outcome: UpsertResult['outcome']): boolean {
  return outcome === 'pending' || outcome === 'unknown'
}

async function look(
  sender: Sender,
  open: readonly UpsertResult[],
  signal: AbortSignal | undefined,
): Promise<UpsertResult[]> {
  const waiting = open.length > FEW ? await listWaiting(sender, signal) : new Set<string>()
  const asked = open.filter(({ id }) => !waiting.has(id))
  const looked: UpsertResult[] = []
  for (let from = 0; from < asked.length; from += AT_ONCE)
    looked.push(
      ...(await Promise.all(
        asked.slice(from, from + AT_ONCE).map((result) => lookAt(sender, result, signal)),
      )),
    )
  return looked
}

async function listWaiting(sender: Sender, signal: AbortSignal | undefined): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  let cursor: string | null = null
  do {
    const query = new URLSearchParams({
      status: 'waiting',
      limit: String(PER_PAGE),
      ...(cursor === null ? {} : { cursor }),
    })
    const path = `/api/tasks/upserts?${query.toString()}`
    const page = (await send(sender, { method: 'GET', path, signal })) as LedgerPage
    for (const { id } of page.items) ids.add(id)
    cursor = page.nextCursor
  } while (cursor !== null)
  return ids
}

async function lookAt(
  sender: Sender,
  result: UpsertResult,
  signal: AbortSignal | undefined,
): Promise<UpsertResult> {
  const path = `/api/tasks/upserts/${encodeURIComponent(result.id)}`
  return resultOf(result, (await send(sender, { method: 'GET', path, signal })) as LedgerDetail)
}

const RECREATED = 'The task had been deleted in ClickUp, so it was made again.'

function resultOf({ id, internalId }: UpsertResult, entry: LedgerDetail): UpsertResult {
  const { taskId, url, error } = entry
  const notes = entry.outcome === 'recreated' ? [...entry.notes, RECREATED] : entry.notes
  return { id, internalId, outcome: outcomeOf(entry), taskId, url, notes, error }
}

function outcomeOf({ status, outcome, isUnknown }: LedgerDetail): UpsertResult['outcome'] {
  if (status === 'waiting') return isUnknown ? 'unknown' : 'pending'
  if (status === 'failed') return 'failed'
  return outcome === 'updated' ? 'updated' : 'created'
}
