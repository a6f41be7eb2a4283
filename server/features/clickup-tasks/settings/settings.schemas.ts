import { Type, type Static } from 'typebox'
import { nullable } from '../../../platform/http/index.ts'

const ID = '^[\\w-]{1,64}$'
const placeName = (what: string) =>
  nullable(Type.String({ description: `the ${what}'s name when it was chosen` }))
const placeId = (description: string) => nullable(Type.String({ description, pattern: ID }))

const choices = {
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
}

export const SettingsView = Type.Object({
  ...choices,
  teamName: placeName('Workspace'),
  spaceName: placeName('space'),
  folderName: placeName('folder'),
  listName: placeName('list'),
})
export type ClickupSettings = Static<typeof SettingsView>

/** What is left out stays. */
export const SettingsChange = Type.Partial(Type.Object(choices), { additionalProperties: false })
export type SettingsChange = Static<typeof SettingsChange>

/** The way to the list. */
export type ChosenPath = Pick<ClickupSettings, 'teamId' | 'spaceId' | 'folderId' | 'listId'>
export type PathNames = Pick<ClickupSettings, 'teamName' | 'spaceName' | 'folderName' | 'listName'>

export const PathQuery = Type.Object(
  {
    teamId: Type.Optional(Type.String({ description: 'for the spaces of this Workspace', pattern: ID })),
    spaceId: Type.Optional(
      Type.String({
        description: 'for the folders of this space and its lists outside of folders',
        pattern: ID,
      }),
    ),
    folderId: Type.Optional(Type.String({ description: 'for the lists of this folder', pattern: ID })),
    listId: Type.Optional(
      Type.String({ description: 'for this list alone and its text fields', pattern: ID }),
    ),
  },
  { additionalProperties: false },
)
export type PathQuery = Static<typeof PathQuery>

const places = (description: string) =>
  Type.Optional(
    Type.Array(
      Type.Object({
        id: Type.String({ description: "ClickUp's id" }),
        name: Type.String({ description: 'its name' }),
      }),
      { description },
    ),
  )

export const PathOptions = Type.Object({
  teams: places('the Workspaces; when nothing is chosen'),
  spaces: places('the spaces of the chosen Workspace'),
  folders: places('the folders of the chosen space'),
  lists: places(
    'the lists of the chosen folder, or those of the space outside of folders; the chosen list itself',
  ),
  textFields: places('the custom fields of the chosen list that hold texts'),
})
export type PathOptions = Static<typeof PathOptions>

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
  teamName: null,
  spaceName: null,
  folderName: null,
  listName: null,
}
