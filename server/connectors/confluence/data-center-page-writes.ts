import { Type } from 'typebox'
import { UpstreamError } from '../../platform/outbound/index.ts'
import { askConfluence, path, type ConfluenceSender } from './ask-confluence.ts'
import type { ConfluenceClient, PageWrite } from './confluence-client.ts'
import { storageIn } from './confluence-schemas.ts'
import { Content, EXPANDED, readContent } from './data-center-content.ts'
import { orUndefined } from './or-undefined.ts'
import { isConflict, writeSurely, type SavedVersion, type WriteActs } from './write-surely.ts'

const Saved = Type.Object({ version: Type.Object({ number: Type.Integer() }) })

type Parts = Pick<ConfluenceClient, 'writePage' | 'retitlePage' | 'movePage' | 'archivePage'>

export function dataCenterPageWrites(sender: ConfluenceSender): Parts {
  const acts: WriteActs = {
    put: (write) => put(sender, write),
    newest: async (id) => savedOf(await readContent(sender, id)),
    versionAt: (id, version) => readVersion(sender, id, version),
  }
  const change = (id: string, what: Pick<Partial<PageWrite>, 'title' | 'parentId'>): Promise<void> =>
    changeOnce(sender, acts, { id, ...what })
  return {
    writePage: (write) => writeSurely(acts, write),
    retitlePage: ({ id, title }) => change(id, { title }),
    movePage: (id, parentId) => change(id, { parentId }),
    archivePage: async () => {
      throw new UpstreamError({
        service: 'confluence',
        kind: 'rejected',
        detail:
          'A Data Center has no API for archiving a page. Archive it in Confluence, or let pages be that are not needed any more.',
      })
    },
  }
}

/** Nobody is mailed about a minor edit. */
async function put(sender: ConfluenceSender, write: PageWrite): Promise<number> {
  const { id, title, storage, readVersion: read, message, parentId } = write
  const { version } = await askConfluence(sender, Saved, {
    method: 'PUT',
    path: path`/rest/api/content/${id}`,
    body: {
      type: 'page',
      title,
      version: { number: read + 1, message, minorEdit: true },
      body: { storage: { value: storage, representation: 'storage' } },
      ...(parentId === undefined ? {} : { ancestors: [{ id: parentId }] }),
    },
  })
  return version.number
}

interface Change extends Pick<Partial<PageWrite>, 'title' | 'parentId'> {
  readonly id: string
}

/** A title or a place is changed together with the text that is there; again where somebody was quicker. */
async function changeOnce(sender: ConfluenceSender, acts: WriteActs, change: Change): Promise<void> {
  for (let isSecond = false; ; isSecond = true) {
    const { title, version, body } = await readContent(sender, change.id)
    const same = { title, storage: storageIn(body) ?? '', readVersion: version.number, message: '' }
    try {
      await writeSurely(acts, { ...same, ...change })
      return
    } catch (error) {
      if (isSecond || !isConflict(error)) throw error
    }
  }
}

async function readVersion(
  sender: ConfluenceSender,
  id: string,
  version: number,
): Promise<SavedVersion | undefined> {
  const ask = (more: { readonly status?: string }) => {
    const query = { version, expand: EXPANDED, ...more }
    return orUndefined(
      askConfluence(sender, Content, { method: 'GET', path: path`/rest/api/content/${id}`, query }),
    )
  }
  // Older servers want both, others the number alone (facts: jira-confluence, section 3.4).
  const content = (await ask({ status: 'historical' })) ?? (await ask({}))
  return content === undefined ? undefined : savedOf(content)
}

function savedOf({ title, version, body }: Content): SavedVersion {
  return { title, version: version.number, message: version.message ?? '', storage: storageIn(body) ?? '' }
}
