import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { BudgetExhausted } from '../../../server/platform/connections/index.ts'
import { DEPLOYMENTS, failureOf, openConfluenceLine, type ConfluenceLine } from './support.ts'

let line: ConfluenceLine
beforeAll(async () => {
  line = await openConfluenceLine()
})
afterEach(() => line.sandbox.clearFaults())
afterAll(() => line.close())

const words = (pattern: RegExp) => expect.stringMatching(pattern) as unknown
const tokenOf = (deployment: 'cloud' | 'data-center') =>
  line.sandbox.createToken({
    kind: deployment === 'cloud' ? 'classic' : 'pat',
    accountId: line.sandbox.state.ownerId,
  })

describe.each(DEPLOYMENTS)('access to Confluence, %s', (deployment) => {
  it('marks a connection whose token has died, and says what to do', async () => {
    const token = tokenOf(deployment)
    const { client, statusOf } = await line.connect({ deployment, token })
    line.sandbox.revokeToken(token)
    const dead = { kind: 'unauthorized', message: words(/token/) }

    expect(await failureOf(client.readPage(line.home))).toMatchObject(dead)
    // Nobody in particular is told that there is no such page, or sees a title that is nobody's.
    expect(await failureOf(client.findPage('ENG', 'Anything'))).toMatchObject(dead)
    expect(await failureOf(client.readPages([line.home]))).toMatchObject(dead)
    expect(await statusOf()).toBe('failing')
  })

  it('waits as long as it is told, and lets a run go on later when that is long', async () => {
    const token = tokenOf(deployment)
    const [person, run] = [
      await line.connect({ deployment, token }),
      await line.connect({ deployment, token }, { kind: 'background' }),
    ]
    const slowDown = (retryAfterSeconds: number) =>
      line.sandbox.failNext({ rateLimited: { reason: 'confluence-burst-based', retryAfterSeconds } })

    slowDown(1)
    expect(await person.client.readPage(line.home)).toMatchObject({ id: line.home })
    slowDown(60)
    expect(await failureOf(person.client.readPage(line.home))).toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 60_000,
      message: words(/slow down/),
    })
    slowDown(60)
    expect(await failureOf(run.client.readPage(line.home))).toBeInstanceOf(BudgetExhausted)
    line.sandbox.failNext({
      rateLimited: { reason: 'confluence-quota-tenant-based', retryAfterSeconds: 600 },
    })
    expect(await failureOf(person.client.readPage(line.home))).toMatchObject({
      message: words(/in this hour/),
    })
  })

  it.each([
    [500, 'unavailable'],
    [302, 'unreadable'],
    [200, 'unreadable'],
  ])('takes %i with a page in HTML for no answer', async (status, kind) => {
    line.sandbox.failNext({ status, body: '<html>secret words</html>', times: 3 })

    const error = await failureOf(line.clients[deployment].readPage(line.home))

    expect(error).toMatchObject({ kind, status, message: words(/^(?!.*secret)/) })
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    const as = { signal: stop.signal }
    const { client } = await line.connect({ deployment, token: tokenOf(deployment) }, as)
    const held = line.sandbox.holdNext()
    const asked = failureOf(client.readPage(line.home))
    await held.asked
    stop.abort(new Error('enough'))

    expect(await asked).toMatchObject({ message: 'enough' })
    held.release()
  })

  it('shows neither token nor text in a log line', async () => {
    const said = JSON.stringify(line.lines)
    const { cloud, dataCenter } = line.sandbox

    expect(said).not.toContain(cloud.apiToken)
    expect(said).not.toContain(dataCenter.token)
    expect(said).not.toContain('secret words')
  })

  it('has sent nothing that the vendor does not document', () => {
    expect(line.sandbox.requests.complaints).toEqual([])
  })
})

describe('access to Confluence at the Cloud', () => {
  const SCOPES = [
    'read:page:confluence',
    'write:page:confluence',
    'read:space:confluence',
    'read:hierarchical-content:confluence',
  ]
  const throughGateway = (scopes: readonly string[]) => {
    const { cloud, state } = line.sandbox
    const token = line.sandbox.createToken({ kind: 'scoped', accountId: state.ownerId, scopes })
    return line.connect({ deployment: 'cloud', token, baseUrl: cloud.gatewayConfluenceUrl })
  }

  it('leads through the gateway, over all pages of a list, while people are sent to the site', async () => {
    const { cloud, requests } = line.sandbox
    const { client } = await throughGateway(SCOPES)
    const top = line.makePage()
    const pages = Array.from({ length: 260 }, () => line.makePage({ parentId: top.id }))
    requests.clear()

    const tree = await client.readTree(top.id)
    const read = await client.readPage(pages[259]!.id)

    expect(tree.pages).toHaveLength(260)
    expect(client.siteUrl).toBe(cloud.confluenceUrl)
    expect(read.url.startsWith(`${client.siteUrl}/spaces/ENG/pages/`)).toBe(true)
    expect(requests.entries.every(({ isGateway }) => isGateway)).toBe(true)
    const { id, title, storage } = read
    const write = { id, title, storage, message: 'x', readVersion: 1 }
    expect(await client.writePage(write)).toEqual({ version: 2 })
  })

  it('says which kind of token is missing, without calling the token dead', async () => {
    const { client, statusOf } = await throughGateway(['read:space:confluence'])

    expect(await failureOf(client.readPage(line.home))).toMatchObject({
      kind: 'forbidden',
      message: words(/no scope for this/),
    })
    expect(await statusOf()).not.toBe('failing')
  })

  it('is refused for a token with scopes at the site itself', async () => {
    const { state } = line.sandbox
    const token = line.sandbox.createToken({ kind: 'scoped', accountId: state.ownerId, scopes: SCOPES })
    const { client } = await line.connect({ deployment: 'cloud', token })

    expect(await failureOf(client.readPage(line.home))).toMatchObject({
      message: words(/works only at https:\/\/api\.atlassian\.com\/ex/),
    })
  })

  it('tells once of an operation that will be removed', async () => {
    const { home, sandbox } = line
    const page = await line.clients.cloud.readPage(home)
    const headers = { deprecation: 'Wed, 31 Dec 2025 00:00:00 GMT' }
    const body = {
      id: home,
      status: 'current',
      title: page.title,
      spaceId: line.spaceId,
      version: { number: 1, createdAt: page.savedAt.toISOString() },
      _links: { webui: '/x' },
    }
    sandbox.failNext({ status: 200, headers, body, times: 2 })
    await line.clients.cloud.readPage(home)
    await line.clients.cloud.readPage(home)

    const told = line.lines.filter((said) => JSON.stringify(said).includes('deprecated'))
    expect(told).toEqual([
      [
        { service: 'confluence', operation: 'GET /wiki/api/v2/pages/{id}' },
        'the operation is deprecated and will be removed',
      ],
    ])
  })
})
