import { setTimeout as sleep } from 'node:timers/promises'
import type { Benchmark, Figure } from './benchmark.ts'
import { makeDatabase } from './support/databases.ts'
import { installedServer, type InstalledServer } from './support/installed-server.ts'
import { analyze, insertManySessions } from './support/many-sessions.ts'
import { processorSeconds, watchMemory } from './support/memory.ts'
import { openUrl } from './support/open-database.ts'

const SESSIONS = 1_000_000
const GIVE_UP_MS = 300_000

export const reports: Benchmark = {
  name: 'reports',
  about: 'a monthly report over 1,000,000 sessions of 500 people, made by a server process on PostgreSQL',
  run: async () => {
    const database = await makeDatabase('PostgreSQL')
    const installed = await installedServer(database)
    try {
      await fill(database.env['DATABASE_URL'] ?? '', installed.sandbox.workspaceId)
      return await measure(installed)
    } finally {
      await installed.stop()
      await database.drop()
    }
  },
}

async function fill(url: string, workspaceId: string): Promise<void> {
  const database = await openUrl(url)
  const month = { from: '2026-02-01T00:00:00Z', to: '2026-03-01T00:00:00Z' }
  await insertManySessions(database.db, { workspaceId, count: SESSIONS, people: 500, ...month })
  await database.close()
  await analyze(url)
}

async function measure(installed: InstalledServer): Promise<readonly Figure[]> {
  const memory = watchMemory(installed.server.pid)
  const [startedMs, busyBefore] = [performance.now(), processorSeconds(installed.server.pid)]
  const body = JSON.stringify({ kind: 'monthly', month: 2, year: 2026 })
  const { reportId } = await call<{ reportId: string }>(installed, '/api/reports', { method: 'POST', body })
  await untilDone(installed, reportId)
  const seconds = (performance.now() - startedMs) / 1_000
  const busySeconds = processorSeconds(installed.server.pid) - busyBefore
  const madeMb = memory.stop()
  const sending = watchMemory(installed.server.pid)
  const sentAtMs = performance.now()
  const bytes = await download(installed, reportId)
  return [
    { name: 'PostgreSQL: time', value: seconds, unit: 's', atMost: 60 },
    { name: 'PostgreSQL: processor time of the process', value: busySeconds, unit: 's' },
    { name: 'PostgreSQL: most memory of the process', value: madeMb, unit: 'MB', atMost: 200 },
    { name: 'size of the file', value: bytes / 2 ** 20, unit: 'MiB' },
    { name: 'time of its download', value: (performance.now() - sentAtMs) / 1_000, unit: 's' },
    { name: 'most memory meanwhile', value: sending.stop(), unit: 'MB' },
  ]
}

async function untilDone(installed: InstalledServer, id: string): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS
  while (performance.now() < giveUpAt) {
    const report = await call<{ status: string; error: string | null }>(installed, `/api/reports/${id}`)
    if (report.status === 'done') return
    if (report.error !== null) throw new Error(`the report failed: ${report.error}`)
    await sleep(100)
  }
  throw new Error(`the report was not done within ${GIVE_UP_MS / 1_000} s`)
}

async function download({ server, headers }: InstalledServer, id: string): Promise<number> {
  const answer = await fetch(`${server.baseUrl}/api/reports/${id}/file`, { headers: headers() })
  let bytes = 0
  for await (const piece of answer.body ?? []) bytes += piece.length
  return bytes
}

async function call<T>(
  { server, headers }: InstalledServer,
  path: string,
  init: RequestInit = {},
): Promise<T> {
  const type = init.body === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await fetch(`${server.baseUrl}${path}`, { ...init, headers: { ...headers(), ...type } })
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}
