import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dedupeKey } from '../../../server/platform/webhooks/dedupe-key.ts'
import { entityOf } from '../../../server/platform/webhooks/entity-of.ts'
import { EVENT_NAME, eventOfWord, eventPath } from '../../../server/platform/webhooks/event-name.ts'
import { findEventType, WEBHOOK_EVENT_NAMES } from '../../../server/platform/webhooks/event-types.ts'
import { newHookId, workspaceOfHook } from '../../../server/platform/webhooks/hook-id.ts'
import { showBody } from '../../../server/platform/webhooks/read-body.ts'
import { verdictOf } from '../../../server/platform/webhooks/verdict.ts'

describe('event types', () => {
  it('are 51, each with a name that an event may have', () => {
    expect(WEBHOOK_EVENT_NAMES).toHaveLength(51)
    for (const name of WEBHOOK_EVENT_NAMES) expect(name).toMatch(new RegExp(EVENT_NAME))
  })

  it('knows nothing of a name that is not documented', () => {
    expect(findEventType('toString')).toBeUndefined()
  })
})

describe('eventPath', () => {
  it('is the event in kebab case under one prefix, which gives it back', () => {
    expect(eventPath('TIME_ENTRY_UPDATED')).toBe('/webhooks/clockify/time-entry-updated')
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(EVENT_NAME)), (name) => {
        expect(eventOfWord(eventPath(name).slice('/webhooks/clockify/'.length))).toBe(name)
      }),
    )
  })

  it('is another one for every event', () => {
    const paths = new Set(WEBHOOK_EVENT_NAMES.map(eventPath))

    expect(paths.size).toBe(51)
  })
})

describe('entityOf', () => {
  it.each([
    ['TIME_ENTRY_UPDATED', { id: 'a', expenseId: 'b' }, 'a'],
    ['EXPENSE_UPDATED', { expenseId: 'b', projectId: 'c' }, 'b'],
    ['EXPENSE_CREATED', { id: 'a' }, 'a'],
    ['ASSIGNMENT_PUBLISHED', { assignmentId: 'd', userId: 'e' }, 'd'],
    ['NOT_DOCUMENTED', { id: 'a' }, 'a'],
    ['BALANCE_UPDATED', { id: 'a', userId: 'e' }, undefined],
    ['COST_RATE_UPDATED', { id: 'a' }, undefined],
    ['USERS_INVITED_TO_WORKSPACE', { id: 'a' }, undefined],
    ['NEW_TAG', {}, undefined],
    ['NEW_TAG', { id: 7 }, undefined],
    ['NEW_TAG', { id: '' }, undefined],
    ['NEW_TAG', { id: 'a\0b' }, undefined],
    ['NEW_TAG', { id: '#abc' }, undefined],
    ['NEW_TAG', { id: 'x'.repeat(129) }, undefined],
    ['NEW_TAG', Object.create({ id: 'inherited' }) as object, undefined],
  ])('reads from %s %o the entity %s', (type, body, expected) => {
    expect(entityOf(type, body as Record<string, unknown>)).toBe(expected)
  })
})

describe('dedupeKey', () => {
  const windows = { withoutEntityMs: 1000, idsOnlyMs: 10 }
  const key = (type: string, payload: Record<string, unknown>) =>
    dedupeKey(windows, type, { bytes: Buffer.from(JSON.stringify(payload)), payload })

  it('is the entity where the body names one, for as long as it is the newest state', () => {
    expect(key('NEW_TAG', { id: 'a' })).toMatchObject({ entityKey: 'a', repeatsForMs: undefined })
  })

  it('is the hash, for a window, where it names none', () => {
    const { entityKey, bodyHash, repeatsForMs } = key('BALANCE_UPDATED', { value: '1' })

    expect(entityKey).toBe(`#${bodyHash.toString('hex')}`)
    expect(repeatsForMs).toBe(1000)
  })

  it.each(['EXPENSE_UPDATED', 'EXPENSE_DELETED', 'ASSIGNMENT_UPDATED', 'ASSIGNMENT_DELETED'])(
    'holds for a short window only where the body of %s says no state',
    (type) => {
      expect(key(type, { expenseId: 'e', assignmentId: 'e' })).toMatchObject({
        entityKey: 'e',
        repeatsForMs: 10,
      })
    },
  )
})

describe('hook ids', () => {
  it('name their workspace, whatever it is called', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w-]{1,128}$/), (workspaceId) => {
        expect(workspaceOfHook(newHookId(workspaceId))).toBe(workspaceId)
      }),
    )
    expect(workspaceOfHook('nonsense')).toBeUndefined()
  })
})

describe('showBody', () => {
  it('gives any bytes back', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          const { encoding, text } = showBody(bytes)
          expect(Buffer.from(text, encoding).equals(bytes)).toBe(true)
        },
      ),
    )
  })
})

describe('verdictOf', () => {
  const done = { status: 'done', error: null } as const
  const waiting = { status: 'waiting', error: null } as const
  const ignored = { status: 'ignored', error: 'add-on inactive' } as const
  const failed = { status: 'failed', error: 'boom' } as const

  it.each([
    [{}, 'ignored', 'no module wants events of this type'],
    [{ a: done, b: waiting }, 'received', null],
    [{ a: failed, b: waiting }, 'received', null],
    [{ a: failed, b: done, c: ignored }, 'failed', 'a: boom'],
    [{ a: failed, b: failed }, 'failed', 'a: boom; b: boom'],
    [{ a: done, b: ignored }, 'done', null],
    [{ a: ignored }, 'ignored', 'add-on inactive'],
  ])('of %o is %s', (runs, status, error) => {
    expect(verdictOf(runs)).toEqual({ status, error })
  })
})
