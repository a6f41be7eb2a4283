import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  chainOn,
  chainStart,
  followChain,
  type AuditDraft,
  type ChainedEntry,
} from '../../../../server/features/time-sessions/audit/audit-chain.ts'

const draft = (id: string): AuditDraft => ({
  id,
  at: new Date('2026-03-02T09:00:00Z'),
  actor: { type: 'user', id: 'u1' },
  action: 'session.edited',
  sessionId: 's1',
  eventId: null,
  changes: [{ field: 'description', before: 'a', after: 'b' }],
  note: null,
})
const start = chainStart('w1')
const entries = chainOn(start, ['1', '2', '3', '4'].map(draft))

const TAMPERINGS: Readonly<Record<string, (entry: ChainedEntry) => ChainedEntry>> = {
  time: (entry) => ({ ...entry, at: new Date(0) }),
  actor: (entry) => ({ ...entry, actor: '{"type":"user","id":"u2"}' }),
  action: (entry) => ({ ...entry, action: 'session.closed' }),
  session: (entry) => ({ ...entry, sessionId: 's2' }),
  event: (entry) => ({ ...entry, eventId: 'e1' }),
  changes: (entry) => ({ ...entry, changes: entry.changes.replace('"b"', '"c"') }),
  note: (entry) => ({ ...entry, note: 'added later' }),
  number: (entry) => ({ ...entry, seq: entry.seq + 1 }),
  hash: (entry) => ({ ...entry, hash: Buffer.alloc(32) }),
}

describe('the chain of audit entries', () => {
  it('is followed from its start to its end', () => {
    expect(followChain(start, entries)).toMatchObject({ firstBadSeq: null, end: { seq: 4 } })
    expect(chainOn(start, []).length).toBe(0)
  })

  it.each(Object.entries(TAMPERINGS))('shows where the %s was changed', (_what, tamper) => {
    const forged = entries.map((entry) => (entry.seq === 3 ? tamper(entry) : entry))

    expect(followChain(start, forged)).toMatchObject({ firstBadSeq: 3, end: { seq: 2 } })
  })

  it('shows what was taken out, moved, or comes from another workspace', () => {
    const [first, second, third, fourth] = entries as [ChainedEntry, ChainedEntry, ChainedEntry, ChainedEntry]

    expect(followChain(start, [first, third, fourth]).firstBadSeq).toBe(2)
    expect(followChain(start, [first, third, second, fourth]).firstBadSeq).toBe(2)
    expect(followChain(start, [second, third]).firstBadSeq).toBe(1)
    expect(followChain(chainStart('w2'), entries).firstBadSeq).toBe(1)
  })

  it('is the same however the entries are gathered', () => {
    const ids = fc.array(fc.string(), { maxLength: 12 })
    fc.assert(
      fc.property(ids, fc.nat(12), (texts, at) => {
        const drafts = texts.map(draft)
        const whole = chainOn(start, drafts)
        const first = chainOn(start, drafts.slice(0, at))
        const rest = chainOn(first.at(-1) ?? start, drafts.slice(at))

        expect([...first, ...rest]).toEqual(whole)
      }),
    )
  })
})
