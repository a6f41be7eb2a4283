import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HttpRequest } from '../../../server/platform/outbound/index.ts'
import { createHistory } from '../../../server/platform/studio/create-history.ts'
import { callOperation } from '../../../server/platform/studio/call-operation.ts'
import type { OperationCall } from '../../../server/platform/studio/prepare-call.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { aCaller, aConnector, answer, tag, type Respond } from './support/a-connection.ts'
import { aCatalogue } from './support/a-document.ts'

let database: TestDatabase
const catalogue = aCatalogue()

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** A read that may take 300 ms. */
async function read(respond: Respond, input: Partial<OperationCall> = {}): ReturnType<typeof callOperation> {
  const scope = await aWorkspace(database.db, 'member')
  const connectors = [aConnector(respond)]
  const limits = { withinMs: 300 }
  const deps = {
    history: createHistory(database.db),
    clock: systemClock,
    log: silentLog,
    connectors,
    limits,
    publish: () => {},
    ...catalogue,
  }
  return callOperation(deps, aCaller(scope), { connector: 'acme', operationId: 'getTags', ...input })
}

const untilAborted = ({ signal }: HttpRequest): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })

it('a read that brings no answer is over in time, and the caller hears of it', async () => {
  await expect(read(untilAborted)).rejects.toMatchObject({
    code: 'UPSTREAM_FAILED',
    message: expect.stringContaining('did not answer in time'),
  })
})

it('a read whose time is up in the middle of the pages gives those that came', async () => {
  let sent = 0
  const oneThenNone: Respond = (request) => {
    sent += 1
    return sent === 1
      ? answer([tag('1'), tag('2')], { headers: { 'last-page': 'false' } })
      : untilAborted(request)
  }

  expect(await read(oneThenNone, { allPages: true })).toMatchObject({
    body: [tag('1'), tag('2')],
    truncated: { reason: 'no-answer', page: 2 },
  })
})
