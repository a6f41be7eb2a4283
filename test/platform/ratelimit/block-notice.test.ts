import { describe, expect, it } from 'vitest'
import { readBlockNotice, writeBlockNotice } from '../../../server/platform/ratelimit/block-notice.ts'

describe('readBlockNotice', () => {
  it('reads what was written, never ending earlier', () => {
    const notice = { workspaceId: 'a b\n5', untilMs: 1_800_000_000_000.25 }

    expect(readBlockNotice(writeBlockNotice(notice))).toEqual({ ...notice, untilMs: 1_800_000_000_001 })
  })

  it('knows nothing of other payloads', () => {
    expect(['', 'x', '12', 'NaN w', '-5 w'].map(readBlockNotice)).toEqual(Array(5).fill(undefined))
  })
})
