import { describe, expect, it } from 'vitest'
import { isDatabaseAway, isDiskFull } from '../../server/storage/database-away.ts'

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code })

describe('isDiskFull', () => {
  it.each([
    withCode('53100'),
    withCode('XX000', 'could not extend file "base/5/16600": File too large'),
    withCode('XX000', 'could not write to file "base/pgsql_tmp/1": Disk quota exceeded'),
    withCode('XX000', 'could not extend file "base/5/16600": Quota exceeded'),
  ])('knows no room, a quota and a limit of the file system: $message', (error) => {
    expect(isDiskFull(error)).toBe(true)
    expect(isDatabaseAway(error)).toBe(false)
  })

  it.each([
    withCode('XX000', 'could not extend file "base/5/16600": I/O error'),
    withCode('22001', 'File too large'),
    new Error('could not read file "x": File too large'),
  ])('is no other failure: $message', (error) => {
    expect(isDiskFull(error)).toBe(false)
  })
})
