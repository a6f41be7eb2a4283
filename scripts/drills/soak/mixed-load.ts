import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClockifySandbox } from '../../../server/sandbox/clockify/index.ts'
import { latencyOf, type Latency } from '../latency.ts'
import { adminHeaders } from '../support.ts'
import { deliver } from '../webhook-load.ts'

export interface MixedLoad {
  /** Answers and events since it was asked last. */
  takeWindow(): Latency
  readonly done: Readonly<Record<string, number>>
  /** Answers that were none of those expected. */
  readonly surprises: readonly string[]
  stop(): Promise<void>
}

interface Ground {
  readonly baseUrl: string
  readonly sandbox: ClockifySandbox
  readonly apiKey: string
}

type Send = (path: string, init: RequestInit, wanted: readonly number[]) => Promise<Response | undefined>

/** One thing that somebody does again and again. */
interface Actor {
  readonly name: string
  readonly pauseMs: number
  readonly act: (ground: Ground, send: Send) => Promise<unknown>
}

// Few enough that the tables of what is known of them stay as they are.
const ENTITIES = 2_000
const READS = [
  '/api/session',
  '/api/records?collection=time-entries&limit=50',
  '/api/records?collection=projects&search=a',
  '/api/records/collections',
  '/api/webhook-events?limit=50',
  '/api/webhook-events?status=failed',
  '/api/jobs?limit=50',
  '/api/calls?limit=50',
  '/api/drift',
  '/api/bootstrap',
  '/api/operations?search=project',
  '/api/operations/clockify/createNewProject',
  '/api/openapi.json',
  '/manifest.json',
  '/ready',
  '/ui/',
]
const JSON_BODY = { 'content-type': 'application/json' }

function pick<T>(items: readonly T[]): T {
  const item = items[randomInt(items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

function entity(): string {
  return randomInt(ENTITIES).toString(16).padStart(24, 'd')
}

const ACTORS: readonly Actor[] = [
  {
    name: 'new events',
    pauseMs: 120,
    act: async ({ sandbox, baseUrl }) => (await deliver(sandbox, baseUrl, entity())).arrayBuffer(),
  },
  {
    name: 'edits in the sandbox',
    pauseMs: 600,
    act: async ({ sandbox }) =>
      sandbox.updateProject(pick([...sandbox.state.projects.keys()]), { name: `Edit ${Date.now()}` }),
  },
  {
    name: 'reads',
    pauseMs: 60,
    act: ({ sandbox }, send) => send(pick(READS), { headers: adminHeaders(sandbox) }, [200]),
  },
  {
    name: 'calls',
    pauseMs: 200,
    act: ({ sandbox }, send) => {
      const operationId = pick(['getLoggedUser', 'getProjects', 'getTags', 'getUsersOfWorkspace'])
      const body = JSON.stringify({ connector: 'clockify', operationId })
      const headers = { ...adminHeaders(sandbox), ...JSON_BODY }
      return send('/api/calls', { method: 'POST', headers, body }, [200, 404, 422])
    },
  },
  {
    name: 'sign-ins',
    pauseMs: 400,
    act: async ({ apiKey, baseUrl }, send) => {
      const body = JSON.stringify({ apiKey })
      const opened = await send('/api/session', { method: 'POST', headers: JSON_BODY, body }, [200])
      const cookie = opened?.headers.get('set-cookie')?.split(';')[0] ?? ''
      await send('/api/jobs', { headers: { cookie } }, [200])
      await send('/api/session', { method: 'DELETE', headers: { cookie, origin: baseUrl } }, [204])
      await send('/api/jobs', { headers: { cookie } }, [401])
    },
  },
  {
    name: 'refusals',
    pauseMs: 200,
    act: async ({ sandbox }, send) => {
      await send(
        '/api/session',
        { headers: { authorization: `Bearer ${sandbox.installationToken()}` } },
        [401],
      )
      await send('/api/no-such-place', { headers: adminHeaders(sandbox) }, [404])
      await send('/api/records?limit=7000', { headers: adminHeaders(sandbox) }, [422])
      await send('/webhooks/clockify/new-project', { method: 'POST', headers: JSON_BODY, body: '{}' }, [401])
    },
  },
  ...['one', 'two', 'three'].map((which) => ({ name: `watcher ${which}`, pauseMs: 100, act: watch })),
  {
    name: 'bootstraps',
    pauseMs: 20_000,
    act: ({ sandbox }, send) =>
      send('/api/bootstrap', { method: 'POST', headers: adminHeaders(sandbox) }, [202, 409]),
  },
]

/** Follows the live events for a moment and leaves without a word. */
async function watch({ baseUrl, sandbox }: Ground): Promise<void> {
  const leaving = AbortSignal.timeout(randomInt(300, 3_000))
  try {
    const answer = await fetch(`${baseUrl}/api/events`, { headers: adminHeaders(sandbox), signal: leaving })
    await answer.text()
  } catch (error) {
    if (!leaving.aborted) throw error
  }
}

/** Everybody at once, until stopped. */
export function startMixedLoad(ground: Ground): MixedLoad {
  const stopping = new AbortController()
  const done: Record<string, number> = {}
  const surprises: string[] = []
  let durationsMs: number[] = []

  const send: Send = async (path, init, wanted) => {
    const startedAt = performance.now()
    const answer = await fetch(`${ground.baseUrl}${path}`, init)
    await answer.arrayBuffer()
    durationsMs.push(performance.now() - startedAt)
    if (!wanted.includes(answer.status)) surprises.push(`${init.method ?? 'GET'} ${path}: ${answer.status}`)
    return answer
  }
  async function actOn({ name, pauseMs, act }: Actor): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await act(ground, send)
        done[name] = (done[name] ?? 0) + 1
      } catch (error) {
        surprises.push(`${name}: ${String(error)}`)
      }
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  const acting = Promise.all(ACTORS.map(actOn))
  return {
    done,
    surprises,
    takeWindow: () => {
      const window = latencyOf(durationsMs)
      durationsMs = []
      return window
    },
    stop: async () => {
      stopping.abort()
      await acting
    },
  }
}
