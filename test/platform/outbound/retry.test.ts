import { describe, expect, it, vi } from 'vitest'
import {
  sendWithRetry,
  systemSleep,
  UpstreamError,
  type HttpRequest,
  type HttpResponse,
  type RetryDeps,
  type UnavailableReason,
} from '../../../server/platform/outbound/index.ts'

const NOW = new Date('2026-11-20T10:00:00Z')
const GET: HttpRequest = { service: 'clockify', method: 'GET', url: 'https://api.clockify.me/x', headers: {} }
const POST: HttpRequest = { ...GET, method: 'POST', body: '{}' }

function answer(status: number, headers: Record<string, string> = {}): HttpResponse {
  return { status, headers, body: Buffer.alloc(0), durationMs: 1, timing: { firstByteMs: 1, bodyMs: 0 } }
}

function failure(reason: UnavailableReason): UpstreamError {
  return new UpstreamError({ service: 'clockify', kind: 'unavailable', reason })
}

function setUp(outcomes: readonly (HttpResponse | Error)[]) {
  const left = [...outcomes]
  const sent: HttpRequest[] = []
  const slept: number[] = []
  const deps = {
    client: {
      send: async (request: HttpRequest) => {
        sent.push(request)
        const outcome = left.shift()
        if (outcome === undefined) throw new Error('sent once too often')
        if (outcome instanceof Error) throw outcome
        return outcome
      },
    },
    clock: { now: () => NOW, monotonicMs: () => 0 },
    sleep: async (ms: number) => void slept.push(ms),
    random: () => 1,
  } satisfies RetryDeps
  return { deps, sent, slept }
}

describe('sendWithRetry', () => {
  it.each([408, 429, 500, 502, 503, 504])('repeats a read after %i with growing delays', async (status) => {
    const { deps, slept } = setUp([answer(status), answer(status), answer(200)])

    const { response, attempts } = await sendWithRetry(deps, GET)

    expect([response.status, attempts, slept]).toEqual([200, 3, [500, 1000]])
  })

  it('repeats a write that says that it may be repeated', async () => {
    const { deps, sent } = setUp([answer(503), failure('reset'), answer(200)])

    const { attempts } = await sendWithRetry(deps, { ...POST, isRepeatable: true })

    expect([attempts, sent.length]).toEqual([3, 3])
  })

  it.each([200, 302, 400, 401, 403, 404, 409, 501])('returns %i at once', async (status) => {
    const { deps, sent } = setUp([answer(status)])

    const { attempts } = await sendWithRetry(deps, GET)

    expect([attempts, sent.length]).toEqual([1, 1])
  })

  it('returns the last answer when the attempts are used up', async () => {
    const { deps, sent } = setUp([answer(503), answer(502), answer(500)])

    const { response, attempts } = await sendWithRetry(deps, GET)

    expect([response.status, attempts, sent.length]).toEqual([500, 3, 3])
  })

  it.each(['timeout', 'refused', 'reset', 'unresolved', 'network'] as const)(
    'repeats a read after %s',
    async (reason) => {
      const { deps } = setUp([failure(reason), answer(200)])

      expect(await sendWithRetry(deps, GET)).toMatchObject({ attempts: 2, response: { status: 200 } })
    },
  )

  it.each(['blocked-address', 'tls', 'too-large', 'closed'] as const)(
    'does not repeat after %s',
    async (reason) => {
      const { deps, sent } = setUp([failure(reason)])

      await expect(sendWithRetry(deps, GET)).rejects.toMatchObject({ reason, attempts: 1 })
      expect(sent).toHaveLength(1)
    },
  )

  it('says in the last failure how often it tried', async () => {
    const { deps } = setUp([failure('reset'), failure('reset'), failure('refused')])

    await expect(sendWithRetry(deps, GET)).rejects.toMatchObject({ reason: 'refused', attempts: 3 })
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)('sends %s exactly once', async (method) => {
    for (const outcome of [
      answer(429, { 'retry-after': '1' }),
      answer(503),
      failure('reset'),
      failure('timeout'),
    ]) {
      const { deps, sent } = setUp([outcome])

      await sendWithRetry(deps, { ...POST, method }, { maxAttempts: 5 }).catch(() => undefined)

      expect(sent).toHaveLength(1)
    }
  })

  it.each([
    ['seconds', '7', 7_000],
    ['a date', 'Fri, 20 Nov 2026 10:00:30 GMT', 30_000],
    ['a moment already past', 'Fri, 20 Nov 2026 09:00:00 GMT', 500],
    ['nothing readable', 'soon', 500],
  ])('waits by Retry-After given as %s', async (_, value, expectedMs) => {
    const { deps, slept } = setUp([answer(429, { 'retry-after': value }), answer(200)])

    await sendWithRetry(deps, GET)

    expect(slept).toEqual([expectedMs])
  })

  it('gives up at once when it is asked to wait too long', async () => {
    const { deps, sent, slept } = setUp([answer(429, { 'retry-after': '3600' })])

    const { response, attempts } = await sendWithRetry(deps, GET, { maxRetryAfterMs: 60_000 })

    expect([response.status, attempts, sent.length, slept]).toEqual([429, 1, 1, []])
  })

  it('keeps delays between half and full, capped', async () => {
    const { deps, slept } = setUp([answer(500), answer(500), answer(500), answer(200)])

    await sendWithRetry({ ...deps, random: () => 0 }, GET, {
      maxAttempts: 4,
      baseDelayMs: 100,
      maxDelayMs: 300,
    })

    expect(slept).toEqual([50, 100, 150])
  })

  it("makes no further attempt after a failure that is not the other side's", async () => {
    const { deps } = setUp([answer(500)])
    const { send } = deps.client
    let attempts = 0
    const client = {
      send: async (request: HttpRequest) => {
        attempts += 1
        if (attempts > 1) throw new Error('no slot')
        return send(request)
      },
    }

    await expect(sendWithRetry({ ...deps, client }, GET)).rejects.toThrow('no slot')
    expect(attempts).toBe(2)
  })

  it('reports every 429, of reads and of writes', async () => {
    const onRateLimited = vi.fn()
    const limited = answer(429, { 'retry-after': '2' })

    await sendWithRetry({ ...setUp([limited, answer(200)]).deps, onRateLimited }, GET)
    await sendWithRetry({ ...setUp([limited]).deps, onRateLimited }, POST)

    expect(onRateLimited.mock.calls).toEqual([
      [{ request: GET, response: limited, retryAfterMs: 2000 }],
      [{ request: POST, response: limited, retryAfterMs: 2000 }],
    ])
  })

  it('stops between attempts when cancelled', async () => {
    const controller = new AbortController()
    const { deps, sent } = setUp([answer(500), answer(200)])
    const sleep = async () => controller.abort(new Error('stopping'))

    const sending = sendWithRetry({ ...deps, sleep }, { ...GET, signal: controller.signal })

    await expect(sending).rejects.toThrow('stopping')
    expect(sent).toHaveLength(1)
  })

  it('hands on what is no upstream failure', async () => {
    const { deps, sent } = setUp([new TypeError('a mistake of ours')])

    await expect(sendWithRetry(deps, GET)).rejects.toThrow(TypeError)
    expect(sent).toHaveLength(1)
  })
})

describe('systemSleep', () => {
  it('ends with the reason of the signal', async () => {
    const controller = new AbortController()
    const sleeping = systemSleep(600_000, controller.signal)

    controller.abort(new Error('stopping'))

    await expect(sleeping).rejects.toThrow('stopping')
  })
})
