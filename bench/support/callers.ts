import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import type { ServerProcess } from '../../scripts/drills/server-process.ts'

export interface Callers {
  /** How long each call took, in the order of their ends. */
  readonly tookMs: readonly number[]
  /** Of that, from being ready to leave until the answer was there: the wait for a slot and the other side's time. */
  readonly awayMs: readonly number[]
  stop(): Promise<void>
}

const CALL = JSON.stringify({ connector: 'clockify', operationId: 'getLoggedUser' })

interface CallLoad {
  readonly servers: readonly ServerProcess[]
  readonly headers: Readonly<Record<string, string>>
  /** Callers at each server, one call after another each. */
  readonly callers: number
  /** Between two calls of a caller. */
  readonly pauseMs?: number
}

export function startCallers({ servers, headers, callers, pauseMs }: CallLoad): Callers {
  const tookMs: number[] = []
  const awayMs: number[] = []
  const agent = new Agent({ connections: callers })
  const stopping = new AbortController()

  async function callOn({ baseUrl }: ServerProcess): Promise<void> {
    while (!stopping.signal.aborted) {
      const startedMs = performance.now()
      const { statusCode, body } = await request(`${baseUrl}/api/calls`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: CALL,
        dispatcher: agent,
      })
      const text = await body.text()
      if (statusCode !== 200) throw new Error(`a call was answered ${statusCode}: ${text}`)
      tookMs.push(performance.now() - startedMs)
      awayMs.push((JSON.parse(text) as { durationMs: number }).durationMs)
      if (pauseMs !== undefined) await sleep(pauseMs)
    }
  }

  const all = Promise.all(servers.flatMap((server) => Array.from({ length: callers }, () => callOn(server))))
  // Heard by stop(); until then a failure waits.
  all.catch(() => {})
  return {
    tookMs,
    awayMs,
    stop: async () => {
      stopping.abort()
      await all
      await agent.close()
    },
  }
}
