import { describe, expect, it } from 'vitest'
import { readBlockNotice, writeBlockNotice } from '../../../server/platform/ratelimit/block-notice.ts'

describe('readBlockNotice', () => {
  it('reads what was written, never ending earlier', () => {
    const notice = { service: 'click-up', workspaceId: 'a b\n5', untilMs: 1_800_000_000_000.25 }

    expect(readBlockNotice(writeBlockNotice(notice))).toEqual({ ...notice, untilMs: 1_800_000_000_001 })
  })

  it('reads what is counted apart', () => {
    const notice = {
      service: 'jira',
      bucket: 'POST:/rest/api/3/issue/-/remotelink',
      workspaceId: 'w',
      untilMs: 5,
    }

    expect(readBlockNotice(writeBlockNotice(notice))).toEqual(notice)
  })

  it('takes a notice without a service for one about Clockify, as a process of the version before sends it', () => {
    const notice = { service: 'clockify', workspaceId: '64b0c0ffee', untilMs: 5 }

    expect(readBlockNotice('5 64b0c0ffee')).toEqual(notice)
  })

  it('knows nothing of other payloads', () => {
    expect(['', 'x', '12', 'NaN w', '-5 w'].map(readBlockNotice)).toEqual(Array(5).fill(undefined))
  })
})
