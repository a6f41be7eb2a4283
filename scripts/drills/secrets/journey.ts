import { randomBytes } from 'node:crypto'
import type { ClockifySandbox } from '../../../server/sandbox/clockify/index.ts'
import { startBootstrap, untilBootstrapped } from '../bootstrap.ts'
import { expectEqual, until } from '../support.ts'
import type { Answered, Ask, Listener } from './listener.ts'

/** A server, its sandbox and everybody who has a credential; all they do is heard by the listener. */
export interface Journey {
  readonly baseUrl: string
  readonly sandbox: ClockifySandbox
  readonly listener: Listener
  readonly adminKey: string
}

interface Credentials {
  readonly owner: Readonly<Record<string, string>>
  readonly reader: Readonly<Record<string, string>>
  readonly session: Readonly<Record<string, string>>
}

const SHOWN_ONCE = 'a key is shown once, by the answer that makes it'
const AS_SENT = 'the body of a call is what the service sent'

/** From installing to working, with every kind of credential, failures included. */
export async function travel(journey: Journey): Promise<Credentials> {
  const { sandbox, baseUrl } = journey
  knowInstallation(journey)
  await sandbox.changeSettings([{ id: 'keepRecordsFresh', value: true }])
  await sandbox.setStatus('INACTIVE')
  await sandbox.setStatus('ACTIVE')
  await sandbox.reinstall()
  knowInstallation(journey)
  await startBootstrap(sandbox, baseUrl)
  await untilBootstrapped(sandbox, baseUrl)

  const owner = bearer(journey, sandbox.userToken({ role: 'OWNER' }), 'the token of the owner')
  const credentials = { owner, ...(await makeKeys(journey, owner)) }
  await receiveWebhooks(journey, owner)
  await makeConnections(journey, owner)
  await makeCalls(journey, owner)
  await provokeProblems(journey, owner)
  await readEverything(journey, credentials)
  return credentials
}

export function knowInstallation({ sandbox, listener }: Journey): void {
  listener.know('the installation token', sandbox.installation?.authToken)
  for (const webhook of sandbox.installation?.webhooks ?? [])
    listener.know(`the webhook token of ${webhook.event}`, webhook.authToken)
}

function bearer({ listener }: Journey, token: string, what: string): Record<string, string> {
  listener.know(what, token)
  return { authorization: `Bearer ${token}` }
}

function post(body: unknown, ask: Ask = {}): Ask {
  return { method: 'POST', body, ...ask }
}

async function makeKeys(
  { baseUrl, listener, adminKey }: Journey,
  owner: Credentials['owner'],
): Promise<Pick<Credentials, 'reader' | 'session'>> {
  const keys = await Promise.all(
    ['reader', 'member', 'admin'].map(async (role) => {
      const made = await listener.ask(
        `${baseUrl}/api/api-keys`,
        post({ role, label: 'drill' }, { headers: owner, mayShow: SHOWN_ONCE }),
      )
      const { key } = JSON.parse(made.text) as { key: string }
      listener.know(`the API key of a ${role}`, key)
      return key
    }),
  )
  const operator = { authorization: `Bearer ${adminKey}` }
  const workspaces = `${baseUrl}/api/admin/workspaces`
  const made = await listener.ask(workspaces, post({ name: 'W' }, { headers: operator, mayShow: SHOWN_ONCE }))
  listener.know("the operator's workspace's key", (JSON.parse(made.text) as { apiKey: string }).apiKey)

  const opened = await listener.ask(
    `${baseUrl}/api/session`,
    post({ apiKey: keys[2] }, { mayShow: 'signing in sets the cookie' }),
  )
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  listener.know('the session of the browser', cookie.slice(cookie.indexOf('=') + 1))
  return { reader: { 'x-api-key': keys[0] ?? '' }, session: { cookie } }
}

async function receiveWebhooks(journey: Journey, owner: Credentials['owner']): Promise<void> {
  const { baseUrl, sandbox, listener } = journey
  const token = randomBytes(16).toString('hex')
  listener.know('the token of a webhook made by hand', token)
  const made = await listener.ask(
    `${baseUrl}/api/clockify/hooks`,
    post({ event: 'NEW_TAG', token }, { headers: owner }),
  )
  const { url } = JSON.parse(made.text) as { url: string }
  const body = { id: '64a687e29ae1f428e7ebe305', name: 'by hand' }
  const byHand = await listener.ask(url, post(body, { headers: { 'clockify-signature': token } }))
  expectEqual('a delivery to a webhook made by hand', byHand.status, 200)
  const [webhook] = sandbox.installation?.webhooks ?? []
  const door = `${baseUrl}${webhook?.path ?? ''}`
  for (const signature of [webhook?.authToken ?? '', token, sandbox.installationToken()])
    await listener.ask(door, post({ id: 'e'.repeat(24) }, { headers: { 'clockify-signature': signature } }))
  for (const id of [...sandbox.state.projects.keys()].slice(0, 3))
    sandbox.updateProject(id, { name: `Drill ${id}` })
  await sandbox.flush()
}

/** With services that know none of the credentials; the sandbox stands where each of them would be. */
async function makeConnections(journey: Journey, owner: Credentials['owner']): Promise<void> {
  const { baseUrl, sandbox, listener } = journey
  const secret = (what: string): string => {
    const text = randomBytes(18).toString('hex')
    listener.know(what, text)
    return text
  }
  const webhook = `${sandbox.origin}/services/${secret("the address of Slack's webhook")}`
  const bodies = {
    clickup: { token: secret('the token of ClickUp') },
    slack: { webhookUrl: webhook, signingSecret: secret("Slack's signing secret") },
    huntflow: { accessToken: secret('the token of Huntflow'), refreshToken: secret('its refresh token') },
    jira: { deployment: 'data-center', token: secret('the token of Jira') },
    confluence: { deployment: 'cloud', email: 'a@example.com', token: secret('the token of Confluence') },
  }
  for (const [connector, body] of Object.entries(bodies)) {
    const path = `${baseUrl}/api/connections/${connector}`
    await listener.ask(path, { method: 'PUT', body: { ...body, other: 1 }, headers: owner })
    const saved = await listener.ask(path, {
      method: 'PUT',
      body: { ...body, baseUrl: sandbox.origin },
      headers: owner,
    })
    expectEqual(`saving the connection with ${connector}`, saved.status, 200)
    const { id } = JSON.parse(saved.text) as { id: string }
    await listener.ask(`${baseUrl}/api/connections/${id}/test`, { method: 'POST', headers: owner })
  }
}

async function makeCalls(journey: Journey, owner: Credentials['owner']): Promise<void> {
  const { baseUrl, sandbox, listener } = journey
  const installation = sandbox.installationToken()
  const call = (body: object, headers = owner, mayShow?: string): Promise<Answered> =>
    listener.ask(
      `${baseUrl}/api/calls`,
      post({ connector: 'clockify', ...body }, { headers, ...(mayShow === undefined ? {} : { mayShow }) }),
    )
  const member = bearer(journey, sandbox.userToken({ role: 'MEMBER' }), 'the token of a member')
  const me = { operationId: 'getLoggedUser' }
  await call(me)
  await call(me, member)
  await call({ ...me, dryRun: true })
  await call({ operationId: 'createNewProject', body: { name: 7, token: installation } })
  await call({ operationId: 'createNewProject', body: { name: `Bearer ${installation}` } }, owner, AS_SENT)
  await call({ operationId: 'getProjects', query: { name: installation } })
  // A service that repeats what it was given, in its body, its headers and its refusals.
  const echo = { message: `no such token: ${installation}`, headers: { 'x-addon-token': installation } }
  const headers = { 'x-echo': installation, 'set-cookie': `session=${installation}` }
  for (const status of [200, 401, 500])
    for (const body of [echo, `<b>${installation}</b>`]) {
      sandbox.failNext({ status, body, headers, times: 3 })
      await call(me, owner, AS_SENT)
      sandbox.clearFaults()
    }
  const saved = { name: 'Me', connector: 'clockify', ...me }
  await listener.ask(`${baseUrl}/api/saved-calls`, post(saved, { headers: owner }))
}

/** Credentials that are none, in every place where a caller may put one. */
async function provokeProblems(journey: Journey, owner: Credentials['owner']): Promise<void> {
  const { baseUrl, sandbox, listener, adminKey } = journey
  const expired = sandbox.userToken({ role: 'OWNER', expiresInSeconds: -60 })
  const forged = sandbox.signToken(sandbox.claims(), { key: 'other' })
  listener.know('an expired token', expired)
  listener.know('a forged token', forged)
  const secrets = listener.secrets.map(({ text }) => text)
  for (const text of [...secrets, adminKey, `${sandbox.userToken()}x`]) {
    const headers = { authorization: `Bearer ${text}` }
    await listener.ask(`${baseUrl}/api/no-such-place?auth_token=${encodeURIComponent(text)}`, { headers })
    await listener.ask(`${baseUrl}/ui/?auth_token=${encodeURIComponent(text)}`)
    await listener.ask(
      `${baseUrl}/api/admin/workspaces`,
      post({ name: 'x' }, { headers, mayShow: SHOWN_ONCE }),
    )
    await listener.ask(`${baseUrl}/api/session`, post({ apiKey: `${text}x` }))
    await listener.ask(`${baseUrl}/api/session`, {
      headers: { 'x-api-key': text, cookie: `switchyard=${text}x` },
    })
    await listener.ask(`${baseUrl}/api/api-keys`, post({ role: text, label: 7 }, { headers: owner }))
    await listener.ask(`${baseUrl}/api/api-keys`, post(`{"role":"${text}`, { headers: owner }))
    await listener.ask(`${baseUrl}/api/records?collection=projects&limit=${encodeURIComponent(text)}`, {
      headers: owner,
    })
    await listener.ask(
      `${baseUrl}/lifecycle/installed`,
      post({ authToken: text }, { headers: { 'x-addon-lifecycle-token': text } }),
    )
    await listener.ask(
      `${baseUrl}/webhooks/clockify/new-project`,
      post({ id: text }, { headers: { 'clockify-signature': `${text}x` } }),
    )
  }
}

/** Every GET of our own document, as everybody who may read; ids are those that the lists show. */
export async function readEverything(
  { baseUrl, listener }: Journey,
  credentials: Credentials,
): Promise<void> {
  const document = await listener.ask(`${baseUrl}/api/openapi.json`, { headers: credentials.owner })
  const { paths } = JSON.parse(document.text) as { paths: Record<string, Record<string, unknown>> }
  for (const [path, methods] of Object.entries(paths)) {
    if (!('get' in methods)) continue
    for (const headers of Object.values(credentials))
      for (const place of await placesOf(path, (list) => listener.ask(`${baseUrl}${list}`, { headers })))
        await listener.ask(`${baseUrl}${place}`, { headers })
  }
}

const QUERIES: Readonly<Record<string, readonly string[]>> = {
  '/api/records': ['projects', 'users', 'time-entries', 'tags'].map(
    (name) => `?limit=200&collection=${name}`,
  ),
  '/api/calls/{id}/snippet': ['curl', 'js', 'python'].map((target) => `?target=${target}`),
}

async function placesOf(path: string, read: (list: string) => Promise<Answered>): Promise<readonly string[]> {
  const queries = QUERIES[path] ?? ['']
  if (path === '/api/operations/{connector}/{operationId}') return ['/api/operations/clockify/getLoggedUser']
  if (!path.includes('{'))
    return (path.startsWith('/api/') && queries[0] === '' ? ['', '?limit=200'] : queries).map(
      (query) => path + query,
    )
  const list = await read(`${path.slice(0, path.indexOf('/{'))}?limit=50`)
  const { items = [] } = JSON.parse(list.text) as { items?: { id: string }[] }
  return items.flatMap(({ id }) =>
    queries.map((query) => path.replace('{id}', encodeURIComponent(id)) + query),
  )
}

/** Uninstalled, and nothing of the workspace answers any more. */
export async function leave({ sandbox, baseUrl, listener }: Journey, { owner }: Credentials): Promise<void> {
  await sandbox.uninstall()
  await until('the owner is unknown', 10_000, async () => {
    const { status } = await listener.ask(`${baseUrl}/api/session`, { headers: owner })
    return status === 401
  })
}
