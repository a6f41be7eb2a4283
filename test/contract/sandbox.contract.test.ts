import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import {
  type ClockifySandbox,
  generateSandboxKeys,
  type Quirks,
  startClockifySandbox,
} from '../../server/sandbox/clockify/index.ts'
import { type Call, readCalls, writeCalls } from './sandbox-calls.ts'
import { createJudge, isJson, type JudgedOperation } from './sandbox-document.ts'

/** Operations whose documented type is wrong, each with what shows it. */
const MISTYPED: Readonly<Record<string, string>> = {
  getCreatedEntityInfo: 'typed as a text with properties, which no JSON value is',
  getUpdatedEntityInfo: 'typed as a text with properties, which no JSON value is',
}

const small = { users: 8, clients: 5, projects: 8, tasks: 30, tags: 9, timeEntries: 80 }
let addOn: Server
const started: ClockifySandbox[] = []

/** Only a manifest and a 200 for everything else. */
function startAddOn(): Promise<Server> {
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo
    const baseUrl = `http://127.0.0.1:${port}`
    const webhooks = [{ event: 'NEW_CLIENT', path: '/webhooks/new-client' }]
    const manifest = { key: 'contract', name: 'Contract', baseUrl, scopes: [], webhooks, lifecycle: [] }
    request.resume().on('end', () => response.end(JSON.stringify(manifest)))
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

async function startWith(quirks: Partial<Quirks>): Promise<ClockifySandbox> {
  const keys = await generateSandboxKeys()
  const limits = { perSecond: 10_000 }
  const sandbox = await startClockifySandbox({
    keys,
    size: small,
    limits,
    quirks: { duplicateRate: 0, ...quirks },
  })
  started.push(sandbox)
  await sandbox.install({ baseUrl: `http://127.0.0.1:${(addOn.address() as AddressInfo).port}` })
  return sandbox
}

async function send(sandbox: ClockifySandbox, operation: JudgedOperation, call: Call) {
  const host = /\/(reports|shared-reports)(\/|$)/.test(operation.path)
    ? sandbox.reportsUrl
    : sandbox.backendUrl
  const params: Record<string, string> = { workspaceId: sandbox.workspaceId, ...call.params }
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'f'.repeat(24))
  const answer = await fetch(`${host}${path}?${call.query ?? ''}`, {
    method: operation.method,
    headers: {
      'x-api-key': sandbox.createApiKey(),
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    ...(call.form === undefined ? {} : { body: call.form }),
  })
  const text = await answer.text()
  const isData = answer.headers.get('content-type')?.startsWith('application/json') === true
  return {
    status: answer.status,
    body: text === '' ? undefined : isData ? (JSON.parse(text) as unknown) : text,
  }
}

beforeAll(async () => {
  addOn = await startAddOn()
})

afterAll(async () => {
  await Promise.all(started.map((sandbox) => sandbox.stop()))
  addOn.close()
})

describe.each([
  {
    name: 'without nulls, by the word of the document',
    quirks: { nulls: false, bareDeletedFeed: false },
    nullable: false,
  },
  { name: 'as live, with nulls', quirks: { bareDeletedFeed: false }, nullable: true },
])('sandbox answers $name', ({ quirks, nullable }) => {
  const judge = createJudge({ nullable })
  const byId = new Map(judge.operations.map((operation) => [operation.operationId, operation]))
  const complaintsOf = async (sandbox: ClockifySandbox, calls: readonly Call[]) => {
    const complaints: Record<string, unknown> = {}
    for (const call of calls) {
      const operation = byId.get(call.operationId)!
      const { status, body } = await send(sandbox, operation, call)
      const found = call.operationId in MISTYPED && status === 200 ? [] : judge.judge(operation, status, body)
      if (found.length > 0)
        complaints[call.operationId] = [status, found.slice(0, 5), isJson(body) ? body['message'] : '']
    }
    return complaints
  }

  it('fit all 47 GET operations', async () => {
    const sandbox = await startWith(quirks)
    const calls = readCalls(sandbox)

    const complaints = await complaintsOf(sandbox, calls)

    expect(complaints).toEqual({})
    const gets = judge.operations.filter((operation) => operation.method === 'GET')
    expect(new Set(calls.map((call) => call.operationId))).toEqual(
      new Set(gets.map((one) => one.operationId)),
    )
  })

  it('fit the writes that are done for real', async () => {
    const sandbox = await startWith(quirks)

    const complaints = await complaintsOf(sandbox, writeCalls(sandbox))

    expect(complaints).toEqual({})
  })

  it('fit every remaining operation, generated from the document', async () => {
    const sandbox = await startWith(quirks)
    const asked = new Set([...readCalls(sandbox), ...writeCalls(sandbox)].map((call) => call.operationId))
    const rest = judge.operations.filter((operation) => !asked.has(operation.operationId))
    const answers = await Promise.all(
      rest.map(async (operation) => ({
        operation,
        ...(await send(sandbox, operation, { operationId: operation.operationId })),
      })),
    )

    // A refusal for the missing body or id is an answer of the written routes; their shape is judged above.
    const wrong = answers.filter(({ status }) => status >= 404).map(({ operation }) => operation.operationId)
    const complaints = answers
      .filter(({ status }) => status < 300)
      .flatMap(({ operation, status, body }) =>
        judge.judge(operation, status, body).map((one) => `${operation.operationId}: ${one}`),
      )

    expect(wrong).toEqual([])
    expect(complaints).toEqual([])
  })
})

describe('sandbox answers in full', () => {
  it('carry every documented property', async () => {
    const sandbox = await startWith({ bareDeletedFeed: false })
    const judge = createJudge({ nullable: true })
    const byId = new Map(judge.operations.map((operation) => [operation.operationId, operation]))

    const missing: Record<string, readonly string[]> = {}
    for (const call of readCalls(sandbox)) {
      const operation = byId.get(call.operationId)!
      const { status, body } = await send(sandbox, operation, call)
      const lacking = judge.missing(operation, status, body)
      if (lacking.length > 0) missing[call.operationId] = lacking
    }

    expect(missing).toEqual({})
  })

  it('would be caught with a wrong type', () => {
    const judge = createJudge({ nullable: false })
    const getTag = judge.operations.find((operation) => operation.operationId === 'getTag')!

    const complaints = judge.judge(getTag, 200, { id: 1, name: 'x', archived: 'no' })

    expect(complaints).toEqual(['/archived must be boolean', '/id must be string'])
  })
})
