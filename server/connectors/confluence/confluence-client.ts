import type { WorkspaceScope } from '../../shared/scope.ts'

export interface ConfluencePage {
  /** Digits. */
  readonly id: string
  readonly title: string
  /** Of the space, as people know it. */
  readonly spaceKey: string
  /** Null for the space's top. On Cloud it may be a folder. */
  readonly parentId: string | null
  readonly version: number
  /** Of this version. */
  readonly savedAt: Date
  /** As Confluence stores it; empty for a page without a body. */
  readonly storage: string
  /** Where people read it. */
  readonly url: string
}

export type PageSummary = Pick<ConfluencePage, 'id' | 'title' | 'parentId'>

export interface PageTree {
  /** Without the page that was asked for; every level, parents before their children. */
  readonly pages: readonly PageSummary[]
  /** What stands between pages and is none, such as folders and what is in the archive. */
  readonly others: number
}

export interface NewPage {
  readonly spaceKey: string
  readonly parentId: string
  readonly title: string
  readonly storage: string
}

export interface PageWrite {
  readonly id: string
  readonly title: string
  readonly storage: string
  /** The version that was read; when it is not the newest any more, nothing is written. */
  readonly readVersion: number
  /** Shown in the page's history. Its own for each write: where an answer was lost, it proves who has written. */
  readonly message: string
  /** A new place, under this page. */
  readonly parentId?: string
}

export interface ConfluenceUser {
  /** The account id on Cloud, the user key at a Data Center. */
  readonly id: string
  /** A Data Center's user name, which its Jira shares; null on Cloud. */
  readonly username: string | null
  readonly name: string
  readonly email: string | null
}

/** Confluence as the token's user, on Cloud (v2 with what is left of v1) or at a Data Center; every function throws an UpstreamError that says what to do. */
export interface ConfluenceClient {
  readonly connectionId: string
  readonly deployment: 'cloud' | 'data-center'
  /** Addresses of pages begin with it, without a slash at its end; not the gateway's, where the connection leads through one. */
  readonly siteUrl: string
  readPage(id: string): Promise<ConfluencePage>
  /** Undefined: no such space, or no current page of that title there. */
  findPage(spaceKey: string, title: string): Promise<PageSummary | undefined>
  /** Undefined: no such space, or it has no home page. */
  findHomePage(spaceKey: string): Promise<PageSummary | undefined>
  /** Every descendant, whatever the service cuts; a branch that cannot be read fails the whole. */
  readTree(id: string): Promise<PageTree>
  /** Ids of the pages that a page is below, its nearest first; what is no page, such as a folder, is left out. */
  listPagesAbove(id: string): Promise<readonly string[]>
  /** Several at once, each once, in the order asked for; the others are missing, with what can be done about it. */
  readPages(ids: readonly string[]): Promise<{
    readonly pages: readonly ConfluencePage[]
    readonly missing: ReadonlyMap<string, string>
  }>
  /** Never repeated; see isOutcomeUnknown: after some failures there may be one all the same, which findPage finds. */
  createPage(page: NewPage): Promise<ConfluencePage>
  /** Throws an UpstreamError of status 409 when somebody has saved it meanwhile. Safe to repeat: written once, it is written. Returns its version. */
  writePage(write: PageWrite): Promise<{ readonly version: number }>
  retitlePage(page: { readonly id: string; readonly title: string }): Promise<void>
  /** To the end of what is below the other page. */
  movePage(id: string, toParentId: string): Promise<void>
  /** A Data Center has no API for it and refuses. */
  archivePage(id: string): Promise<void>
  /** By ConfluenceUser's id. */
  findUser(id: string): Promise<ConfluenceUser | undefined>
}

/**
 * Throws CONFLICT where the workspace has no connection with Confluence, and an UpstreamError where a gateway does not say which site is
 * behind it.
 */
export type OpenConfluence = (
  scope: WorkspaceScope,
  kind: 'interactive' | 'background',
  signal?: AbortSignal,
) => Promise<ConfluenceClient>
