import { Type, type Static } from 'typebox'
import { nullable } from '../../../platform/http/index.ts'

const placeId = (description: string) => nullable(Type.String({ description, pattern: '^[\\w-]{1,64}$' }))

export const SettingsView = Type.Object({
  teamId: placeId('the ClickUp Workspace; null: none is chosen'),
  spaceId: placeId('the space in it'),
  folderId: placeId('the folder of the list; null for a list outside of folders'),
  listId: placeId('the list whose tasks are kept here'),
  autoSync: Type.Boolean({ description: 'whether the list is read again by itself' }),
  syncIntervalMinutes: Type.Integer({
    description: 'minutes between two readings',
    minimum: 1,
    maximum: 1440,
  }),
  maxTasks: Type.Integer({
    description: 'most tasks that one reading takes, the rest follows with the next; 0: all',
    minimum: 0,
    maximum: 1_000_000,
  }),
  includeClosed: Type.Boolean({ description: 'whether closed tasks are kept' }),
  includeSubtasks: Type.Boolean({ description: 'whether subtasks are kept' }),
  importDelaySeconds: Type.Number({
    description: 'seconds between the starts of two tasks of an import',
    minimum: 0,
    maximum: 3600,
  }),
})
export type ClickupSettings = Static<typeof SettingsView>

/** What is left out stays. */
export const SettingsChange = Type.Partial(SettingsView, { additionalProperties: false })
export type SettingsChange = Static<typeof SettingsChange>

export const DEFAULTS: ClickupSettings = {
  teamId: null,
  spaceId: null,
  folderId: null,
  listId: null,
  autoSync: false,
  syncIntervalMinutes: 30,
  maxTasks: 100,
  includeClosed: false,
  includeSubtasks: true,
  importDelaySeconds: 8,
}
