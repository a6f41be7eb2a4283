import { describe, expect, it } from 'vitest'
import {
  committedDocuments,
  loadCatalogue,
  pageChoosers as serverChoosers,
} from '../../../server/platform/openapi/index.ts'
import { checkInput, forAllPages } from '../../../ui/src/form/index.ts'
import { pageChoosers } from '../../../ui/src/form/paging.ts'
import { shippedOperations, type TestedOperation } from './operations.ts'

const all = committedDocuments().flatMap(({ connector, document }) =>
  shippedOperations(connector, JSON.stringify(document().root)),
)
const tested = (operationId: string): TestedOperation => {
  const found = all.find(({ detail }) => detail.operationId === operationId)
  if (found === undefined) throw new Error(operationId)
  return found
}

describe('the parameters that choose the page', () => {
  it('are those that the server knows, for each operation', () => {
    const wrong = all.filter(
      ({ detail, compiled }) => pageChoosers(detail).join() !== serverChoosers(compiled.operation).join(),
    )

    expect(wrong.map(({ detail }) => detail.operationId)).toEqual([])
    expect(
      new Set(
        loadCatalogue()
          .list()
          .map(({ pagination }) => pagination.kind),
      ).size,
    ).toBe(5)
  })

  it.each([
    ['GetViewTasks', { path: { view_id: 'v' } }],
    ['GetViewTasks', { path: { view_id: 'v' }, query: { page: 3 } }],
    [
      'GetTaskComments',
      { path: { task_id: 't' }, query: { start: 1, start_id: 'c', custom_task_ids: true } },
    ],
    ['searchDocsPublic', { path: { workspace_id: '1' }, query: { cursor: 'c', limit: 20 } }],
  ])('are left out of a call of %s for all pages', (operationId, input) => {
    const { detail } = tested(operationId)
    const asked = forAllPages(detail, input)

    expect(checkInput(detail, asked)).toEqual([])
    expect(Object.keys(asked.query ?? {}).filter((name) => pageChoosers(detail).includes(name))).toEqual([])
  })

  it('are still required of a call for one page', () => {
    const { detail } = tested('GetViewTasks')

    expect(checkInput(detail, { path: { view_id: 'v' } })).toMatchObject([{ in: 'query', pointer: '/page' }])
  })

  it('are told when a call for all pages has them all the same', () => {
    const { detail } = tested('GetTaskComments')

    expect(checkInput(detail, { path: { task_id: 't' }, query: { start: 1 }, allPages: true })).toMatchObject(
      [{ in: 'query', pointer: '/start' }],
    )
  })
})
