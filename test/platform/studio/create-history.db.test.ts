import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listApiCalls } from '../../../server/platform/studio/api-call.store.ts'
import { listDrift } from '../../../server/platform/studio/api-drift.store.ts'
import { createHistory, type HistoryEntry } from '../../../server/platform/studio/create-history.ts'
import { newId } from '../../../server/shared/ids.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const everything = { connector: undefined, operationId: undefined, limit: 1_000 }

function anEntry({ drift = [], ...call }: Partial<HistoryEntry['call'] & HistoryEntry> = {}): HistoryEntry {
  const empty = JSON.stringify({ body: null })
  return {
    drift,
    call: {
      id: newId(),
      connector: 'acme',
      operationId: 'getTags',
      actorType: 'user',
      actorId: 'u1',
      method: 'GET',
      url: 'https://acme.test/tags',
      request: empty,
      status: 200,
      response: empty,
      problem: null,
      durationMs: 1,
      attempts: 1,
      pages: 1,
      violations: '[]',
      createdAt: new Date('2026-11-28T10:00:00.123Z'),
      ...call,
    },
  }
}

async function keptOf(scope: WorkspaceScope) {
  return inWorkspace(database.db, scope, async (tx) => {
    const calls = await listApiCalls(tx, scope, { ...everything, before: undefined })
    const drift = await listDrift(tx, scope, { ...everything, after: undefined })
    return {
      calls,
      ids: calls.map(({ id }) => id).sort(),
      counts: Object.fromEntries(
        drift.map(({ operationId, pointer, count }) => [`${operationId} ${pointer}`, count]),
      ),
    }
  })
}

it('keeps what ends at the same time, each once, and counts each difference as often as it was seen', async () => {
  const operations = ['getTags', 'createTag']
  const anOperation = fc.constantFrom(...operations)
  const places = fc.uniqueArray(fc.constantFrom('/a', '/b', '/c'), { maxLength: 3 })
  const calls = fc.array(fc.record({ operationId: anOperation, places }), { minLength: 1, maxLength: 90 })
  await fc.assert(
    fc.asyncProperty(calls, async (made) => {
      const scope = await aWorkspace(database.db)
      const history = createHistory(database.db)
      const entries = made.map(({ operationId, places: pointers }) =>
        anEntry({
          operationId,
          drift: pointers.map((pointer) => ({ pointer, kind: 'type', sample: '"x"' })),
        }),
      )

      await Promise.all(entries.map((entry) => history.push(scope.workspaceId, entry)))

      const { ids, counts } = await keptOf(scope)
      const expected: Record<string, number> = {}
      for (const { operationId, places: pointers } of made)
        for (const pointer of pointers)
          expected[`${operationId} ${pointer}`] = (expected[`${operationId} ${pointer}`] ?? 0) + 1
      expect(ids).toEqual(entries.map(({ call }) => call.id).sort())
      expect(counts).toEqual(expected)
    }),
    { numRuns: 20 },
  )
})

it('keeps a call as it was', async () => {
  const scope = await aWorkspace(database.db)
  const { call, drift } = anEntry({
    status: null,
    response: null,
    problem: 'no "answer"\n\uD83D\uDE00',
    pages: 0,
  })

  await createHistory(database.db).push(scope.workspaceId, { call, drift })

  const [kept] = (await keptOf(scope)).calls
  const { request: _request, response: _response, violations: _violations, ...line } = call
  expect(kept).toEqual({ ...line, workspaceId: scope.workspaceId })
})

it('fails only the one that cannot be kept', async () => {
  const scope = await aWorkspace(database.db)
  const history = createHistory(database.db)
  const seen = [{ pointer: '/a', kind: 'type', sample: '1' }]
  const [first, bad, last] = [anEntry({ drift: seen }), anEntry({ url: 'a\0b' }), anEntry({ drift: seen })]

  const pushed = await Promise.allSettled(
    [first, bad, last].map((entry) => history.push(scope.workspaceId, entry)),
  )

  expect(pushed.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  const { ids, counts } = await keptOf(scope)
  expect(ids).toEqual([first.call.id, last.call.id].sort())
  expect(counts).toEqual({ 'getTags /a': 2 })
})
