import { expect, it } from 'vitest'
import { planTree } from '../../../../server/features/confluence-jira/project/tree-state.ts'

const root = {
  id: '1',
  title: 'The project',
  spaceKey: 'ENG',
  parentId: null,
  version: 1,
  savedAt: new Date(0),
  storage: '',
  url: '',
}

it.each([
  [false, ['vanished']],
  [true, []],
])('takes a missing issue for vanished only when all were read (cut: %s)', (isCut, expected) => {
  const plan = planTree(
    {
      root,
      project: { root: null, nodes: [], notes: [], isCut },
      known: new Map([['10', { issueKey: 'OPS-1', pageId: '2', title: 'Dig', parentPageId: '1' }]]),
      pages: new Map([
        ['1', { title: 'The project', parentPageId: null }],
        ['2', { title: 'Dig', parentPageId: '1' }],
      ]),
      taken: new Set(),
    },
    { vanished: 'archive' },
  )

  expect(plan.actions.map((action) => action.do)).toEqual(expected)
})
