import { createHmac } from 'node:crypto'
import { signClickUpBody } from '../../../server/sandbox/clickup/index.ts'
import { generateSandboxKeys } from '../../../server/sandbox/clockify/index.ts'
import { createTokenSigner } from '../../../server/sandbox/clockify/tokens/sign-token.ts'
import type { Door } from './access-policy.ts'
import { addonWebhook, INTERACTION } from './requests.ts'
import type { Filled } from './two-workspaces.ts'

/** What a request carries to be let in. */
export interface Credential {
  readonly headers?: Readonly<Record<string, string>>
  /** Signing in carries it in the body. */
  readonly body?: unknown
}

export const KINDS = [
  'none',
  'forged',
  'expired',
  'wrong kind',
  'other site',
  'reader',
  'member',
  'own',
] as const
export type Kind = (typeof KINDS)[number]

const OPERATOR_KEY = 'operator-key-of-the-tests'
const NOBODY = 'A'.repeat(43)
const seconds = (): number => Math.floor(Date.now() / 1000)

const bearer = (token: string): Credential => ({ headers: { authorization: `Bearer ${token}` } })
const lifecycle = (token: string): Credential => ({ headers: { 'x-addon-lifecycle-token': token } })
const signature = (token: string): Credential => ({ headers: { 'clockify-signature': token } })
const signIn = (apiKey: string): Credential => ({ body: { apiKey } })

function clickedWith(signature: string): Credential {
  const timestamp = String(seconds())
  return { headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp } }
}

/** As Slack signs what it tells this workspace. */
function slackSignature(secret: string): string {
  const signed = `v0:${seconds()}:${JSON.stringify(INTERACTION)}`
  return `v0=${createHmac('sha256', secret).update(signed).digest('hex')}`
}

const slackSecretOf = ({ workspaceId }: Filled): string => `secret-of-${workspaceId}`

/** How a token or key is handed over at each kind of door. */
const HANDED: Readonly<Record<Door['needs'], (token: string) => Credential>> = {
  open: bearer,
  reader: bearer,
  member: bearer,
  admin: bearer,
  operator: bearer,
  'sign-out': bearer,
  lifecycle,
  webhook: signature,
  hook: signature,
  signed: (text) => ({ headers: { 'x-signature': text } }),
  clicked: clickedWith,
  'sign-in': signIn,
}

/** The claims as the platform signs them, by a key or in a way that it never used. */
const otherSigner = createTokenSigner(await generateSandboxKeys())

function forgeriesOf({ sandbox }: Filled, real: string): readonly string[] {
  const claims = JSON.parse(Buffer.from(real.split('.')[1]!, 'base64url').toString()) as Record<
    string,
    unknown
  >
  const cut = real.slice(0, real.lastIndexOf('.') + 1)
  return [
    otherSigner.sign(claims),
    sandbox.signToken(claims, { alg: 'none' }),
    sandbox.signToken(claims, { alg: 'HS256' }),
    `${cut}${NOBODY}`,
  ]
}

/** Of the body that this workspace's webhook sends. */
function signedWith({ clickupHook }: Filled, secret: string): string {
  return signClickUpBody(secret, JSON.stringify(clickupHook.body))
}

function signedBody(of: Filled): Credential {
  const { secret, body } = of.clickupHook
  return { headers: { 'x-signature': signedWith(of, secret) }, body }
}

/** Texts that look like the real one of this door. */
function forged(of: Filled, door: Door['needs']): readonly string[] {
  const key = `swy_${of.workspaceId}_${NOBODY}`
  if (door === 'lifecycle') return forgeriesOf(of, of.sandbox.lifecycleToken())
  if (door === 'webhook') return forgeriesOf(of, addonWebhook(of).token)
  if (door === 'hook') return [`${of.hook.token}x`, of.hook.token.slice(1)]
  if (door === 'signed') {
    const { secret } = of.clickupHook
    return [signedWith(of, `${secret}x`), signedWith(of, ''), signedWith(of, secret).slice(1)]
  }
  if (door === 'clicked') {
    const secret = slackSecretOf(of)
    return [slackSignature(`${secret}x`), slackSignature(''), slackSignature(secret).slice(0, -1)]
  }
  if (door === 'sign-in') return [key]
  if (door === 'operator') return [`${OPERATOR_KEY}x`, OPERATOR_KEY.toUpperCase()]
  return [...forgeriesOf(of, of.userToken), key]
}

function forgedCookies({ cookie }: Filled, door: Door['needs']): readonly Credential[] {
  const isRole = door === 'reader' || door === 'member' || door === 'admin'
  const value = cookie.replace(/[^.]+$/, NOBODY)
  return isRole ? [{ headers: { cookie: value, 'sec-fetch-site': 'same-origin' } }] : []
}

/** Once real, and not any more. */
function expired(of: Filled, door: Door['needs']): readonly string[] {
  const { sandbox, older, deletedKey, removedHook } = of
  if (door === 'lifecycle') return [sandbox.lifecycleToken({ exp: seconds() - 60 })]
  if (door === 'webhook') return [older.webhookToken]
  if (door === 'hook') return [removedHook.token]
  if (door === 'signed') return [signedWith(of, 'the secret of before')]
  if (door === 'clicked') return [slackSignature('the secret of before')]
  if (door === 'sign-in') return [deletedKey.key]
  return [sandbox.userToken({ expiresInSeconds: -60 }), older.userToken, deletedKey.key]
}

/** Real and valid today, at another door. */
function otherKinds(of: Filled, door: Door['needs']): readonly string[] {
  const { sandbox, userToken, admin, hook } = of
  const tokens = {
    user: userToken,
    installation: sandbox.installationToken(),
    lifecycle: sandbox.lifecycleToken(),
    webhook: addonWebhook(of).token,
    otherWebhook: sandbox.installation!.webhooks[1]!.authToken,
    key: admin.key,
    hook: hook.token,
    operator: OPERATOR_KEY,
  }
  const { user, key, operator, ...others } = tokens
  const { lifecycle: _lifecycle, ...notLifecycle } = tokens
  const { webhook: _webhook, ...notWebhook } = tokens
  const { hook: _hook, ...notHook } = tokens
  if (door === 'lifecycle') return Object.values(notLifecycle)
  if (door === 'webhook') return Object.values(notWebhook)
  if (door === 'hook') return Object.values(notHook)
  if (door === 'signed' || door === 'clicked') return Object.values(tokens)
  if (door === 'operator') return [...Object.values(others), user, key]
  // Longer ones are refused by the form of the body already.
  if (door === 'sign-in') return [operator, hook.token]
  return [...Object.values(others), operator]
}

function own(of: Filled, door: Door['needs']): readonly Credential[] {
  if (door === 'lifecycle') return [lifecycle(of.sandbox.lifecycleToken())]
  if (door === 'webhook') return [signature(addonWebhook(of).token)]
  if (door === 'hook') return [signature(of.hook.token)]
  if (door === 'signed') return [signedBody(of)]
  if (door === 'clicked') return [clickedWith(slackSignature(slackSecretOf(of)))]
  if (door === 'sign-in') return [signIn(of.admin.key)]
  if (door === 'operator') return [bearer(OPERATOR_KEY)]
  if (door === 'sign-out') return [{ headers: { cookie: of.cookie, 'sec-fetch-site': 'same-origin' } }]
  return [bearer(of.userToken)]
}

const handOver =
  (tokens: (of: Filled, door: Door['needs']) => readonly string[]) => (of: Filled, door: Door['needs']) =>
    tokens(of, door).map(HANDED[door])

const WAYS: Readonly<Record<Kind, (of: Filled, door: Door['needs']) => readonly Credential[]>> = {
  none: () => [{}],
  forged: (of, door) => [...handOver(forged)(of, door), ...forgedCookies(of, door)],
  expired: handOver(expired),
  'wrong kind': handOver(otherKinds),
  // What a browser adds to a request that a page of somebody else starts.
  'other site': ({ cookie }) => [
    { headers: { cookie, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' } },
    { headers: { cookie, origin: 'null' } },
  ],
  reader: ({ reader }) => [bearer(reader.key), { headers: { 'x-api-key': reader.key } }],
  member: ({ memberToken }) => [bearer(memberToken)],
  own,
}

/** Every way of this kind to ask for entry; what they bring must be the same. */
export function credentialsOf(of: Filled, kind: Kind, door: Door['needs']): readonly Credential[] {
  return WAYS[kind](of, door)
}
