import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${test.baseUrl}${path}`, { redirect: 'manual', headers })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

describe('the web app', () => {
  it.each(['/ui/', '/ui/studio/clockify/getProjects', '/ui/admin', '/ui/studio/jira/a.b.getIssue'])(
    'is one page, here at %s, which nobody keeps',
    async (path) => {
      const { status, headers, text } = await get(path)

      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(text).toContain('<div id="root">')
    },
  )

  it('lets style elements in by a value that is new with every answer, and no other script than its own', async () => {
    const pages = [await get('/ui/'), await get('/ui/')]
    const nonces = pages.map(({ text }) => /nonce="([^"]+)"/.exec(text)?.[1])

    for (const [index, { headers }] of pages.entries()) {
      const policy = headers.get('content-security-policy')
      expect(policy).toContain(`style-src 'self' 'nonce-${nonces[index]}';`)
      expect(policy).toContain("script-src 'self';")
    }
    expect(nonces[0]).not.toBe(nonces[1])
  })

  it('has no script in the page itself', async () => {
    const { text } = await get('/ui/')

    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/)
    expect(text).not.toMatch(/\son\w+=/)
  })

  it('sends its files compressed, to be kept for ever', async () => {
    const { text } = await get('/ui/')
    const script = /src="(\/ui\/assets\/[^"]+\.js)"/.exec(text)?.[1] ?? ''
    const { status, headers } = await get(script, { 'accept-encoding': 'br' })

    expect(status).toBe(200)
    expect(headers.get('content-encoding')).toBe('br')
    expect(headers.get('cache-control')).toMatch(/max-age=31536000, immutable/)
  })

  it.each(['/ui/assets/none.js', '/ui/assets/', '/ui/assets'])('has nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  it('keeps the query on the way to it, because the token is in there', async () => {
    for (const path of ['/', '/ui']) {
      const { status, headers } = await get(`${path}?auth_token=abc`)
      expect([status, headers.get('location')]).toEqual([302, '/ui/?auth_token=abc'])
    }
  })
})
