import { describe, expect, it } from 'vitest'
import {
  buildRequest,
  checkResponse,
  createCompiler,
  describeOperation,
  loadCatalogue,
  validateCall,
  type CallInput,
} from '../../../server/platform/openapi/index.ts'

const catalogue = loadCatalogue()
const compiler = createCompiler()

function compiled(operationId: string, connector = 'clickup') {
  const operation = catalogue.find(connector, operationId)
  if (operation === undefined) throw new Error(`there is no ${operationId}`)
  return compiler.compile(operation)
}

/** What goes over the wire for a call that fits. */
function sent(operationId: string, input: CallInput, connector = 'clickup') {
  const call = compiled(operationId, connector)
  const { violations, values } = validateCall(call, input)
  expect(violations).toEqual([])
  return buildRequest(call.operation, values, {
    baseUrl: 'https://api.example.com/api',
    newBoundary: () => 'b',
  })
}

const differences = (operationId: string, body: unknown) =>
  checkResponse(compiled(operationId), { status: 200, contentType: 'application/json', body })
const need = (operationId: string, name: string, connector = 'clickup') =>
  compiled(operationId, connector).operation.needs.find((each) => each.name === name)
const FILE = { $file: { name: 'a.txt', contentType: 'text/plain', base64: 'aGVsbG8=' } }

describe('parameters of ClickUp', () => {
  it('are ids as texts, however long', () => {
    const { url } = sent('GetTasks', { path: { list_id: '90120009999999999999' } })

    expect(url).toBe('https://api.example.com/api/v2/list/90120009999999999999/task')
  })

  it('have no id of a number type left, in path or query', () => {
    const numbers = catalogue
      .list({ connector: 'clickup' })
      .flatMap((operation) => describeOperation(compiler.compile(operation)).parameters)
      .filter(({ name, schema }) => /_id$/i.test(name) && /"(number|integer)"/.test(JSON.stringify(schema)))

    expect(numbers.map(({ name }) => name)).toEqual([])
  })

  it('are lists with brackets, in both listings of tasks', () => {
    const query = { 'statuses[]': ['to do', 'done'], 'assignees[]': ['183'], 'tags[]': ['a'] }
    const search = 'statuses%5B%5D=to%20do&statuses%5B%5D=done&assignees%5B%5D=183&tags%5B%5D=a'

    expect(sent('GetTasks', { path: { list_id: '1' }, query }).url).toContain(search)
    expect(sent('GetFilteredTeamTasks', { path: { team_Id: '1' }, query }).url).toContain(search)
    expect(
      validateCall(compiled('GetTasks'), { path: { list_id: '1' }, query: { statuses: ['x'] } }).violations,
    ).toMatchObject([{ in: 'query', pointer: '/statuses' }])
  })

  it.each([
    ['a list', [{ field_id: 'f', operator: '=', value: '1, 2' }]],
    ['a text of JSON', '[{"field_id":"f","operator":"=","value":"1, 2"}]'],
  ])('are filters of custom fields as one JSON text, given as %s', (_, filters) => {
    const { url } = sent('GetTasks', { path: { list_id: '1' }, query: { custom_fields: filters } })

    expect(new URL(url).searchParams.getAll('custom_fields')).toEqual([
      '[{"field_id":"f","operator":"=","value":"1, 2"}]',
    ])
  })

  it('tell a filter without its operator', () => {
    const query = { custom_fields: [{ field_id: 'f' }] }

    expect(validateCall(compiled('GetTask'), { path: { task_id: 'a' }, query }).violations).toMatchObject([
      { in: 'query', pointer: '/custom_fields/0/operator', message: 'is required' },
    ])
  })

  it('keep the Workspace of the path apart from that of custom task ids', () => {
    const { url } = sent('Gettimeentrieswithinadaterange', {
      path: { team_Id: '1' },
      query: {
        team_id: '2',
        task_id: 'AB-1',
        custom_task_ids: true,
        assignee: '3,4',
        start_date: '1700000000000',
      },
    })

    expect(url).toMatch(/\/v2\/team\/1\/time_entries\?start_date=1700000000000&assignee=3%2C4&.*&team_id=2/)
    expect(need('Gettimeentrieswithinadaterange', 'team_Id')?.operationId).toBe('GetAuthorizedTeams')
    expect(need('Gettimeentrieswithinadaterange', 'team_id')?.operationId).toBe('GetAuthorizedTeams')
  })

  it('take milliseconds in filters by date', () => {
    const query = { date_updated_gt: '1764000000000' }

    expect(sent('GetTasks', { path: { list_id: '1' }, query }).url).toMatch(
      /\?date_updated_gt=1764000000000$/,
    )
  })
})

describe('operations of ClickUp', () => {
  it.each(["GetTask'sTimeinStatus", "GetBulkTasks'TimeinStatus"])('are found by the id %s', (operationId) => {
    expect(catalogue.find('clickup', operationId)?.safe).toBe(true)
  })

  it('of both versions stand below the same host', () => {
    const docs = sent('searchDocsPublic', { path: { workspace_id: '9012345678901' } }, 'clickup-v3')

    expect(sent('GetAuthorizedUser', {}).url).toBe('https://api.example.com/api/v2/user')
    expect(docs.url).toBe('https://api.example.com/api/api/v3/workspaces/9012345678901/docs')
    expect(
      new Set(catalogue.list().flatMap(({ connector, host }) => (connector === 'clockify' ? [] : [host]))),
    ).toEqual(new Set(['api']))
  })

  it('take a file as an attachment of a task', () => {
    const { headers, body } = sent('CreateTaskAttachment', {
      path: { task_id: 'a' },
      body: { attachment: FILE },
    })

    expect(headers['content-type']).toBe('multipart/form-data; boundary=b')
    expect(Buffer.from(body ?? '').toString()).toBe(
      '--b\r\nContent-Disposition: form-data; name="attachment"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b--\r\n',
    )
  })

  it('take no attachment without a file', () => {
    const call = (body: unknown) =>
      validateCall(compiled('CreateTaskAttachment'), { path: { task_id: 'a' }, body })

    expect(call({}).violations).toMatchObject([{ in: 'body', pointer: '/attachment' }])
    expect(call({ attachment: 'hello' }).violations).toMatchObject([{ in: 'body', pointer: '/attachment' }])
  })

  it('take a file for the attachments of the third version', () => {
    const path = { workspace_id: '1', entity_type: 'attachments', entity_id: 'a' }
    const { body } = sent('postEntityAttachment', { path, body: { attachment: FILE } }, 'clickup-v3')

    expect(Buffer.from(body ?? '').toString()).toContain('filename="a.txt"')
  })

  it('take rich comments in place of plain ones', () => {
    const comment = [{ text: 'Done', attributes: { bold: true } }]
    const { body } = sent('CreateTaskComment', {
      path: { task_id: 'a' },
      body: { comment, notify_all: false },
    })

    expect(JSON.parse(String(body))).toEqual({ comment, notify_all: false })
  })

  it('name what supplies their ids, also across the versions', () => {
    expect(need('GetSpaces', 'team_id')).toMatchObject({ operationId: 'GetAuthorizedTeams', field: 'id' })
    expect(need('GetTasks', 'list_id')).toMatchObject({ operationId: 'GetLists', field: 'id' })
    expect(need('CreateTaskFromTemplate', 'template_id')?.operationId).toBe('GetTaskTemplates')
    expect(need('CreateSpaceListFromTemplate', 'template_id')?.operationId).toBe('GetListTemplates')
    expect(need('EditSpaceTag', 'tag_name')).toMatchObject({ field: 'name', parent: 'space_id' })
    expect(need('getDocPublic', 'workspace_id', 'clickup-v3')).toMatchObject({
      connector: 'clickup',
      operationId: 'GetAuthorizedTeams',
      collection: undefined,
    })
  })
})

describe('answers of ClickUp', () => {
  const person = {
    id: 1,
    username: null,
    color: null,
    email: 'a@example.com',
    profilePicture: null,
    initials: 'A',
  }
  const task = {
    id: 'a',
    assignees: [person],
    watchers: [person],
    tags: [{ name: 'x', tag_fg: '#fff', tag_bg: '#000', creator: 1 }],
    checklists: [{ id: 'c', name: 'C', items: [{ id: 'i', name: 'I' }] }],
    priority: null,
    time_estimate: 3_600_000,
    time_spent: 0,
    custom_fields: [{ id: 'f', name: 'F', type: 'text', type_config: {}, value: 'v' }],
  }

  it.each([
    ['GetTask', task],
    ['GetTasks', { tasks: [task], last_page: true }],
    ['GetFilteredTeamTasks', { tasks: [task] }],
    ['GetViewTasks', { tasks: [task], last_page: true }],
    ['CreateTask', task],
    ['UpdateTask', task],
  ])('of %s may hold people as objects, no priority and estimates as numbers', (operationId, body) => {
    expect(differences(operationId, body)).toEqual([])
  })

  it('still differ where the document is right', () => {
    expect(
      differences('GetTasks', { tasks: [{ ...task, id: 7, colour: 'red' }], last_page: 'no' }),
    ).toMatchObject([
      { pointer: '/tasks/*/id', kind: 'type' },
      { pointer: '/last_page', kind: 'type' },
      { pointer: '/tasks/*/colour', kind: 'unexpected' },
    ])
  })

  it('of a new comment have a number as their id', () => {
    expect(differences('CreateTaskComment', { id: 90120, hist_id: 'h', date: 1 })).toEqual([])
  })

  it('of several tasks are by the ids of those tasks', () => {
    expect(
      differences("GetBulkTasks'TimeinStatus", { abc: { current_status: {}, status_history: [] } }),
    ).toEqual([])
  })
})
