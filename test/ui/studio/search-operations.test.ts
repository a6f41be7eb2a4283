import { describe, expect, it } from 'vitest'
import type { OperationLine } from '../../../ui/src/api/types.ts'
import {
  groupOperations,
  indexOperations,
  searchOperations,
} from '../../../ui/src/screens/studio/search-operations.ts'

function anOperation(changes: Partial<OperationLine>): OperationLine {
  return {
    connector: 'clockify',
    operationId: 'getProjects',
    method: 'GET',
    path: '/v1/workspaces/{workspaceId}/projects',
    tags: ['Project'],
    summary: 'List projects',
    safe: true,
    deprecated: false,
    quickAction: false,
    ...changes,
  }
}

const createTimeEntry = anOperation({
  operationId: 'createTimeEntry',
  method: 'POST',
  path: '/v1/workspaces/{workspaceId}/entries',
  tags: ['Time'],
  summary: 'Add one',
})
const operations = [anOperation({}), createTimeEntry, anOperation({ connector: 'clickup', tags: [] })]
const index = indexOperations(operations)

describe('search', () => {
  it('finds what holds every word, wherever it stands', () => {
    expect(searchOperations(index, { search: 'post entries' })).toEqual([createTimeEntry])
    expect(searchOperations(index, { search: 'post projects' })).toEqual([])
  })

  it('finds the words inside of an id, and the id itself', () => {
    expect(searchOperations(index, { search: 'time entry' })).toEqual([createTimeEntry])
    expect(searchOperations(index, { search: 'createTimeEntry' })).toEqual([createTimeEntry])
  })

  it('finds everything for nothing, within the filters', () => {
    expect(searchOperations(index, { search: '  ' })).toHaveLength(3)
    expect(searchOperations(index, { search: '', connector: 'clickup' })).toEqual([operations[2]])
    expect(searchOperations(index, { search: '', method: 'POST' })).toEqual([createTimeEntry])
    expect(searchOperations(index, { search: '', tag: 'Time' })).toEqual([createTimeEntry])
  })
})

describe('groups', () => {
  it('names the service only where there are several, and counts positions over operations', () => {
    expect(groupOperations(operations.slice(0, 2)).map((row) => row.kind === 'group' && row.label)).toEqual([
      'Project',
      false,
      'Time',
      false,
    ])
    const rows = groupOperations(operations)
    expect(rows.flatMap((row) => (row.kind === 'group' ? [row.label] : []))).toEqual([
      'clockify · Project',
      'clockify · Time',
      'clickup · workspaces',
    ])
    expect(rows.flatMap((row) => (row.kind === 'operation' ? [row.position] : []))).toEqual([0, 1, 2])
  })
})
