import { describe, expect, it } from 'vitest'
import { clickupService } from '../../../server/connectors/clickup/index.ts'
import { scriptedSend } from '../../support/scripted-send.ts'

const baseUrl = 'https://api.clickup.com/api'
const who = (answers: Parameters<typeof scriptedSend>[0], token = 'pk_1234567') => {
  const { send, asked } = scriptedSend(answers)
  return { asked, account: clickupService.whoAmI(send, { baseUrl, credentials: { token } }) }
}
const USER = { '/api/v2/user': { body: { user: { id: 1, username: 'Ana', email: 'ana@example.com' } } } }
const TEAMS = {
  '/api/v2/team': {
    body: {
      teams: [
        { id: '9', name: 'Studio' },
        { id: '8', name: 'Lab' },
      ],
    },
  },
}

describe('as whom a ClickUp connection acts', () => {
  it.each([
    ['pk_1234567', 'pk_1234567'],
    ['oauth-token', 'Bearer oauth-token'],
  ])('asks with %s as ClickUp wants it', async (token, authorization) => {
    const { asked, account } = who({ ...USER, ...TEAMS }, token)

    expect(await account).toBe('Ana (ana@example.com): Studio, Lab')
    expect(asked.map(({ headers }) => headers['authorization'])).toEqual([authorization, authorization])
  })

  it.each([
    [401, { err: 'Token invalid', ECODE: 'OAUTH_025' }, /does not know this token\..*\(OAUTH_025\)/],
    // The same status, another meaning.
    [401, { err: 'Team not authorized', ECODE: 'OAUTH_027' }, /does not cover this ClickUp Workspace/],
    [401, { err: 'x', ECODE: 'OAUTH_045' }, /does not cover/],
    [404, { err: 'x', ECODE: 'ACCESS_999' }, /may not see or change this.*\(ACCESS_999\)/],
    [200, { err: 'Token invalid', ECODE: 'OAUTH_019' }, /does not know this token/],
    [502, '<html>bad gateway</html>', /is not available; try again later/],
    [200, '<html>welcome</html>', /cannot be read/],
    [404, '<html>no such page</html>', /cannot be read/],
  ])('tells %i %j apart', async (status, body, words) => {
    const { account } = who({ '/api/v2/user': { status, body } })

    await expect(account).rejects.toThrow(words)
  })
})
