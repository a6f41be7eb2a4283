import { describe, expect, it } from 'vitest'
import { readClickup } from '../../server/config/clickup.ts'

const BOTH = { CLICKUP_CLIENT_ID: 'an-id', CLICKUP_CLIENT_SECRET: 'a-secret' }

describe('the registration with ClickUp', () => {
  it.each([
    [{}, undefined],
    [{ CLICKUP_API_URL: 'http://127.0.0.1:9/api' }, undefined],
    [BOTH, { clientId: 'an-id', clientSecret: 'a-secret', apiUrl: undefined }],
    [
      { ...BOTH, CLICKUP_API_URL: 'http://127.0.0.1:9/api/' },
      { clientId: 'an-id', clientSecret: 'a-secret', apiUrl: 'http://127.0.0.1:9/api' },
    ],
  ])('%j', (env, registration) => {
    expect(readClickup(env)).toEqual(registration)
  })

  it.each([
    { CLICKUP_CLIENT_ID: 'an-id' },
    { CLICKUP_CLIENT_SECRET: 'a-secret' },
    { ...BOTH, CLICKUP_API_URL: 'api.clickup.com' },
    { ...BOTH, CLICKUP_API_URL: 'https://api.clickup.com/api?x=1' },
  ])('refuses %j, without repeating the secret', (env) => {
    expect(() => readClickup(env)).toThrow(/CLICKUP_/)
    expect(() => readClickup(env)).not.toThrow(/a-secret/)
  })
})
