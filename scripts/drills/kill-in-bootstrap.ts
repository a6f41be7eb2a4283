import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClockifySandbox } from '../../server/sandbox/clockify/index.ts'
import { adminHeaders, expectEqual, listAll, type DrillResult } from './support.ts'
import type { ServerProcess } from './server-process.ts'

interface BootstrapView {
  readonly run: { readonly id: string; readonly status: string; readonly requests: number } | null
}

interface RecordView {
  readonly id: string
}

const TAKEN_UP_WITHIN_MS = 30_000

/** kill -9 in the middle of a bootstrap: it goes on where it was, and no record is doubled or missed. */
export async function killInBootstrap(drill: {
  readonly server: ServerProcess
  readonly sandbox: ClockifySandbox
  readonly rounds: number
}): Promise<DrillResult> {
  const { server, sandbox, rounds } = drill
  const started = await fetch(`${server.baseUrl}/api/bootstrap`, {
    method: 'POST',
    headers: adminHeaders(sandbox),
  })
  const { runId } = (await started.json()) as { runId: string }
  let slowestPickUpMs = 0

  for (let round = 0; round < rounds; round += 1) {
    await sleep(randomInt(300, 1_500))
    if ((await readRun(server, sandbox))?.status === 'completed') break
    await server.kill()
    const before = sandbox.requests.total
    await server.start()
    slowestPickUpMs = Math.max(slowestPickUpMs, await untilRequests(server, sandbox, before))
  }

  const run = await untilCompleted(server, sandbox)
  expectEqual('the run that was begun is the one that ended', run.id, runId)
  await expectRecords(server, sandbox)
  return {
    name: 'kill in a bootstrap',
    figures: { rounds, requests: sandbox.requests.total, slowestPickUpMs },
  }
}

async function readRun(server: ServerProcess, sandbox: ClockifySandbox): Promise<BootstrapView['run']> {
  const answer = await fetch(`${server.baseUrl}/api/bootstrap`, { headers: adminHeaders(sandbox) })
  return ((await answer.json()) as BootstrapView).run
}

async function untilRequests(
  server: ServerProcess,
  sandbox: ClockifySandbox,
  before: number,
): Promise<number> {
  const startedAt = Date.now()
  while (sandbox.requests.total === before) {
    if ((await readRun(server, sandbox))?.status === 'completed') return 0
    if (Date.now() - startedAt > TAKEN_UP_WITHIN_MS)
      throw new Error('the bootstrap was not taken up within 30 s')
    await sleep(50)
  }
  return Date.now() - startedAt
}

async function untilCompleted(
  server: ServerProcess,
  sandbox: ClockifySandbox,
): Promise<NonNullable<BootstrapView['run']>> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const run = await readRun(server, sandbox)
    if (run?.status === 'completed') return run
    if (run?.status === 'failed') throw new Error('the bootstrap failed')
    await sleep(200)
  }
  throw new Error('the bootstrap did not end within two minutes')
}

async function expectRecords(server: ServerProcess, sandbox: ClockifySandbox): Promise<void> {
  const { state } = sandbox
  const expected = {
    projects: state.projects.size,
    tasks: state.tasks.size,
    users: state.users.size,
    'time-entries': state.timeEntries.size,
  }
  for (const [collection, count] of Object.entries(expected)) {
    const records = await listAll<RecordView>(
      server.baseUrl,
      sandbox,
      `/api/records?collection=${collection}`,
    )
    expectEqual(`${collection} stored`, records.length, count)
    expectEqual(`${collection} doubled`, records.length - new Set(records.map((record) => record.id)).size, 0)
  }
}
