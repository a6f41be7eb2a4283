import { describe, expect, it } from 'vitest'
import type { ClickupSettingsView } from '../../../ui/src/api/clickup-types.ts'
import type { UpsertSettings } from '../../../ui/src/api/upsert-types.ts'
import {
  changedParts,
  pathOf,
  readSettings,
  typedOf,
} from '../../../ui/src/screens/tasks/settings/settings-input.ts'

const SETTINGS: UpsertSettings = {
  listId: null,
  markerFieldId: null,
  defaultAssigneeEmail: null,
  announce: true,
  allowRelease: true,
  allowTakeOver: false,
}
const CLICKUP: ClickupSettingsView = {
  teamId: 't',
  spaceId: 's',
  folderId: 'f',
  listId: 'l',
  teamName: 'Team',
  spaceName: 'Space',
  folderName: 'Folder',
  listName: 'List',
  autoSync: true,
  syncIntervalMinutes: 30,
  maxTasks: 100,
  includeClosed: false,
  includeSubtasks: true,
  importDelaySeconds: 8,
}
const siblings = [
  { id: 'l', name: 'List' },
  { id: 'l2', name: 'Other list' },
]
const known = { clickup: CLICKUP, siblings, listName: null }
const typed = (part: Partial<UpsertSettings> = {}) => {
  const settings = { ...SETTINGS, ...part }
  return typedOf(settings, pathOf(settings, known))
}

describe('the way to the list', () => {
  it('begins where the ClickUp tasks are', () => {
    expect(pathOf(SETTINGS, known)).toMatchObject({ teamId: 't', spaceId: 's', folderId: 'f', listId: null })
  })

  it('is known for a list beside them, and not for any other', () => {
    expect(pathOf({ listId: 'l2' }, known)).toMatchObject({ folderId: 'f', listName: 'Other list' })
    expect(pathOf({ listId: 'far' }, known)).toMatchObject({ teamId: null, listId: 'far', listName: null })
    const named = { ...known, listName: 'Far list' }
    expect(pathOf({ listId: 'far' }, named)).toMatchObject({
      teamId: null,
      listId: 'far',
      listName: 'Far list',
    })
  })
})

describe('what is typed', () => {
  it.each([
    SETTINGS,
    { ...SETTINGS, listId: 'far', markerFieldId: '0a-b', defaultAssigneeEmail: 'a@b.c', announce: false },
  ])('is read as it was saved', (settings) => {
    expect(readSettings(typedOf(settings, pathOf(settings, known)))).toEqual({ settings })
  })

  it('has no list of its own where none is wanted, whatever was chosen', () => {
    expect(readSettings({ ...typed({ listId: 'l2' }), isOwnList: false })).toEqual({ settings: SETTINGS })
  })

  it('says which field is wrong', () => {
    const wrong = {
      ...typed(),
      isOwnList: true,
      markerFieldId: 'a field',
      defaultAssigneeEmail: 'somebody',
    }
    expect(readSettings(wrong)).toEqual({ problems: ['listId', 'markerFieldId', 'defaultAssigneeEmail'] })
    expect(readSettings({ ...typed(), markerFieldId: 'x'.repeat(65) })).toEqual({
      problems: ['markerFieldId'],
    })
  })

  it('loses blanks around', () => {
    const read = readSettings({ ...typed(), markerFieldId: ' ', defaultAssigneeEmail: ' a@b.c ' })
    expect(read).toEqual({ settings: { ...SETTINGS, defaultAssigneeEmail: 'a@b.c' } })
  })
})

describe('what differs', () => {
  it('is counted once for the list, however many levels were chosen', () => {
    const saved = typed()
    expect(
      changedParts({ ...saved, isOwnList: true, spaceId: 's2', folderId: null, listId: 'x' }, saved),
    ).toEqual(['list'])
    expect(changedParts({ ...saved, announce: false, markerFieldId: 'm' }, saved).toSorted()).toEqual([
      'announce',
      'markerFieldId',
    ])
  })

  it('is no level of a path that means nothing', () => {
    const saved = typed()
    expect(changedParts({ ...saved, spaceId: 's2', listId: 'x' }, saved)).toEqual([])
    expect(changedParts({ ...typed({ listId: 'l2' }), isOwnList: false }, typed({ listId: 'l2' }))).toEqual([
      'list',
    ])
  })
})
