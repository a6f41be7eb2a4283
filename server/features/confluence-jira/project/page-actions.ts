import type { PageTaskSettings } from '../settings/settings.schemas.ts'

/** Of a ProjectNode what is needed here. */
export interface IssueToPlan {
  readonly issue: { readonly id: string; readonly key: string; readonly summary: string }
  readonly parentKey: string | null
}

export interface KnownPage {
  readonly pageId: string
  /** As the last sync left it; what people changed since is told by the difference. */
  readonly title: string
  readonly parentPageId: string
}

export interface PageNow {
  readonly title: string
  /** Null at the top of the space. */
  readonly parentPageId: string | null
}

export interface PlanInput {
  /** Parents first. */
  readonly nodes: readonly IssueToPlan[]
  /** By issue id. */
  readonly known: ReadonlyMap<string, KnownPage>
  /** By page id, as they are now: the known ones and those around them. A known page that is not among them was deleted, and is made again. */
  readonly pages: ReadonlyMap<string, PageNow>
  /** All titles of the space, those of the known pages too. */
  readonly takenTitles: Iterable<string>
  readonly rootPageId: string
  readonly vanished: PageTaskSettings['vanished']
}

/** A page that is there, or the one that an earlier action makes for the issue. */
export type PageRef = { readonly pageId: string } | { readonly issueId: string }

export interface Retitle {
  readonly do: 'retitle'
  readonly issueId: string
  readonly pageId: string
  readonly title: string
}

export type PageAction =
  | { readonly do: 'create'; readonly issueId: string; readonly title: string; readonly parent: PageRef }
  | Retitle
  | { readonly do: 'move'; readonly issueId: string; readonly pageId: string; readonly parent: PageRef }
  /** `remember`: what the last sync counts to have left, so that a later change by people is seen as theirs. */
  | { readonly do: 'keep'; readonly issueId: string; readonly remember: KnownPage }
  | {
      readonly do: 'vanished'
      readonly issueId: string
      readonly pageId: string
      readonly fate: PageTaskSettings['vanished']
    }

/**
 * What people did that is left alone: the page has another title, or another place, than its issue says. `blocked`: the issue moved, but
 * people put a page where the move would lay it below itself.
 */
export interface PlanReport {
  readonly issueId: string
  readonly pageId: string
  readonly what: 'renamed' | 'moved' | 'blocked'
}
