import { isTitleOf, passingTitle, sameTitleKey, titleOf } from './page-title.ts'
import type { Retitle } from './page-actions.ts'

export interface PageToTitle {
  readonly issue: { readonly id: string; readonly key: string; readonly summary: string }
  /** Null: there is none yet. */
  readonly page: {
    readonly pageId: string
    /** As it is now. */
    readonly title: string
    /** As the last sync left it. */
    readonly writtenTitle: string
  } | null
}

export interface TitlePlan {
  /** What each page is called in the end, by the id of its issue. */
  readonly titles: ReadonlyMap<string, string>
  /** Of those that people renamed. */
  readonly renamedByPeople: ReadonlySet<string>
}

/** A page keeps a title that fits its issue, so that links to it hold; `taken` are all titles of the space, those of these pages too. */
export function planTitles(pages: readonly PageToTitle[], taken: Iterable<string>): TitlePlan {
  const titles = new Map<string, string>()
  const renamedByPeople = new Set<string>()
  const reserved = new Set([...taken].map(sameTitleKey))
  for (const { page } of pages) if (page !== null) reserved.delete(sameTitleKey(page.title))
  for (const one of pages) {
    const { issue, page } = one
    if (page === null || standingOf(one) === 'outdated') continue
    if (standingOf(one) === 'renamed') renamedByPeople.add(issue.id)
    titles.set(issue.id, page.title)
    reserved.add(sameTitleKey(page.title))
  }
  for (const { issue } of pages) {
    if (titles.has(issue.id)) continue
    const title = firstFree((attempt) => titleOf(issue, attempt), reserved)
    titles.set(issue.id, title)
    reserved.add(sameTitleKey(title))
  }
  return { titles, renamedByPeople }
}

/** `renamed`: by people, while the issue stayed as it was. */
function standingOf({ issue, page }: PageToTitle): 'fits' | 'renamed' | 'outdated' {
  if (page === null) return 'outdated'
  if (isTitleOf(issue, page.title)) return 'fits'
  const isTheirs = page.title !== page.writtenTitle && isTitleOf(issue, page.writtenTitle)
  return isTheirs ? 'renamed' : 'outdated'
}

/** In an order in which no title is taken when its turn comes; where pages swap titles, one of them gets another in between. */
export function orderRetitles(
  pages: readonly PageToTitle[],
  titles: ReadonlyMap<string, string>,
  taken: Iterable<string>,
): readonly Retitle[] {
  const changing = pages.flatMap(({ issue, page }) => {
    const title = titles.get(issue.id) ?? ''
    return page === null || page.title === title ? [] : [{ issue, page, title }]
  })
  const holders = new Map(changing.map((one) => [sameTitleKey(one.page.title), one]))
  const reserved = new Set([...taken, ...titles.values()].map(sameTitleKey))
  const done = new Set<string>()
  const retitles: Retitle[] = []
  const add = ({ issue, page }: (typeof changing)[number], title: string): void =>
    void retitles.push({ do: 'retitle', issueId: issue.id, pageId: page.pageId, title })
  for (const one of changing) {
    // Each waits for the one that holds its title.
    const waiting: typeof changing = []
    let next: (typeof changing)[number] | undefined = one
    while (next !== undefined && !done.has(next.issue.id) && !waiting.includes(next)) {
      waiting.push(next)
      const holder = holders.get(sameTitleKey(next.title))
      next = holder === next ? undefined : holder
    }
    if (next !== undefined && waiting.includes(next)) {
      const { issue } = next
      const title = firstFree((attempt) => passingTitle(issue, attempt), reserved)
      reserved.add(sameTitleKey(title))
      add(next, title)
    }
    for (const last of waiting.toReversed()) {
      add(last, last.title)
      done.add(last.issue.id)
    }
  }
  return retitles
}

function firstFree(titleAt: (attempt: number) => string, reserved: ReadonlySet<string>): string {
  let attempt = 0
  while (reserved.has(sameTitleKey(titleAt(attempt)))) attempt += 1
  return titleAt(attempt)
}
