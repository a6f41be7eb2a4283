import { Type, type Static } from 'typebox'
import { systemSleep, UpstreamError } from '../../platform/outbound/index.ts'
import { askConfluence, path, type ConfluenceSender } from './ask-confluence.ts'
import type { ConfluenceClient, PageWrite } from './confluence-client.ts'
import { Body, maybe, storageIn } from './confluence-schemas.ts'
import { orUndefined } from './or-undefined.ts'
import { writeSurely, type SavedVersion, type WriteActs } from './write-surely.ts'

type Parts = Pick<ConfluenceClient, 'writePage' | 'retitlePage' | 'movePage' | 'archivePage'>

const Saved = Type.Object({
  title: Type.String(),
  version: Type.Object({ number: Type.Integer(), message: maybe(Type.String()) }),
  body: Body,
})
const Done = Type.Object({})
const Task = Type.Object({ id: Type.String() })
const TaskState = Type.Object({ finished: Type.Boolean(), successful: Type.Boolean() })

/** Between looks at a task that Confluence does in its own time. */
const WAITS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000]

export function cloudPageWrites(sender: ConfluenceSender): Parts {
  const acts: WriteActs = {
    put: (write) => put(sender, write),
    newest: (id) => read(sender, id, {}),
    versionAt: (id, version) => orUndefined(read(sender, id, { version })),
  }
  return {
    writePage: (write) => writeSurely(acts, write),
    retitlePage: async ({ id, title }) => {
      const at = path`/wiki/api/v2/pages/${id}/title`
      await askConfluence(sender, Done, { method: 'PUT', path: at, body: { status: 'current', title } })
    },
    movePage: async (id, toParentId) => {
      const at = path`/wiki/rest/api/content/${id}/move/append/${toParentId}`
      await askConfluence(sender, Done, { method: 'PUT', path: at })
    },
    archivePage: (id) => archive(sender, id),
  }
}

async function put(sender: ConfluenceSender, write: PageWrite): Promise<number> {
  const { id, title, storage, message, readVersion, parentId } = write
  const { version } = await askConfluence(sender, Saved, {
    method: 'PUT',
    path: path`/wiki/api/v2/pages/${id}`,
    body: {
      id,
      status: 'current',
      title,
      body: { representation: 'storage', value: storage },
      version: { number: readVersion + 1, message },
      ...(parentId === undefined ? {} : { parentId }),
    },
  })
  return version.number
}

async function read(
  sender: ConfluenceSender,
  id: string,
  at: { readonly version?: number },
): Promise<SavedVersion> {
  const query = { 'body-format': 'storage', ...at }
  const saved = await askConfluence(sender, Saved, {
    method: 'GET',
    path: path`/wiki/api/v2/pages/${id}`,
    query,
  })
  return savedOf(saved)
}

function savedOf({ title, version, body }: Static<typeof Saved>): SavedVersion {
  return { title, version: version.number, message: version.message ?? '', storage: storageIn(body) ?? '' }
}

/** Confluence archives for one caller at a time, so this waits until it has. */
async function archive(sender: ConfluenceSender, id: string): Promise<void> {
  const task = await askConfluence(sender, Task, {
    method: 'POST',
    path: '/wiki/rest/api/content/archive',
    body: { pages: [{ id: Number(id) }] },
  })
  for (const waitMs of [0, ...WAITS_MS]) {
    if (waitMs > 0) await systemSleep(waitMs, sender.signal)
    const at = path`/wiki/rest/api/longtask/${task.id}`
    const { finished, successful } = await askConfluence(sender, TaskState, { method: 'GET', path: at })
    if (finished && successful) return
    if (finished) throw notArchived('Confluence could not archive the page. Archive it there to see why.')
  }
  throw notArchived(
    'Confluence has taken the page for the archive but is not done yet. Look there in a minute.',
  )
}

function notArchived(detail: string): UpstreamError {
  return new UpstreamError({ service: 'confluence', kind: 'rejected', status: 200, detail })
}
