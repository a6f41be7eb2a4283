import { Type, type Static } from 'typebox'
import { hasShape } from '../../shared/has-shape.ts'
import { askConfluence, path, type ConfluenceSender } from './ask-confluence.ts'
import type { ConfluencePage, PageSummary } from './confluence-client.ts'
import { noSuchPage } from './confluence-error.ts'
import {
  Body,
  isId,
  Links,
  maybe,
  NO_ID,
  statusProblem,
  storageIn,
  timeOf,
  UNREADABLE,
  urlOf,
} from './confluence-schemas.ts'

const Named = Type.Object({ id: Type.String() })
const Ancestors = Type.Array(Type.Object({ id: Type.String() }))

export const Summary = Type.Object({ id: Type.String(), title: Type.String(), ancestors: maybe(Ancestors) })

export const Content = Type.Interface([Summary], {
  type: Type.String(),
  status: Type.String(),
  space: Type.Object({ key: Type.String() }),
  version: Type.Object({ number: Type.Integer(), when: Type.String(), message: maybe(Type.String()) }),
  body: Body,
  _links: Links,
})
export type Content = Static<typeof Content>

export const EXPANDED = 'body.storage,version,ancestors,space'

/** A current page; throws for what is none, such as a blog post or a page in the trash. */
export async function readContent(sender: ConfluenceSender, id: string): Promise<Content> {
  if (!isId(id)) throw noSuchPage(NO_ID)
  const content = await askConfluence(sender, Named, {
    method: 'GET',
    path: path`/rest/api/content/${id}`,
    query: { expand: EXPANDED },
  })
  if (!hasShape(Content, content)) throw noSuchPage(UNREADABLE)
  if (content.type !== 'page') throw noSuchPage('This is no page but something else of Confluence.')
  const problem = statusProblem(content.status)
  if (problem !== undefined) throw noSuchPage(problem)
  return content
}

export function pageOf(content: Content, siteUrl: string): ConfluencePage {
  return {
    ...summarise(content),
    spaceKey: content.space.key,
    version: content.version.number,
    savedAt: timeOf(content.version.when),
    storage: storageIn(content.body) ?? '',
    url: urlOf(content._links, siteUrl),
  }
}

/** The last ancestor is the parent. */
export function summarise({ id, title, ancestors }: Static<typeof Summary>): PageSummary {
  return { id, title, parentId: ancestors?.at(-1)?.id ?? null }
}
