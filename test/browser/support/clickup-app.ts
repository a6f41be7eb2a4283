import { setTimeout as sleep } from 'node:timers/promises'
import type { ClickUpSandbox, ClickUpSandboxOptions } from '../../../server/sandbox/clickup/index.ts'
import type { HuntflowSandbox } from '../../../server/sandbox/huntflow/index.ts'
import { startSmallClickUp } from '../../support/clickup-caller.ts'
import { startSmallHuntflow } from '../../support/huntflow-caller.ts'
import { startBrowserApp, type BrowserApp } from './browser-app.ts'

export interface ClickupApp extends BrowserApp {
  readonly clickup: ClickUpSandbox
  readonly huntflow: HuntflowSandbox
}

export interface ListPath {
  readonly teamId: string
  readonly spaceId: string
  readonly folderId: string | null
  readonly listId: string
}

/** The server beside a fake ClickUp and a fake Huntflow, with nothing connected yet. */
export async function startClickupApp(options: ClickUpSandboxOptions = {}): Promise<ClickupApp> {
  const clickup = await startSmallClickUp(options)
  const huntflow = await startSmallHuntflow()
  const app = await startBrowserApp({
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
    allow: [clickup.origin, huntflow.origin],
  })
  return {
    ...app,
    clickup,
    huntflow,
    close: async () => {
      await app.close()
      await clickup.stop()
      await huntflow.stop()
    },
  }
}

export async function connectClickup({ test, clickup }: Pick<ClickupApp, 'test' | 'clickup'>): Promise<void> {
  const body = { token: clickup.tokens.owner, baseUrl: clickup.apiUrl }
  const { status } = await test.call('PUT', '/api/connections/clickup', { body })
  if (status !== 200) throw new Error(`ClickUp was not connected: ${status}`)
}

export async function connectHuntflow({ test, huntflow }: ClickupApp): Promise<void> {
  const body = { ...huntflow.tokens, baseUrl: huntflow.apiUrl }
  const { status } = await test.call('PUT', '/api/connections/huntflow', { body })
  if (status !== 200) throw new Error(`Huntflow was not connected: ${status}`)
}

/** A list in a folder, by its place in the fake ClickUp. */
export function aList({ clickup }: Pick<ClickupApp, 'clickup'>): ListPath & { readonly name: string } {
  const { lists, folders } = clickup.state
  for (const list of lists.values()) {
    const folder = folders.get(list.folderId)
    if (folder && !folder.hidden)
      return {
        teamId: clickup.teamId,
        spaceId: folder.spaceId,
        folderId: folder.id,
        listId: list.id,
        name: list.name,
      }
  }
  throw new Error('the fake ClickUp has no list in a folder')
}

export async function chooseList(
  app: Pick<ClickupApp, 'test'>,
  { teamId, spaceId, folderId, listId }: ListPath,
) {
  const body = { teamId, spaceId, folderId, listId, includeClosed: true }
  const { status } = await app.test.call('PUT', '/api/clickup/settings', { body })
  if (status !== 200) throw new Error(`the list was not chosen: ${status}`)
}

/** Reads the chosen list, and waits until that is over. */
export async function syncOnce({ test }: ClickupApp): Promise<void> {
  await test.call('POST', '/api/clickup/sync', { body: {} })
  await until(async () => {
    const { body } = await test.call<{ items: { status: string }[] }>('GET', '/api/clickup/sync-runs')
    return body.items.length > 0 && body.items.every(({ status }) => status !== 'running')
  })
}

/** Looks every moment; gives up before the test does. */
export async function until(isThere: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await isThere()) return
    await sleep(100)
  }
  throw new Error('what was waited for did not happen')
}
