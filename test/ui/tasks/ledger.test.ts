import { describe, expect, it } from 'vitest'
import type { TaskEventKind } from '../../../server/features/task-upsert/tasks/tracked-task.ts'
import { TASK_EVENT_KINDS, type LedgerEntry } from '../../../ui/src/api/upsert-types.ts'
import { actionsFor, isMoving, isRisky, stateOf } from '../../../ui/src/screens/tasks/ledger/entry-state.ts'
import { actorText, eventText } from '../../../ui/src/screens/tasks/ledger/entry-words.tsx'
import { filterIn, isFiltered } from '../../../ui/src/screens/tasks/ledger/filter.ts'
import { exampleFile, snippetsFor } from '../../../ui/src/screens/tasks/ledger/snippets.ts'

const ENTRY: LedgerEntry = {
  id: 'e',
  internalId: 'ORDER-1',
  listId: 'l',
  title: 'Call back',
  priority: 2,
  tags: [],
  status: 'done',
  outcome: 'created',
  isUnknown: false,
  isGone: false,
  notes: [],
  error: null,
  taskId: 't',
  url: 'https://app.clickup.com/t/t',
  claimedBy: null,
  claimedAt: null,
  message: { status: 'sent', channel: 'C1', error: null },
  pushedAt: '2026-11-27T10:00:00.000Z',
  createdAt: '2026-11-27T10:00:00.000Z',
}
const message = (status: 'waiting' | 'sending' | 'sent' | 'unknown' | 'failed') => ({
  ...ENTRY,
  message: { status, channel: null, error: null },
})

describe('the state of a pushed task', () => {
  it.each([
    ['done', {}],
    ['waiting', { status: 'waiting' }],
    ['failed', { status: 'failed' }],
    ['looked-for', { status: 'waiting', isUnknown: true }],
    ['gone', { isGone: true }],
    // It is being made again.
    ['waiting', { status: 'waiting', isGone: true }],
    // A refusal needs somebody, whatever else holds.
    ['failed', { status: 'failed', isGone: true, isUnknown: true }],
  ] as const)('is %s for %o', (state, part) => {
    expect(stateOf({ ...ENTRY, ...part })).toBe(state)
  })

  it('is worth looking at again while ClickUp or Slack has not got it yet', () => {
    expect(isMoving(ENTRY)).toBe(false)
    expect(isMoving({ ...ENTRY, status: 'waiting' })).toBe(true)
    expect(isMoving({ ...ENTRY, isUnknown: true })).toBe(true)
    expect(isMoving(message('sending'))).toBe(true)
    expect(isMoving(message('waiting'))).toBe(true)
    expect(isMoving(message('unknown'))).toBe(false)
    expect(isMoving({ ...ENTRY, message: null })).toBe(false)
  })
})

describe('what can be done with a pushed task', () => {
  const claimedBy = { slackUserId: 'U1', name: 'Ada', clickupUserId: '1' }

  it('is a push after a refusal', () => {
    expect(actionsFor({ ...ENTRY, status: 'failed' })).toContain('retry')
    expect(actionsFor({ ...ENTRY, isGone: true })).not.toContain('retry')
    expect(actionsFor(ENTRY)).not.toContain('retry')
    expect(actionsFor({ ...ENTRY, status: 'waiting' })).not.toContain('retry')
  })

  it('is a message, once ClickUp has the task and none is on its way', () => {
    for (const status of ['sent', 'unknown', 'failed'] as const)
      expect(actionsFor(message(status))).toEqual(['announce'])
    for (const status of ['waiting', 'sending'] as const) expect(actionsFor(message(status))).toEqual([])
    expect(actionsFor({ ...ENTRY, message: null })).toEqual(['announce'])
    expect(actionsFor({ ...ENTRY, message: null, taskId: null })).toEqual([])
  })

  it('is a release while somebody has it', () => {
    expect(actionsFor({ ...ENTRY, claimedBy })).toEqual(['announce', 'release'])
  })

  it('is asked about when a second message may come of it', () => {
    expect(isRisky('announce', message('unknown'))).toBe(true)
    expect(isRisky('announce', message('failed'))).toBe(false)
    expect(isRisky('retry', message('unknown'))).toBe(false)
  })
})

describe('the filter in the address', () => {
  it('takes what the ledger can filter by, and nothing else', () => {
    expect(filterIn(new URLSearchParams('search=+order+&status=failed&tag=x'))).toEqual({
      search: 'order',
      status: 'failed',
    })
    expect(filterIn(new URLSearchParams('status=odd&search='))).toEqual({})
    expect(isFiltered({})).toBe(false)
    expect(isFiltered({ status: 'done' })).toBe(true)
  })
})

// A kind that the server adds is to be put into words here.
type Untold = Exclude<TaskEventKind, (typeof TASK_EVENT_KINDS)[number]>
const isAllTold: [Untold] extends [never] ? true : false = true

describe('what happened, in words', () => {
  it('is told for every kind of event', () => {
    expect(isAllTold).toBe(true)
    for (const kind of TASK_EVENT_KINDS) expect(eventText({ kind })).toMatch(/^[A-Z][a-z]/)
  })

  it('is told as it comes where a newer server knows more', () => {
    expect(eventText({ kind: 'claim-lost' })).toBe('Somebody else was faster')
    expect(eventText({ kind: 'sung-about' })).toBe('sung-about')
  })

  it.each([
    ['user', 'Clockify user u-1'],
    ['slack', 'Slack user u-1'],
    ['api-key', 'API key u-1'],
    ['system', 'Switchyard'],
    ['webhook', 'Switchyard'],
  ])('names who did it: %s', (type, words) => {
    expect(actorText({ actor: { type, id: 'u-1' } })).toBe(words)
  })
})

describe('the examples', () => {
  const { curl, client, command } = snippetsFor('https://sy.example.com', 'KEY')

  it('hold the address of this server, and a place for the key', () => {
    expect(curl).toContain('https://sy.example.com/api/tasks/upsert')
    expect(curl).toContain('Bearer KEY')
    expect(client).toContain("createClient({ baseUrl: 'https://sy.example.com', apiKey: 'KEY' })")
    expect(command).toContain('SWITCHYARD_URL=https://sy.example.com SWITCHYARD_API_KEY=KEY')
  })

  it('push the same task, as JSON that can be read', () => {
    const [, body = ''] = /-d '(.+)'$/s.exec(curl) ?? []
    expect([JSON.parse(body)]).toEqual(JSON.parse(exampleFile()))
    for (const [name, value] of Object.entries(JSON.parse(body) as object))
      expect(client).toContain(typeof value === 'number' ? `${name}: ${value}` : `${name}: '${value}'`)
  })
})
