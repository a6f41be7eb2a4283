import { describe, expect, it } from 'vitest'

import { resolveOptions } from '../../../../server/sandbox/huntflow/options.ts'
import { seedHuntflow } from '../../../../server/sandbox/huntflow/seed/seed-huntflow.ts'

const clock = { now: () => new Date('2026-11-20T10:00:00Z'), monotonicMs: () => 0 }
const seeded = (seed: number) => seedHuntflow(resolveOptions({ seed, clock })).state

describe('the seeded organisations', () => {
  it('are the same for the same seed, id for id', () => {
    const [one, again, other] = [seeded(7), seeded(7), seeded(8)]

    expect([...one.applicants.values()]).toEqual([...again.applicants.values()])
    expect([...one.vacancies.values()]).toEqual([...again.vacancies.values()])
    expect([...one.applicants.keys()]).not.toEqual([...other.applicants.keys()])
  })

  it('have applicants of every kind', () => {
    const { applicants, accounts, stages } = seeded(1)
    const all = [...applicants.values()].filter(({ accountId }) => accountId === accounts.owned)
    const isRefused = (stageId: number | undefined) => stages.get(stageId ?? 0)?.type === 'trash'

    expect(all).toHaveLength(240)
    expect([
      all.some(({ links }) => links.length === 0),
      all.some(({ links }) => isRefused(links[0]?.stageId)),
      all.some(({ links }) => links.length > 0 && !isRefused(links[0]?.stageId)),
      all.some(({ externals }) => externals.length === 1),
      all.some(({ tags }) => tags.length > 0),
      all.some(({ phone }) => phone === null),
      new Set(all.map(({ email }) => email)).size < all.length,
    ]).toEqual([true, true, true, true, true, true, true])
  })
})
