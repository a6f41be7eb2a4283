import { describe, expect, it } from 'vitest'
import { newsOf } from '../../../../server/features/time-sessions/mails/news-of.ts'
import { newOverlaps } from '../../../../server/features/time-sessions/mails/new-overlaps.ts'
import { isMailed, receiversOf } from '../../../../server/features/time-sessions/mails/receivers-of.ts'
import { DEFAULTS } from '../../../../server/features/time-sessions/settings/settings.schemas.ts'
import { aChange, ANA, aSession, RUNNING } from './a-session.ts'

const running = aSession(RUNNING)
const deleted = aSession({ status: 'deleted' })
const long = aSession({ overtime: true })
const backwards = aSession({ durationSeconds: -60 })

describe('what a change tells', () => {
  it.each([
    ['a start', aChange('session.opened', undefined, running), ['started']],
    ['an end', aChange('session.closed', running), ['stopped']],
    ['an end without a start', aChange('session.closed', undefined), ['stopped']],
    ['an edit', aChange('session.edited', aSession({ description: 'Calls' })), ['edited']],
    [
      'an edit while it runs',
      aChange('session.edited', running, aSession({ ...RUNNING, description: 'x' })),
      ['edited'],
    ],
    ['only that it was counted', aChange('session.opened', aSession({ edits: 1 })), []],
    ['an entry by hand', aChange('session.added', undefined), ['added']],
    ['a part of one that was split', aChange('session.split', undefined), ['added']],
    ['a deletion', aChange('session.deleted', aSession(), deleted), ['deleted']],
    ['that it is back', aChange('session.restored', deleted), ['restored']],
    ['an answer that it has ended', aChange('session.fetched', running), ['stopped']],
    ['an answer that it is gone', aChange('session.deleted', aSession(), deleted), ['deleted']],
    [
      'an approval',
      aChange('session.approved', aSession({ status: 'under-review' }), aSession({ status: 'approved' })),
      ['approved'],
    ],
    [
      'a rejection',
      aChange('session.rejected', aSession({ status: 'under-review' }), aSession({ status: 'rejected' })),
      ['rejected'],
    ],
    [
      'overtime while it runs',
      aChange('session.overtime', running, aSession({ ...RUNNING, overtime: true })),
      ['overtime'],
    ],
    ['an end with overtime', aChange('session.closed', running, long), ['stopped', 'overtime']],
    [
      'overtime that was told',
      aChange('session.closed', aSession({ ...RUNNING, overtime: true }), long),
      ['stopped'],
    ],
    ['times that cannot be right', aChange('session.added', undefined, backwards), ['added', 'problem']],
    ['an edit of such', aChange('session.edited', backwards, { ...backwards, description: 'x' }), ['edited']],
  ])('%s', (_what, change, told) => {
    expect(newsOf(change).map((news) => news.told)).toEqual(told)
  })

  it('overlaps once of a pair, and only those that are new', () => {
    const other = (otherId: string) => ({
      otherId,
      sessionId: 's1',
      startedAt: new Date('2026-03-02T10:00:00Z'),
      endedAt: new Date('2026-03-02T12:00:00Z'),
    })
    const before = aSession({ endedAt: new Date('2026-03-02T09:30:00Z') })
    const back = { ...other('s1'), sessionId: 's2' }

    expect(newOverlaps([{ before, after: aSession() }], [other('s2'), back])).toEqual([other('s2')])
    expect(newOverlaps([{ before: aSession(), after: aSession() }], [other('s2')])).toEqual([])
    expect(newOverlaps([{ before: running, after: aSession() }], [other('s2')])).toEqual([other('s2')])
  })
})

describe('who gets a mail', () => {
  const of = (
    receivers: 'nobody' | 'person' | 'coordinators' | 'both',
    coordinators = ['boss@example.com'],
  ) => ({
    coordinators,
    mails: { ...DEFAULTS.mails, started: receivers },
  })

  it.each([
    ['nobody', of('nobody'), ANA, []],
    ['the person', of('person'), ANA, ['ana@example.com']],
    ['coordinators', of('coordinators'), ANA, ['boss@example.com']],
    ['both', of('both'), ANA, ['boss@example.com', 'ana@example.com']],
    ['somebody who is both, once', of('both', ['ANA@example.com']), ANA, ['ana@example.com']],
    ['nobody for a person who is switched off', of('person'), { ...ANA, enabled: false }, []],
    ['only coordinators for one who wants none', of('both'), { ...ANA, notify: false }, ['boss@example.com']],
    [
      'only coordinators for one without an address',
      of('both'),
      { ...ANA, email: null },
      ['boss@example.com'],
    ],
    [
      'only coordinators for one with an odd address',
      of('both'),
      { ...ANA, email: 'a@b, c@d' },
      ['boss@example.com'],
    ],
  ])('%s', (...[, settings, person, receivers]) => {
    expect(receiversOf(settings, 'started', person)).toEqual(receivers)
  })

  it('is told by the settings alone when it is nobody', () => {
    expect(isMailed(of('nobody'), 'started')).toBe(false)
    expect(isMailed(of('coordinators', []), 'started')).toBe(false)
    expect(isMailed(of('both', []), 'started')).toBe(true)
  })
})
