import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ServerProcess {
  readonly baseUrl: string
  start(): Promise<void>
  /** Like a power cut for the process: no handler runs. */
  kill(): Promise<void>
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>
}

/** The built server as a process of its own, on a port that stays the same over restarts. */
export async function serverProcess(env: Record<string, string>): Promise<ServerProcess> {
  const port = await freePort()
  const baseUrl = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let output = ''

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    if (!child || child.exitCode !== null) return child?.exitCode ?? null
    const exited = once(child, 'exit')
    child.kill(signal)
    const [code] = (await exited) as [number | null]
    return code
  }

  return {
    baseUrl,
    start: async () => {
      output = ''
      child = spawn(process.execPath, ['dist/server/main.js'], {
        env: { PATH: process.env['PATH'] ?? '', PORT: String(port), LOG_LEVEL: 'warn', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const keep = (chunk: Buffer): void => {
        output = (output + chunk.toString()).slice(-4_000)
      }
      child.stdout?.on('data', keep)
      child.stderr?.on('data', keep)
      await untilReady(baseUrl, () => (child?.exitCode === null ? undefined : output))
    },
    kill: async () => {
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
  }
}

async function untilReady(baseUrl: string, deathCry: () => string | undefined): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const cry = deathCry()
    if (cry !== undefined) throw new Error(`the server ended instead of starting: ${cry}`)
    const ready = await fetch(`${baseUrl}/ready`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return
    await sleep(50)
  }
  throw new Error('the server was not ready within 30 s')
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || address === null) throw new Error('no port was free')
  return address.port
}
