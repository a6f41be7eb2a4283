import { inspect } from 'node:util'
import { errors } from 'undici'
import { describe, expect, it } from 'vitest'
import { mapNetworkError } from '../../../server/platform/outbound/map-network-error.ts'
import { messageOf } from '../../../server/shared/errors.ts'

function systemError(code: string): Error {
  return Object.assign(new Error(`connect ${code} 10.0.0.7:443 hunter2`), { code })
}

describe('mapNetworkError', () => {
  it.each([
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['ECONNREFUSED', 'refused'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['ENOTFOUND', 'unresolved'],
    ['EAI_AGAIN', 'unresolved'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['ENETUNREACH', 'network'],
    ['EHOSTUNREACH', 'network'],
  ])('calls %s unavailable because of %s', (code, reason) => {
    expect(mapNetworkError('clockify', systemError(code))).toMatchObject({ kind: 'unavailable', reason })
  })

  it.each([
    systemError('Z_DATA_ERROR'),
    systemError('Z_BUF_ERROR'),
    new errors.HTTPParserError('Invalid status code'),
  ])('calls %s unreadable', (error) => {
    expect(mapNetworkError('clockify', error)).toMatchObject({ kind: 'unreadable', reason: undefined })
  })

  it('keeps addresses out of its message', () => {
    const failure = mapNetworkError('clockify', systemError('ECONNREFUSED'))

    expect(messageOf(failure)).not.toMatch(/10\.0\.0\.7|hunter2/)
  })

  it('drops the bytes that the parser stumbled over', () => {
    const failure = mapNetworkError(
      'clockify',
      Object.assign(new errors.HTTPParserError('Invalid'), { data: 'hunter2' }),
    )

    expect(inspect(failure, { depth: 10, showHidden: true })).not.toMatch(/hunter2/)
  })

  it.each([
    new TypeError('a mistake of ours'),
    systemError('ERR_INVALID_ARG_TYPE'),
    new errors.InvalidArgumentError('x'),
  ])('returns %s as it is', (error) => {
    expect(mapNetworkError('clockify', error)).toBe(error)
  })

  it('reads the code of several failed addresses together', () => {
    const error = Object.assign(new AggregateError([systemError('ECONNREFUSED')]), { code: 'ECONNREFUSED' })

    expect(mapNetworkError('clockify', error)).toMatchObject({ reason: 'refused' })
  })
})
