import { beforeAll, describe, expect, it } from 'vitest'
import {
  verifyInstallationToken,
  verifyLifecycleToken,
  verifyUserToken,
  verifyWebhookToken,
} from '../../../server/platform/tokens/index.ts'
import { AppError } from '../../../server/shared/errors.ts'
import {
  ADDON_KEY,
  aPlatform,
  hmacToken,
  installationClaims,
  lifecycleClaims,
  seconds,
  TEST_NOW,
  testClock,
  tokenDeps,
  unsignedToken,
  userClaims,
  webhookClaims,
  type TestPlatform,
} from '../../support/a-token.ts'

const identity = { workspaceId: 'w1', addonId: 'a1' }
const verifiers = {
  lifecycle: verifyLifecycleToken,
  webhook: verifyWebhookToken,
  user: verifyUserToken,
  installation: verifyInstallationToken,
} as const
type Kind = keyof typeof verifiers
const kinds: readonly Kind[] = ['lifecycle', 'webhook', 'user', 'installation']

function claimsOf(kind: Kind): Readonly<Record<string, unknown>> {
  if (kind === 'lifecycle') return lifecycleClaims(identity)
  if (kind === 'webhook') return webhookClaims(identity)
  return kind === 'user' ? userClaims(identity) : installationClaims(identity)
}

let platform: TestPlatform
let other: TestPlatform

beforeAll(async () => {
  platform = await aPlatform()
  other = await aPlatform()
})

async function refusal(kind: Kind, token: string): Promise<AppError> {
  const error: unknown = await verifiers[kind](tokenDeps(platform), token).catch((caught: unknown) => caught)
  if (!(error instanceof AppError)) throw new Error(`the ${kind} verifier did not refuse`)
  return error
}

type Forge = (claims: Readonly<Record<string, unknown>>) => Promise<string> | string

const forgeries: readonly (readonly [string, Forge])[] = [
  ['signed by another key', (claims) => other.sign(claims)],
  ['signed by another key that it embeds as jwk', (claims) => other.sign(claims, { jwk: other.publicJwk })],
  [
    'pointing to another key set by jku',
    (claims) => other.sign(claims, { jku: 'https://evil.example/keys' }),
  ],
  ['pointing to a certificate by x5u', (claims) => other.sign(claims, { x5u: 'https://evil.example/c' })],
  ['carrying a certificate chain as x5c', (claims) => other.sign(claims, { x5c: ['AAAA'] })],
  ['naming a key by a path as kid', (claims) => other.sign(claims, { kid: '../../dev/null' })],
  ['with a critical header', (claims) => platform.sign(claims, { crit: ['x-odd'], 'x-odd': 1 })],
  ['wrapping another token', (claims) => platform.sign(claims, { cty: 'JWT' })],
  ['with alg none', (claims) => unsignedToken({ alg: 'none' }, claims, '')],
  ['with alg none and a signature', (claims) => unsignedToken({ alg: 'none' }, claims)],
  ['with alg None in mixed case', (claims) => unsignedToken({ alg: 'NonE' }, claims)],
  ['with HS256 by the public key', (claims) => hmacToken(claims, platform.publicKeyPem)],
  ['claiming PS256', async (claims) => swapHeader(await platform.sign(claims), { alg: 'PS256' })],
  ['claiming a list of algs', async (claims) => swapHeader(await platform.sign(claims), { alg: ['RS256'] })],
  ['without alg', async (claims) => swapHeader(await platform.sign(claims), {})],
  [
    'with changed claims',
    async (claims) => swapClaims(await platform.sign(claims), { ...claims, addonId: 'x' }),
  ],
  ['without signature', async (claims) => (await platform.sign(claims)).replace(/[^.]+$/, '')],
  ['of five parts', async (claims) => `${await platform.sign(claims)}.a.b`],
  ['with a blank in front', async (claims) => ` ${await platform.sign(claims)}`],
  ['longer than 8 KiB', (claims) => platform.sign({ ...claims, filler: 'x'.repeat(8192) })],
  ['of another issuer', (claims) => platform.sign({ ...claims, iss: 'someone' })],
  ['without issuer', (claims) => platform.sign({ ...claims, iss: undefined })],
  ['for another add-on', (claims) => platform.sign({ ...claims, sub: `${ADDON_KEY}2` })],
  ['of another type', (claims) => platform.sign({ ...claims, type: 'user' })],
  ['without workspace', (claims) => platform.sign({ ...claims, workspaceId: undefined })],
  ['with a workspace that is no id', (claims) => platform.sign({ ...claims, workspaceId: '../w2' })],
  ['with a workspace that is a list', (claims) => platform.sign({ ...claims, workspaceId: ['w1'] })],
  ['with two workspaces', (claims) => platform.sign({ ...claims, activeWs: 'w2' })],
  ['without installation', (claims) => platform.sign({ ...claims, addonId: undefined })],
  ['that expired a minute ago', (claims) => platform.sign({ ...claims, exp: seconds(TEST_NOW) - 60 })],
  ['that is not valid yet', (claims) => platform.sign({ ...claims, nbf: seconds(TEST_NOW) + 60 })],
  ['with an expiry that is a text', (claims) => platform.sign({ ...claims, exp: '4939751754' })],
  ['that is a text', () => 'not-a-token'],
  ['that is empty', () => ''],
]

function swapHeader(token: string, header: unknown): string {
  return token.replace(/^[^.]+/, Buffer.from(JSON.stringify(header)).toString('base64url'))
}

function swapClaims(token: string, claims: unknown): string {
  return token.replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`)
}

describe.each(kinds)('the %s verifier', (kind) => {
  it('takes its own kind and returns what the token proves', async () => {
    const claims = await verifiers[kind](tokenDeps(platform), await platform.sign(claimsOf(kind)))

    expect(claims).toMatchObject({ kind, ...identity })
  })

  it('takes the older claim names', async () => {
    const { workspaceId, backendUrl, ...rest } = claimsOf(kind)
    const token = await platform.sign({ ...rest, activeWs: workspaceId, apiUrl: backendUrl })

    const claims = await verifiers[kind](tokenDeps(platform), token)

    expect(claims).toMatchObject({ kind, ...identity })
  })

  it('takes a token with any kid, typ or embedded key when ours signed it', async () => {
    const token = await platform.sign(claimsOf(kind), { kid: 'k9', typ: 'JWT', jwk: other.publicJwk })

    const claims = await verifiers[kind](tokenDeps(platform), token)

    expect(claims).toMatchObject({ kind })
  })

  it('forgives clocks that differ by less than 30 seconds', async () => {
    const token = await platform.sign({ ...claimsOf(kind), exp: seconds(TEST_NOW) - 20 })

    const claims = await verifiers[kind](tokenDeps(platform), token)

    expect(claims).toMatchObject({ kind })
  })

  it.each(forgeries)('refuses a token %s', async (_name, forge) => {
    const token = await forge(claimsOf(kind))

    const error = await refusal(kind, token)

    expect(error.code).toBe('UNAUTHORIZED')
    const parts = token.split('.').filter((piece) => piece.length > 8)
    expect(parts.filter((piece) => error.message.includes(piece))).toEqual([])
  })
})

describe('token kinds', () => {
  const foreign = kinds.flatMap((verifier) =>
    kinds
      .filter((kind) => kind !== verifier)
      // By their claims these two are alike; the lifecycle door tells them apart by the stored hashes.
      .filter((kind) => !(isCall(verifier) && isCall(kind)))
      .map((kind) => [verifier, kind] as const),
  )

  function isCall(kind: Kind): boolean {
    return kind === 'lifecycle' || kind === 'webhook'
  }

  it.each(foreign)('the %s verifier refuses a real %s token', async (verifier, kind) => {
    const token = await platform.sign(claimsOf(kind))

    const error = await refusal(verifier, token)

    expect(error.code).toBe('UNAUTHORIZED')
  })

  it('a lifecycle token may name a user and an API host if it ends soon, and only then', async () => {
    const claims = { ...claimsOf('installation'), exp: seconds(TEST_NOW) + 600 }

    const short = await verifiers.lifecycle(tokenDeps(platform), await platform.sign(claims))
    const lasting = await refusal(
      'lifecycle',
      await platform.sign({ ...claims, exp: seconds(TEST_NOW) + 1e9 }),
    )
    const endless = await refusal('lifecycle', await platform.sign({ ...claims, exp: undefined }))

    expect(short).toMatchObject({ kind: 'lifecycle', ...identity })
    expect([lasting.code, endless.code]).toEqual(['UNAUTHORIZED', 'UNAUTHORIZED'])
  })

  it.each(['user', 'workspaceRole', 'exp'])('a user token without %s is none', async (claim) => {
    const token = await platform.sign({ ...claimsOf('user'), [claim]: undefined })

    const error = await refusal('user', token)

    expect(error.code).toBe('UNAUTHORIZED')
  })

  it.each(['user', 'backendUrl'])('an installation token without %s is none', async (claim) => {
    const token = await platform.sign({ ...claimsOf('installation'), [claim]: undefined })

    const error = await refusal('installation', token)

    expect(error.code).toBe('UNAUTHORIZED')
  })

  it.each(['lifecycle', 'webhook', 'installation'] as const)(
    'a %s token may lack an expiry',
    async (kind) => {
      const token = await platform.sign({ ...claimsOf(kind), exp: undefined })

      const claims = await verifiers[kind](tokenDeps(platform), token)

      expect(claims).toMatchObject({ kind })
    },
  )

  it('a user token dies when its clock runs out', async () => {
    const clock = testClock()
    const token = await platform.sign(claimsOf('user'))
    const deps = tokenDeps(platform, clock)
    await verifyUserToken(deps, token)

    clock.advance(31 * 60_000)

    await expect(verifyUserToken(deps, token)).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
      message: 'The token has expired; get a new one.',
    })
  })

  it('a proven token proves nothing to another add-on, nor under other keys', async () => {
    const token = await platform.sign(claimsOf('user'))
    const deps = tokenDeps(platform)
    await verifyUserToken(deps, token)
    await verifyUserToken(deps, token)

    await expect(verifyUserToken({ ...deps, addonKey: 'another' }, token)).rejects.toMatchObject({
      message: "The token's claim sub does not fit.",
    })
    await expect(verifyUserToken({ ...deps, keys: tokenDeps(other).keys }, token)).rejects.toMatchObject({
      message: 'The token is not signed by Clockify.',
    })
  })

  it('a proven token with another signature is not proven', async () => {
    const token = await platform.sign(claimsOf('user'))
    const deps = tokenDeps(platform)
    await verifyUserToken(deps, token)

    const [head, body] = token.split('.')
    const foreign = (await other.sign(claimsOf('user'))).split('.')[2]

    await expect(verifyUserToken(deps, `${head}.${body}.${foreign}`)).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })
})
