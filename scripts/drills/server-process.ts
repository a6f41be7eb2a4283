import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { mainFile } from './built-server.ts'

export interface Ending {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly stderr: string
  readonly tookMs: number
}

export interface ServerProcess {
  readonly baseUrl: string
  readonly pid: number
  /** Undefined while it runs. */
  readonly exitCode: number | null | undefined
  /** What it logged and complained of since its last start; of very much, the newest. */
  readonly output: string
  /** Resolves when it is ready. */
  start(): Promise<void>
  /** Without waiting for anything. */
  launch(): void
  untilReady(): Promise<void>
  /** Resolves when the process is gone, whoever ended it. */
  ended(): Promise<Ending>
  /** Like a power cut for the process: no handler runs. */
  kill(): Promise<void>
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>
}

const READY_WITHIN_MS = 90_000
const KEPT_OUTPUT = 64_000_000

/** A built server as a process of its own, on a port that stays the same over restarts. */
export async function serverProcess(env: Record<string, string>, file = mainFile): Promise<ServerProcess> {
  const port = env['PORT'] ?? String(await freePort())
  const baseUrl = `http://127.0.0.1:${port}`
  let run: Run | undefined

  const current = (): Run => {
    if (!run) throw new Error('the server was not started')
    return run
  }
  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    run?.child.kill(signal)
    return run ? (await run.ending).code : null
  }
  const server: ServerProcess = {
    baseUrl,
    get pid() {
      return current().child.pid ?? 0
    },
    get exitCode() {
      return current().exitCode()
    },
    get output() {
      return current().output()
    },
    launch: () => {
      run = launch(file, { LOG_LEVEL: 'warn', ...env, PORT: port })
    },
    untilReady: () => untilReady(baseUrl, current()),
    start: async () => {
      server.launch()
      await server.untilReady()
    },
    ended: () => current().ending,
    kill: async () => {
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
  }
  return server
}

interface Run {
  readonly child: ChildProcess
  readonly ending: Promise<Ending>
  exitCode(): number | null | undefined
  output(): string
}

function launch(file: string, env: Record<string, string>): Run {
  const startedAt = Date.now()
  let output = ''
  let stderr = ''
  let ended: Ending | undefined
  // In a folder without a .env: only what is given here counts.
  const child = spawn(process.execPath, [file], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    if (output.length > KEPT_OUTPUT) output = output.slice(-KEPT_OUTPUT / 2)
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const ending = once(child, 'close').then(([code]: (number | null)[]) => {
    ended = { code: code ?? null, stderr, tookMs: Date.now() - startedAt }
    return ended
  })
  return { child, ending, exitCode: () => ended?.code, output: () => output + stderr }
}

async function untilReady(baseUrl: string, run: Run): Promise<void> {
  const giveUpAt = Date.now() + READY_WITHIN_MS
  while (Date.now() < giveUpAt) {
    if (run.exitCode() !== undefined) throw new Error(`the server ended instead of starting: ${run.output()}`)
    const ready = await fetch(`${baseUrl}/ready`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return
    await sleep(50)
  }
  throw new Error(`the server was not ready within ${READY_WITHIN_MS / 1000} s: ${run.output()}`)
}

export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || address === null) throw new Error('no port was free')
  return address.port
}
