import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideChange } from '../../../server/platform/records/decide-change.ts'
import { RECORD_EVENTS, rulesFor } from '../../../server/platform/records/event-rules.ts'
import { mergeBody } from '../../../server/platform/records/merge-body.ts'
import { loadCatalogue } from '../../../server/platform/openapi/index.ts'
import { WEBHOOK_EVENT_NAMES } from '../../../server/platform/webhooks/index.ts'

const at = (second: number): Date => new Date(second * 1000)
const told = (change: 'upsert' | 'delete' | 'restore' | 'refetch', second: number, ambiguous = false) => ({
  change,
  receivedAt: at(second),
  ambiguous,
})

describe('decideChange', () => {
  it.each([
    ['a new record', undefined, told('upsert', 5), 'store'],
    ['a newer state', { fetchedAt: at(4), deletedAt: null }, told('upsert', 5), 'store'],
    ['an older state', { fetchedAt: at(6), deletedAt: null }, told('upsert', 5), 'ignore'],
    ['a state of a deleted record', { fetchedAt: at(1), deletedAt: at(4) }, told('upsert', 5), 'refetch'],
    ['a deletion', { fetchedAt: at(4), deletedAt: null }, told('delete', 5), 'store'],
    [
      'a deletion that another state overtook',
      { fetchedAt: at(6), deletedAt: null },
      told('delete', 5),
      'refetch',
    ],
    ['a second deletion', { fetchedAt: at(4), deletedAt: at(4) }, told('delete', 5), 'ignore'],
    ['a deletion of what was never seen', undefined, told('delete', 5), 'store'],
    ['a restoring', { fetchedAt: at(4), deletedAt: at(4) }, told('restore', 5), 'store'],
    [
      'a restoring before the deletion',
      { fetchedAt: at(4), deletedAt: at(6) },
      told('restore', 5),
      'refetch',
    ],
    ['a restoring of what is there', { fetchedAt: at(6), deletedAt: null }, told('restore', 5), 'ignore'],
    ['a notice', { fetchedAt: at(4), deletedAt: null }, told('refetch', 5), 'refetch'],
    ['an ambiguous state', undefined, told('upsert', 5, true), 'refetch'],
  ] as const)('on %s', (...[, known, change, decision]) => {
    expect(decideChange(known, change)).toBe(decision)
  })

  it('never lets a state that is not a restoring end a deletion by itself', () => {
    const second = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(
        fc.tuple(second, second, second),
        fc.boolean(),
        ([fetched, deleted, received], ambiguous) => {
          const known = { fetchedAt: at(fetched), deletedAt: at(deleted) }

          expect(decideChange(known, told('upsert', received, ambiguous))).toBe('refetch')
        },
      ),
    )
  })
})

describe('the event rules', () => {
  const catalogue = loadCatalogue()

  it('ask only operations that exist, with parameters that they have', () => {
    for (const type of RECORD_EVENTS) {
      for (const { entity } of rulesFor(type, {})) {
        if (!entity.refetch) continue
        const operation = catalogue.find('clockify', entity.refetch.operationId)
        const names = operation?.parameters.map((parameter) => parameter.name) ?? []
        const used = [...Object.keys(entity.refetch.path), ...Object.keys(entity.refetch.query ?? {})]
        expect([type, used.filter((name) => !names.includes(name))]).toEqual([type, []])
      }
    }
  })

  it('store into the collections of the walk, in their form', () => {
    const forms = new Map(
      catalogue
        .list({ connector: 'clockify', method: 'GET' })
        .flatMap(({ walk }) => (walk && walk.kind !== 'skip' ? [[walk.collection, walk] as const] : [])),
    )
    for (const { entity } of RECORD_EVENTS.flatMap((type) => rulesFor(type, {}))) {
      const walk = forms.get(entity.form.collection)
      // Time off requests are listed by POST only, so no walk knows them.
      if (entity.form.collection === 'requests') continue
      expect([entity.form.collection, entity.form.idField]).toEqual([entity.form.collection, walk?.idField])
    }
  })

  it('cover every event', () => {
    expect([...RECORD_EVENTS].sort()).toEqual([...WEBHOOK_EVENT_NAMES].sort())
  })

  it.each([
    ['TIME_ENTRY_DELETED', 'time-entries', 'delete'],
    ['NEW_TIMER_STARTED', 'time-entries', 'upsert'],
    ['EXPENSE_UPDATED', 'expenses', 'refetch'],
    ['ASSIGNMENT_DELETED', 'assignments', 'delete'],
    ['BALANCE_UPDATED', 'balances', 'refetch'],
    ['TIME_OFF_REQUESTED', 'requests', 'upsert'],
  ])('%s concerns %s by %s', (name, collection, change) => {
    const [rule] = rulesFor(name, {})

    expect([rule?.entity.form.collection, rule?.change]).toEqual([collection, change])
  })

  it('ask for the project or the users as the rate belongs to', () => {
    const asks = (source: string) =>
      rulesFor('COST_RATE_UPDATED', { rateChangeSource: source }).map(
        ({ entity }) => entity.refetch?.operationId,
      )

    expect([asks('PROJECT'), asks('WORKSPACE_MEMBER')]).toEqual([['getProject'], ['getUsersOfWorkspace']])
  })
})

describe('mergeBody', () => {
  it('lays a part over what is known and wraps what the record wraps', () => {
    const [user] = rulesFor('USER_UPDATED', {})
    const [approval] = rulesFor('APPROVAL_REQUEST_STATUS_UPDATED', {})

    expect(
      user && mergeBody(user.entity, { id: 'u', status: 'ACTIVE', name: 'old' }, { name: 'new' }),
    ).toEqual({
      id: 'u',
      status: 'ACTIVE',
      name: 'new',
    })
    expect(
      approval && mergeBody(approval.entity, { approvalRequest: { id: 'a', x: 1 }, entries: [] }, { x: 2 }),
    ).toEqual({ approvalRequest: { id: 'a', x: 2 }, entries: [] })
  })
})
