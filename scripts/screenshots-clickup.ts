import { setTimeout as sleep } from 'node:timers/promises'
import type { ClickUpSandbox } from '../server/sandbox/clickup/index.ts'
import type { HuntflowSandbox } from '../server/sandbox/huntflow/index.ts'
import { ask, type Asked } from './screenshots-ask.ts'

interface Told extends Asked {
  readonly clickup: ClickUpSandbox
  readonly huntflow: HuntflowSandbox
}

const RULE = {
  id: 'invoices',
  name: 'Invoices',
  match: 'word',
  keywords: ['invoice', 'bill'],
  exclude: ['paid'],
  reply: 'Thank you, {author}. The accountants answer within a day.',
  cooldownMinutes: 60,
}

/** Connects both services, chooses a list, reads it, and does a little of everything with it. */
export async function tellClickup(told: Told): Promise<void> {
  const { clickup, huntflow } = told
  await ask(told, 'PUT /api/connections/clickup', { token: clickup.tokens.owner, baseUrl: clickup.apiUrl })
  await ask(told, 'PUT /api/connections/huntflow', { ...huntflow.tokens, baseUrl: huntflow.apiUrl })
  await ask(told, 'PUT /api/clickup/settings', { ...pathIn(clickup), includeClosed: true, autoSync: true })
  await ask(told, 'PUT /api/clickup/auto-replies', { rules: [RULE] })
  await ask(told, 'POST /api/clickup/sync', {})
  await untilOver(told, '/api/clickup/sync-runs')
  const { items } = await ask<{ items: readonly { id: string }[] }>(told, 'GET /api/clickup/tasks')
  await ask(told, `POST /api/clickup/tasks/${items[0]?.id}/transfer-to-huntflow`, {
    accountId: String(huntflow.accountId),
    includeComments: true,
  })
  await ask(told, 'POST /api/clickup/imports', { target: 'cache', delaySeconds: 5 })
  await untilOver(told, '/api/clickup/transfers')
}

/** The list of most tasks that stands in a folder. */
function pathIn({ state, teamId }: ClickUpSandbox) {
  const lists = [...state.lists.values()].filter(({ folderId }) => !state.folders.get(folderId)?.hidden)
  const size = (id: string): number => state.tasksByList.get(id)?.size ?? 0
  const [list] = lists.toSorted((one, other) => size(other.id) - size(one.id))
  const folder = list && state.folders.get(list.folderId)
  if (!list || !folder) throw new Error('the fake ClickUp has no list in a folder')
  return { teamId, spaceId: folder.spaceId, folderId: folder.id, listId: list.id }
}

async function untilOver(told: Told, path: string): Promise<void> {
  for (;;) {
    const { items } = await ask<{ items: readonly { status: string }[] }>(told, `GET ${path}`)
    if (items.every(({ status }) => status !== 'running' && status !== 'waiting')) return
    await sleep(200)
  }
}
