import { describe, expect, it } from 'vitest'
import type { AuditChange } from '../../../ui/src/api/time-types.ts'
import { sinceDecision } from '../../../ui/src/screens/time/review/since-decision.ts'
import { actionText } from '../../../ui/src/screens/time/session/actions.ts'
import { toldChanges } from '../../../ui/src/screens/time/session/changes.ts'
import { anEntry } from './a-session.ts'

const told = (changes: readonly AuditChange[], note: string | null = null): readonly string[] =>
  toldChanges(anEntry({ changes, note }), 'Europe/Madrid').map(
    ({ label, before, after }) => `${label}: ${before ?? '–'} > ${after ?? '–'}`,
  )

describe('toldChanges', () => {
  it('tells times as they were where the work was done, with the day where it changes', () => {
    expect(
      told([
        { field: 'endedAt', before: '2026-11-26T16:00:00.000Z', after: '2026-11-26T17:30:00.000Z' },
        { field: 'startedAt', before: '2026-11-26T08:00:00.000Z', after: '2026-11-25T08:00:00.000Z' },
        { field: 'durationSeconds', before: 28_800, after: 120_600 },
      ]),
    ).toEqual([
      'Start: Thu, Nov 26, 09:00 > Wed, Nov 25, 09:00',
      'End: 17:00 > 18:30',
      'Duration: 8h > 33h 30m',
    ])
  })

  it('tells seconds only where nothing else differs', () => {
    expect(
      told([{ field: 'endedAt', before: '2026-11-26T16:00:01.000Z', after: '2026-11-26T16:00:41.000Z' }]),
    ).toEqual(['End: 17:00:01 > 17:00:41'])
  })

  it('says words in place of values, and nothing in place of none', () => {
    expect(
      told([
        { field: 'status', before: 'closed', after: 'under-review' },
        { field: 'billable', before: false, after: true },
        { field: 'projectName', before: 'Website', after: null },
        { field: 'description', before: '', after: 'Draft' },
      ]),
    ).toEqual([
      'Description: – > Draft',
      'Project: Website > –',
      'Billable: no > yes',
      'Status: Ended > Under review',
    ])
  })

  it('leaves out ids, what only follows, what a new session is not, and the note that is told anyway', () => {
    expect(
      told(
        [
          { field: 'projectId', before: 'a', after: 'b' },
          { field: 'edits', before: 0, after: 1 },
          { field: 'overtime', before: null, after: false },
          { field: 'note', before: null, after: 'Too long' },
        ],
        'Too long',
      ),
    ).toEqual([])
  })
})

describe('sinceDecision', () => {
  const history = (...actions: string[]) =>
    sinceDecision(actions.map((action, index) => anEntry({ id: String(index), action }))).map(
      ({ action }) => action,
    )

  it('is what came after the end or the decision before', () => {
    expect(history('session.edited', 'note.added', 'session.approved', 'session.edited')).toEqual([
      'session.edited',
      'note.added',
    ])
    expect(history('session.edited', 'session.closed', 'session.opened')).toEqual(['session.edited'])
  })

  it('is everything where nothing came after, or there is no beginning', () => {
    expect(history('session.closed', 'session.opened')).toEqual(['session.closed', 'session.opened'])
    expect(history('session.fetched')).toEqual(['session.fetched'])
  })
})

describe('actionText', () => {
  it('calls what it does not know by its name', () => {
    expect([actionText('session.opened'), actionText('session.frozen')]).toEqual([
      'Timer started',
      'session.frozen',
    ])
  })
})
