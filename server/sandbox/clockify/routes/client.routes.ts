import { optionalFlag, optionalText, readObject, requiredText } from '../http/read-input.ts'
import { queryFlag } from '../http/query.ts'
import { created, inWorkspace, ok, param, type Route } from '../http/route.ts'
import { matchesName, sortBy } from '../http/sorting.ts'
import {
  createClient,
  createTag,
  deleteClient,
  deleteTag,
  updateClient,
  updateTag,
} from '../mutations/work.ts'
import { requireRecord } from '../state/require-record.ts'
import { clientView, tagView } from '../views/work.view.ts'
import type { World } from '../world.ts'
import { answerList } from './answer-list.ts'
import type { ApiRequest } from '../http/route.ts'

type Archivable = { readonly id: string; readonly name: string; readonly archived: boolean }

/** Name and archived filters; without the latter both kinds are listed. */
export function wantedByName<Item extends Archivable>(
  world: World,
  request: ApiRequest,
  items: Iterable<Item>,
): readonly Item[] {
  const archived =
    queryFlag(request.query, 'archived') ?? (world.quirks.archivedListedToo ? undefined : false)
  const wanted = [...items].filter(
    (item) => matchesName(item.name, request.query) && (archived === undefined || item.archived === archived),
  )
  return sortBy(wanted, request.query, { ID: (item) => item.id, NAME: (item) => item.name })
}

const clients: readonly Route[] = [
  inWorkspace('GET', '/clients', (world, request) => {
    const items = wantedByName(world, request, world.state.clients.values())
    return answerList(world, request, { items, view: (client) => clientView(world.state, client) })
  }),
  inWorkspace('POST', '/clients', (world, request) => {
    const body = readObject(request.body)
    const name = requiredText(body, 'name')
    const [email, address, note] = ['email', 'address', 'note'].map(
      (field) => optionalText(body, field) ?? null,
    )
    const client = createClient(world, {
      name,
      email: email ?? null,
      address: address ?? null,
      note: note ?? null,
    })
    return created(clientView(world.state, client))
  }),
  inWorkspace('GET', '/clients/{id}', (world, request) =>
    ok(
      clientView(
        world.state,
        requireRecord(world, world.state.clients, { id: param(request, 'id'), what: 'Client' }),
      ),
    ),
  ),
  // A full replacement: what the body omits is reset.
  inWorkspace('PUT', '/clients/{id}', (world, request) => {
    const body = readObject(request.body)
    const client = updateClient(world, param(request, 'id'), {
      name: requiredText(body, 'name'),
      archived: optionalFlag(body, 'archived') ?? false,
      email: optionalText(body, 'email') ?? null,
      address: optionalText(body, 'address') ?? null,
      note: optionalText(body, 'note') ?? null,
    })
    return ok(clientView(world.state, client))
  }),
  inWorkspace('DELETE', '/clients/{id}', (world, request) =>
    ok(clientView(world.state, deleteClient(world, param(request, 'id')))),
  ),
]

const tags: readonly Route[] = [
  inWorkspace('GET', '/tags', (world, request) => {
    const items = wantedByName(world, request, world.state.tags.values())
    return answerList(world, request, { items, view: (tag) => tagView(world.state, tag) })
  }),
  inWorkspace('POST', '/tags', (world, request) =>
    created(tagView(world.state, createTag(world, { name: requiredText(readObject(request.body), 'name') }))),
  ),
  inWorkspace('GET', '/tags/{id}', (world, request) =>
    ok(
      tagView(world.state, requireRecord(world, world.state.tags, { id: param(request, 'id'), what: 'Tag' })),
    ),
  ),
  inWorkspace('PUT', '/tags/{id}', (world, request) => {
    const body = readObject(request.body)
    const archived = optionalFlag(body, 'archived') ?? false
    return ok(
      tagView(
        world.state,
        updateTag(world, param(request, 'id'), { name: requiredText(body, 'name'), archived }),
      ),
    )
  }),
  inWorkspace('DELETE', '/tags/{id}', (world, request) =>
    ok(tagView(world.state, deleteTag(world, param(request, 'id')))),
  ),
]

export const clientRoutes: readonly Route[] = [...clients, ...tags]
