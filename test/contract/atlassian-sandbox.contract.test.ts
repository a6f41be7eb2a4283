import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { AtlassianSandbox } from '../../server/sandbox/atlassian/index.ts'
import { ATLASSIAN_ROUTES } from '../../server/sandbox/atlassian/routes/all-routes.ts'
import { askAtlassian, startSmallAtlassian } from '../support/atlassian-caller.ts'
import {
  documentedPath,
  hasAtlassianDocuments,
  readAtlassianDocuments,
  readCloudScopes,
} from '../support/atlassian-document.ts'
import type { VendorDocument } from '../support/vendor-document.ts'
import { type AtlassianCall, cloudReads, serverReads } from './atlassian-calls.ts'
import { cloudWrites, serverWrites } from './atlassian-writes.ts'

/** Where answers are not as documented, each with what shows that the documents are wrong or thin. */
const DEVIATIONS: readonly { readonly complaint: RegExp; readonly reason: string }[] = [
  {
    complaint:
      /^\w+ \/(?:api\/2\/(?:issue\/|search)|agile\/1\.0\/epic\/).*: (?:\/issues(?:\/\*)?)?(?:\/fields(?:\/\w+)?)? must /,
    reason: 'Data Center: values of fields are said to be objects only, but texts, lists and null are usual',
  },
  {
    complaint: /^GET \/api\/2\/[\w/{}]+: {2}must be object$/,
    reason: 'Data Center: lists are described by the schema of one item',
  },
  {
    complaint: /^GET \/api\/2\/issue\/\{issueIdOrKey\}\/properties\/\{propertyKey\}: \/value must /,
    reason: 'Data Center: the value of a property is any JSON, not only text',
  },
]

/** Served, but in no document: removed operations, and what is no API. */
const UNDOCUMENTED =
  /^GET (?:\/wiki\/x\/|\/x\/|\/_edge\/)|^\w+ \/wiki\/rest\/api\/(?:content(?:\/\{id\}(?:\/child\/page|\/property)?)?|space)$/

describe.skipIf(!hasAtlassianDocuments)('the Atlassian sandbox against the vendor documents', () => {
  let document: VendorDocument
  let sandbox: AtlassianSandbox
  const complaints: string[] = []
  const asked = new Set<string>()

  function operationOf(): string {
    const last = sandbox.requests.entries.at(-1)
    asked.add(`${last?.method} ${last?.route}`)
    return `${last?.method} ${documentedPath(last?.route ?? '')}`
  }

  async function askAll(calls: readonly AtlassianCall[]): Promise<readonly string[]> {
    const wrong: string[] = []
    for (const { call, body, status: expected = 200 } of calls) {
      const { status, text } = await askAtlassian(sandbox, call, { body })
      const operationId = operationOf()
      if (status !== expected) wrong.push(`${call}: ${status} ${text.slice(0, 300)}`)
      else if (text !== '')
        complaints.push(
          ...document
            .judgeAnswer(operationId, status, JSON.parse(text))
            .map((complaint) => `${operationId}: ${complaint}`),
        )
    }
    return wrong
  }

  beforeAll(async () => {
    document = await readAtlassianDocuments()
    sandbox = await startSmallAtlassian({ checkRequest: document.judgeRequest })
  })
  afterAll(() => sandbox.stop())

  it.each([
    ['the reads of Cloud', cloudReads],
    ['the reads of Data Center', serverReads],
    ['the writes of Cloud', cloudWrites],
    ['the writes of Data Center', serverWrites],
  ])('answers %s, each with the documented status', async (_which, callsOf) => {
    expect(await askAll(callsOf(sandbox))).toEqual([])
  })

  it('answers in the documented shape but for the known deviations', () => {
    const unknown = complaints.filter(
      (complaint) => !DEVIATIONS.some((deviation) => deviation.complaint.test(complaint)),
    )
    const unused = DEVIATIONS.filter(({ complaint }) => !complaints.some((one) => complaint.test(one)))

    expect({ unknown, unused }).toEqual({ unknown: [], unused: [] })
  })

  it('was asked in the documented way', () => {
    expect(sandbox.requests.complaints.map(({ complaints }) => complaints)).toEqual([])
  })

  it.each([
    ['POST /rest/api/3/issue', { fields: { project: { key: 'ENG' } } }, 400],
    ['POST /rest/api/3/issue/bulk', { issueUpdates: [{ fields: {} }] }, 400],
    ['GET /rest/api/content/1', undefined, 404],
    ['GET /rest/api/user?key=none', undefined, 404],
  ])('refuses %s in the documented shape', async (call, body, status) => {
    const answer = await askAtlassian(sandbox, call, { body })

    expect(answer.status).toBe(status)
    // Data Center's list of errors is described as an object; samples show a list.
    const found = document.judgeAnswer(operationOf(), status, answer.body)
    expect(found.filter((complaint) => !complaint.startsWith('/data'))).toEqual([])
  })

  it.each([
    ['PUT /wiki/api/v2/pages/1', { title: 'No id, no body' }, 'must have required'],
    ['POST /wiki/api/v2/pages', { title: 'No space' }, "must have required property 'spaceId'"],
    ['GET /wiki/api/v2/pages/1?body_format=storage', undefined, 'query body_format is not documented'],
    ['POST /rest/api/3/search/jql', { jql: 'key = A-1', startAt: 0 }, 'must NOT have additional properties'],
  ])('catches %s with %j', async (call, body, complaint) => {
    sandbox.requests.clear()
    await askAtlassian(sandbox, call, { body })

    expect(sandbox.requests.complaints.flatMap(({ complaints }) => complaints).join('\n')).toContain(
      complaint,
    )
  })

  it('asks for documented scopes', () => {
    const scopes = readCloudScopes()
    const wrong = ATLASSIAN_ROUTES.filter(({ dialect }) => dialect === 'cloud').flatMap((route) => {
      const documented = scopes.get(`${route.method} ${documentedPath(route.path)}`)
      // Without scopes in the document anybody is answered.
      if (documented === undefined || documented.size === 0) return []
      return route.scopes.filter((scope) => !documented.has(scope)).map((scope) => `${route.path}: ${scope}`)
    })

    expect(wrong).toEqual([])
  })

  it('is asked for everything that it serves', () => {
    const served = ATLASSIAN_ROUTES.map(({ method, path }) => `${method} ${path}`)

    expect(served.filter((one) => !asked.has(one) && !UNDOCUMENTED.test(one))).toEqual([
      'GET /rest/api/3/search',
      'POST /rest/api/3/search',
    ])
  })
})
