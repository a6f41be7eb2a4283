import { describe, expect, it } from 'vitest'
import { prepareHeaders } from '../../../server/platform/outbound/request-headers.ts'

describe('prepareHeaders', () => {
  it('lowers names and asks for encodings that can be read', () => {
    expect(prepareHeaders({ 'X-Addon-Token': 't' })).toEqual({
      'accept-encoding': 'gzip, deflate, br',
      'x-addon-token': 't',
    })
  })

  it('lets the caller choose the encoding', () => {
    expect(prepareHeaders({ 'Accept-Encoding': 'identity' })).toEqual({ 'accept-encoding': 'identity' })
  })

  it.each(['Host', 'Content-Length', 'transfer-encoding', 'Connection', 'Upgrade', 'TE', 'Expect'])(
    'refuses %s',
    (name) => {
      expect(() => prepareHeaders({ [name]: 'x' })).toThrow(expect.objectContaining({ code: 'INVALID' }))
    },
  )

  it.each([
    ['a line break', { 'x-a': 'hunter2\r\nx-b: c' }],
    ['a NUL', { 'x-a': 'hunter2\0' }],
    ['a character beyond Latin-1', { 'x-a': 'hunter2 €' }],
    ['a bad name', { 'x a hunter2': 'b' }],
    ['an empty name', { '': 'hunter2' }],
  ])('refuses %s and repeats no value', (_, headers) => {
    expect(() => prepareHeaders(headers)).toThrow(expect.objectContaining({ code: 'INVALID' }))
    expect(() => prepareHeaders(headers)).not.toThrow(/hunter2/)
  })
})
