import { Type } from 'typebox'
import { askClickup, path, type ClickupSender } from './ask-clickup.ts'
import { personOf, PersonSource, type ClickupPerson } from './clickup-task.ts'

/** A Workspace (ClickUp's API says team), space, folder or list. */
export interface ClickupPlace {
  readonly id: string
  readonly name: string
}

export interface ClickupList extends ClickupPlace {
  readonly spaceId: string | null
  /** Null for a list outside of folders, which ClickUp keeps in hidden ones. */
  readonly folderId: string | null
  readonly statuses: readonly { readonly name: string; readonly type: string }[]
}

export interface ClickupPlaces {
  me(): Promise<ClickupPerson>
  teams(): Promise<readonly ClickupPlace[]>
  /** Those who were only invited have their e-mail as name. */
  members(teamId: string): Promise<readonly ClickupPerson[]>
  /** Of all Workspaces that the connection covers; each person once. */
  everyMember(): Promise<readonly ClickupPerson[]>
  spaces(teamId: string): Promise<readonly ClickupPlace[]>
  folders(spaceId: string): Promise<readonly ClickupPlace[]>
  listsOfFolder(folderId: string): Promise<readonly ClickupPlace[]>
  /** The lists outside of folders. */
  listsOfSpace(spaceId: string): Promise<readonly ClickupPlace[]>
  list(listId: string): Promise<ClickupList>
}

const Id = Type.Union([Type.String(), Type.Number()])
const Named = Type.Object({ id: Id, name: Type.String() })
const Members = Type.Array(Type.Object({ user: PersonSource }))
const Teams = Type.Object({
  teams: Type.Array(Type.Object({ id: Id, name: Type.String(), members: Type.Optional(Members) })),
})
const List = Type.Object({
  id: Id,
  name: Type.String(),
  space: Type.Optional(Type.Object({ id: Id })),
  folder: Type.Optional(Type.Object({ id: Id, hidden: Type.Optional(Type.Boolean()) })),
  statuses: Type.Optional(Type.Array(Type.Object({ status: Type.String(), type: Type.String() }))),
})

export function clickupPlaces(sender: ClickupSender): ClickupPlaces {
  const get = <Schema extends Parameters<typeof askClickup>[1]>(schema: Schema, at: string) =>
    askClickup(sender, schema, { method: 'GET', path: at })
  const lists = async (at: string): Promise<readonly ClickupPlace[]> =>
    (await get(Type.Object({ lists: Type.Array(Named) }), at)).lists.map(placeOf)

  return {
    me: async () => personOf((await get(Type.Object({ user: PersonSource }), '/user')).user),
    teams: async () => (await get(Teams, '/team')).teams.map(placeOf),
    members: async (teamId) => {
      const { teams } = await get(Teams, '/team')
      const team = teams.find(({ id }) => String(id) === teamId)
      return (team?.members ?? []).map(({ user }) => personOf(user))
    },
    everyMember: async () => {
      const { teams } = await get(Teams, '/team')
      const people = teams.flatMap(({ members = [] }) => members.map(({ user }) => personOf(user)))
      return [...new Map(people.map((person) => [person.id, person])).values()]
    },
    spaces: async (teamId) => {
      const answer = Type.Object({ spaces: Type.Array(Named) })
      return (await get(answer, path`/team/${teamId}/space`)).spaces.map(placeOf)
    },
    folders: async (spaceId) => {
      const answer = Type.Object({ folders: Type.Array(Named) })
      return (await get(answer, path`/space/${spaceId}/folder`)).folders.map(placeOf)
    },
    listsOfFolder: (folderId) => lists(path`/folder/${folderId}/list`),
    listsOfSpace: (spaceId) => lists(path`/space/${spaceId}/list`),
    list: async (listId) => {
      const { space, folder, statuses, ...named } = await get(List, path`/list/${listId}`)
      return {
        ...placeOf(named),
        spaceId: space === undefined ? null : String(space.id),
        folderId: folder === undefined || folder.hidden === true ? null : String(folder.id),
        statuses: (statuses ?? []).map(({ status: name, type }) => ({ name, type })),
      }
    },
  }
}

function placeOf({ id, name }: { readonly id: string | number; readonly name: string }): ClickupPlace {
  return { id: String(id), name }
}
