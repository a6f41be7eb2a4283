import { describe, expect, it } from 'vitest'
import { bucketOf } from '../../../server/connectors/atlassian/buckets.ts'
import type { HttpResponse } from '../../../server/platform/outbound/index.ts'

const at = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string) =>
  bucketOf({ method, url: `https://acme.atlassian.net${path}` }, { deployment: 'cloud' })
const refusal = (reason?: string) =>
  ({ headers: reason === undefined ? {} : { 'ratelimit-reason': reason } }) as unknown as HttpResponse

describe('bucketOf', () => {
  it.each([
    ['GET', '/rest/api/3/issue/ENG-12?fields=summary', 'GET:/rest/api/3/issue/-', 99],
    ['GET', '/wiki/api/v2/pages/12/descendants?depth=10', 'GET:/wiki/api/v2/pages/-/descendants', 297],
    ['POST', '/rest/api/3/issue', 'POST:/rest/api/3/issue', 99],
    ['POST', '/rest/api/3/issue/ENG-12/remotelink', 'POST:/rest/api/3/issue/-/remotelink', 99],
    ['PUT', '/wiki/api/v2/pages/98765', 'PUT:/wiki/api/v2/pages/-', 49],
    ['DELETE', '/rest/api/3/issue/10001', 'DELETE:/rest/api/3/issue/-', 49],
    ['GET', '/ex/jira/0b3c-77/rest/api/3/myself', 'GET:/rest/api/3/myself', 99],
    [
      'GET',
      '/rest/api/3/issue/createmeta/ENG/issuetypes',
      'GET:/rest/api/3/issue/createmeta/-/issuetypes',
      99,
    ],
    ['GET', '/wiki/rest/api/user/557058%3Aabc', 'GET:/wiki/rest/api/user/-', 99],
  ] as const)('%s %s is counted as %s, %i a second', (method, path, ...[name, count]) => {
    expect(at(method, path)).toMatchObject({ name, rate: { count, ms: 1_000 } })
  })

  it('knows none at a Data Center', () => {
    const url = 'https://jira.acme.example/rest/api/2/issue'
    expect(bucketOf({ method: 'POST', url }, { deployment: 'data-center' })).toBeUndefined()
  })

  it('holds all requests back for a quota, and for what has no reason', () => {
    const bucket = at('POST', '/rest/api/3/issue')
    expect(bucket?.refuses(refusal('jira-burst-based'))).toBe(true)
    expect(bucket?.refuses(refusal('jira-per-issue-on-write'))).toBe(true)
    expect(bucket?.refuses(refusal('confluence-quota-tenant-based'))).toBe(false)
    expect(bucket?.refuses(refusal())).toBe(false)
  })
})
