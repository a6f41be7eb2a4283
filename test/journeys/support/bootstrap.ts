import { expect } from 'vitest'
import { adminHeaders, listAll } from '../../../scripts/drills/support.ts'
import type { ClockifySandbox } from '../../../server/sandbox/clockify/index.ts'

export interface BootstrapRun {
  readonly id: string
  readonly status: string
  readonly requests: number
  readonly records: number
}

/** Resolves to the id of the run. */
export async function startBootstrap(sandbox: ClockifySandbox, baseUrl: string): Promise<string> {
  const answer = await fetch(`${baseUrl}/api/bootstrap`, { method: 'POST', headers: adminHeaders(sandbox) })
  const body = (await answer.json()) as { runId: string }
  expect(answer.status, JSON.stringify(body)).toBe(202)
  return body.runId
}

export async function readBootstrap(sandbox: ClockifySandbox, baseUrl: string): Promise<BootstrapRun | null> {
  const answer = await fetch(`${baseUrl}/api/bootstrap`, { headers: adminHeaders(sandbox) })
  return ((await answer.json()) as { run: BootstrapRun | null }).run
}

/** What the sandbox has is there, each record once; records of these deliveries are left aside. */
export async function expectEverythingStored(
  sandbox: ClockifySandbox,
  baseUrl: string,
  delivered: ReadonlySet<string>,
): Promise<void> {
  const { projects, tasks, users, timeEntries } = sandbox.state
  const wanted = { projects, tasks, users, 'time-entries': timeEntries }
  for (const [collection, { size }] of Object.entries(wanted)) {
    const path = `/api/records?collection=${collection}`
    const records = await listAll<{ id: string }>(baseUrl, sandbox, path)
    const ids = records.map((record) => record.id).filter((id) => !delivered.has(id))
    expect({ collection, stored: ids.length, different: new Set(ids).size }).toEqual({
      collection,
      stored: size,
      different: size,
    })
  }
}
