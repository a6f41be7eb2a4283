import type { PageRef, PlanInput } from './page-actions.ts'

export interface PlaceOf {
  /** `new`: the page is to be made. `blocked`: it cannot be moved there, because that would lay it below itself. */
  readonly is: 'there' | 'new' | 'moving' | 'moved-by-people' | 'blocked'
  /** As the issue says. */
  readonly wanted: PageRef
}

export interface PlacePlan {
  /** By issue id. */
  readonly of: ReadonlyMap<string, PlaceOf>
  /** Issue ids: each page comes when all that will be above it has its place. */
  readonly order: readonly string[]
}

/** A page that people moved stays, unless its issue has another parent since the last sync. */
export function planPlaces(input: PlanInput): PlacePlan {
  const places = new Map<string, PlaceOf>()
  const byKey = new Map(input.nodes.map(({ issue }) => [issue.key, issue.id]))
  for (const { issue, parentKey } of input.nodes) {
    const parentId = parentKey === null ? undefined : byKey.get(parentKey)
    const wanted = parentId === undefined ? { pageId: input.rootPageId } : refOf(input, parentId)
    places.set(issue.id, { is: placeIs(input, issue.id, wanted), wanted })
  }
  // Only what people moved can lead back to a page, so this ends: each time a move less is left.
  for (;;) {
    const walk = walkTree(input, places)
    const blocked = walk.circle.find((issueId) => places.get(issueId)?.is === 'moving')
    const place = blocked === undefined ? undefined : places.get(blocked)
    if (blocked === undefined || place === undefined) return { of: places, order: walk.order }
    places.set(blocked, { ...place, is: 'blocked' })
  }
}

function refOf({ known, pages }: PlanInput, issueId: string): PageRef {
  const page = known.get(issueId)
  return page !== undefined && pages.has(page.pageId) ? { pageId: page.pageId } : { issueId }
}

function placeIs({ known, pages }: PlanInput, issueId: string, wanted: PageRef): PlaceOf['is'] {
  const page = known.get(issueId)
  const now = page === undefined ? undefined : pages.get(page.pageId)
  if (page === undefined || now === undefined) return 'new'
  if ('issueId' in wanted) return 'moving'
  if (now.parentPageId === wanted.pageId) return 'there'
  return wanted.pageId === page.parentPageId ? 'moved-by-people' : 'moving'
}

interface TreeWalk {
  readonly order: readonly string[]
  /** The issues of pages that would lie below themselves; empty where none does. */
  readonly circle: readonly string[]
}

/** From each page upwards, in the tree as it will be. */
function walkTree(input: PlanInput, places: ReadonlyMap<string, PlaceOf>): TreeWalk {
  const issueOf = new Map(
    input.nodes.flatMap(({ issue }) => {
      const ref = refOf(input, issue.id)
      return 'pageId' in ref ? [[ref.pageId, issue.id] as const] : []
    }),
  )
  const done = new Set<string>()
  const order: string[] = []
  for (const { issue } of input.nodes) {
    const chain: { readonly name: string; readonly issueId: string | undefined }[] = []
    const inChain = new Set<string>()
    let ref: PageRef | undefined = refOf(input, issue.id)
    while (ref !== undefined && !done.has(nameOf(ref))) {
      const name = nameOf(ref)
      if (inChain.has(name)) {
        const circle = chain.slice(chain.findIndex((one) => one.name === name))
        return { order, circle: circle.flatMap(({ issueId }) => issueId ?? []) }
      }
      inChain.add(name)
      const issueId = 'issueId' in ref ? ref.issueId : issueOf.get(ref.pageId)
      chain.push({ name, issueId })
      ref = aboveOf(input, ref, issueId === undefined ? undefined : places.get(issueId))
    }
    for (const { name, issueId } of chain.toReversed()) {
      done.add(name)
      if (issueId !== undefined) order.push(issueId)
    }
  }
  return { order, circle: [] }
}

function aboveOf({ pages }: PlanInput, ref: PageRef, place: PlaceOf | undefined): PageRef | undefined {
  if (place?.is === 'new' || place?.is === 'moving') return place.wanted
  const parentPageId = 'pageId' in ref ? pages.get(ref.pageId)?.parentPageId : null
  return parentPageId == null ? undefined : { pageId: parentPageId }
}

function nameOf(ref: PageRef): string {
  return 'pageId' in ref ? `page ${ref.pageId}` : `issue ${ref.issueId}`
}
