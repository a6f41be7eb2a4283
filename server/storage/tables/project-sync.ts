export interface ProjectSyncResultsTable {
  workspaceId: string
  runId: string
  pagePlace: number
  place: number
  action: 'create' | 'retitle' | 'move' | 'keep' | 'vanished' | 'relink'
  issueId: string | null
  issueKey: string | null
  issueSummary: string
  previousKey: string | null
  parentKey: string | null
  likeness: number | null
  pageId: string | null
  pageTitle: string | null
  pageUrl: string | null
  parentPageId: string | null
  outcome: string
  error: string | null
}

export interface ProjectPagesTable {
  workspaceId: string
  connectionId: string
  rootPageId: string
  projectKey: string
  issueId: string
  issueKey: string
  status: 'sending' | 'made'
  sentAt: Date
  pageId: string | null
  title: string
  parentPageId: string
  updatedAt: Date
}
