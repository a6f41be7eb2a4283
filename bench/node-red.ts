import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { aFolder } from '../scripts/drills/databases.ts'
import { freePort } from '../scripts/drills/server-process.ts'
import { projectRoot } from '../server/shared/project-root.ts'
import { median } from '../scripts/drills/percentile.ts'
import type { Benchmark } from './benchmark.ts'
import { makeDatabase } from './support/databases.ts'
import { deliver } from './support/deliveries.ts'
import { installedServer } from './support/installed-server.ts'

const ROUNDS = 3
const SECONDS = 5
const VERSION = '4.1'
const READY_WITHIN_MS = 60_000

export const nodeRed: Benchmark = {
  name: 'node-red',
  about: `the same job by Node-RED ${VERSION}: verify RS256, insert into PostgreSQL, answer; rounds in turn`,
  run: async () => {
    const peer = installPeer()
    const [ours, theirs] = [await makeDatabase('PostgreSQL'), await makeDatabase('PostgreSQL')]
    const installed = await installedServer(ours)
    const url = theirs.env['DATABASE_URL'] ?? ''
    const other = await startNodeRed(peer, { url, publicKeyPem: installed.sandbox.publicKeyPem })
    try {
      for (const target of [{}, { url: other.url }]) await deliver(installed, { seconds: 2, ...target })
      const rounds: { readonly own: number; readonly peer: number }[] = []
      for (let round = 0; round < ROUNDS; round += 1)
        rounds.push({
          own: (await deliver(installed, { seconds: SECONDS })).perSecond,
          peer: (await deliver(installed, { seconds: SECONDS, url: other.url })).perSecond,
        })
      return [
        { name: 'deliveries', value: median(rounds.map(({ own }) => own)), unit: '/s' },
        { name: 'deliveries by Node-RED', value: median(rounds.map((round) => round.peer)), unit: '/s' },
        {
          name: 'times its rate',
          value: median(rounds.map((round) => round.own / round.peer)),
          unit: '',
          atLeast: 3,
        },
      ]
    } finally {
      await other.stop()
      await installed.stop()
      for (const database of [ours, theirs]) await database.drop()
    }
  },
}

/** Into a cache folder: a peer is no dependency. Returns its program. */
function installPeer(): string {
  const folder = join(projectRoot, 'node_modules/.cache/switchyard/node-red')
  const program = join(folder, 'node_modules/node-red/red.js')
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private": true}')
  console.log(`       installing Node-RED ${VERSION} into ${folder.slice(projectRoot.length + 1)} ...`)
  execFileSync('npm', ['install', '--no-audit', '--no-fund', `node-red@${VERSION}`, 'pg@8.23.1'], {
    cwd: folder,
  })
  return program
}

interface Peer {
  readonly url: string
  stop(): Promise<void>
}

async function startNodeRed(
  program: string,
  job: { readonly url: string; readonly publicKeyPem: string },
): Promise<Peer> {
  const folder = aFolder()
  const port = await freePort()
  writeFileSync(join(folder.path, 'settings.js'), settingsOf(program, { ...job, port }))
  writeFileSync(join(folder.path, 'flows.json'), JSON.stringify(FLOW))
  const child = spawn(
    process.execPath,
    [program, '-u', folder.path, '-s', join(folder.path, 'settings.js')],
    {
      stdio: 'ignore',
      cwd: folder.path,
    },
  )
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const url = `http://127.0.0.1:${port}/deliveries`
  const giveUpAt = Date.now() + READY_WITHIN_MS
  while (!(await answers(url))) {
    if (Date.now() > giveUpAt || child.exitCode !== null) throw new Error('Node-RED did not start')
    await sleep(200)
  }
  return {
    url,
    stop: async () => {
      child.kill()
      await ended
      folder.drop()
    },
  }
}

/** Without a token it refuses, which shows that the flow runs. */
async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url, { method: 'POST' }).catch(() => undefined)
  return answer?.status === 401
}

function settingsOf(
  program: string,
  job: { readonly url: string; readonly publicKeyPem: string; readonly port: number },
): string {
  const pgModule = JSON.stringify(join(program, '../../pg'))
  return `const { Pool } = require(${pgModule})
const pool = new Pool({ connectionString: ${JSON.stringify(job.url)}, max: 12 })
pool.query('create table if not exists deliveries (id text primary key, body jsonb not null, received_at timestamptz not null default now())')
module.exports = {
  uiPort: ${job.port}, uiHost: '127.0.0.1', httpAdminRoot: false, flowFile: 'flows.json', credentialSecret: false,
  logging: { console: { level: 'error' } },
  functionGlobalContext: { pool, crypto: require('node:crypto'), key: ${JSON.stringify(job.publicKeyPem)} },
}
`
}

const FUNCTION = `const crypto = global.get('crypto')
const token = msg.req.headers['clockify-signature'] || ''
const [head, payload, signature] = token.split('.')
const isGenuine = signature !== undefined && crypto.createVerify('RSA-SHA256').update(head + '.' + payload)
  .verify(global.get('key'), Buffer.from(signature, 'base64url'))
if (!isGenuine) { msg.statusCode = 401; msg.payload = {}; return msg }
await global.get('pool').query('insert into deliveries (id, body) values ($1, $2) on conflict do nothing',
  [msg.payload.id, JSON.stringify(msg.payload)])
msg.payload = { outcome: 'stored' }
return msg`

const FLOW = [
  { id: 'tab', type: 'tab', label: 'deliveries' },
  { id: 'in', z: 'tab', type: 'http in', url: '/deliveries', method: 'post', wires: [['work']] },
  { id: 'work', z: 'tab', type: 'function', func: FUNCTION, outputs: 1, wires: [['out']] },
  { id: 'out', z: 'tab', type: 'http response', wires: [] },
]
