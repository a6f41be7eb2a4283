import { describe, expect, it } from 'vitest'
import { huntflowService } from '../../../server/connectors/huntflow/index.ts'
import { scriptedSend } from '../../support/scripted-send.ts'

const opened = {
  baseUrl: 'https://api.huntflow.ru',
  credentials: { accessToken: 'access-token', refreshToken: 'refresh-token' },
}
const refused = (detail: string) => ({
  errors: [{ type: 'authorization_error', title: 'Authorization Error', detail }],
})

describe('as whom a Huntflow connection acts', () => {
  it('asks with the access token and a user agent', async () => {
    const { send, asked } = scriptedSend({
      '/v2/me': { body: { id: 1, name: 'Ana', email: 'a@example.com' } },
    })

    expect(await huntflowService.whoAmI(send, opened)).toBe('Ana (a@example.com)')
    expect(asked[0]?.headers).toEqual({ authorization: 'Bearer access-token', 'user-agent': 'switchyard' })
  })

  it.each([
    [401, refused('token_expired'), /has expired. Make a new pair/],
    [401, refused('Invalid access token'), /huntflow.ru and huntflow.ai are not the same/],
    [402, { errors: [{ title: 'payment_required' }] }, /licence does not cover this/],
    [200, '<html>', /cannot be read/],
  ])('says what to do about %i %j', async (status, body, words) => {
    const { send } = scriptedSend({ '/v2/me': { status, body } })

    await expect(huntflowService.whoAmI(send, opened)).rejects.toThrow(words)
  })
})
