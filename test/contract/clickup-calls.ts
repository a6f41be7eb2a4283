import type { ClickUpSandbox } from '../../server/sandbox/clickup/index.ts'

export interface ClickUpCall {
  readonly operationId: string
  readonly call: string
  readonly body?: unknown
  readonly form?: FormData
  readonly status?: number
}

const first = <Item>(items: Iterable<Item>): Item => {
  for (const item of items) return item
  throw new Error('the sandbox is empty')
}

function placesOf({ state }: ClickUpSandbox) {
  const list = first(state.lists.values())
  const tasks = [...(state.tasksByList.get(list.id) ?? [])].filter(({ archived }) => !archived)
  const commented = first(state.commentsByTask.keys())
  return { list, commented, task: tasks[0]!, other: tasks[1]!, third: tasks[2]! }
}

/** Every GET that the sandbox answers and the document knows. */
export function clickUpReads(sandbox: ClickUpSandbox): readonly ClickUpCall[] {
  const { list, task, commented } = placesOf(sandbox)
  const { teamId } = sandbox
  const comment = sandbox.comment({ taskId: task.id, text: 'A question' })
  sandbox.comment({ taskId: task.id, text: 'An answer', parentId: comment.id })
  sandbox.createWebhook({ endpoint: 'https://receiver.example/hook', events: ['*'] })
  const get = (operationId: string, path: string): ClickUpCall => ({ operationId, call: `GET ${path}` })
  return [
    get('GetAuthorizedUser', '/v2/user'),
    get('GetAuthorizedTeams', '/v2/team'),
    get('GetWorkspaceplan', `/v2/team/${teamId}/plan`),
    get('GetSpaces', `/v2/team/${teamId}/space?archived=false`),
    get('GetSpace', `/v2/space/${list.spaceId}`),
    get('GetFolders', `/v2/space/${list.spaceId}/folder`),
    get('GetFolder', `/v2/folder/${list.folderId}`),
    get('GetLists', `/v2/folder/${list.folderId}/list`),
    get('GetFolderlessLists', `/v2/space/${list.spaceId}/list`),
    get('GetList', `/v2/list/${list.id}`),
    get('GetListMembers', `/v2/list/${list.id}/member`),
    get('GetTaskMembers', `/v2/task/${task.id}/member`),
    get('GetAccessibleCustomFields', `/v2/list/${list.id}/field`),
    get('getFolderAvailableFields', `/v2/folder/${list.folderId}/field`),
    get('getSpaceAvailableFields', `/v2/space/${list.spaceId}/field`),
    get('getTeamAvailableFields', `/v2/team/${teamId}/field`),
    get('GetSpaceTags', `/v2/space/${list.spaceId}/tag`),
    get('GetTasks', `/v2/list/${list.id}/task?include_closed=true&subtasks=true&order_by=updated&page=0`),
    get('GetFilteredTeamTasks', `/v2/team/${teamId}/task?include_closed=true&subtasks=true`),
    get('GetTask', `/v2/task/${task.id}?include_subtasks=true&include_markdown_description=true`),
    get('GetTaskComments', `/v2/task/${commented}/comment`),
    get('GetThreadedComments', `/v2/comment/${comment.id}/reply`),
    get('GetWebhooks', `/v2/team/${teamId}/webhook`),
    ...restOfReads(get, { teamId, list, taskId: task.id }),
  ]
}

interface Places {
  readonly teamId: string
  readonly list: { readonly id: string; readonly folderId: string; readonly spaceId: string }
  readonly taskId: string
}

function restOfReads(
  get: (operationId: string, path: string) => ClickUpCall,
  { teamId, list, taskId }: Places,
): readonly ClickUpCall[] {
  const team = `/v2/team/${teamId}`
  return [
    get('GetWorkspaceseats', `${team}/seats`),
    get('GetCustomItems', `${team}/custom_item`),
    get('GetCustomRoles', `${team}/customroles`),
    get('GetGoals', `${team}/goal`),
    get('SharedHierarchy', `${team}/shared`),
    get('GetTeamViews', `${team}/view`),
    get('GetListTemplates', `${team}/list_template`),
    get('GetFolderTemplates', `${team}/folder_template`),
    get('GetTaskTemplates', `${team}/taskTemplate?page=0`),
    get('Gettimeentrieswithinadaterange', `${team}/time_entries`),
    get('Getrunningtimeentry', `${team}/time_entries/current`),
    get('Getalltagsfromtimeentries', `${team}/time_entries/tags`),
    get('GetTeams1', `/v2/group?team_id=${teamId}`),
    get('GetSpaceViews', `/v2/space/${list.spaceId}/view`),
    get('GetFolderViews', `/v2/folder/${list.folderId}/view`),
    get('GetListViews', `/v2/list/${list.id}/view`),
    get('GetListComments', `/v2/list/${list.id}/comment`),
    get('Gettrackedtime', `/v2/task/${taskId}/time`),
    get("GetTask'sTimeinStatus", `/v2/task/${taskId}/time_in_status`),
  ]
}

/** Every write that the sandbox does and the document knows. */
export function clickUpWrites(sandbox: ClickUpSandbox): readonly ClickUpCall[] {
  return [...taskWrites(sandbox), ...detailWrites(sandbox), ...placeWrites(sandbox)]
}

function taskWrites(sandbox: ClickUpSandbox): readonly ClickUpCall[] {
  const { list, task, other, third } = placesOf(sandbox)
  const { memberId } = sandbox.state
  const newTask = { name: 'From the contract', assignees: [memberId], tags: ['contract'], priority: 2 }
  const update = { name: 'Renamed', status: 'new', assignees: { add: [memberId], rem: [] } }
  return [
    { operationId: 'CreateTask', call: `POST /v2/list/${list.id}/task`, body: newTask },
    { operationId: 'UpdateTask', call: `PUT /v2/task/${task.id}`, body: update },
    { operationId: 'AddTagToTask', call: `POST /v2/task/${task.id}/tag/contract%20tag` },
    { operationId: 'RemoveTagFromTask', call: `DELETE /v2/task/${task.id}/tag/contract%20tag` },
    {
      operationId: 'mergeTasks',
      call: `POST /v2/task/${task.id}/merge`,
      body: { source_task_ids: [other.id] },
    },
    {
      operationId: 'moveTask',
      call: `PUT /api/v3/workspaces/${sandbox.teamId}/tasks/${task.id}/home_list/${list.id}`,
      body: {},
    },
    { operationId: 'DeleteTask', call: `DELETE /v2/task/${third.id}`, status: 204 },
  ]
}

function detailWrites(sandbox: ClickUpSandbox): readonly ClickUpCall[] {
  const { task } = placesOf(sandbox)
  const field = [...sandbox.state.fields.values()].find(({ type }) => type === 'url')!
  const [made, gone] = ['Kept', 'Deleted'].map((text) => sandbox.comment({ taskId: task.id, text }))
  const comment = { comment_text: 'Said', notify_all: false }
  const form = new FormData()
  form.append('attachment', new Blob(['text'], { type: 'text/plain' }), 'note.txt')
  const fieldPath = `/v2/task/${task.id}/field/${field.id}`
  return [
    { operationId: 'SetCustomFieldValue', call: `POST ${fieldPath}`, body: { value: 'https://a.example' } },
    { operationId: 'RemoveCustomFieldValue', call: `DELETE ${fieldPath}` },
    { operationId: 'CreateTaskComment', call: `POST /v2/task/${task.id}/comment`, body: comment },
    { operationId: 'CreateThreadedComment', call: `POST /v2/comment/${made!.id}/reply`, body: comment },
    {
      operationId: 'UpdateComment',
      call: `PUT /v2/comment/${made!.id}`,
      body: { comment_text: 'Changed', assignee: sandbox.state.memberId, resolved: true },
    },
    { operationId: 'DeleteComment', call: `DELETE /v2/comment/${gone!.id}` },
    { operationId: 'CreateTaskAttachment', call: `POST /v2/task/${task.id}/attachment`, form },
  ]
}

function placeWrites(sandbox: ClickUpSandbox): readonly ClickUpCall[] {
  const { list, task } = placesOf(sandbox)
  const { teamId, state, clientId, clientSecret } = sandbox
  const otherList = [...state.lists.values()].at(2)!
  const deleted = sandbox.createList({ spaceId: list.spaceId, name: 'To go' })
  const hook = sandbox.createWebhook({ endpoint: 'https://other.example/hook', events: ['taskCreated'] })
  const newHook = { endpoint: 'https://receiver.example/x', events: ['taskCreated', 'taskDeleted'] }
  const changed = { endpoint: 'https://receiver.example/y', events: '*', status: 'active' }
  const tag = { name: 'Made', tag_fg: '#ffffff', tag_bg: '#000000' }
  const token = { client_id: clientId, client_secret: clientSecret, code: sandbox.authorize() }
  return [
    { operationId: 'GetAccessToken', call: 'POST /v2/oauth/token', body: token },
    { operationId: 'CreateFolderlessList', call: `POST /v2/space/${list.spaceId}/list`, body: { name: 'A' } },
    { operationId: 'CreateList', call: `POST /v2/folder/${list.folderId}/list`, body: { name: 'B' } },
    { operationId: 'UpdateList', call: `PUT /v2/list/${list.id}`, body: { name: 'C' } },
    { operationId: 'DeleteList', call: `DELETE /v2/list/${deleted.id}` },
    { operationId: 'CreateSpaceTag', call: `POST /v2/space/${list.spaceId}/tag`, body: { tag } },
    {
      operationId: 'EditSpaceTag',
      call: `PUT /v2/space/${list.spaceId}/tag/made`,
      body: { tag: { name: 'made again', fg_color: '#ffffff', bg_color: '#111111' } },
    },
    {
      operationId: 'DeleteSpaceTag',
      call: `DELETE /v2/space/${list.spaceId}/tag/made%20again`,
      body: { tag },
    },
    { operationId: 'AddTaskToList', call: `POST /v2/list/${otherList.id}/task/${task.id}` },
    { operationId: 'RemoveTaskFromList', call: `DELETE /v2/list/${otherList.id}/task/${task.id}` },
    { operationId: 'CreateWebhook', call: `POST /v2/team/${teamId}/webhook`, body: newHook },
    { operationId: 'UpdateWebhook', call: `PUT /v2/webhook/${hook.id}`, body: changed },
    { operationId: 'DeleteWebhook', call: `DELETE /v2/webhook/${hook.id}` },
  ]
}
