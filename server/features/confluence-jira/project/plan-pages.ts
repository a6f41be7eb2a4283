import type { KnownPage, PageAction, PlanInput, PlanReport } from './page-actions.ts'
import { planPlaces, type PlaceOf } from './plan-places.ts'
import { orderRetitles, planTitles, type PageToTitle } from './plan-titles.ts'

export interface PagePlan {
  /** In an order in which they can be carried out. */
  readonly actions: readonly PageAction[]
  readonly reports: readonly PlanReport[]
}

/** The pages of a project, as its issues say; planned again once it is carried out, nothing is left to do. */
export function planPages(input: PlanInput): PagePlan {
  const { nodes, known, pages } = input
  const takenTitles = [...input.takenTitles]
  const toTitle = nodes.map(({ issue }): PageToTitle => ({ issue, page: pageToTitle(input, issue.id) }))
  const { titles, renamedByPeople } = planTitles(toTitle, takenTitles)
  const retitles = orderRetitles(toTitle, titles, takenTitles)
  const places = planPlaces(input)
  const titled = new Set(retitles.map(({ issueId }) => issueId))

  const laid = places.order.map((issueId): PageAction | undefined => {
    const page = known.get(issueId)
    const place = places.of.get(issueId)
    if (place === undefined) return undefined
    if (page === undefined || !pages.has(page.pageId))
      return { do: 'create', issueId, title: titles.get(issueId) ?? '', parent: place.wanted }
    if (place.is === 'moving') return { do: 'move', issueId, pageId: page.pageId, parent: place.wanted }
    if (titled.has(issueId)) return undefined
    return { do: 'keep', issueId, remember: remembered({ input, page, place }, renamedByPeople.has(issueId)) }
  })
  const reports = nodes.flatMap(({ issue }): readonly PlanReport[] => {
    const pageId = known.get(issue.id)?.pageId ?? ''
    const place = places.of.get(issue.id)?.is
    return [
      ...(renamedByPeople.has(issue.id) ? [{ issueId: issue.id, pageId, what: 'renamed' as const }] : []),
      ...(place === 'moved-by-people' ? [{ issueId: issue.id, pageId, what: 'moved' as const }] : []),
      ...(place === 'blocked' ? [{ issueId: issue.id, pageId, what: 'blocked' as const }] : []),
    ]
  })
  return {
    actions: [...retitles, ...laid.filter((action) => action !== undefined), ...vanishedOf(input)],
    reports,
  }
}

function pageToTitle({ known, pages }: PlanInput, issueId: string): PageToTitle['page'] {
  const page = known.get(issueId)
  const now = page === undefined ? undefined : pages.get(page.pageId)
  if (page === undefined || now === undefined) return null
  return { pageId: page.pageId, title: now.title, writtenTitle: page.title }
}

interface Kept {
  readonly input: PlanInput
  readonly page: KnownPage
  readonly place: PlaceOf
}

/** Where people did what the issue says now, that is what is there; what is theirs alone is not taken over. */
function remembered({ input, page, place }: Kept, isRenamed: boolean): KnownPage {
  const now = input.pages.get(page.pageId)
  const isOurs = place.is === 'there' && now !== undefined && now.parentPageId !== null
  return {
    pageId: page.pageId,
    title: isRenamed || now === undefined ? page.title : now.title,
    parentPageId: isOurs ? (now.parentPageId ?? page.parentPageId) : page.parentPageId,
  }
}

/** A page that is gone as well needs nothing. */
function vanishedOf({ nodes, known, pages, vanished }: PlanInput): readonly PageAction[] {
  const there = new Set(nodes.map(({ issue }) => issue.id))
  return [...known].flatMap(([issueId, { pageId }]) =>
    there.has(issueId) || !pages.has(pageId) ? [] : [{ do: 'vanished', issueId, pageId, fate: vanished }],
  )
}
