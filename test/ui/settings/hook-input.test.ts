import { describe, expect, it } from 'vitest'
import { eventNamesIn, readHook } from '../../../ui/src/screens/settings/hook-input.ts'

describe('readHook', () => {
  it('takes what was typed as the server takes it', () => {
    expect(readHook({ event: ' new task ', token: ' abcdefgh\n' })).toEqual({
      hook: { event: 'NEW_TASK', token: 'abcdefgh' },
    })
  })

  it.each([
    [{ event: '', token: '' }, ['event', 'token']],
    [{ event: '1st', token: 'abcdefgh' }, ['event']],
    [{ event: 'NEW_TASK', token: 'short' }, ['token']],
    [{ event: 'NEW_TASK', token: 'two words' }, ['token']],
    [{ event: 'NEW_TASK', token: 'ключключ' }, ['token']],
    [{ event: 'NEW_TASK', token: 'x'.repeat(4097) }, ['token']],
  ])('refuses %j', (typed, problems) => {
    expect(readHook(typed)).toEqual({ problems })
  })
})

describe('eventNamesIn', () => {
  const withEnum = (names: unknown) => ({
    requestBody: {
      required: true,
      content: [
        {
          contentType: 'application/json',
          schema: { type: 'object', properties: { webhookEvent: { type: 'string', enum: names } } },
        },
      ],
    },
  })

  it("reads the names from Clockify's own document, sorted", () => {
    expect(eventNamesIn(withEnum(['NEW_TASK', 'NEW_CLIENT']))).toEqual(['NEW_CLIENT', 'NEW_TASK'])
  })

  it('suggests nothing where the document has no such list', () => {
    expect(eventNamesIn(undefined)).toEqual([])
    expect(eventNamesIn({ requestBody: null })).toEqual([])
    expect(eventNamesIn(withEnum(undefined))).toEqual([])
    expect(
      eventNamesIn({ requestBody: { required: true, content: [{ contentType: 'a/b', schema: true }] } }),
    ).toEqual([])
  })
})
