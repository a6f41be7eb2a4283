import type {
  IssueToPlan,
  KnownPage,
  PageNow,
  PageRef,
  PlanInput,
} from '../../../../server/features/confluence-jira/project/page-actions.ts'
import { planPages } from '../../../../server/features/confluence-jira/project/plan-pages.ts'

export interface ModelIssue {
  readonly id: string
  readonly key: string
  summary: string
  parentKey: string | null
}

/** A space as strict as Confluence, with what a sync would remember of it. */
export class PageWorld {
  readonly pages = new Map<string, PageNow>([['root', { title: 'Root', parentPageId: null }]])
  readonly known = new Map<string, KnownPage>()
  readonly archived = new Set<string>()
  vanished: PlanInput['vanished'] = 'report'
  #next = 1

  plan(issues: readonly ModelIssue[]) {
    return planPages({
      nodes: nodesOf(issues),
      known: this.known,
      pages: this.pages,
      takenTitles: [...this.pages.values()].map(({ title }) => title),
      rootPageId: 'root',
      vanished: this.vanished,
    })
  }

  /** Gives back the plan that was carried out; throws where Confluence would refuse. */
  sync(issues: readonly ModelIssue[]) {
    const plan = this.plan(issues)
    for (const action of plan.actions) {
      const { issueId } = action
      if (action.do === 'create') {
        const parentPageId = this.pageOf(action.parent)
        const pageId = this.create(action.title, parentPageId)
        this.known.set(issueId, { pageId, title: action.title, parentPageId })
      } else if (action.do === 'retitle') {
        this.retitle(action.pageId, action.title)
        this.known.set(issueId, { ...this.known.get(issueId)!, title: action.title })
      } else if (action.do === 'move') {
        const parentPageId = this.pageOf(action.parent)
        this.move(action.pageId, parentPageId)
        this.known.set(issueId, { ...this.known.get(issueId)!, parentPageId })
      } else if (action.do === 'keep') this.known.set(issueId, action.remember)
      else if (action.fate === 'archive') {
        // As at some sites, the title stays taken.
        this.archived.add(action.pageId)
        this.known.delete(issueId)
      }
    }
    return plan
  }

  pageOf(ref: PageRef): string {
    return 'pageId' in ref ? ref.pageId : this.known.get(ref.issueId)!.pageId
  }

  create(title: string, parentPageId: string): string {
    this.#mustBeFree(title, undefined)
    if (!this.pages.has(parentPageId)) throw new Error(`no page ${parentPageId}`)
    const pageId = `p${this.#next++}`
    this.pages.set(pageId, { title, parentPageId })
    return pageId
  }

  retitle(pageId: string, title: string): void {
    this.#mustBeFree(title, pageId)
    this.pages.set(pageId, { ...this.pages.get(pageId)!, title })
  }

  move(pageId: string, parentPageId: string): void {
    if (this.isBelow(parentPageId, pageId)) throw new Error(`${pageId} would lie below itself`)
    this.pages.set(pageId, { ...this.pages.get(pageId)!, parentPageId })
  }

  /** What lies below goes up, as at a Data Center. */
  delete(pageId: string): void {
    const { parentPageId } = this.pages.get(pageId)!
    this.pages.delete(pageId)
    for (const [id, page] of this.pages)
      if (page.parentPageId === pageId) this.pages.set(id, { ...page, parentPageId })
  }

  isBelow(pageId: string, above: string): boolean {
    for (let at: string | null = pageId; at !== null; at = this.pages.get(at)!.parentPageId)
      if (at === above) return true
    return false
  }

  titles(): readonly string[] {
    return [...this.pages.values()].map(({ title }) => title)
  }

  #mustBeFree(title: string, pageId: string | undefined): void {
    if (title.length > 255 || title.trim() === '' || /[\r\n]/.test(title))
      throw new Error(`bad title ${title}`)
    for (const [id, page] of this.pages)
      if (id !== pageId && page.title.toLowerCase() === title.toLowerCase())
        throw new Error(`taken: ${title}`)
  }
}

/** Parents first; what lies in a circle is taken out of it. */
export function nodesOf(issues: readonly ModelIssue[]): readonly IssueToPlan[] {
  const keys = new Set(issues.map(({ key }) => key))
  const nodes: IssueToPlan[] = []
  const add = (parentKey: string | null): void => {
    for (const issue of issues) {
      const above = issue.parentKey !== null && keys.has(issue.parentKey) ? issue.parentKey : null
      if (above !== parentKey) continue
      nodes.push({ issue, parentKey })
      add(issue.key)
    }
  }
  add(null)
  return nodes
}
