import { setTimeout as sleep } from 'node:timers/promises'
import type { Installed } from './installed.ts'
import { expectEqual, listAll, until } from './support.ts'

// Retention runs nightly, for each workspace.
const SLOT_AT = [3, 17] as const
const SLOT_JOBS = ['webhooks.prune-events', 'studio.prune-calls']
const LEAD_MS = 15_000

/** Three processes whose clocks stand shortly before a schedule's time: its jobs are made once. Resolves to their number. */
export async function slotOfThree({ sandbox, addServer }: Installed): Promise<number> {
  const now = Date.now()
  const slot = new Date(now)
  slot.setUTCHours(...SLOT_AT, 0, 0)
  if (slot.getTime() < now + LEAD_MS) slot.setUTCDate(slot.getUTCDate() + 1)
  const env = { NODE_OPTIONS: clockAhead(slot.getTime() - now - LEAD_MS) }
  const servers = await Promise.all([1, 2, 3].map(() => addServer({ env })))
  await Promise.all(servers.map((server) => server.start()))
  if (Date.now() > now + LEAD_MS) throw new Error('the processes started too slowly for their slot')

  const baseUrl = servers[0]?.baseUrl ?? ''
  const jobs = async (): Promise<string[]> => {
    const all = await listAll<{ name: string }>(baseUrl, sandbox, '/api/jobs?status=done')
    return all.map(({ name }) => name).filter((name) => SLOT_JOBS.includes(name))
  }
  const areDone = async (): Promise<boolean> => new Set(await jobs()).size === SLOT_JOBS.length
  await until('the jobs of the slot are done', LEAD_MS + 15_000, areDone)
  // All three clocks have struck by now; jobs that are one too many would be done as soon.
  await sleep(1_500)
  const made = await jobs()
  expectEqual('jobs of the slot', made.length, SLOT_JOBS.length)
  await Promise.all(servers.map((server) => server.stop()))
  return made.length
}

/** For NODE_OPTIONS: a module that is loaded first and shifts the clock. */
function clockAhead(byMs: number): string {
  const script = `const Real = Date
globalThis.Date = class extends Real {
  constructor(...given) { if (given.length === 0) super(Real.now() + ${byMs}); else super(...given) }
  static now() { return Real.now() + ${byMs} }
}`
  return `--import=data:text/javascript,${encodeURIComponent(script)}`
}
