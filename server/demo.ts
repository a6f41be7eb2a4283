import closeWithGrace from 'close-with-grace'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createApp } from './app.ts'
import { readConfig } from './config/config.ts'
import { createLog } from './shared/create-log.ts'
import { connectServices, startServices } from './demo-services.ts'
import { startClockifySandbox, tellPastWeek } from './sandbox/clockify/index.ts'
import { messageOf, StartError } from './shared/errors.ts'

interface BootstrapView {
  readonly run: {
    readonly status: string
    readonly requests: number
    readonly records: number
    readonly etaSeconds: number | null
  } | null
  readonly steps: readonly { readonly status: string }[]
}

const ENDED = new Set(['completed', 'failed', 'cancelled'])
// The tour may last longer than the half hour of a real user token.
const TOKEN_SECONDS = 8 * 3600

/** The main job without an account: fake services beside the server; Clockify's is installed, fetched and changing, the others are connected. */
async function runDemo(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-demo-'))
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
  const sandbox = await startClockifySandbox({ live: { everyMs: 3_000 } })
  const services = await startServices()
  const config = readConfig({
    PORT: process.env['PORT'] ?? '8080',
    HOST: process.env['HOST'] ?? '127.0.0.1',
    DATA_DIR: dataDir,
    EGRESS_ALLOW: [sandbox.origin, ...services.origins].join(),
    CLOCKIFY_PUBLIC_KEY: sandbox.publicKeyPem,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    SMTP_URL: process.env['SMTP_URL'],
    MAIL_FROM: process.env['MAIL_FROM'],
  })
  const app = await createApp({ config, log: createLog(config.logLevel), pid: process.pid })
  closeWithGrace({ delay: 10_000, logger: false }, async ({ err }) => {
    if (err) console.error(err)
    await Promise.all([sandbox.stop(), services.stop()])
    await app.stop()
    console.log('\nStopped; the demo left nothing behind.')
  })

  console.log(
    'Starting the sandbox (a fake Clockify, ClickUp, Huntflow, Slack, Jira and Confluence) and the server on the embedded database ...',
  )
  const address = await app.start()
  await sandbox.install({ baseUrl: address })
  const token = sandbox.userToken({ role: 'OWNER', expiresInSeconds: TOKEN_SECONDS })
  console.log('The add-on is installed. Open the API Studio, signed in:\n')
  console.log(`  ${address}/ui/?auth_token=${token}\n`)
  await showProgress(address, token)
  await limitHours(address, token)
  await connectServices({ address, token }, services)
  // Sent in the background; by now the add-on knows who is who.
  tellPastWeek(sandbox)
  console.log(`The fake Slack shows its channel, with buttons that work:\n\n  ${services.slack.origin}\n`)
  console.log(
    'Tasks of this Confluence page, and of those below it, can become Jira issues (Pages in the web app,',
  )
  console.log(`or POST /api/page-tasks/sync):\n\n  ${services.pageUrl}\n`)
  console.log('The sandbox keeps changing, and its webhooks keep coming. Ctrl-C stops everything.')
}

/** As a coordinator would set it. */
async function limitHours(address: string, token: string): Promise<void> {
  await fetch(`${address}/api/time-sessions/settings`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ dailyHours: 9, weeklyHours: 40 }),
  })
}

async function showProgress(address: string, token: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${address}/api/bootstrap`, { headers: { authorization: `Bearer ${token}` } })
    const { run, steps } = (await answer.json()) as BootstrapView
    const ended = steps.filter((step) => step.status !== 'pending' && step.status !== 'running').length
    if (run)
      printProgress(
        `bootstrap ${run.status}: ${run.records} records, ${run.requests} requests, ${ended} of ${steps.length} steps${eta(run.etaSeconds)}`,
      )
    if (run && ENDED.has(run.status)) {
      process.stdout.write('\n')
      return
    }
    await sleep(500)
  }
}

function eta(seconds: number | null): string {
  return seconds === null || seconds <= 0 ? '' : `, about ${Math.ceil(seconds)} s left`
}

/** One live line on a terminal; a line now and then in a log file. */
function printProgress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001B[K${text}`)
  else console.log(text)
}

try {
  await runDemo()
} catch (error) {
  console.error(error instanceof StartError ? messageOf(error) : error)
  process.exit(1)
}
