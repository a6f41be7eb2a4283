import { describe, expect, it } from 'vitest'
import {
  createCompiler,
  describeOperation,
  loadCatalogue,
  validateCall,
  type Operation,
} from '../../../server/platform/openapi/index.ts'
import { exampleCall } from '../../connectors/atlassian/example-call.ts'

const catalogue = loadCatalogue()
const compiler = createCompiler()
const DOCUMENTS = ['jira', 'jira-data-center', 'confluence', 'confluence-data-center']

const violationsOf = (operation: Operation, input: object) =>
  validateCall(compiler.compile(operation), input).violations

describe.each(DOCUMENTS)('the document of %s', (connector) => {
  const operations = catalogue.list({ connector })

  it('shows a body for each operation that takes one, and calls that fit', () => {
    const shown = operations.map((one) => [one, exampleCall(one)] as const)
    const wrong = shown.flatMap(([one, call]) =>
      call === undefined ? [] : violationsOf(one, call).map((found) => [one.operationId, found]),
    )
    const bare = shown.filter(
      ([one, call]) => call !== undefined && one.requestBody !== undefined && call.body === undefined,
    )

    expect([wrong, bare.map(([one]) => one.operationId)]).toEqual([[], []])
  })

  it('has a body for each write but those that need none', () => {
    const without = operations
      .filter(({ method, requestBody }) => /^(POST|PUT)$/.test(method) && requestBody === undefined)
      .map(({ operationId }) => operationId)

    expect(without).toEqual(connector === 'confluence' ? ['movePage'] : [])
  })

  it('pages every list that has a parameter for it', () => {
    const unpaged = operations.filter(
      ({ safe, parameters, pagination }) =>
        safe &&
        pagination.kind === 'none' &&
        parameters.some(({ name }) => /^(startAt|start|cursor|nextPageToken)$/.test(name)),
    )

    expect(unpaged.map(({ operationId }) => operationId)).toEqual([])
  })
})

it.each([
  ['jira', 'createIssue', { body: { fields: { summary: 'x' } } }, ['/fields/issuetype', '/fields/project']],
  ['jira', 'addComment', { path: { issueIdOrKey: 'A-1' }, body: { body: 'text' } }, ['/body']],
  ['jira-data-center', 'addComment', { path: { issueIdOrKey: 'A-1' }, body: { body: 'text' } }, []],
  ['jira', 'bulkFetchIssues', { body: { issueIdsOrKeys: Array(101).fill('A-1') } }, ['/issueIdsOrKeys']],
  ['jira', 'createIssues', { body: { issueUpdates: [] } }, ['/issueUpdates']],
  ['confluence', 'getPageDescendants', { path: { id: '1' }, query: { depth: 11 } }, ['/depth']],
  ['confluence', 'getPageById', { path: { id: 'one' } }, ['/id']],
  ['confluence', 'getPages', { query: { limit: 251 } }, ['/limit']],
])('%s %s refuses what the service would refuse: %j', (...[connector, operationId, input, pointers]) => {
  const operation = catalogue.find(connector, operationId)
  const found = operation === undefined ? undefined : violationsOf(operation, input)

  expect(found?.map(({ pointer }) => pointer).toSorted()).toEqual(pointers)
})

it('says with an operation what to mind', () => {
  const search = catalogue.find('jira', 'searchAndReconsileIssuesUsingJql')
  const described = search === undefined ? undefined : describeOperation(compiler.compile(search))

  expect(described?.description).toContain('Without fields only ids come.')
})
