import { describe, expect, it } from 'vitest'
import { DEFAULTS } from '../../../server/features/time-sessions/settings/settings.schemas.ts'
import {
  addressProblem,
  changedParts,
  readSettings,
  receives,
  typedOf,
  withReceiver,
} from '../../../ui/src/screens/time/settings/settings-input.ts'

const typed = typedOf(DEFAULTS)

describe('readSettings', () => {
  it('gives back what there was', () => {
    expect(readSettings(typed)).toEqual({ settings: DEFAULTS })
  })

  it('takes empty limits of a day and a week for none, and a comma for a point', () => {
    const read = readSettings({ ...typed, overtimeHours: '4,5', dailyHours: '9', weeklyHours: '' })
    expect(read).toEqual({ settings: { ...DEFAULTS, overtimeHours: 4.5, dailyHours: 9, weeklyHours: null } })
  })

  it.each([
    [{ overtimeHours: '' }, ['overtimeHours']],
    [{ overtimeHours: '0' }, ['overtimeHours']],
    [{ dailyHours: '25' }, ['dailyHours']],
    [{ weeklyHours: 'all' }, ['weeklyHours']],
    [{ digestOver: '1' }, ['digestOver']],
    [{ digestOver: '2.5' }, ['digestOver']],
    [{ reportZone: 'Home', digestOver: '' }, ['digestOver', 'reportZone']],
  ])('says what is wrong with %j', (part, problems) => {
    expect(readSettings({ ...typed, ...part })).toEqual({ problems })
  })
})

describe('changedParts', () => {
  it('names what differs, mails one by one', () => {
    const mails = { ...typed.mails, started: 'both', decided: 'nobody' } as const
    expect(changedParts({ ...typed, mails, coordinators: ['a@b.co'] }, typed)).toEqual([
      'coordinators',
      'started',
      'decided',
    ])
    expect(changedParts({ ...typed, mails: { ...typed.mails } }, typed)).toEqual([])
  })
})

describe('receivers', () => {
  it('are put in and taken out one by one', () => {
    for (const receivers of ['nobody', 'person', 'coordinators', 'both'] as const)
      for (const who of ['person', 'coordinators'] as const)
        for (const isIn of [true, false]) {
          const other = who === 'person' ? 'coordinators' : 'person'
          const next = withReceiver(receivers, who, isIn)
          expect([receives(next, who), receives(next, other)]).toEqual([isIn, receives(receivers, other)])
        }
  })
})

describe('addressProblem', () => {
  it('keeps the list of coordinators right', () => {
    const many = Array.from({ length: 50 }, (_, index) => `c${index}@b.co`)
    expect([
      addressProblem('ana', []),
      addressProblem('ANA@b.co', ['ana@b.co']),
      addressProblem('ana@b.co', many),
      addressProblem('ana@b.co', ['ben@b.co']),
    ]).toEqual(['wrong', 'twice', 'tooMany', undefined])
  })
})
