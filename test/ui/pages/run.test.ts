import { describe, expect, it } from 'vitest'
import type { PageResult, PageRun } from '../../../ui/src/api/page-types.ts'
import { csvLine } from '../../../ui/src/kit/csv.ts'
import {
  countsOf,
  filtered,
  filterIn,
  isUndoable,
  nameOf,
  outcomeText,
} from '../../../ui/src/screens/pages/run/outcomes.ts'
import { logOf, tableOf } from '../../../ui/src/screens/pages/run/run-log.ts'

const RESULT: PageResult = {
  pageId: '101',
  pageTitle: 'Plan',
  pageUrl: 'https://acme.atlassian.net/wiki/101',
  taskId: '1',
  summary: 'Order cables',
  taskStatus: 'incomplete',
  assignee: null,
  dueDate: null,
  pageVersionBefore: 1,
  pageVersionAfter: 2,
  issueKey: 'ENG-12',
  issueUrl: 'https://acme.atlassian.net/browse/ENG-12',
  parentKey: 'ENG-3',
  parentUrl: 'https://acme.atlassian.net/browse/ENG-3',
  context: 'Wiring',
  outcome: 'created',
  error: null,
  notes: [],
}
const RUN: PageRun = {
  id: 'r',
  kind: 'sync',
  dryRun: false,
  status: 'completed',
  undoes: null,
  error: null,
  createdAt: '2026-11-27T10:00:00.000Z',
  finishedAt: '2026-11-27T10:01:00.000Z',
  pages: { total: 2, finished: 2 },
  startedBy: { type: 'user', id: 'u1' },
  request: {
    pageUrls: ['https://x.example/1'],
    includeDescendants: true,
    requestedBy: 'Ana',
    daysToDueDate: 1,
  },
  part: null,
  results: [RESULT],
}
const LOST: PageResult = {
  ...RESULT,
  pageId: null,
  pageVersionAfter: null,
  pageTitle: null,
  pageUrl: 'https://elsewhere.example/x',
  taskId: null,
  summary: '',
  issueKey: null,
  parentKey: null,
  outcome: 'failed',
  error: 'It does not lead to this Confluence.',
}
const said = (run: PageRun) => logOf(run).map(({ text, depth }) => `${'  '.repeat(depth)}${text}`)

describe('the log of a run', () => {
  it('tells its story in order', () => {
    const open: PageResult = {
      ...RESULT,
      taskId: '2',
      summary: '',
      issueKey: null,
      outcome: 'skipped-empty',
      error: 'The task has no words.',
    }
    const log = said({ ...RUN, results: [LOST, { ...RESULT, notes: ['No due date.'] }, open] })
    expect(log[0]).toMatch(/2026.*: user u1 asks for issues of the tasks on these pages\.$/)
    expect(log.slice(1, -1)).toEqual([
      '  https://x.example/1',
      'The pages below them are taken too.',
      'Tasks without a date are due in 1 day.',
      'Requested by Ana.',
      '2 pages are looked at.',
      '  https://elsewhere.example/x',
      '    The page: Failed. It does not lead to this Confluence.',
      '  “Plan”, https://acme.atlassian.net/wiki/101 (version 2 was written)',
      '    “Order cables”: Issue made, ENG-12 below ENG-3. No due date.',
      '    Without words: Skipped: no words. The task has no words.',
    ])
    expect(log.at(-1)).toMatch(/: it has ended: 1 × Issue made, 1 × Skipped: no words, 1 × Failed\.$/)
  })

  it('says of a dry run that it writes nothing', () => {
    const log = said({
      ...RUN,
      dryRun: true,
      results: [{ ...RESULT, issueKey: null, outcome: 'planned', pageVersionAfter: null }],
    })
    expect(log[0]).toContain('nothing is written')
    expect(log).toContain('    “Order cables”: To become an issue below ENG-3.')
    expect(log.some((line) => line.includes('was written'))).toBe(false)
  })

  it('says of an undo what it takes back, and of which part', () => {
    const undo = {
      ...RUN,
      kind: 'undo',
      undoes: 'r0',
      request: null,
      part: { pageIds: ['101'], taskIds: ['1'] },
    } as const
    const log = said({ ...undo, startedBy: { type: 'api-key', id: 'k' }, results: [] })
    expect(log[0]).toMatch(/API key k takes back the run r0\.$/)
    expect(log).toContain('Only these pages: 101.')
    expect(log).toContain('Only these tasks: 1.')
    expect(log.at(-1)).toMatch(/nothing was to be done/)
  })

  it.each([
    [{ status: 'running', finishedAt: null }, /^It is still under way: 2 of 2 pages\.$/],
    [{ status: 'failed', error: 'Jira is not connected.' }, /: it has failed: Jira is not connected\.$/],
    [{ status: 'cancelled' }, /: somebody has cancelled it: 1 × Issue made\.$/],
  ] as const)('ends by how the run stands: %o', (part, end) => {
    expect(said({ ...RUN, ...part }).at(-1)).toMatch(end)
  })
})

describe('the table of a run', () => {
  it('has a line for each result with as many cells as columns', () => {
    const [head, ...lines] = tableOf({ ...RUN, results: [LOST, RESULT] })
    expect(lines.map(({ length }) => length)).toEqual([head?.length, head?.length])
    expect(Object.fromEntries(head?.map((name, at) => [name, lines[1]?.[at]]) ?? [])).toMatchObject({
      Task: 'Order cables',
      Page: 'Plan',
      Issue: 'ENG-12',
      Parent: 'ENG-3',
      Outcome: 'Issue made',
      'On the page': 'Open',
      'Version read': '1',
      'Version written': '2',
    })
  })

  it('makes no formulas of what people have written', () => {
    expect(csvLine(['=1+1', '@x', '-2', 'a "b", c'])).toBe('\'=1+1,\'@x,\'-2,"a ""b"", c"\r\n')
  })
})

describe('results', () => {
  const results: readonly PageResult[] = [
    RESULT,
    { ...RESULT, taskId: '2', summary: 'Call Bo', outcome: 'failed', error: 'No type Chore.' },
    { ...RESULT, taskId: '3', summary: 'Order paint', pageTitle: 'House' },
  ]
  const found = (query: string) =>
    filtered(results, filterIn(new URLSearchParams(query))).map(({ taskId }) => taskId)

  it.each([
    ['', ['1', '2', '3']],
    ['search=ORDER', ['1', '3']],
    ['search=order+house', ['3']],
    ['search=chore', ['2']],
    ['search=eng-12', ['1', '2', '3']],
    ['outcome=created', ['1', '3']],
    ['outcome=created&search=plan', ['1']],
    ['outcome=unheard-of', ['1', '2', '3']],
    ['search=nowhere', []],
  ])('are found by %o', (query, expected) => {
    expect(found(query)).toEqual(expected)
  })

  it('are counted by outcome, what is worth a look behind what went well', () => {
    expect(countsOf([LOST, ...results])).toEqual([
      ['created', 2],
      ['failed', 2],
    ])
  })

  it('have a name where there is a page', () => {
    expect([LOST, RESULT, { ...RESULT, taskId: null }].map(nameOf)).toEqual([undefined, '101.1', '101.'])
  })

  it('are spoken of as what would be, in a dry run', () => {
    expect(outcomeText({ kind: 'undo', dryRun: true }, 'undone')).toBe('To be taken back')
    expect(outcomeText({ kind: 'undo', dryRun: true }, 'planned')).toBe('Not yet')
    expect(outcomeText({ kind: 'sync', dryRun: true }, 'planned')).toBe('To become an issue')
    expect(outcomeText({ kind: 'sync', dryRun: false }, 'planned')).toBe('Not yet')
  })

  it.each([
    [{}, true],
    [{ status: 'cancelled' }, true],
    [{ status: 'running' }, false],
    [{ dryRun: true }, false],
    [{ kind: 'undo' }, false],
    [{ results: [LOST] }, false],
  ] as const)('can be taken back when they were written: %o', (part, expected) => {
    expect(isUndoable({ ...RUN, ...part })).toBe(expected)
  })
})
