import { afterEach, describe, expect, it } from 'vitest'

import { type ClickUpSandbox, startClickupSandbox } from '../../../server/sandbox/clickup/index.ts'
import { askClickUp, SMALL_CLICKUP } from '../../support/clickup-caller.ts'

let sandbox: ClickUpSandbox
afterEach(() => sandbox.stop())

/** A clock that only moves when told. */
function handClock() {
  let atMs = Date.parse('2026-11-20T10:00:00Z')
  return {
    now: () => new Date(atMs),
    monotonicMs: () => atMs,
    pass: (ms: number) => void (atMs += ms),
  }
}

async function headersOf(token = sandbox.tokens.owner) {
  const { status, headers } = await askClickUp(sandbox, 'GET /v2/user', { token })
  const read = (name: string) => headers.get(`x-ratelimit-${name}`)
  return { status, limit: read('limit'), remaining: read('remaining'), reset: Number(read('reset')), headers }
}

describe('the rate limit', () => {
  it('is a hundred a minute for each token, told with every answer', async () => {
    const clock = handClock()
    sandbox = await startClickupSandbox({ size: SMALL_CLICKUP, clock })
    const first = await headersOf()
    for (let count = 1; count < 100; count += 1) await headersOf()
    const over = await headersOf()
    const other = await headersOf(sandbox.tokens.member)

    expect(first).toMatchObject({ status: 200, limit: '100', remaining: '99' })
    expect(first.reset).toBe(clock.now().getTime() / 1000 + 60)
    expect(over).toMatchObject({ status: 429, remaining: '0', reset: first.reset })
    expect(over.headers.get('retry-after')).toBe('60')
    expect(other).toMatchObject({ status: 200, remaining: '99' })
    expect(sandbox.requests.refusedForRate).toBe(1)
  })

  it('begins again as a whole, or request by request when it slides', async () => {
    const remaining: (string | null)[] = []
    for (const rateWindow of ['fixed', 'sliding'] as const) {
      const clock = handClock()
      sandbox = await startClickupSandbox({ size: SMALL_CLICKUP, clock, quirks: { rateWindow } })
      await headersOf()
      clock.pass(30_000)
      await headersOf()
      clock.pass(30_000)
      remaining.push((await headersOf()).remaining)
      if (rateWindow === 'fixed') await sandbox.stop()
    }

    expect(remaining).toEqual(['99', '98'])
  })

  it.each([
    ['free', '100'],
    ['business-plus', '1000'],
    ['enterprise', '10000'],
  ] as const)('of the plan %s is %s', async (plan, limit) => {
    sandbox = await startClickupSandbox({ size: SMALL_CLICKUP, plan })

    expect((await headersOf()).limit).toBe(limit)
  })
})
