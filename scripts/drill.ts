// Kills and restarts real server processes under load, on the embedded database and on PostgreSQL.
// npm run drill -- short | long. PostgreSQL is the one that DRILL_DATABASE_URL names (default: 127.0.0.1:5432, user postgres).
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startClockifySandbox, type ClockifySandbox } from '../server/sandbox/clockify/index.ts'
import { ensureBuilt } from './drills/built-server.ts'
import { killInBootstrap } from './drills/kill-in-bootstrap.ts'
import { killUnderWebhooks } from './drills/kill-under-webhooks.ts'
import { serverProcess, type ServerProcess } from './drills/server-process.ts'
import type { DrillResult } from './drills/support.ts'

type Drill = (drill: {
  server: ServerProcess
  sandbox: ClockifySandbox
  rounds: number
}) => Promise<DrillResult>

const long = process.argv[2] === 'long'
const DRILLS: readonly { run: Drill; rounds: number }[] = [
  { run: killUnderWebhooks, rounds: long ? 100 : 6 },
  { run: killInBootstrap, rounds: long ? 25 : 3 },
]
const SIZE = { users: 20, projects: 60, tasks: 400, timeEntries: 2_000 }

async function withSandbox(
  env: Record<string, string>,
  drill: (typeof DRILLS)[number],
): Promise<DrillResult> {
  const sandbox = await startClockifySandbox({ size: SIZE, addonKey: 'switchyard' })
  const server = await serverProcess({
    EGRESS_ALLOW: sandbox.origin,
    CLOCKIFY_PUBLIC_KEY: sandbox.publicKeyPem,
    AUTO_BOOTSTRAP_ON_INSTALL: 'false',
    ...env,
  })
  try {
    await server.start()
    await sandbox.install({ baseUrl: server.baseUrl })
    return await drill.run({ server, sandbox, rounds: drill.rounds })
  } finally {
    await server.kill()
    await sandbox.stop()
  }
}

async function onEmbedded(drill: (typeof DRILLS)[number]): Promise<DrillResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-drill-'))
  try {
    return await withSandbox({ DATA_DIR: dataDir }, drill)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function onServer(drill: (typeof DRILLS)[number]): Promise<DrillResult> {
  const url = new URL(process.env['DRILL_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres')
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  const name = `switchyard_drill_${randomBytes(4).toString('hex')}`
  await client.query(`create database ${name}`)
  url.pathname = `/${name}`
  try {
    return await withSandbox(
      { DATABASE_URL: url.href, ENCRYPTION_KEY: randomBytes(32).toString('base64') },
      drill,
    )
  } finally {
    await client.query(`drop database ${name} with (force)`)
    await client.end()
  }
}

await ensureBuilt()
const seconds = (sinceMs: number): number => Math.round((Date.now() - sinceMs) / 1_000)
let passed = 0
let failed = 0
for (const drill of DRILLS)
  for (const [database, run] of [
    ['embedded', onEmbedded],
    ['PostgreSQL', onServer],
  ] as const) {
    const startedAt = Date.now()
    console.log(`      ${drill.run.name} (${database}), ${drill.rounds} rounds ...`)
    try {
      const { name, figures } = await run(drill)
      passed += 1
      console.log(`ok    ${name} (${database}), ${seconds(startedAt)} s`, figures)
    } catch (error) {
      failed += 1
      console.log(`FAIL  ${drill.run.name} (${database}), ${seconds(startedAt)} s`, error)
    }
  }
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
