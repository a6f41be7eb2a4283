import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { remoteKeySource, verifyWebhookToken } from '../../../server/platform/tokens/index.ts'
import { silentLog } from '../../support/silent-log.ts'
import { ADDON_KEY, aPlatform, testClock, webhookClaims, type TestPlatform } from '../../support/a-token.ts'

const claims = webhookClaims({ workspaceId: 'w1', addonId: 'a1' })
let first: TestPlatform
let second: TestPlatform

beforeAll(async () => {
  first = await aPlatform()
  second = await aPlatform()
})

/** A key set address that answers what the test says, and counts. */
function aKeySet(answer: () => unknown) {
  const clock = testClock()
  const asked: string[] = []
  const fetchJson = async (url: string): Promise<unknown> => {
    asked.push(url)
    return answer()
  }
  const keys = remoteKeySource({ fetchJson, clock, log: silentLog }, 'https://keys.example/set')
  const verify = (token: string) => verifyWebhookToken({ keys, clock, addonKey: ADDON_KEY }, token)
  return { clock, asked, verify, keys }
}

describe('remoteKeySource', () => {
  it('asks once for many tokens at once', async () => {
    const set = aKeySet(() => ({ keys: [first.publicJwk] }))
    const token = await first.sign(claims)

    await Promise.all([set.verify(token), set.verify(token), set.verify(token)])

    expect(set.asked).toEqual(['https://keys.example/set'])
  })

  it('asks again for a token that fits no key, and finds the new one', async () => {
    let current = first
    const set = aKeySet(() => ({ keys: [current.publicJwk] }))
    await set.verify(await first.sign(claims))
    current = second
    set.clock.advance(31_000)

    const verified = await set.verify(await second.sign(claims))

    expect(verified.workspaceId).toBe('w1')
    expect(set.asked).toHaveLength(2)
  })

  it('asks at most once per cooldown however many forged tokens come', async () => {
    const set = aKeySet(() => ({ keys: [first.publicJwk] }))
    const forged = await second.sign(claims)

    for (let index = 0; index < 5; index += 1)
      await expect(set.verify(forged)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })

    expect(set.asked).toHaveLength(1)
  })

  it('keeps the old keys while the address fails', async () => {
    let fails = false
    const set = aKeySet(() => {
      if (fails) throw new Error('unreachable')
      return { keys: [first.publicJwk] }
    })
    const token = await first.sign(claims)
    await set.verify(token)
    fails = true
    set.clock.advance(60 * 60_000)

    const verified = await set.verify(token)

    expect(verified.workspaceId).toBe('w1')
    expect(set.asked).toHaveLength(2)
  })

  it('says that it is not ready while there has never been a key, and recovers', async () => {
    let fails = true
    const set = aKeySet(() => {
      if (fails) throw new Error('unreachable')
      return { keys: [first.publicJwk] }
    })
    const token = await first.sign(claims)
    await expect(set.verify(token)).rejects.toMatchObject({ code: 'NOT_READY', retryAfterSeconds: 30 })
    fails = false
    set.clock.advance(31_000)

    const verified = await set.verify(token)

    expect(verified.workspaceId).toBe('w1')
  })

  it('fetches only from the address it was given, whatever the token points to', async () => {
    const set = aKeySet(() => ({ keys: [first.publicJwk] }))

    await expect(
      set.verify(await second.sign(claims, { jku: 'https://evil.example/set', kid: 'k' })),
    ).rejects.toMatchObject({ code: 'UNAUTHORIZED' })

    expect(new Set(set.asked)).toEqual(new Set(['https://keys.example/set']))
  })

  it.each([
    ['no object', () => 'keys'],
    ['no keys', () => ({ keys: [] })],
    ['only keys for encryption', () => ({ keys: [{ ...first.publicJwk, use: 'enc' }] })],
    ['only elliptic keys', () => ({ keys: [{ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }] })],
    ['only a secret key', () => ({ keys: [{ kty: 'oct', k: 'AAAA' }] })],
    ['only a short key', () => ({ keys: [shortKey()] })],
    ['only a broken key', () => ({ keys: [{ kty: 'RSA', n: '', e: '' }] })],
  ])('is not ready on a key set with %s', async (_name, answer) => {
    const set = aKeySet(answer)

    await expect(set.keys.current()).rejects.toMatchObject({ code: 'NOT_READY' })
  })

  it('tries no more than five keys', async () => {
    const set = aKeySet(() => ({ keys: Array.from({ length: 20 }, () => first.publicJwk) }))

    const keys = await set.keys.current()

    expect(keys).toHaveLength(5)
  })

  it('ignores kids: a token finds its key among several', async () => {
    const set = aKeySet(() => ({
      keys: [
        { ...second.publicJwk, kid: 'x' },
        { ...first.publicJwk, kid: 'y' },
      ],
    }))

    const verified = await set.verify(await first.sign(claims, { kid: 'x' }))

    expect(verified.addonId).toBe('a1')
  })
})

function shortKey(): object {
  return generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
}
