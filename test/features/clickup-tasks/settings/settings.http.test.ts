import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  changeSettings,
  readSettings,
} from '../../../../server/features/clickup-tasks/settings/change-settings.ts'
import { listPathOptions } from '../../../../server/features/clickup-tasks/settings/list-path-options.ts'
import type { SettingsChange } from '../../../../server/features/clickup-tasks/settings/settings.schemas.ts'
import type { AppError } from '../../../../server/shared/errors.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { pathTo, startClickupGround, type ClickupGround } from '../clickup-ground.ts'

let ground: ClickupGround
let scope: WorkspaceScope
/** In a folder, and without one. */
let inFolder: ReturnType<typeof pathTo>
let bare: ReturnType<typeof pathTo>

beforeAll(async () => {
  ground = await startClickupGround()
  scope = await ground.connected()
  const paths = [...ground.clickup.state.lists.keys()].map((id) => pathTo(ground.clickup, id))
  inFolder = paths.find(({ folderId }) => folderId !== null)!
  bare = paths.find(({ folderId }) => folderId === null)!
})
afterEach(() => ground.clickup.clearFaults())
afterAll(async () => {
  const { complaints } = ground.clickup.requests
  await ground.close()
  expect(complaints).toEqual([])
})

const save = (change: SettingsChange, as = scope) => changeSettings(ground.deps, as, change)
const pointersOf = async (saving: Promise<unknown>) => {
  const error = await saving.then(
    () => undefined,
    (reason: AppError) => reason,
  )
  return [error?.code, error?.violations.map(({ pointer }) => pointer)]
}

describe('the path to a list', () => {
  it('is chosen level by level, each with the choices below it', async () => {
    const options = (query: object) => listPathOptions(ground.deps, scope, query)
    const { spaceId, folderId, listId, teamId } = inFolder
    const ids = (places: readonly { readonly id: string }[] | undefined) => places?.map(({ id }) => id)

    expect(await options({})).toEqual({ teams: [{ id: teamId, name: 'Northwind Studio' }] })
    expect(ids((await options({ teamId })).spaces)).toContain(spaceId)
    const below = await options({ teamId, spaceId: bare.spaceId })
    expect(Object.keys(below)).toEqual(['folders', 'lists'])
    expect(ids(below.lists)).toContain(bare.listId)
    expect(ids((await options({ teamId, spaceId })).folders)).toContain(folderId)
    const lists = await options({ teamId, spaceId, folderId })
    expect(Object.keys(lists)).toEqual(['lists'])
    expect(ids(lists.lists)).toContain(listId)
    const list = await options({ listId })
    expect(list.lists).toEqual([{ id: listId, name: ground.clickup.state.lists.get(listId)!.name }])
    const types = (list.textFields ?? []).map(({ id }) => ground.clickup.state.fields.get(id)!.type)
    expect(new Set(types)).toEqual(new Set(['text', 'short_text']))
  })

  it('is saved with its names, for a list in a folder and one without', async () => {
    const { state, teamId } = ground.clickup
    for (const path of [inFolder, bare]) {
      const saved = await save(path)

      expect(saved).toMatchObject({
        ...path,
        teamName: state.teams.get(teamId)!.name,
        spaceName: state.spaces.get(path.spaceId)!.name,
        folderName: path.folderId === null ? null : state.folders.get(path.folderId)!.name,
        listName: state.lists.get(path.listId)!.name,
      })
      expect(await readSettings(ground.deps, scope)).toEqual(saved)
    }
  })

  it('is refused where a level is missing, not seen or in another place', async () => {
    const { foreign } = ground.clickup.state
    const before = await readSettings(ground.deps, scope)
    const wrong: readonly [SettingsChange, string][] = [
      [{ ...bare, teamId: null }, '/teamId'],
      [{ ...inFolder, spaceId: null }, '/spaceId'],
      [{ ...bare, spaceId: null }, '/spaceId'],
      [{ ...bare, teamId: foreign.teamId }, '/teamId'],
      [{ ...bare, spaceId: foreign.spaceId }, '/spaceId'],
      [{ ...inFolder, folderId: '1' }, '/folderId'],
      [{ ...inFolder, folderId: null }, '/listId'],
      [{ ...bare, folderId: inFolder.folderId, spaceId: inFolder.spaceId }, '/listId'],
      [{ ...bare, listId: '90120000000000000001' }, '/listId'],
      [{ ...bare, listId: foreign.listId }, '/listId'],
    ]

    for (const [change, pointer] of wrong)
      expect([change, await pointersOf(save(change))]).toEqual([change, ['INVALID', [pointer]]])
    expect(await readSettings(ground.deps, scope)).toEqual(before)
  })

  it('is not taken for wrong when ClickUp cannot be asked', async () => {
    const change = { ...inFolder, listId: bare.listId }
    ground.clickup.failNext({
      status: 401,
      body: { err: 'Token invalid', ECODE: 'OAUTH_025' },
      times: Infinity,
    })

    await expect(save(change)).rejects.toMatchObject({ kind: 'unauthorized' })
  })

  it('is taken as it is where there is no connection to prove it yet', async () => {
    const kept = await save(bare, await aWorkspace(ground.database.db))

    expect(kept).toMatchObject({ ...bare, teamName: null, listName: null })
  })

  it('is not asked for again while it stays', async () => {
    await save(bare)
    const before = ground.clickup.requests.total

    expect(await save({ autoSync: true, maxTasks: 5 })).toMatchObject({
      ...bare,
      autoSync: true,
      maxTasks: 5,
    })
    expect(ground.clickup.requests.total).toBe(before)
  })

  it('can be taken back as a whole', async () => {
    const none = { teamId: null, spaceId: null, folderId: null, listId: null }

    expect(await save(none)).toMatchObject({ ...none, listName: null })
  })
})
