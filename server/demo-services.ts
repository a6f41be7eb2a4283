import type { ClickUpSandbox } from './sandbox/clickup/index.ts'
import type { HuntflowSandbox } from './sandbox/huntflow/index.ts'

interface DemoServer {
  readonly address: string
  /** Of an admin. */
  readonly token: string
}

/** What an admin would do in the settings: connect both services, choose the fullest list and read it. */
export async function connectServices(
  server: DemoServer,
  { clickup, huntflow }: { readonly clickup: ClickUpSandbox; readonly huntflow: HuntflowSandbox },
): Promise<void> {
  await ask(server, 'PUT /api/connections/clickup', { token: clickup.tokens.owner, baseUrl: clickup.apiUrl })
  await ask(server, 'PUT /api/connections/huntflow', { ...huntflow.tokens, baseUrl: huntflow.apiUrl })
  await ask(server, 'PUT /api/clickup/settings', {
    ...placeOfFullestList(clickup),
    maxTasks: 0,
    includeClosed: true,
    autoSync: true,
    importDelaySeconds: 1,
  })
  await ask(server, 'POST /api/clickup/sync', {})
}

function placeOfFullestList({ state, teamId }: ClickUpSandbox) {
  const counts = new Map<string, number>()
  for (const { listId } of state.tasks.values()) counts.set(listId, (counts.get(listId) ?? 0) + 1)
  const listId = [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? ''
  const list = state.lists.get(listId)
  if (list === undefined) throw new Error('the fake ClickUp has no list')
  const folder = state.folders.get(list.folderId)
  return {
    teamId,
    spaceId: list.spaceId,
    folderId: folder === undefined || folder.hidden ? null : folder.id,
    listId,
  }
}

async function ask({ address, token }: DemoServer, call: string, body: object): Promise<void> {
  const [method = '', path = ''] = call.split(' ')
  const answer = await fetch(address + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${call} was answered with ${answer.status}: ${await answer.text()}`)
}
