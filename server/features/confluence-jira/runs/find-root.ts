import type { ConfluenceClient, ConfluencePage, PageSummary } from '../../../connectors/confluence/index.ts'
import { readPageLink, type PageLink } from '../pages/read-page-link.ts'
import { CannotBeDone } from './outcomes.ts'

/** The page that a pasted address leads to. Throws CannotBeDone with the reason where it leads to none. */
export async function findRoot(confluence: ConfluenceClient, address: string): Promise<ConfluencePage> {
  const link = readPageLink(address, confluence.siteUrl)
  if (link.is === 'refused') throw new CannotBeDone(link.why)
  const pageId = await pageIdOf(confluence, link)
  if (pageId === undefined) throw new CannotBeDone(missing(link))
  return confluence.readPage(pageId)
}

async function pageIdOf(
  confluence: ConfluenceClient,
  link: Exclude<PageLink, { readonly is: 'refused' }>,
): Promise<string | undefined> {
  if (link.is === 'page') return link.pageId
  const page =
    link.is === 'titled'
      ? await confluence.findPage(link.spaceKey, link.title)
      : await confluence.findHomePage(link.spaceKey)
  return page?.id
}

function missing(link: PageLink): string {
  if (link.is === 'titled') return 'The space has no page of this title, or you may not see it.'
  return 'The space has no home page, or you may not see it.'
}

/** A page of a tree as a run begins with it. */
export function pageBelow(
  { siteUrl }: Pick<ConfluenceClient, 'siteUrl'>,
  { id, title }: Pick<PageSummary, 'id' | 'title'>,
) {
  return { pageId: id, title, url: addressOf(siteUrl, id), status: 'found', error: null } as const
}

/** Leads there on Cloud and at a Data Center, whatever the page is called. */
export function addressOf(siteUrl: string, pageId: string): string {
  return `${siteUrl}/pages/viewpage.action?pageId=${pageId}`
}
