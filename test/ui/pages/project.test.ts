import { describe, expect, it } from 'vitest'
import type { ProjectResult, ProjectRun } from '../../../ui/src/api/page-types.ts'
import { readProject } from '../../../ui/src/screens/pages/project/project-input.ts'
import { logOf, tableOf } from '../../../ui/src/screens/pages/project/project-log.ts'
import {
  asTree,
  countsOf,
  isFound,
  likenessText,
  whatIn,
  whatOf,
  whatText,
} from '../../../ui/src/screens/pages/project/project-results.ts'

const RESULT: ProjectResult = {
  action: 'create',
  issueKey: 'OPS-1',
  issueSummary: 'Dig',
  issueUrl: 'https://acme.atlassian.net/browse/OPS-1',
  previousKey: null,
  parentKey: null,
  likeness: null,
  pageId: null,
  pageTitle: 'Dig',
  pageUrl: null,
  parentPageId: null,
  outcome: 'planned',
  error: null,
}
const RUN: ProjectRun = {
  id: 'r',
  mode: 'pages',
  projectPageUrl: 'https://acme.atlassian.net/wiki/101',
  projectKey: 'OPS',
  dryRun: true,
  status: 'completed',
  error: null,
  createdAt: '2026-11-27T10:00:00.000Z',
  finishedAt: '2026-11-27T10:01:00.000Z',
  pages: { total: 1, finished: 1 },
  notes: ['OPS-9 names a parent that is not in the project.'],
  results: [RESULT],
}
const issue = (
  issueKey: string,
  parentKey: string | null,
  more: Partial<ProjectResult> = {},
): ProjectResult => ({
  ...RESULT,
  issueKey,
  parentKey,
  ...more,
})
const drawn = (...results: readonly ProjectResult[]) =>
  asTree(results).map(({ result, depth }) => `${'  '.repeat(depth)}${result.issueKey}`)

describe('a project that is typed', () => {
  it.each(['OPS', 'ops', 'OPS-12', 'A_B2'])('has the key %s', (projectKey) => {
    const typed = {
      projectPageUrl: ' https://x.example/1 ',
      projectKey: ` ${projectKey} `,
      mode: 'relink',
    } as const
    expect(readProject(typed)).toEqual({
      request: { projectPageUrl: 'https://x.example/1', projectKey, mode: 'relink' },
    })
  })

  it.each([
    ['', 'OPS', ['projectPageUrl']],
    ['x.example/1', 'OPS', ['projectPageUrl']],
    ['https://x.example/1 https://x.example/2', 'OPS', ['projectPageUrl']],
    [`https://x.example/${'1'.repeat(2_000)}`, 'OPS', ['projectPageUrl']],
    ['https://x.example/1', '', ['projectKey']],
    ['https://x.example/1', '1OPS', ['projectKey']],
    ['https://x.example/1', 'OPS-x', ['projectKey']],
    ['https://x.example/1', 'O'.repeat(101), ['projectKey']],
    ['', '', ['projectPageUrl', 'projectKey']],
  ])('is refused: %s and %s', (projectPageUrl, projectKey, problems) => {
    expect(readProject({ projectPageUrl, projectKey, mode: 'pages' })).toEqual({ problems })
  })
})

describe('the tree of a plan', () => {
  it('has each issue below the one that it belongs to, siblings in their order', () => {
    const tree = drawn(
      issue('OPS-1', null),
      issue('OPS-2', null),
      issue('OPS-4', 'OPS-1'),
      issue('OPS-3', 'OPS-1'),
      issue('OPS-5', 'OPS-3'),
    )
    expect(tree).toEqual(['OPS-1', '  OPS-4', '  OPS-3', '    OPS-5', 'OPS-2'])
  })

  it('has the issues below behind the last of several lines', () => {
    const tree = drawn(
      issue('OPS-1', null, { action: 'retitle' }),
      issue('OPS-1', null, { action: 'move' }),
      issue('OPS-2', 'OPS-1'),
    )
    expect(tree).toEqual(['OPS-1', 'OPS-1', '  OPS-2'])
  })

  it('has at the top what belongs to nothing in it, and loses nothing in a circle', () => {
    expect(drawn(issue('OPS-2', 'OPS-1'))).toEqual(['OPS-2'])
    expect(drawn(issue('OPS-1', 'OPS-2'), issue('OPS-2', 'OPS-1'), issue('OPS-3', null))).toEqual([
      'OPS-3',
      'OPS-1',
      'OPS-2',
    ])
    expect(drawn(issue('OPS-1', 'OPS-1'))).toEqual(['OPS-1'])
  })
})

describe('what has become of a project', () => {
  it('is said by what is to be done as long as nothing is', () => {
    expect(whatText(whatOf(RESULT))).toBe('To be made')
    expect(whatText(whatOf({ action: 'move', outcome: 'planned' }))).toBe('To be moved')
    expect(whatText(whatOf({ action: 'move', outcome: 'moved' }))).toBe('Moved')
  })

  it('is counted, what is to be done first', () => {
    const counts = countsOf([issue('OPS-2', null, { outcome: 'unchanged', action: 'keep' }), RESULT, RESULT])
    expect(counts.map(({ id, count }) => [id, count])).toEqual([
      ['to-create', 2],
      ['unchanged', 1],
    ])
  })

  it('is found by words and by what it is', () => {
    expect([isFound(RESULT, ''), isFound(RESULT, 'dig ops'), isFound(RESULT, 'dig pour')]).toEqual([
      true,
      true,
      false,
    ])
    expect(
      ['what=to-create', 'what=moved', 'what=else', ''].map((text) => whatIn(new URLSearchParams(text))),
    ).toEqual(['to-create', 'moved', undefined, undefined])
  })

  it('is like by whole parts of a hundred, and the same only when it is', () => {
    expect([likenessText(0.825), likenessText(0.999), likenessText(1)]).toEqual([
      '82 % alike',
      '99 % alike',
      '100 % alike',
    ])
  })
})

describe('the log of a project', () => {
  it('tells what was planned, and why', () => {
    const relinked = issue('OPS-4', null, {
      action: 'relink',
      previousKey: 'OLD-1',
      likeness: 0.82,
      pageTitle: 'Plan',
      outcome: 'relinked',
    })
    const lost = issue('', null, {
      action: 'page',
      issueKey: null,
      pageTitle: null,
      pageUrl: 'https://x.example/9',
      outcome: 'failed',
      error: 'It is gone.',
    })
    const log = logOf({ ...RUN, results: [RESULT, relinked, lost] }).map(({ text }) => text)
    expect(log[0]).toMatch(
      /: it is planned to bring the issues of OPS into the pages below https:.*nothing is written\.$/,
    )
    expect(log.slice(1, -1)).toEqual([
      'OPS-9 names a parent that is not in the project.',
      '“Dig”, OPS-1: To be made.',
      '“Plan”, OLD-1 › OPS-4 (82 % alike): Re-pointed.',
      'https://x.example/9: Failed. It is gone.',
    ])
    expect(log.at(-1)).toMatch(/: it has ended: 1 × To be made, 1 × Re-pointed, 1 × Failed\.$/)
  })

  it.each([
    [{ status: 'running', finishedAt: null }, /^It is still under way: 1 of 1 pages\.$/],
    [{ status: 'failed', error: 'No project OPS.' }, /: it has failed: No project OPS\.$/],
    [{ status: 'cancelled' }, /: somebody has cancelled it: 1 × To be made\.$/],
    [{ results: [] }, /: it has ended: nothing was to be done\.$/],
  ] as const)('ends by how it stands: %o', (part, end) => {
    expect(logOf({ ...RUN, ...part }).at(-1)?.text).toMatch(end)
  })

  it('is a table with as many cells as columns', () => {
    expect(tableOf(RUN).map(({ length }) => length)).toEqual([10, 10])
    expect(tableOf(RUN)[1]?.[8]).toBe('To be made')
  })
})
