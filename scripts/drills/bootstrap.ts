import type { ClockifySandbox } from '../../server/sandbox/clockify/index.ts'
import { adminHeaders, expectEqual, listAll, until } from './support.ts'
import { isOfLoad } from './webhook-load.ts'

export interface BootstrapRun {
  readonly id: string
  readonly status: string
  readonly requests: number
  readonly records: number
}

/** Resolves to the id of the run. */
export async function startBootstrap(sandbox: ClockifySandbox, baseUrl: string): Promise<string> {
  const answer = await fetch(`${baseUrl}/api/bootstrap`, { method: 'POST', headers: adminHeaders(sandbox) })
  const body = await answer.text()
  if (answer.status !== 202) throw new Error(`the bootstrap did not start: ${answer.status} ${body}`)
  return (JSON.parse(body) as { runId: string }).runId
}

export async function readBootstrap(sandbox: ClockifySandbox, baseUrl: string): Promise<BootstrapRun | null> {
  const answer = await fetch(`${baseUrl}/api/bootstrap`, { headers: adminHeaders(sandbox) })
  return ((await answer.json()) as { run: BootstrapRun | null }).run
}

/** Resolves to the id of the run that has ended well. */
export async function untilBootstrapped(sandbox: ClockifySandbox, baseUrl: string): Promise<string> {
  let run: BootstrapRun | null = null
  await until('the bootstrap has ended', 120_000, async () => {
    run = await readBootstrap(sandbox, baseUrl)
    if (run?.status === 'failed') throw new Error('the bootstrap failed')
    return run?.status === 'completed'
  })
  return (run as BootstrapRun | null)?.id ?? ''
}

/** What the sandbox has is there, each record once; records of the load's deliveries are left aside. */
export async function expectEverythingStored(sandbox: ClockifySandbox, baseUrl: string): Promise<void> {
  const { projects, tasks, users, timeEntries } = sandbox.state
  const wanted = { projects, tasks, users, 'time-entries': timeEntries }
  for (const [collection, { size }] of Object.entries(wanted)) {
    const path = `/api/records?collection=${collection}`
    const records = await listAll<{ id: string }>(baseUrl, sandbox, path)
    const ids = records.map((record) => record.id).filter((id) => !isOfLoad(id))
    expectEqual(`${collection} stored`, ids.length, size)
    expectEqual(`${collection} stored once`, new Set(ids).size, size)
  }
}
